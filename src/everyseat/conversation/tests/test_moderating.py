"""Organisers decide about statements: many at once, with reasons, and beside one another."""

import csv
import io

import pytest
from django.db import IntegrityError, transaction

from everyseat.conversation import moderation_log
from everyseat.conversation.actions import answering, erasing, moderating, opening, writing
from everyseat.conversation.actions.moderating import Decision
from everyseat.conversation.forms.moderating import DecideForm
from everyseat.conversation.models import Statement, Step
from everyseat.conversation.queries import next_statement
from everyseat.conversation.tests import make
from everyseat.giving.refusals import Invalid, NotNow

pytestmark = pytest.mark.django_db
REASON = "Not about the question."


@pytest.fixture
def waiting(conversation):
    """Three statements that wait, by the numbers 4 to 6."""
    for text in ("Trams to the hospital", "Tram to hospitals", "Free parking"):
        writing.write(participant=make.participant(conversation), text=text)
    return conversation


def decide(client, conversation, act, *numbers, seen="waiting", **sent):
    address = f"/conversations/{conversation.pk}/decide/"
    sent |= {"statement": numbers, "seen": seen, "act": act}
    return client.post(address, sent, follow=True)


def states(conversation):
    return list(conversation.statements.filter(number__gt=3).values_list("state", flat=True))


def test_many_are_published_at_once(client, sam, waiting):
    client.force_login(sam)
    page = decide(client, waiting, "publish", 4, 6)
    assert states(waiting) == ["published", "waiting", "published"]
    assert "Published 2 statements." in page.text
    one = waiting.statements.get(number=4)
    assert (one.moderated_by, one.moderated_on) == (sam, make.today())


def test_many_are_rejected_with_a_reason_and_a_note(client, sam, waiting):
    client.force_login(sam)
    decide(client, waiting, "reject", 4, 5, reason=REASON, note="Thank you all the same.")
    assert states(waiting) == ["rejected", "rejected", "waiting"]
    one = waiting.statements.get(number=5)
    assert (one.reason, one.note) == (REASON, "Thank you all the same.")


@pytest.mark.parametrize("reason", ["", "I do not like it."])
def test_nothing_is_rejected_without_one_of_the_reasons(client, sam, waiting, reason):
    client.force_login(sam)
    page = decide(client, waiting, "reject", 4, reason=reason, note="Kept words")
    assert states(waiting) == ["waiting"] * 3
    assert page.status_code == 400
    assert "Kept words" in page.text
    assert [row["ticked"] for row in page.context["rows"]] == [True, False, False]


def test_what_somebody_else_has_decided_meanwhile_stays_and_is_said(client, sam, waiting):
    lee = make.person("Lee", "organiser")
    client.force_login(lee)
    decide(client, waiting, "reject", 4, reason=REASON)
    client.force_login(sam)
    page = decide(client, waiting, "publish", 4, 5)
    assert states(waiting) == ["rejected", "published", "waiting"]
    assert "Lee has decided about statement 4: rejected. We left it so." in page.text
    assert waiting.statements.get(number=4).moderated_by == lee


def test_nothing_chosen_and_nothing_known_change_nothing(client, sam, waiting):
    client.force_login(sam)
    assert "Choose at least one statement first." in decide(client, waiting, "publish").text
    decide(client, waiting, "burn", 4)
    assert states(waiting) == ["waiting"] * 3


def test_the_first_words_are_published_again_and_the_new_ones_stay(client, sam, waiting):
    client.force_login(sam)
    (made,) = reword(waiting, 4, "Other words", by=sam)
    page = client.get(f"/conversations/{waiting.pk}/statements/4/").text
    assert "You can publish the first words again." in page
    decide(client, waiting, "publish", 4, seen="replaced")
    assert waiting.statements.get(number=4).state == "published"
    assert waiting.statements.get(number=made.number).state == "published"


def test_the_reason_of_a_rejection_and_its_note_are_corrected(client, sam, waiting):
    client.force_login(sam)
    decide(client, waiting, "reject", 4, reason=REASON, note="Sorry.")
    other = waiting.reasons[1]
    page = client.get(f"/conversations/{waiting.pk}/statements/4/").text
    assert "Change the reason or the note" in page
    decide(client, waiting, "reject", 4, seen="rejected", reason=other, note="I mixed them up.")
    one = waiting.statements.get(number=4)
    assert (one.reason, one.note) == (other, "I mixed them up.")
    assert [step.reason for step in one.steps.all()] == [REASON, other]


