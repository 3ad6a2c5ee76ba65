"""A report as data and as a workbook: for whoever may read the page, and no more than it shows."""

import io
import json

import openpyxl
import pytest
from django.urls import reverse

from everyseat.organisations.models import AuditEntry
from everyseat.threesixty.actions import coaching
from everyseat.threesixty.models import CommentEdit, Report, Review
from everyseat.threesixty.report import data, sheets
from everyseat.threesixty.tests import make, reports

pytestmark = pytest.mark.django_db
FILES = ["report_json", "report_xlsx"]


@pytest.fixture
def coach():
    return make.person("Coach", "coach")


@pytest.fixture
def review(coach):
    """Return a closed review that waits for its coach, with words of both kinds."""
    found = make.collecting({"peer": 6, "manager": 1}, coach=coach)
    for i, invitation in enumerate(found.invitations.order_by("relationship")):
        text = "=1+1 was said" if i == 2 else f"Words {i}"
        make.answer(invitation, [4, 3, 1 + i % 3], text, "coach" if i == 1 else "as written")
    make.close(found.round)
    return Review.objects.get()


@pytest.fixture
def released(review):
    coaching.release(review=review, note="Read it twice.")
    return review


def got(client, review, file, person=None):
    client.force_login(person or review.recipient)
    return client.get(reverse(file, args=[review.pk]))


def workbook(response):
    return openpyxl.load_workbook(io.BytesIO(response.content))


def text_of(book):
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    return json.dumps(cells, ensure_ascii=False, default=str)


@pytest.mark.parametrize("file", FILES)
def test_the_coach_has_it_first_and_the_recipient_once_it_is_released(client, review, coach, file):
    assert got(client, review, file, coach).status_code == 200
    assert got(client, review, file).status_code == 404
    coaching.release(review=review, note="")
    assert got(client, review, file).status_code == 200


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("role", ["organiser", "administrator", "coach", "board", "guardian"])
def test_nobody_else_has_it(client, released, file, role):
    assert got(client, released, file, make.person("Other", role)).status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_neither_a_manager_nor_a_rater_has_it(client, released, file):
    rater = released.invitations.filter(relationship="peer").first().person
    for person in (released.recipient.manager, rater):
        assert got(client, released, file, person).status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_without_signing_in_it_is_not_there(client, released, file):
    answer = client.get(reverse(file, args=[released.pk]))
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


@pytest.mark.parametrize("file", FILES)
def test_it_is_not_there_once_reports_are_deleted(client, released, file):
    Report.objects.all().delete()
    assert got(client, released, file).status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_that_a_coach_downloads_it_leaves_a_trace(client, review, coach, file):
    got(client, review, file, coach)
    (entry,) = AuditEntry.objects.filter(who=str(coach.pk))
    assert entry.what.endswith(file)


def test_words_for_the_coach_alone_are_in_the_coachs_download_alone(client, released, coach):
    assert "Words 1" in json.dumps(got(client, released, "report_json", coach).json())
    assert "Words 1" in text_of(workbook(got(client, released, "report_xlsx", coach)))
    theirs = got(client, released, "report_json").json()
    assert "words_for_coach" not in theirs
    assert "Words 1" not in json.dumps(theirs)
    assert "Words 1" not in text_of(workbook(got(client, released, "report_xlsx")))


def test_a_coach_who_is_the_recipient_has_no_words_for_the_coach(client, released, coach):
    Review.objects.update(coach=released.recipient)
    theirs = got(client, released, "report_json").json()
    assert "words_for_coach" not in theirs


def test_it_has_what_the_page_shows_and_no_more(client, released):
    shown = got(client, released, "report_json").json()
    assert set(shown) == {
        *("format", "recipient", "round", "scale", "fewest", "answers", "groups", "shown_alone"),
        *(
            "left_out",
            "other_leaders",
            "compared_with",
            "note",
            "values",
            "changed_by_coach",
            "words",
        ),
    }
    assert set(shown["values"][0]) == {
        *("key", "text", "self", "others", "others_where_self_rated", "groups", "shown_alone"),
        *("verdict", "change", "behaviours"),
    }
    raters = {str(i.person_id) for i in released.invitations.all()}
    assert not any(key in json.dumps(shown) for key in raters)


def test_the_numbers_and_words_are_those_of_the_page(client, released):
    client.force_login(released.recipient)
    page = client.get(reverse("report", args=[released.pk])).content.decode()
    shown = got(client, released, "report_json").json()
    row = shown["values"][0]["others"]
    assert f"{row['estimate']}, {row['interval'][0]} to {row['interval'][1]}" in page
    for question in shown["words"]:
        for words in question["words"]:
            assert words in page
    assert shown["note"] in page


