"""A file of comments is read, shown, checked and only then imported; and taken out again."""

import csv
import io
from datetime import date

import pytest
from conftest import SHARED
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from everyseat.files.cells import Cells
from everyseat.files.xlsx_export import as_xlsx
from everyseat.improvement import comment_rows
from everyseat.improvement.actions import comments_importing as actions
from everyseat.improvement.comment_columns import Columns, likely
from everyseat.improvement.models import Batch, Comment, CommentColumns
from everyseat.improvement.queries import comments as queries
from everyseat.improvement.tests import make

pytestmark = pytest.mark.django_db
REAL = SHARED / "improvement/fft_comments_v6_labelled.csv"
HEADER = ("Date", "FFT", "What was good?", "What could we do better?")
ROWS = [
    HEADER,
    ("01/03/2026", "Very good", "The nurse was kind", "Say when you will come"),
    ("2 March 2026", "4", "N/A", "Nothing"),
    ("2026-03-03", "", "", "."),
]


@pytest.fixture
def signed_in(client, sam):
    client.force_login(sam)
    return client


def as_csv(rows, encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


def upload(client, service, content, name="fft.csv"):
    page = reverse("comments_import", args=[service.pk])
    return client.post(page, {"file": SimpleUploadedFile(name, content)})


def chosen(page, **more):
    """Return the form of a page that asks for columns as it is filled in, with more."""
    form = page.context["form"]
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    filled = {name: value for name, value in values.items() if value is not None}
    return {"read": page.context["read"], **filled, **more}


def check(client, service, page, **more):
    address = reverse("comments_import_columns", args=[service.pk])
    return client.post(address, chosen(page, **more))


def confirm(client, service, page):
    address = reverse("comments_import_columns", args=[service.pk])
    sent = {"seal": page.context["check"].seal, **page.context["carried"]}
    return client.post(address, sent, follow=True)


def import_rows(client, service, rows=ROWS, **more):
    page = check(client, service, upload(client, service, as_csv(rows)), **more)
    return confirm(client, service, page)


def problems(page):
    return [(one.line, one.column, one.message) for one in page.context["problems"]]


def test_two_columns_of_a_row_become_comments_and_its_rating_counts_once(signed_in, service):
    page = import_rows(signed_in, service)
    assert "3 comments are imported." in page.text
    rows = {one.words: one for one in service.comments.all()}
    assert {(one.question, one.words, one.rating, one.has_rating) for one in rows.values()} == {
        ("what_good", "The nurse was kind", 1, True),
        ("could_improve", "Say when you will come", 1, False),
        ("could_improve", "Nothing", 4, True),
    }
    assert rows["The nurse was kind"].received_on == date(2026, 3, 1)
    assert Batch.objects.get().left_out == {"unanswered": 1, "blank": 2}


MIXED = [
    ("Date", "Ward", "Comment"),
    ("01/03/2026", "Ward 7", "Too loud"),
    ("wrong", "Ward 8", "Not ours, and without a day"),
    ("02/03/2026", " WARD  7", "Kind"),
]


def test_of_a_file_about_several_services_only_the_rows_of_one_are_taken(signed_in, service):
    page = upload(signed_in, service, as_csv(MIXED))
    page = check(signed_in, service, page, whose="1", named="ward 7")
    assert "1 row is left out that is about another service." in page.context["check"].happens
    confirm(signed_in, service, page)
    assert {one.words for one in service.comments.all()} == {"Too loud", "Kind"}
    again = upload(signed_in, service, as_csv(MIXED))
    assert chosen(again)["whose"] == "1"
    assert chosen(again)["named"] == "ward 7"


def test_the_next_service_is_asked_what_it_is_called_in_the_same_file(signed_in, service):
    page = upload(signed_in, service, as_csv(MIXED))
    confirm(signed_in, service, check(signed_in, service, page, whose="1", named="Ward 7"))
    other = make.service("Ward 8")
    assert chosen(upload(signed_in, other, as_csv(MIXED)))["named"] == "Ward 8"


@pytest.mark.parametrize("named", ["", "Ward 9"])
def test_a_name_that_no_row_has_is_refused_with_those_that_are_there(signed_in, service, named):
    page = upload(signed_in, service, as_csv(MIXED))
    page = check(signed_in, service, page, whose="1", named=named)
    said = page.context["form"].errors["named"]
    assert said == ["Type one of the names in this column: “WARD  7”, “Ward 8”."]
    assert not service.comments.exists()


def test_before_anything_is_saved_a_page_says_what_is_imported_and_what_is_left_out(
    signed_in, service
):
    page = check(signed_in, service, upload(signed_in, service, as_csv(ROWS)))
    happens = page.context["check"].happens
    assert "1 comment answers “What was good?”." in happens
    assert "2 blank comments are left out." in happens
    assert "They came from 1 March 2026 to 2 March 2026." in happens
    assert not Comment.objects.exists()


def test_the_columns_are_remembered_by_a_hash_of_the_headings(signed_in, service):
    first = upload(signed_in, service, as_csv(ROWS))
    assert first.context["form"].fields["rating"].initial == "1"
    confirm(signed_in, service, check(signed_in, service, first, rating=""))
    kept = CommentColumns.objects.get()
    assert "good" not in kept.headings
    again = upload(signed_in, service, as_csv([HEADER, ("1/4/2026", "1", "Kind", "")]))
    assert again.context["form"].fields["rating"].initial is None


def test_what_is_here_already_is_left_out_and_a_file_without_news_cannot_be_imported(
    signed_in, service
):
    import_rows(signed_in, service)
    page = check(signed_in, service, upload(signed_in, service, as_csv(ROWS)))
    assert "3 are left out that are here already." in page.context["check"].happens
    assert page.context["check"].stops
    confirm(signed_in, service, page)
    assert Comment.objects.count() == 3


def test_the_same_words_of_a_day_are_one_comment_unless_their_ids_differ(signed_in, service):
    rows = [("ID", "Date", "Comment"), ("7", "1/3/26", "Lovely"), ("8", "1/3/26", " lovely ")]
    page = check(signed_in, service, upload(signed_in, service, as_csv(rows)))
    confirm(signed_in, service, page)
    assert Comment.objects.count() == 2
    other = make.service("Podiatry")
    page = upload(signed_in, other, as_csv(rows))
    page = check(signed_in, other, page, id="")
    assert any("is left out that repeats another" in line for line in page.context["check"].happens)
    assert page.context["check"].warns


def test_no_word_of_a_comment_and_no_id_can_be_read_in_the_database(signed_in, service):
    import_rows(signed_in, service)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM improvement_comment")
        assert "nurse" not in repr(cursor.fetchall())


def test_every_mistake_is_named_by_line_and_column_and_nothing_is_saved(signed_in, service):
    rows = [["Date", "FFT", "Comment"], *(["1/3/2026", "1", f"Comment {n}"] for n in range(9000))]
    rows[8112] = ["31/02/2026", "Extremely likely", "x" * 5001]
    rows[8999][0] = ""
    page = check(signed_in, service, upload(signed_in, service, as_csv(rows)))
    found = problems(page)
    assert [(line, column) for line, column, _text in found] == [
        (8113, "Comment"),
        (8113, "Date"),
        (8113, "FFT"),
        (9000, "Date"),
    ]
    assert "There is no such day as “31/02/2026”." in page.text
    assert "“Extremely likely” is not a rating." in page.text
    assert not Comment.objects.exists()


def test_a_line_that_is_no_row_is_named_before_columns_are_asked_for(signed_in, service):
    content = as_csv([["Date", "Comment"], *(["1/3/2026", f"Comment {n}"] for n in range(9000))])
    lines = content.split(b"\r\n")
    lines[8112] = b'1/3/2026,"an open quotation mark'
    page = upload(signed_in, service, b"\r\n".join(lines))
    assert problems(page)[0][0] == 8113
    assert "quotation mark" in problems(page)[0][2]


def test_a_day_to_come_is_refused(signed_in, service):
    rows = [("Date", "Comment"), ("1/3/2999", "Kind")]
    page = check(signed_in, service, upload(signed_in, service, as_csv(rows)))
    assert "This day is still to come." in page.text


def test_dates_that_only_fit_the_american_way_are_read_so_and_said(signed_in, service):
    rows = [("Date", "Comment"), ("03/25/2026", "Kind"), ("03/01/2026", "Slow")]
    page = check(signed_in, service, upload(signed_in, service, as_csv(rows)))
    assert "month/day/year" in page.context["check"].warns[0]


def test_a_file_without_dates_needs_one_day_for_all(signed_in, service):
    page = upload(signed_in, service, as_csv([("Comment",), ("Kind, and quick",)]))
    missing = check(signed_in, service, page)
    assert "type one day for all" in missing.text
    confirm(signed_in, service, check(signed_in, service, page, day="2026-03-01"))
    assert Comment.objects.get().received_on == date(2026, 3, 1)


def test_one_column_cannot_be_two_things(signed_in, service):
    page = check(signed_in, service, upload(signed_in, service, as_csv(ROWS)), text2="2")
    assert "You chose one column for two things." in page.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_letters_of_older_spreadsheets_are_read_as_they_are(signed_in, service, encoding):
    rows = [("Date", "Comment"), ("1/3/2026", "Siân was kind – the “best” café")]
    page = check(signed_in, service, upload(signed_in, service, as_csv(rows, encoding)))
    confirm(signed_in, service, page)
    assert Comment.objects.get().words == "Siân was kind – the “best” café"


def test_a_workbook_is_read_with_its_own_dates(signed_in, service):
    content = as_xlsx({"FFT": [("Date", "Comment"), ("2026-03-01", "Kind")]})
    page = check(signed_in, service, upload(signed_in, service, content, "fft.xlsx"))
    confirm(signed_in, service, page)
    assert Comment.objects.get().received_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("fft.pdf", b"%PDF", "Choose a file that ends in .csv or .xlsx."),
        ("fft.csv", b"\x00\x01\x02", ""),
        ("fft.csv", b"Date,Comment\n", "Nothing stands under its first line"),
        ("fft.xlsx", b"PK\x03\x04 broken", ""),
    ],
)
def test_what_is_no_table_of_comments_is_refused(signed_in, service, name, content, told):
    page = upload(signed_in, service, content, name)
    assert page.context["form"].errors["file"]
    assert told in page.text