def test_what_was_rejected_is_reworded_after_all(sam, waiting, client):
    client.force_login(sam)
    decide(client, waiting, "reject", 4, reason=REASON)
    reword(waiting, 4, "Other words", by=sam)
    one = waiting.statements.get(number=4)
    assert (one.state, one.reason) == ("replaced", "")


def test_names_in_the_directory_are_said_beside_a_statement(client, sam, waiting):
    make.person("Gwendolen")
    writing.write(participant=make.participant(waiting), text="Gwendolen should go")
    client.force_login(sam)
    page = client.get(f"/conversations/{waiting.pk}/waiting/")
    assert "May name a person" in page.text


def test_a_published_one_is_taken_out_and_published_again_with_its_answers(client, sam, waiting):
    client.force_login(sam)
    decide(client, waiting, "publish", 4)
    who = make.participant(waiting)
    answering.answer(participant=who, number="4", said="agree")
    decide(client, waiting, "reject", 4, seen="published", one="yes", reason=REASON)
    assert states(waiting)[0] == "rejected"
    with pytest.raises(NotNow):
        answering.answer(participant=make.participant(waiting), number="4", said="agree")
    page = decide(client, waiting, "publish", 4, seen="rejected", one="yes")
    assert page.redirect_chain[-1][0] == f"/conversations/{waiting.pk}/statements/4/"
    one = waiting.statements.get(number=4)
    assert (one.state, one.reason, one.answers) == ("published", "", 1)


def reword(waiting, number, *texts, by, note="", seen=""):
    one = waiting.statements.get(number=number)
    return moderating.reword(
        statement=one,
        texts=texts,
        note=note,
        seen=seen or one.state,
        by=by,
        today=make.today(),
    )


def test_a_statement_is_split_and_its_lineage_kept(client, sam, waiting):
    client.force_login(sam)
    address = f"/conversations/{waiting.pk}/statements/4/reword/"
    client.post(
        address,
        {"state": "waiting", "texts": "Trams to hospitals\nTrams at night", "note": "Two ideas."},
    )
    one = waiting.statements.get(number=4)
    assert (one.state, one.note) == ("replaced", "Two ideas.")
    made = list(one.replaced_by.order_by("number"))
    assert [new.text for new in made] == ["Trams to hospitals", "Trams at night"]
    assert {(new.origin, new.state, new.is_seed) for new in made} == {
        ("organiser", "published", False)
    }
    assert made[0].label == "Reworded by the organiser"
    assert next_statement.of(make.participant(waiting)).is_seed


@pytest.mark.parametrize("texts", [(), ("x" * 141,), ("Free parking",), ("One", "one.")])
def test_new_words_that_can_not_be_change_nothing(sam, waiting, texts):
    with pytest.raises(Invalid):
        reword(waiting, 4, *texts, by=sam)
    assert states(waiting) == ["waiting"] * 3


def test_a_statement_that_was_decided_meanwhile_is_not_reworded(client, sam, waiting):
    client.force_login(sam)
    decide(client, waiting, "reject", 4, reason=REASON)
    with pytest.raises(NotNow):
        reword(waiting, 4, "Other words", by=sam, seen="waiting")
    reword(waiting, 5, "Other words", by=sam)
    with pytest.raises(NotNow):
        reword(waiting, 5, "Still other words", by=sam)


def test_answers_stay_with_the_words_that_they_were_given_to(sam, waiting):
    who = make.participant(waiting)
    answering.answer(participant=who, number="1", said="agree")
    (made,) = reword(waiting, 1, "Parks within ten minutes", by=sam)
    assert made.answers == 0
    assert waiting.statements.get(number=1).answers == 1
    assert made in {next_statement.of(who)} | set(waiting.statements.filter(state="published"))


def test_a_statement_about_the_conversation_itself_is_marked(client, sam, waiting):
    client.force_login(sam)
    address = f"/conversations/{waiting.pk}/statements/1/"
    client.post(address, {"meta": "yes"})
    assert waiting.statements.get(number=1).is_meta
    client.post(address, {"meta": "no"})
    assert not waiting.statements.get(number=1).is_meta


