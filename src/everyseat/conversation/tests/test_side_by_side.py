"""How those who were invited as different things answered: never of a few, and no newcomer."""

import csv
import io
import json
import re

import pytest

from everyseat.conversation.actions import answering, editions, inviting, opening
from everyseat.conversation.models import Audience, Conversation, Edition, Participant
from everyseat.conversation.released import SHOWN
from everyseat.conversation.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SEEDS = [f"Statement number {i}" for i in range(1, 11)]
ONE = [1, 1, 1, 1, 1, 1, -1, -1, -1, -1]
OTHER = [1, -1, -1, -1, -1, -1, 1, 1, 1, 1]
STAFF, COUNCIL = "Staff of the trust", "Staff of the council"


@pytest.fixture
def conversation(sam):
    """Return an open conversation to which two audiences are invited, and some as nothing."""
    made = make.draft(sam, *SEEDS, entry="invited")
    for audience in (STAFF, COUNCIL, ""):
        names = [f"{audience.split(' ')[-1]}{n}" for n in range(4)]
        inviting.invite(conversation=made, teams=[], pasted=make.pasted(*names), audience=audience)
    opening.open_to_all(conversation=made, today=make.today())
    return made


def answered(conversation, audience, *rows) -> list[Participant]:
    who = make.answered(conversation, *rows)
    of_name = Audience.objects.filter(name=audience).first()
    Participant.objects.filter(pk__in=[one.pk for one in who]).update(audience=of_name)
    return who


def newest(conversation):
    editions.make_due()
    return Edition.objects.get(conversation=conversation).content


def by_name(content, number) -> dict[str, dict]:
    row = next(row for row in content["all"] if row["name"] == number)
    names = [one["name"] for one in content["audiences"]]
    return dict(zip(names, row["audiences"], strict=True))


@pytest.fixture
def apart(conversation):
    answered(conversation, STAFF, *[ONE] * 20)
    answered(conversation, COUNCIL, *[OTHER] * 20)
    return conversation


def test_each_audience_has_its_own_numbers(apart, exact):
    content = newest(apart)
    assert content["audiences"] == [{"name": STAFF, "people": 20}, {"name": COUNCIL, "people": 20}]
    staff, council = by_name(content, "2").values()
    assert (staff["n"], staff["agree"], council["agree"]) == (20, 1, 0)
    assert {row["name"] for row in content["apart"]} == {str(n) for n in range(2, 11)}


def test_the_page_and_the_files_say_it(client, apart):
    editions.make_due()
    base = f"/conversation/{apart.code}/results/"
    page = client.get(base).text
    assert page.index("What divides people") < page.index("Side by side") < page.index("The map")
    assert f"{STAFF}: about " in page
    most = r"gree: (nearly everyone|about \d+ in 10 people)"
    assert re.search(rf"{most} of ({STAFF}|{COUNCIL}), (hardly|about)", page)
    every = client.get(f"{base}statements/?order=audiences").text
    assert "Furthest apart side by side" in every
    assert re.search(f"Agree: {STAFF}\u00a0\\d+%<br>{COUNCIL}\u00a0", every)
    head, first = list(csv.reader(io.StringIO(client.get(f"{base}results.csv").text)))[:2]
    assert head[-3:] == [f"{name}_{COUNCIL}" for name in ("answers", "agree", "disagree")]
    assert len(first) == len(head)
    assert len(json.loads(client.get(f"{base}results.json").text)["audiences"]) == 2
    assert client.get(f"{base}results.pdf").content[:5] == b"%PDF-"


def test_who_was_invited_as_nothing_is_everybody_else(client, apart, exact):
    answered(apart, "", *[ONE] * 12)
    assert newest(apart)["audiences"][-1] == {"name": "", "people": 12}
    page = client.get(f"/conversation/{apart.code}/results/").text
    assert "Everybody else: about 12 people" in page


