"""A participant answers by a card alone: no account, no cookie, no script."""

import re
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from everyseat.conversation import cards
from everyseat.conversation.actions import answering, editions, joining, opening
from everyseat.conversation.models import Participant, Vote
from everyseat.conversation.queries import next_statement
from everyseat.conversation.tests import make
from everyseat.giving.refusals import Invalid, NotNow

pytestmark = pytest.mark.django_db


def begin(client, conversation) -> str:
    """Press Begin, and return the address that one is led to."""
    return client.post(f"/conversation/{conversation.code}/")["Location"]


def values(conversation):
    return dict(conversation.votes.values_list("statement__number", "value"))


def test_the_first_page_says_the_question_and_who_sees_what_and_makes_no_card(client, conversation):
    page = client.get(f"/conversation/{conversation.code}/")
    assert "What should change?" in page.text
    assert len(page.context["who"]) == 3
    assert not Participant.objects.exists()
    assert not page.cookies


def test_one_statement_follows_another_by_plain_forms(client, conversation):
    address = begin(client, conversation)
    seen = []
    for said in ("agree", "disagree", "pass"):
        statement = client.get(address).context["statement"]
        seen.append(statement.number)
        page = client.post(address, {"statement": statement.number, "answer": said})
        assert page["Location"] == address
        assert not page.cookies
    assert sorted(seen) == [1, 2, 3]
    assert values(conversation) == dict(zip(seen, (1, -1, 0), strict=True))
    assert "You have answered every statement" in client.get(address).text


def test_only_the_hash_of_a_card_is_stored(client, conversation):
    secret = begin(client, conversation).split("/")[3]
    stored = Participant.objects.get()
    assert len(secret) == cards.LENGTH
    assert stored.card == cards.hashed(secret)
    assert stored.card != secret


def test_the_same_answer_twice_changes_nothing(client, conversation):
    address = begin(client, conversation)
    for _press in range(2):
        client.post(address, {"statement": 1, "answer": "agree"})
    conversation.refresh_from_db()
    assert (Vote.objects.count(), conversation.last_sequence) == (1, 1)
    assert conversation.statements.get(number=1).answers == 1


def test_a_changed_answer_keeps_the_newest_value_under_a_new_number(conversation):
    who = make.participant(conversation)
    answering.answer(participant=who, number="1", said="agree")
    answering.answer(participant=who, number="2", said="agree")
    answering.answer(participant=who, number="1", said="disagree")
    assert values(conversation) == {1: -1, 2: 1}
    assert who.votes.get(statement__number=1).sequence == 3
    assert conversation.statements.get(number=1).answers == 1


def test_the_first_answers_come_with_a_word_about_the_card_and_later_ones_do_not(client, sam):
    conversation = make.opened(sam, *(f"Idea {n}" for n in range(6)))
    assert "do not begin again" in client.get(f"/conversation/{conversation.code}/").text
    address, said = begin(client, conversation), []
    for number in range(1, 6):
        said.append(client.get(address).context["says_card"])
        client.post(address, {"statement": number, "answer": "agree"})
    assert said == [False, True, True, True, False]


def test_a_withdrawn_answer_is_gone_and_the_statement_is_asked_again(client, conversation):
    address = begin(client, conversation)
    client.post(address, {"statement": 1, "answer": "agree"})
    client.post(f"{address}answers/", {"statement": 1, "answer": "withdraw"})
    client.post(f"{address}answers/", {"statement": 1, "answer": "withdraw"})
    conversation.refresh_from_db()
    assert values(conversation) == {}
    assert (conversation.removals, conversation.statements.get(number=1).answers) == (1, 0)
    for number in (2, 3):
        client.post(address, {"statement": number, "answer": "agree"})
    assert client.get(address).context["statement"].number == 1


def test_an_answer_is_changed_on_the_page_of_all_answers(client, conversation):
    address = begin(client, conversation)
    client.post(address, {"statement": 1, "answer": "agree"})
    page = client.post(f"{address}answers/", {"statement": 1, "answer": "pass"}, follow=True)
    assert [vote.value for vote in page.context["page"]] == [0]