def test_after_closing_nothing_is_published_and_things_can_be_taken_out(client, sam, waiting):
    opening.close(conversation=waiting, today=make.today())
    decision = Decision(state="published", by=sam, on=make.today())
    with pytest.raises(NotNow):
        moderating.decide(conversation=waiting, numbers=[4], seen="waiting", decision=decision)
    client.force_login(sam)
    decide(client, waiting, "reject", 1, seen="published", one="yes", reason=REASON)
    assert waiting.statements.get(number=1).state == "rejected"
    with pytest.raises(NotNow):
        reword(waiting, 2, "Other words", by=sam)


def test_the_log_has_every_statement_its_lineage_and_no_formula(client, sam, waiting):
    client.force_login(sam)
    reword(waiting, 4, "=HYPERLINK(1)", by=sam)
    decide(client, waiting, "reject", 5, reason=REASON, note="Thanks")
    rows = log(client, waiting)
    assert [row["number"] for row in rows] == ["1", "2", "3", "4", "5", "6", "7"]
    assert (rows[4]["reason"], rows[4]["note"], rows[4]["decided by"]) == (REASON, "Thanks", "Sam")
    assert (rows[6]["statement"], rows[6]["reworded from"]) == ("'=HYPERLINK(1)", "4")


def log(client, conversation):
    page = client.get(f"/conversations/{conversation.pk}/moderation.csv")
    return list(csv.DictReader(io.StringIO(page.text.removeprefix("\ufeff"))))


def test_the_log_and_the_page_hold_every_decision_about_a_statement(client, sam, waiting):
    lee = make.person("Lee", "organiser")
    client.force_login(sam)
    decide(client, waiting, "reject", 4, reason=REASON, note="Thanks")
    client.force_login(lee)
    decide(client, waiting, "publish", 4, seen="rejected")
    reword(waiting, 4, "Trams", by=sam)
    rows = [row for row in log(client, waiting) if row["number"] == "4"]
    said = [(row["state"], row["decided by"], row["reason"], row["note"]) for row in rows]
    assert said == [
        ("Rejected", "Sam", REASON, "Thanks"),
        ("Published", "Lee", "", ""),
        ("Reworded", "Sam", "", ""),
    ]
    page = client.get(f"/conversations/{waiting.pk}/statements/4/").text
    assert page.index("Thanks") < page.rindex("Lee") < page.rindex("Sam")


def test_what_somebody_else_decided_first_adds_no_step(client, sam, waiting):
    client.force_login(sam)
    decide(client, waiting, "publish", 4)
    decide(client, waiting, "reject", 4, reason=REASON)
    assert Step.objects.count() == 1


def test_a_participant_who_deletes_a_statement_deletes_its_steps(client, sam, waiting):
    client.force_login(sam)
    decide(client, waiting, "reject", 4, reason=REASON)
    erasing.forget(participant=Statement.objects.get(number=4).written_by)
    assert not Step.objects.exists()


def test_a_statement_that_was_decided_elsewhere_says_what_is_known(waiting):
    waiting.statements.filter(number=4).update(
        state="rejected", reason=REASON, moderated_on=make.today()
    )
    (one,) = moderation_log.steps(waiting.statements.get(number=4))
    assert (one.state, one.reason, one.by) == ("rejected", REASON, None)


def test_waiting_statements_stand_among_an_organisers_tasks(client, sam, waiting):
    client.force_login(sam)
    page = client.get("/")
    assert "3 statements wait in" in page.text
    assert f"/conversations/{waiting.pk}/waiting/" in page.text
    assert "3 statements wait for you" in client.get(f"/conversations/{waiting.pk}/").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "rejected"},
        {"reason": "Because."},
        {"state": "replaced"},
        {"is_seed": True},
        {"moderated_on": "2026-01-01"},
    ],
)
def test_the_database_refuses_a_waiting_statement_that_can_not_be(waiting, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(number=4).update(**wrong)


def test_the_reason_to_reject_is_not_called_optional():
    labels = DecideForm(None, reasons=["Abusive."])
    assert "(optional)" not in labels["reason"].as_field_group()
    assert "(optional)" in labels["note"].as_field_group()
