"""Organisers say what they heard and what they will do, and later how far they are."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader
from tests.markup import agreed

from everyseat.conversation import handing_over, heard_checks, landing, leaving, subject_access
from everyseat.conversation.actions import editions, erasing, hearing, moderating, opening, writing
from everyseat.conversation.actions.moderating import Decision
from everyseat.conversation.models import FollowUp, Point, Summary
from everyseat.conversation.tests import make
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations import actions as organisations
from everyseat.organisations.leaving import loss
from everyseat.organisations.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PROMISE = {
    "heard": "You want to travel at night.",
    "state": "planned",
    "what": "Ask the bus company.",
    "role": "The director of estates",
    "by": "2030-05-01",
}


def edit(conversation, more=""):
    return f"/conversations/{conversation.pk}/heard/{more}"


def public(client, conversation):
    return client.get(f"/conversation/{conversation.code}/heard/")


def confirm(client, address):
    """Agree to what a page says before something that can't be undone."""
    seal = client.get(address).context["check"].seal
    client.post(address, {"seal": seal, "sure": "on"})


def update(point, state="done", text="It is open.", by=None, today=None):
    point = Point.objects.select_related("summary__conversation").get(pk=point.pk)
    today = today or make.today()
    hearing.follow_up(point=point, state=state, text=text, by=by, today=today, sure=True)


def tasks(person):
    return [str(task.text) for task in landing.waiting(person)]


def test_an_organiser_writes_publishes_and_updates_what_was_heard(client, conversation, sam):
    client.force_login(sam)
    client.post(edit(conversation), {"words": "Thank you all."})
    client.post(edit(conversation, "new/"), {**PROMISE, "numbers": "2, 3"})
    assert "has not answered yet" in public(client, conversation).text
    confirm(client, edit(conversation, "publish/"))
    client.post(edit(conversation, "1/follow-up/"), {"state": "done", "text": "They run at night."})
    page = public(client, conversation).text
    said = ("Thank you all.", "Ask the bus company.", "The director of estates", "Buses at night")
    for text in (*said, "They run at night.", "1 of 1 promise is done."):
        assert text in page


def test_nobody_else_reads_any_of_it_before_it_is_published(client, conversation):
    make.point(conversation, 1)
    assert "Open the north gate." not in public(client, conversation).text
    for page in ("", "results/"):
        text = client.get(f"/conversation/{conversation.code}/{page}").text
        assert "north gate" not in text
        assert "has answered" not in text


def test_a_published_answer_stands_wherever_people_come_back(client, conversation):
    make.point(conversation, 1)
    make.answer(conversation)
    card = make.card(conversation)
    notice = "There is an answer to what was heard."
    assert notice in client.get(f"/conversation/{conversation.code}/").text
    asked = client.get(f"/conversation/{conversation.code}/{card}/").text
    assert notice not in asked  # it would stand above the buttons of every statement
    assert f"/conversation/{conversation.code}/heard/" in asked
    conversation.statements.all().delete()
    assert notice in client.get(f"/conversation/{conversation.code}/{card}/").text
    page = client.get(f"/conversation/{conversation.code}/results/").text
    assert "0 of 1 promise is done." in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"what": ""}, "what"),
        ({"role": ""}, "role"),
        ({"by": ""}, "by"),
        ({"heard": ""}, "heard"),
        ({"state": "no change"}, "because"),
        ({"numbers": "2, 77"}, "numbers"),
    ],
)
def test_a_promise_says_what_who_and_by_when(client, conversation, sam, changed, field):
    client.force_login(sam)
    page = client.post(edit(conversation, "new/"), PROMISE | changed)
    assert list(page.context["form"].errors) == [field]
    assert not Point.objects.exists()


def test_no_change_keeps_the_reason_alone(conversation):
    made = make.point(conversation, state="no change", because="It costs too much.")
    assert (made.what, made.role, made.by) == ("", "", None)
    assert made.because == "It costs too much."


