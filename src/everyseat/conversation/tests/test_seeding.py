"""Statements to begin with: typed or from a file, all of them or none."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from everyseat.conversation.actions import answering, seeding
from everyseat.conversation.models import Statement
from everyseat.conversation.tests import make
from everyseat.files import xlsx_export
from everyseat.giving.refusals import NotNow

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(sam):
    return make.draft(sam)


def post(client, sam, conversation, **sent):
    client.force_login(sam)
    return client.post(f"/conversations/{conversation.pk}/seeds/", sent)


def texts(conversation):
    return [one.text for one in conversation.statements.all()]


def errors(page):
    return [text for told in page.context["form"].errors.values() for text in told]


def test_each_line_is_a_seed_from_the_organiser_with_a_number_of_its_own(client, sam, draft):
    post(client, sam, draft, typed="A new one\n\n  Another   one ")
    assert texts(draft)[3:] == ["A new one", "Another one"]
    assert [one.number for one in draft.statements.all()] == [1, 2, 3, 4, 5]
    last = draft.statements.last()
    assert (last.is_seed, last.origin, last.state) == (True, "organiser", "published")


def test_one_wrong_line_saves_nothing_and_every_wrong_line_is_named(client, sam, draft):
    typed = f"Fine\n{'x' * 141}\nBuses at NIGHT.\nfine"
    page = post(client, sam, draft, typed=typed)
    told = " ".join(errors(page))
    assert len(texts(draft)) == 3
    assert "Line 2 has 141 letters" in told
    assert "Line 3 is already a statement" in told
    assert "Line 4 says the same as line 1" in told


def test_many_wrong_lines_are_counted(client, sam, draft):
    page = post(client, sam, draft, typed="\n".join(["x" * 200] * 30))
    assert "And " in errors(page)[-1]


def test_a_csv_and_a_workbook_give_the_statements_of_their_column(client, sam, draft):
    csv = SimpleUploadedFile("s.csv", b"n,Statement\n1,One idea\n2,\n3,Two ideas\n")
    post(client, sam, draft, file=csv)
    rows = [["statement"], ["Three ideas"]]
    book = SimpleUploadedFile("s.xlsx", xlsx_export.as_xlsx({"S": rows}, "Statements"))
    post(client, sam, draft, file=book)
    assert texts(draft)[3:] == ["One idea", "Two ideas", "Three ideas"]


def test_a_files_mistakes_are_said_by_its_own_lines(client, sam, draft):
    csv = SimpleUploadedFile("s.csv", f"n,statement\n1,Fine\n2,{'x' * 150}\n".encode())
    page = post(client, sam, draft, file=csv)
    assert "Line 3 has 150 letters" in " ".join(errors(page))
    assert len(texts(draft)) == 3


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"", b"statement\n\n"])
def test_a_file_without_statements_is_refused(client, sam, draft, content):
    page = post(client, sam, draft, file=SimpleUploadedFile("s.csv", content))
    assert errors(page)
    assert len(texts(draft)) == 3


def test_one_of_the_two_has_to_be_given(client, sam, draft):
    assert errors(post(client, sam, draft, typed=" "))
    both = SimpleUploadedFile("s.csv", b"statement\nOne\n")
    assert errors(post(client, sam, draft, typed="One", file=both))


def test_thousands_are_added_at_once_up_to_a_limit(sam, draft):
    lines = [(n, f"Idea {n}") for n in range(1, seeding.MOST - 2)]
    seeding.add(conversation=draft, lines=lines)
    assert draft.statements.count() == seeding.MOST
    with pytest.raises(NotNow):
        seeding.add(conversation=draft, lines=[(1, "One more")])


def test_a_closed_conversation_takes_none(sam):
    with pytest.raises(NotNow):
        seeding.add(conversation=make.closed(sam), lines=[(1, "Late")])


def test_a_statement_is_corrected_or_removed_until_somebody_has_answered_it(
    client, sam, conversation
):
    client.force_login(sam)
    page = f"/conversations/{conversation.pk}/statements/"
    client.post(f"{page}1/", {"text": "Parks for everybody"})
    client.post(f"{page}2/", {"remove": "yes"})
    assert texts(conversation) == ["Parks for everybody", "More nurses in schools"]
    answering.answer(participant=make.participant(conversation), number="1", said="agree")
    client.post(f"{page}1/", {"text": "Something else"})
    client.post(f"{page}1/", {"remove": "yes"})
    assert texts(conversation)[0] == "Parks for everybody"


def test_a_correction_may_not_repeat_another_statement(client, sam, conversation):
    client.force_login(sam)
    address = f"/conversations/{conversation.pk}/statements/1/"
    page = client.post(address, {"text": "buses at night"})
    assert "text" in page.context["form"].errors


def test_statements_are_found_by_words_and_state_and_come_in_pages(client, sam, conversation):
    seeding.add(conversation=conversation, lines=[(n, f"Idea {n}") for n in range(60)])
    client.force_login(sam)
    page = f"/conversations/{conversation.pk}/statements/"
    assert len(client.get(page).context["page"]) == 50
    assert len(client.get(f"{page}?page=2").context["page"]) == 13
    assert len(client.get(f"{page}?search=NURSES").context["page"]) == 1
    assert len(client.get(f"{page}?state=waiting").context["page"]) == 0
    assert len(client.get(f"{page}?state=nonsense").context["page"]) == 50


def test_numbers_are_not_given_twice_while_the_last_stays(sam, draft):
    draft.statements.filter(number=1).delete()
    seeding.add(conversation=draft, lines=[(1, "New")])
    assert list(Statement.objects.values_list("number", flat=True)) == [2, 3, 4]


def test_a_file_that_cannot_be_read_says_that_nothing_was_saved(client, sam, draft):
    file = SimpleUploadedFile("s.csv", b"words,more\nA new one,x\n")
    told = errors(post(client, sam, draft, file=file))
    assert told[0] == "Nothing was saved."
    assert "no column is called" in told[1]
    assert len(texts(draft)) == 3


def test_a_file_is_topped_up_with_what_is_new(client, sam):
    made = make.draft(sam, "Parks for all")
    client.force_login(sam)
    page = f"/conversations/{made.pk}/seeds/"
    typed = {"typed": "parks for ALL.\nTrams\nTrams\nBuses"}
    assert "Nothing was saved." in client.post(page, typed).text
    said = client.post(page, typed | {"new_only": "on"}, follow=True).text
    assert "2 statements added." in said
    left = "2 lines left out, which were there already: line 1 (“parks for ALL.”), line 3 (“Trams”)"
    assert left in said
    texts = made.statements.order_by("number").values_list("text", flat=True)
    assert list(texts) == ["Parks for all", "Trams", "Buses"]


@pytest.mark.parametrize(
    "text", ["Patientsâ€™ notes", "A cafÃ© on each ward", "Beds \ufffd and rooms"]
)
def test_letters_that_were_broken_before_are_said_by_line(client, sam, text):
    made = make.draft(sam)
    client.force_login(sam)
    said = client.post(f"/conversations/{made.pk}/seeds/", {"typed": f"Trams\n{text}"}).text
    assert "Line 2 has broken letters" in said
    assert not made.statements.filter(text="Trams").exists()


def test_letters_of_other_languages_are_not_broken(sam):
    made = make.draft(sam)
    seeding.add(conversation=made, lines=[(1, "Ysbytai â thŷ bach"), (2, "ÂM und Å, Ã e Â")])