def test_where_nobody_is_told_apart_nothing_is_said(client, sam):
    made = make.opened(sam, *SEEDS)
    make.answered(made, *[ONE] * 20, *[OTHER] * 20)
    content = newest(made)
    assert (content["audiences"], content["apart"]) == ([], [])
    base = f"/conversation/{made.code}/results/"
    assert "Side by side" not in client.get(base).text
    assert "side by side" not in client.get(f"{base}statements/").text


def test_a_result_of_before_there_were_audiences_is_still_shown(client, apart):
    editions.make_due()
    edition = Edition.objects.get()
    for key in ("audiences", "apart"):
        del edition.content[key]
    for row in edition.content["all"]:
        del row["audiences"]
    edition.save()
    base = f"/conversation/{apart.code}/results/"
    for ending in ("", "statements/?order=audiences", "results.csv", "results.pdf"):
        assert client.get(base + ending).status_code == 200


def test_of_too_few_nothing_is_said_and_not_how_many(client, conversation, exact):
    answered(conversation, STAFF, *[ONE] * 20)
    answered(conversation, COUNCIL, *[OTHER] * 3)
    content = newest(conversation)
    assert content["audiences"][1] == {"name": COUNCIL, "people": None}
    assert by_name(content, "1")[COUNCIL]["n"] == 0
    page = client.get(f"/conversation/{conversation.code}/results/").text
    assert f"{COUNCIL}: too few took part to say so" in page


def test_a_few_are_not_found_by_subtracting_the_others(conversation, exact):
    """With 9 of the council hidden, staff are hidden too: all less the members are then 29."""
    answered(conversation, STAFF, *[ONE] * 20)
    answered(conversation, COUNCIL, *[OTHER] * (SHOWN - 1))
    answered(conversation, "", *[ONE] * 30)
    found = by_name(newest(conversation), "1")
    assert {name: one["n"] for name, one in found.items()} == {STAFF: 0, COUNCIL: 0, "": 30}


def test_many_hidden_need_no_other_to_be_hidden(conversation, exact):
    answered(conversation, STAFF, *[ONE] * (SHOWN - 1))
    answered(conversation, COUNCIL, *[OTHER] * (SHOWN - 1))
    answered(conversation, "", *[ONE] * 30)
    found = by_name(newest(conversation), "1")
    assert [one["n"] for one in found.values()] == [0, 0, 30]


def test_numbers_of_an_audience_stay_until_enough_of_it_have_answered_anew(apart, exact):
    newest(apart)
    answered(apart, STAFF, *[[-1]] * (SHOWN - 1))
    answered(apart, COUNCIL, *[[-1]] * SHOWN)
    content = newest(apart)
    assert {name: one["n"] for name, one in by_name(content, "1").items()} == {
        STAFF: 20,
        COUNCIL: 20 + SHOWN,
    }
    assert next(row for row in content["all"] if row["name"] == "1")["n"] == 40 + 2 * SHOWN - 1
    answered(apart, STAFF, [-1])
    answered(apart, "", *[[None, 1]] * 4)  # else no new result is due
    assert by_name(newest(apart), "1")[STAFF]["n"] == 20 + SHOWN


def test_after_a_withdrawal_no_audience_shows_whose_it_was(apart, exact):
    newest(apart)
    who = Participant.objects.filter(audience__name=STAFF).first()
    answering.withdraw(participant=who, number="10")
    answered(apart, COUNCIL, *[[1]] * 4)
    found = by_name(newest(apart), "10")
    assert (found[STAFF]["n"], found[COUNCIL]["n"]) == (20, 20)


def test_counts_of_audiences_leave_with_a_perturbation(apart, same_keys):
    content = newest(apart)
    shown = [one["n"] for row in content["all"] for one in row["audiences"]]
    assert any(n != 20 for n in shown)
    assert all(abs(n - 20) <= 9 for n in shown)


def test_the_last_result_is_after_closing(apart, exact):
    newest(apart)
    answered(apart, STAFF, *[ONE] * SHOWN)
    opening.close(conversation=Conversation.objects.get(pk=apart.pk), today=make.today())
    assert newest(apart)["audiences"][0]["people"] == 20 + SHOWN