def test_numbers_are_as_long_as_on_the_page():
    """A longer estimate would tell what other leaders' reports say, which it leans on."""
    row = reports.row(3.14159, ad=0.71828, own_share=0.81234)
    shown = data.of(reports.report(reports.value("v", 3.33333, row)))["values"][0]
    assert (shown["others"]["estimate"], shown["self"]) == (3.1, 3.3)
    assert shown["others"]["interval"] == [2.8, 3.4]
    assert (shown["others"]["agreement_ad"], shown["others"]["own_share"]) == (0.7, 0.81)


def test_changes_are_those_that_the_page_tells():
    """A behaviour's only where it is sure, and its value's too; a difference only where it is."""
    sure, unsure = reports.change(0.9), reports.change(0.2)
    behaviours = [
        reports.topic("a", 4, reports.row(4), change=sure),
        reports.topic("b", 4, reports.row(4), change=unsure),
    ]
    moved = reports.value("V", 4, reports.row(4), change=sure, behaviours=behaviours)
    still = reports.value(
        "W",
        4,
        reports.row(4),
        change=unsure,
        behaviours=[reports.topic("c", 4, reports.row(4), change=sure)],
    )
    told, not_told = data.of(reports.report(moved, still))["values"]
    assert told["change"]["difference"] == 0.9
    assert [b["change"] and b["change"]["difference"] for b in told["behaviours"]] == [0.9, None]
    assert not_told["change"]["difference"] is None
    assert not_told["change"]["reliable"] is False
    assert not_told["behaviours"][0]["change"] is None


def test_what_is_hidden_is_none():
    row = reports.row(3, most=3, counts=None, mean=None, ad=None)
    shown = data.of(reports.report(reports.value("v", None, row)))["values"][0]["others"]
    assert (shown["mean"], shown["counts"], shown["agreement_ad"]) == (None, None, None)
    nothing = data.of(reports.report(reports.value("v", 4, None), raters=None))["values"][0]
    assert (nothing["self"], nothing["others"]) == (None, None)


def test_new_fields_of_a_report_are_not_given_out_by_themselves():
    made = reports.report(reports.value("v", 4, reports.row(3, secret=1), secret=1), secret=1)
    assert "secret" not in json.dumps(data.of(made, for_coach=True))


def test_it_is_about_the_recipient_by_the_name_they_have_now(client, released):
    released.recipient.name = "Lee Newname"
    released.recipient.save()
    shown = got(client, released, "report_json").json()
    assert shown["recipient"] == "Lee Newname"
    assert shown["values"][0]["behaviours"][0]["text"] == "Lee Newname hears me."


def test_what_a_coach_took_out_of_a_comment_is_in_no_download(client, review, coach):
    (question,) = Report.objects.get().content["words"]
    place = question["words"].index("Words 3")
    CommentEdit.objects.create(
        report_id=review.pk, question=question["key"], comment=place, left="", reason="writer"
    )
    coaching.release(review=review, note="")
    for person in (coach, review.recipient):
        assert "Words 3" not in json.dumps(got(client, review, "report_json", person).json())
        assert "Words 3" not in text_of(workbook(got(client, review, "report_xlsx", person)))


def test_a_workbook_has_a_row_for_each_number_and_no_formula(client, released):
    book = workbook(got(client, released, "report_xlsx"))
    assert book.sheetnames == ["Report", "Figures", "Words"]
    who = [row[2] for row in book["Figures"].iter_rows(values_only=True, min_row=2)]
    assert {"All others", "Manager", "Peers"} <= set(who)
    words = [row for row in book["Words"].iter_rows(min_row=2) if "was said" in row[1].value]
    assert [(row[1].value, row[1].data_type) for row in words] == [("=1+1 was said", "s")]


def test_a_workbook_without_words_has_no_sheet_for_them():
    made = reports.report(reports.value("v", 4, reports.row(3)))
    assert list(sheets.of(data.of(made))) == ["Report", "Figures"]


def test_every_row_of_figures_is_as_long_as_its_headings_or_shorter():
    groups = [reports.row(3), reports.row(4)]
    made = reports.value("v", 4, reports.row(3), groups=groups, change=reports.change(1))
    heading, *rows = sheets.of(data.of(reports.report(made)))["Figures"]
    assert max(map(len, rows)) == len(heading)


def test_files_are_named_after_their_leader_in_any_script(client, released):
    released.recipient.name = "Łukasz / Žižek"
    released.recipient.save()
    header = got(client, released, "report_json")["Content-Disposition"]
    assert header.startswith("attachment; filename*=utf-8''")
    assert "/" not in header.removeprefix("attachment; filename*=utf-8''")
    shown = client.get(reverse("report_pdf", args=[released.pk]))["Content-Disposition"]
    assert shown.startswith("inline; filename*=utf-8''%C5%82ukasz")


def test_the_report_links_to_both_for_whoever_reads_it(client, released):
    client.force_login(released.recipient)
    page = client.get(reverse("report", args=[released.pk])).content.decode()
    for file in FILES:
        assert reverse(file, args=[released.pk]) in page