def test_the_database_refuses_a_promise_without_a_date(conversation):
    made = make.point(conversation)
    for changed in ({"by": None}, {"what": ""}, {"because": "x"}, {"state": "no change"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Point.objects.filter(pk=made.pk).update(**changed)


def test_only_statements_that_everybody_reads_can_be_named(client, conversation, sam):
    writing.write(participant=make.participant(conversation), text="Free parking")
    client.force_login(sam)
    page = client.post(edit(conversation, "new/"), PROMISE | {"numbers": "4"})
    assert "No published statement has the number 4." in page.text


def test_a_statement_that_was_taken_out_is_no_longer_shown(client, conversation, sam):
    made = make.point(conversation, 2)
    make.answer(conversation)
    reject = Decision(state="rejected", by=sam, on=make.today(), reason=conversation.reasons[0])
    moderating.decide(conversation=conversation, numbers=[2], seen="published", decision=reject)
    assert "Buses at night" not in public(client, conversation).text
    client.force_login(sam)
    client.post(edit(conversation, "1/"), {**PROMISE, "what": "Ask again.", "numbers": "3"})
    assert sorted(made.statements.values_list("number", flat=True)) == [2, 3]


def test_somebody_is_named_only_if_they_agreed(client, conversation, sam):
    client.force_login(sam)
    sent = PROMISE | {"person": "Sam", "role": ""}
    page = client.post(edit(conversation, "new/"), sent)
    assert "Ask this person first." in page.text
    client.post(edit(conversation, "new/"), sent | {"agreed": "on"})
    assert Point.objects.get().person == sam


def test_published_words_that_may_name_somebody_wait_for_a_second_look(client, conversation, sam):
    make.point(conversation)
    make.answer(conversation)
    client.force_login(sam)
    sent = {"words": "Ask Sam about it."}
    page = client.post(edit(conversation), sent)
    assert "Nothing has been saved yet." in page.text
    assert Summary.objects.get().words == ""
    other = client.post(edit(conversation), {"words": "Sam is ill."} | agreed(page))
    assert "Nothing has been saved yet." in other.text
    client.post(edit(conversation), sent | agreed(page))
    assert Summary.objects.get().words == "Ask Sam about it."


def test_an_older_page_does_not_replace_what_another_organiser_wrote(client, conversation, sam):
    make.point(conversation)
    client.force_login(sam)
    seen = client.get(edit(conversation, "1/")).context["form"].version
    client.post(edit(conversation, "1/"), PROMISE | {"seen": seen})
    page = client.post(edit(conversation, "1/"), PROMISE | {"what": "Build a tram.", "seen": seen})
    assert page.status_code == 409
    assert Point.objects.get().what == "Ask the bus company."


def test_what_is_published_can_be_corrected_and_says_so_but_stays(client, conversation, sam):
    made = make.point(conversation)
    hearing.remove(point=make.point(conversation))
    make.answer(conversation)
    with pytest.raises(NotNow):
        hearing.remove(point=made)
    client.force_login(sam)
    client.post(edit(conversation, "1/"), PROMISE)
    made.refresh_from_db()
    assert (made.what, made.corrected_on) == ("Ask the bus company.", make.today())
    assert "Edited on" in public(client, conversation).text


def test_an_edit_does_not_change_how_far_a_published_promise_is(client, conversation, sam):
    make.point(conversation)
    make.answer(conversation)
    client.force_login(sam)
    client.post(edit(conversation, "1/"), PROMISE | {"state": "done"})
    assert Point.objects.get().state == "planned"


def test_saving_what_was_not_changed_is_no_edit(conversation):
    made = make.point(conversation, 1)
    make.answer(conversation)
    about = list(made.statements.all())
    hearing.correct(
        point=made, values=make.promise(), statements=about, today=make.today(), sure=True
    )
    made.refresh_from_db()
    assert made.corrected_on is None


def test_a_point_keeps_its_number_after_another_was_removed(conversation):
    first, second = make.point(conversation), make.point(conversation)
    hearing.remove(point=first)
    assert (second.number, make.point(conversation).number) == (2, 3)


@pytest.mark.parametrize("act", ["publish", "update"])
def test_what_has_no_point_or_is_not_published_goes_no_further(conversation, act):
    with pytest.raises(NotNow):
        make.answer(conversation) if act == "publish" else update(make.point(conversation))
    assert not FollowUp.objects.exists()


def test_it_is_published_once(conversation):
    make.point(conversation)
    make.answer(conversation)
    with pytest.raises(NotNow):
        make.answer(conversation)


def test_nothing_is_heard_in_a_draft(sam):
    with pytest.raises(NotNow):
        make.point(make.draft(sam))


def test_there_is_a_most_of_points(conversation, monkeypatch):
    monkeypatch.setattr(hearing, "MOST", 2)
    make.point(conversation)
    make.point(conversation)
    with pytest.raises(NotNow):
        make.point(conversation)


def test_what_is_not_done_says_why_and_what_is_open_has_a_date(conversation):
    made = make.point(conversation)
    make.answer(conversation)
    update(made, "not done", "The money went to nurses.")
    made.refresh_from_db()
    assert (made.state, made.because) == ("not done", "The money went to nurses.")
    later = make.today() + timedelta(60)
    update(made, "under way", "We found some money.", by=later)
    made.refresh_from_db()
    assert (made.because, made.by) == ("", later)


def test_what_will_not_change_takes_updates_but_no_other_state(conversation):
    made = make.point(conversation, state="no change", because="It costs too much.")
    make.answer(conversation)
    with pytest.raises(Invalid):
        update(made, "done", "It is.")
    update(made, "no change", "It still does.")
    assert Point.objects.get().because == "It still does."


def test_the_writer_of_a_statement_reads_what_came_of_it(client, conversation, sam):
    card = make.card(conversation)
    writing.write(participant=make.holder(conversation, card), text="Trams to the hospital")
    page = f"/conversation/{conversation.code}/{card}/write/"
    _publish(conversation, sam, 4)
    make.point(conversation, 4, what="Build a tram.")
    assert "Build a tram." not in client.get(page).text
    make.answer(conversation)
    assert "Build a tram." in client.get(page).text
    other = make.card(conversation)
    assert "Build a tram." not in client.get(page.replace(card, other)).text


def test_the_writer_of_a_reworded_statement_reads_it_too(client, conversation, sam):
    card = make.card(conversation)
    writing.write(participant=make.holder(conversation, card), text="Trams, and parks")
    split = conversation.statements.get(number=4)
    moderating.reword(
        statement=split,
        texts=("Trams.", "Parks."),
        note="",
        seen="waiting",
        by=sam,
        today=make.today(),
    )
    make.point(conversation, 5, 6, what="Build a tram.")
    make.answer(conversation)
    page = client.get(f"/conversation/{conversation.code}/{card}/write/").text
    assert page.count("Build a tram.") == 1


def _publish(conversation, by, *numbers):
    decision = Decision(state="published", by=by, on=make.today())
    moderating.decide(
        conversation=conversation, numbers=list(numbers), seen="waiting", decision=decision
    )


def test_deleting_a_card_leaves_the_answer_as_it_is(client, conversation, sam):
    card = make.card(conversation)
    writing.write(participant=make.holder(conversation, card), text="Trams to the hospital")
    _publish(conversation, sam, 4)
    make.point(conversation, 4)
    make.answer(conversation)
    erasing.forget(participant=make.holder(conversation, card))
    page = public(client, conversation)
    assert "Open the north gate." in page.text
    assert "Trams" not in page.text


def test_overdue_promises_and_missing_answers_wait_for_organisers(conversation, sam):
    assert tasks(sam) == []
    make.answered(conversation, [1, 1, 1])
    opening.close(conversation=conversation, today=make.today())
    assert tasks(sam) == ["Say what you heard in “What should change?”"]
    late = make.today() - timedelta(1)
    made = make.point(conversation, by=late)
    make.point(conversation, by=late)
    make.point(conversation)
    assert len(tasks(sam)) == 1
    make.answer(conversation)
    assert tasks(sam) == ["Give an update on 2 overdue promises from “What should change?”"]
    update(made)
    assert tasks(sam) == ["Give an update on 1 overdue promise from “What should change?”"]
    assert tasks(make.person("Ann", "facilitator")) == []


def test_a_conversation_that_nobody_joined_needs_no_answer(conversation, sam):
    opening.close(conversation=conversation, today=make.today())
    assert tasks(sam) == []


def test_before_publishing_what_may_surprise_is_said(conversation, sam):
    make.point(conversation, 1, 2, person=sam, heard="Ask Sam.", by=make.today() - timedelta(1))
    check = heard_checks.published(conversation, make.today())
    said = " ".join(check.warns)
    assert "still open" in said
    assert "Point 1 seems to hold a name." in said
    assert "already passed" in said
    assert [named.names for named in check.named] == [["Ask Sam."], ["Sam"]]
    assert "No participant wrote one of them." in " ".join(check.happens)
    conversation.statements.filter(number=1).update(origin="participant", is_seed=False)
    check = heard_checks.published(conversation, make.today())
    assert "A participant wrote 1 of the statements that you named" in " ".join(check.happens)
    conversation.statements.filter(number=2).update(origin="participant", is_seed=False)
    check = heard_checks.published(conversation, make.today())
    assert "The people who wrote the 2 statements" in " ".join(check.happens)


@pytest.mark.parametrize(("then", "ending"), [("publish", "publish/"), ("preview", "preview/")])
def test_words_that_are_on_the_page_are_saved_before_what_comes_next(
    client, conversation, sam, then, ending
):
    make.point(conversation, 1)
    client.force_login(sam)
    address = f"/conversations/{conversation.pk}/heard/"
    page = client.post(address, {"words": "Thank you all.", "then": then}, follow=True)
    assert page.redirect_chain[-1][0] == address + ending
    assert "Thank you all." in page.text


def test_what_changed_after_it_was_read_is_not_published(client, conversation, sam):
    made = make.point(conversation)
    client.force_login(sam)
    seal = client.get(edit(conversation, "publish/")).context["check"].seal
    Point.objects.filter(pk=made.pk).update(what="Close the north gate.")
    page = client.post(edit(conversation, "publish/"), {"seal": seal})
    assert "Somebody has changed what will be published." in page.text
    assert not Summary.objects.get().is_published


def test_a_promise_outlives_the_organiser_and_the_conversation(conversation, sam):
    make.point(conversation)
    make.answer(conversation)
    opening.close(conversation=conversation, today=make.today())
    (_one,) = handing_over.of(sam)
    organisations.set_roles(person=Person.objects.get(name="Admin"), roles={"administrator"})
    lost = loss(sam, form_roles=set(), may_sign_in=True)
    assert "Nobody else can give updates" in " ".join(leaving.waits(lost))
    update(Point.objects.get())
    assert list(handing_over.of(sam)) == []
    assert list(leaving.waits(lost)) == []


def test_whoever_is_named_leaves_and_may_be_erased(conversation, sam):
    ann = make.person("Ann")
    made = make.point(conversation, person=ann)
    make.answer(conversation)
    lost = loss(ann, form_roles=set(), may_sign_in=False)
    assert "Ann is named as responsible" in " ".join(leaving.waits(lost))
    held = subject_access.held_about(ann)
    assert {"what": made.what, "state": "planned"}.items() <= held[0].items()
    subject_access.erase(ann)
    ann.delete()
    made.refresh_from_db()
    assert made.person is None


@pytest.mark.parametrize("ending", ["results.json", "results.pdf"])
def test_files_of_the_result_hold_it(client, conversation, ending):
    make.answered(conversation, *[[1, 0, -1]] * 20)
    editions.make_due()
    make.point(conversation, 1, heard="*Parks* #are <for> all")
    address = f"/conversation/{conversation.code}/results/{ending}"
    before = _text(client.get(address), ending)
    make.answer(conversation)
    after = _text(client.get(address), ending)
    for text in ("*Parks* #are <for> all", "Open the north gate."):
        assert text not in before
        assert text in after


def _text(response, ending):
    if ending.endswith("json"):
        return str(response.json())
    pages = PdfReader(BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