def test_many_answers_come_in_pages_and_a_change_stays_on_its_page(client, sam):
    conversation = make.opened(sam, *(f"Idea {n}" for n in range(40)))
    secret = make.card(conversation)
    for n in range(1, 41):
        who = make.holder(conversation, secret)
        answering.answer(participant=who, number=str(n), said="agree")
    address = f"/conversation/{conversation.code}/{secret}/answers/"
    assert len(client.get(address).context["page"]) == 30
    changed = client.post(f"{address}?page=2", {"statement": 33, "answer": "pass"})
    assert changed["Location"] == f"{address}?page=2&changed=33#changed"
    page = client.get(f"{address}?page=2&changed=33")
    assert "You passed: “Idea 32”" in " ".join(page.text.split())
    assert page.text.index("Idea 31") < page.text.index('id="changed"') < page.text.index("Idea 33")
    assert "Statement 33" in " ".join(page.text.split())
    client.post(f"{address}?page=2", {"statement": 35, "answer": "withdraw"})
    gone = client.get(f"{address}?page=2&changed=35").text
    assert gone.index("Idea 33") < gone.index('id="changed"') < gone.index("Idea 35")
    assert "<title>Saved" in " ".join(page.text.split()).replace("> ", ">")
    assert [vote.statement.number for vote in page.context["page"]] == list(range(31, 41))


def test_a_withdrawn_answer_is_said_to_be(client, conversation):
    address = begin(client, conversation)
    client.post(address, {"statement": 2, "answer": "agree"})
    sent = {"statement": 2, "answer": "withdraw"}
    page = " ".join(client.post(f"{address}answers/", sent, follow=True).text.split())
    text = conversation.statements.get(number=2).text
    assert f"You withdrew your answer: “{text}”" in page
    for wrong in ("99", "x", "١", "-1", "9" * 30):
        assert client.get(f"{address}answers/", {"changed": wrong}).status_code in (200, 404)


def test_what_was_answered_last_stands_below_the_next_statement(client, conversation):
    address = begin(client, conversation)
    assert not client.get(address).context["last"]
    client.post(address, {"statement": 2, "answer": "disagree"})
    text = conversation.statements.get(number=2).text
    page = " ".join(client.get(address).text.split())
    assert f"You disagreed: “{text}”" in page


@pytest.mark.parametrize("number", ["", "0", "99", "x", "١", "9" * 30])
def test_what_is_no_statement_is_refused_and_said(client, conversation, number):
    address = begin(client, conversation)
    page = client.post(address, {"statement": number, "answer": "agree"})
    assert (page.status_code, Vote.objects.count()) == (409, 0)
    assert "no longer asked" in page.text


def test_what_is_no_answer_is_refused(conversation):
    with pytest.raises(Invalid):
        answering.answer(participant=make.participant(conversation), number="1", said="maybe")


def test_a_statement_of_another_conversation_can_not_be_answered(conversation, sam):
    other = make.opened(sam, *(f"Other {n}" for n in range(9)))
    with pytest.raises(NotNow):
        answering.answer(participant=make.participant(conversation), number="7", said="agree")
    assert not other.votes.exists()


def test_a_closed_conversation_says_so_and_keeps_nothing(client, conversation):
    address = begin(client, conversation)
    client.post(address, {"statement": 1, "answer": "agree"})
    opening.close(conversation=conversation, today=make.today())
    page = client.post(address, {"statement": 2, "answer": "agree"})
    assert "This conversation has closed. Nothing was changed." in page.text
    client.post(f"{address}answers/", {"statement": 1, "answer": "withdraw"})
    assert values(conversation) == {1: 1}
    assert client.get(f"{address}answers/").status_code == 200
    first = client.get(f"/conversation/{conversation.code}/").text
    assert "closed on" in first
    assert "Begin" not in first
    with pytest.raises(NotNow):
        joining.begin(conversation=conversation, today=make.today())


def test_a_card_opens_its_own_conversation_alone(client, conversation, sam):
    other, secret = make.opened(sam, "One"), make.card(conversation)
    assert client.get(f"/conversation/{conversation.code}/{secret}/").status_code == 200
    for wrong in (f"{other.code}/{secret}", f"{conversation.code}/{'a' * 20}"):
        page = client.get(f"/conversation/{wrong}/")
        assert page.status_code == 404
        assert "We do not know this card" in page.text
        assert page["Referrer-Policy"] == "no-referrer"


def test_a_card_is_typed_as_people_read_it(client, conversation):
    secret, page = make.card(conversation), f"/conversation/{conversation.code}/"
    typed = f" {cards.grouped(secret).upper()} "
    assert client.post(page, {"card": typed})["Location"] == f"{page}{secret}/"
    wrong = client.post(page, {"card": "nothing"})
    assert wrong.status_code == 409
    assert "We do not know this card" in wrong.text
    assert Participant.objects.count() == 1