def test_a_page_that_was_changed_or_is_too_old_imports_nothing(signed_in, service):
    address = reverse("comments_import_columns", args=[service.pk])
    page = signed_in.post(address, {"read": "forged"}, follow=True)
    assert "This page is too old." in page.text


def test_two_imports_of_one_file_at_once_leave_one(signed_in, service):
    pages = [
        check(signed_in, service, upload(signed_in, service, as_csv(ROWS))) for _tab in range(2)
    ]
    for page in pages:
        confirm(signed_in, service, page)
    assert Comment.objects.count() == 3
    assert Batch.objects.count() == 1


def test_the_real_comments_of_two_trusts_are_imported(signed_in, service):
    page = upload(signed_in, service, REAL.read_bytes(), REAL.name)
    filled = {"day": "2023-08-30", "date": "", "rating": ""}
    checked = check(signed_in, service, page, **filled)
    assert page.context["form"].fields["asked"].initial == "3"
    confirm(signed_in, service, checked)
    texts = [row["text"] for row in csv.DictReader(REAL.open(encoding="utf-8"))]
    left_out = Batch.objects.get().left_out
    assert Comment.objects.count() + sum(left_out.values()) == len(texts) == 4140
    assert Comment.objects.filter(question="what_good").count() > 700
    numbers = check(signed_in, service, page, day="2023-08-30", date="", rating="4")
    assert numbers.context["n"] == 203, "7 is no rating"


