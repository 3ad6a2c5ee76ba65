"""Translations of hundreds of statements: a table that is downloaded, filled in and sent again."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from everyseat.conversation.actions import moderating, seeding, translating, writing
from everyseat.conversation.actions.moderating import Decision
from everyseat.conversation.actions.translating import Change
from everyseat.conversation.models import Conversation, Translation
from everyseat.conversation.tests import make
from everyseat.files import tables, xlsx_export

pytestmark = pytest.mark.django_db


def address(conversation):
    return f"/conversations/{conversation.pk}/translations/"


def send(client, by, conversation, text, name="t.csv"):
    client.force_login(by)
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(address(conversation), {"file": SimpleUploadedFile(name, content)})


def confirm(client, conversation, page):
    """Press the button of a check page."""
    sent = {**page.context["carried"], "seal": page.context["check"].seal}
    return client.post(address(conversation), sent)


def texts():
    found = Translation.objects.all()
    return {(one.statement.number, one.language): one.text for one in found}


def write(conversation, by, *changes):
    conversation = Conversation.objects.get(pk=conversation.pk)
    changes = [Change(*one) for one in changes]
    translating.write(conversation=conversation, changes=changes, by=by, today=make.today())


def errors(page):
    return " ".join(map(str, page.context["form"].errors["file"]))


def rows(client, conversation):
    text = client.get(f"{address(conversation)}translations.csv").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_table_has_what_is_published_or_waits_with_a_column_per_language(
    client, sam, conversation
):
    writing.write(participant=make.participant(conversation), text="Tramiau ŵ")
    reject = Decision(state="rejected", by=sam, on=make.today(), reason="Abusive.")
    moderating.decide(conversation=conversation, numbers=[2], seen="published", decision=reject)
    write(conversation, sam, (1, "cy", "Parciau i bawb"), (4, "en-gb", "Trams"))
    client.force_login(sam)
    assert rows(client, conversation) == [
        ["number", "statement", "Cymraeg", "English"],
        ["1", "Parks for all", "Parciau i bawb", ""],
        ["3", "More nurses in schools", "", ""],
        ["4", "Tramiau ŵ", "", "Trams"],
    ]
    csv_file = client.get(f"{address(conversation)}translations.csv").content
    assert csv_file.startswith(b"\xef\xbb\xbf")  # else Excel breaks the letters of Welsh
    book = client.get(f"{address(conversation)}translations.xlsx").content
    assert tables.of_stranger(book, "t.xlsx").data.height == 3
    assert client.get(f"{address(conversation)}other.csv").status_code == 404


def test_nothing_is_saved_before_somebody_has_read_what_will_change(client, sam, conversation):
    page = send(client, sam, conversation, "number,Cymraeg\n1,Parciau\n2,\n3,Nyrsys\n")
    assert not texts()
    assert "2 translations are new." in page.text
    assert "Nyrsys" in page.text
    said = confirm(client, conversation, page)
    assert said["Location"] == f"/conversations/{conversation.pk}/statements/"
    assert texts() == {(1, "cy"): "Parciau", (3, "cy"): "Nyrsys"}
    assert "2 translations saved." in client.get(said["Location"]).text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_downloaded_and_filled_in_is_taken(client, sam, conversation, kind):
    seeding.add(conversation=conversation, lines=[(1, "=Equal pay"), (2, "- A dash, “quoted”")])
    client.force_login(sam)
    filled = [[*row[:2], row[2] or f"Testun ŷ {row[0]}", ""] for row in rows(client, conversation)]
    if kind == "xlsx":
        content = xlsx_export.as_xlsx({"S": [[c.lstrip("'") for c in row] for row in filled]})
    else:
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerows(filled)
        content = out.getvalue().encode("utf-8-sig")
    page = send(client, sam, conversation, content, f"t.{kind}")
    confirm(client, conversation, page)
    assert texts() == {(n, "cy"): f"Testun ŷ {n}" for n in range(1, 6)}
    again = send(client, sam, conversation, content, f"t.{kind}")
    assert "is saved already" in errors(again)


def test_empty_cells_change_nothing_and_a_column_may_be_called_by_its_code(
    client, sam, conversation
):
    write(conversation, sam, (1, "cy", "Parciau"))
    page = send(client, sam, conversation, "number,cy\n1,\n2,Bysiau\n99,\n")
    confirm(client, conversation, page)
    assert texts() == {(1, "cy"): "Parciau", (2, "cy"): "Bysiau"}


def test_every_wrong_line_is_named_and_none_is_saved(client, sam, conversation):
    reject = Decision(state="rejected", by=sam, on=make.today(), reason="Abusive.")
    moderating.decide(conversation=conversation, numbers=[3], seen="published", decision=reject)
    table = [
        ["number", "statement", "Cymraeg", "English"],
        ["1", "Parks for all", "Parciau", ""],
        ["1", "Parks for all", "Parciau eto", ""],
        ["2", "Buses by day", "Bysiau", ""],
        ["3", "", "Nyrsys", ""],
        ["99", "", "Dim", ""],
        ["x", "", "Dim", ""],
    ]
    page = send(client, sam, conversation, "\n".join(map(",".join, table)))
    told = errors(page)
    assert "Nothing was saved." in told
    assert "Line 3 is about the same statement as line 2." in told
    assert "Line 4 has other words than statement 2 has now." in told
    assert "Line 5 is about statement 3, which is not published" in told
    assert "Line 6 has no number of a statement" in told
    assert "Line 7 has no number of a statement" in told
    assert not texts()
    page = send(client, sam, conversation, f"number,cy,English\n1,{'x' * 2001},\n2,,Buses\n")
    assert "Line 2 has 2001 letters" in errors(page)
    assert "Line 3 has a text in English. Statement 2 is written in this language." in errors(page)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("statement,Cymraeg\nx,y\n", "no column is called “number”"),
        ("number,French\n1,Parcs\n", "no column is called by a language: “English”, “Cymraeg”"),
        ("number,Cymraeg\n1,\n", "is saved already"),
        ("", ""),
    ],
)
def test_a_file_that_changes_nothing_is_refused(client, sam, conversation, content, told):
    assert told in errors(send(client, sam, conversation, content))


def test_no_file_is_no_table(client, sam, conversation):
    client.force_login(sam)
    page = client.post(address(conversation), {"csrf": "x"})
    assert page.context["form"].errors["file"]


def test_what_somebody_else_wrote_is_named_before_it_is_replaced(client, sam, conversation):
    lee = make.person("Lee", "organiser")
    write(conversation, lee, (1, "cy", "Parciau Lee"))
    page = send(client, sam, conversation, "number,cy\n1,Parciau Sam\n")
    assert "1 translation takes the place of another." in page.text
    assert "Statement 1, Cymraeg: “Parciau Lee” (Lee, " in page.text
    assert "becomes “Parciau Sam”" in page.text
    confirm(client, conversation, page)
    assert texts() == {(1, "cy"): "Parciau Sam"}


def test_what_changed_after_the_check_was_read_is_not_replaced(client, sam, conversation):
    page = send(client, sam, conversation, "number,cy\n1,Parciau Sam\n2,Bysiau\n")
    write(conversation, make.person("Lee", "organiser"), (1, "cy", "Parciau Lee"))
    again = confirm(client, conversation, page)
    assert "Something has changed since you read this page" in again.text
    assert texts() == {(1, "cy"): "Parciau Lee"}
    confirm(client, conversation, again)
    assert texts() == {(1, "cy"): "Parciau Sam", (2, "cy"): "Bysiau"}


def test_an_older_table_does_not_bring_back_what_was_corrected_since(client, sam, conversation):
    write(conversation, sam, (1, "cy", "Parciau hen"), (2, "cy", "Bysiau hen"))
    lee = make.person("Lee", "organiser")
    write(conversation, lee, (1, "cy", "Parciau newydd", "Parciau hen"))
    write(conversation, lee, (2, "cy", "", "Bysiau hen"))
    table = "number,cy\n1,Parciau hen\n2,Bysiau hen\n3,Nyrsys\n"
    page = send(client, sam, conversation, table)
    assert "an earlier text, which somebody has replaced since" in page.text
    assert "Statement 2, Cymraeg" in page.text
    confirm(client, conversation, page)
    assert texts() == {(1, "cy"): "Parciau newydd", (3, "cy"): "Nyrsys"}


def test_a_statement_that_was_corrected_after_the_check_is_not_translated(
    client, sam, conversation
):
    table = "number,statement,cy\n1,Parks for all,Parciau\n"
    page = send(client, sam, conversation, table)
    one = conversation.statements.get(number=1)
    one.conversation = conversation
    seeding.correct(statement=one, text="No parks", by=sam, today=make.today())
    assert "has other words than statement 1 has now" in errors(confirm(client, conversation, page))
    assert not texts()


def test_the_same_press_twice_saves_it_once_and_says_so(client, sam, conversation):
    page = send(client, sam, conversation, "number,cy\n1,Parciau\n")
    confirm(client, conversation, page)
    assert "is saved already" in errors(confirm(client, conversation, page))
    assert conversation.statements.get(number=1).steps.count() == 1


@pytest.mark.parametrize("wrong", ["{", "[[1]]", "3", json.dumps([[1, 2, 3, 4]])])
def test_rows_that_no_page_sent_save_nothing(client, sam, conversation, wrong):
    client.force_login(sam)
    page = client.post(address(conversation), {"rows": wrong, "seal": "x"})
    assert "could not be read" in errors(page)


def test_hundreds_are_saved_with_few_queries(
    client, sam, conversation, django_assert_max_num_queries
):
    seeding.add(conversation=conversation, lines=[(n, f"Idea {n}") for n in range(600)])
    table = "number,cy\n" + "".join(f"{n},Syniad {n}\n" for n in range(4, 604))
    page = send(client, sam, conversation, table)
    assert "600 translations are new." in page.text
    with django_assert_max_num_queries(40):
        confirm(client, conversation, page)
    assert len(texts()) == 600