def test_seeds_come_first_until_five_have_answered_each(conversation):
    conversation.statements.create(number=9, text="Late", origin="participant", state="published")
    first = [next_statement.of(make.participant(conversation)).number for _ in range(20)]
    assert set(first) == {1, 2, 3}
    make.answered(conversation, *[[1, 1, None]] * 5)
    assert next_statement.of(make.participant(conversation)).number == 3
    make.answered(conversation, *[[None, None, 1]] * 5)
    later = [next_statement.of(make.participant(conversation)).number for _ in range(40)]
    assert later.count(9) > 10


def test_the_same_statement_stands_there_until_it_is_answered(conversation):
    who = make.participant(conversation)
    assert len({next_statement.of(who) for _ in range(10)}) == 1
    first = next_statement.of(who)
    answering.answer(participant=who, number=str(first.number), said="pass")
    assert next_statement.of(who) != first


def test_what_hardly_anybody_of_a_group_has_answered_is_asked_more_often(conversation):
    """Of three with as many answers, one has hardly any of the second group."""
    rows = [[1, -1, 1]] * 12 + [[-1, 1, 1]] * 12
    make.answered(conversation, *rows)
    editions.make(conversation=conversation)
    edition = conversation.edition
    edition.routing = {
        "1": [0.5, [9, 3, 12], [3, 9, 12]],
        "2": [0.5, [9, 3, 12], [3, 9, 12]],
        "3": [0.5, [12, 12, 24], [0, 0, 0]],
    }
    edition.save()
    asked = [next_statement.of(make.participant(conversation)).number for _ in range(60)]
    assert asked.count(3) > asked.count(1) + asked.count(2)


def test_only_published_statements_are_asked(conversation):
    conversation.statements.update(state="waiting")
    assert next_statement.of(make.participant(conversation)) is None


def test_a_script_that_makes_cards_is_slowed_down_and_cards_go_on(
    client, conversation, monkeypatch
):
    monkeypatch.setattr(joining, "MOST", 2)
    address = begin(client, conversation)
    begin(client, conversation)
    page = client.post(f"/conversation/{conversation.code}/")
    assert (page.status_code, Participant.objects.count()) == (409, 2)
    client.post(address, {"statement": 1, "answer": "agree"})
    assert Vote.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"value": 2}, {"sequence": 2}])
def test_the_database_refuses_an_answer_that_can_not_be(conversation, wrong):
    who = make.participant(conversation)
    for number in "12":
        answering.answer(participant=who, number=number, said="agree")
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.filter(statement__number=1).update(**wrong)


def test_an_answer_of_a_card_that_is_gone_is_refused(conversation):
    who = make.participant(conversation)
    Participant.objects.all().delete()
    with pytest.raises(NotNow):
        answering.answer(participant=who, number="1", said="agree")


def test_the_first_page_speaks_of_writing_only_while_somebody_can(client, conversation):
    address = f"/conversation/{conversation.code}/"
    assert "If you write a statement" in client.get(address).text
    opening.close(conversation=conversation, today=make.today())
    page = client.get(address)
    assert page.context["who"]
    assert "If you write a statement" not in page.text


def test_the_link_of_a_card_is_as_good_as_its_letters(client, conversation):
    card = make.card(conversation)
    page = f"/conversation/{conversation.code}/"
    for typed in (f"https://everyseat.example{page}{card}/", f"{page}{card}/card/", card.upper()):
        sent = client.post(page, {"card": typed})
        assert sent["Location"] == f"{page}{card}/"


def test_of_a_card_that_is_cut_it_is_said_how_much_is_missing(client, conversation):
    card = make.card(conversation)
    page = client.post(f"/conversation/{conversation.code}/", {"card": card[:5]})
    assert page.status_code == 409
    assert "15 letters or digits of the card are missing" in page.text
    assert 'href="#card"' in page.text


def test_every_form_of_a_participant_asks_first_whether_the_server_answers():
    """Without a connection a browser would put a page of its own in the place of ours."""
    pages = Path(__file__).parents[1] / "templates/conversation"
    found = [
        re.search("data-(reached|opinion)", opening)
        for page in pages.glob("*.html")
        for opening, inside in re.findall("<form([^>]*)>(.*?)</form>", page.read_text(), re.DOTALL)
        if "post" in opening and "csrf_token" not in inside
    ]
    assert len(found) > 5
    assert all(found)