def test_the_headings_of_surveys_are_known():
    columns = likely(["Response ID", "Submitted", "Overall experience", "Free text", "Ward"])
    assert (columns.id, columns.date) == ("Response ID", "Submitted")
    assert (columns.text, columns.rating) == ("Free text", "Overall experience")


def test_a_batch_is_taken_out_and_can_come_again(signed_in, service):
    import_rows(signed_in, service)
    page = reverse("comments_batch_delete", args=[service.pk, Batch.objects.get().pk])
    seal = signed_in.get(page).context["check"].seal
    signed_in.post(page, {"seal": seal})
    assert not Comment.objects.exists()
    import_rows(signed_in, service)
    assert Comment.objects.count() == 3


def test_a_batch_of_another_service_is_not_found(signed_in, service):
    import_rows(signed_in, service)
    other = make.service("Podiatry")
    page = reverse("comments_batch_delete", args=[other.pk, Batch.objects.get().pk])
    assert signed_in.get(page).status_code == 404


def test_the_file_list_says_what_was_left_out(signed_in, service):
    import_rows(signed_in, service)
    page = signed_in.get(reverse("comments_batches", args=[service.pk]))
    assert "2 blank comments are left out." in page.text


def test_ratings_without_words_are_kept_each_once_and_are_no_comments(service):
    columns = Columns(text="text", question="nonspecific", date="day", rating="fft")
    rows = [["Kind", "2026-01-05", "1"], *[["", "2026-01-05", "Very good"]] * 3]
    rows.append(["", "2026-01-05", ""])
    cells = Cells("fft.csv", ["text", "day", "fft"], rows, list(range(2, 7)), [])
    found = comment_rows.read(cells, columns, make.today())
    assert not found.problems
    assert [(one.text, one.rating) for one in found.entries] == [("Kind", 1), *[("", 1)] * 3]
    assert found.left_out == {"blank": 1}
    digests = list(queries.digests(service, (one.said for one in found.entries)))
    assert len(set(digests)) == 4
    new = comment_rows.without_doubles(found, digests, queries.known(service))
    actions.take_in(
        service=service, name="a", entries=new, left_out={}, by=None, today=make.today()
    )
    assert queries.progress(service).total == 1
    assert [(one.good, one.total) for one in queries.ratings_by_month(service)] == [(4, 4)]
    again = comment_rows.without_doubles(found, digests, queries.known(service))
    assert again == []
