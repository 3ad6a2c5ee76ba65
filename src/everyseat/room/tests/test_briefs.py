"""Briefs: many teams' rooms, one sum that tells nothing of few, and answers that come back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Email, Person
from everyseat.room import kinds, subject_access
from everyseat.room.actions import briefs, ending, holding, preparing
from everyseat.room.models import Room
from everyseat.room.queries import briefs as told
from everyseat.room.queries import room_state, tallies
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def owner():
    return make.person("Fran", roles={"facilitator"})


@pytest.fixture
def brief(owner):
    made = briefs.write(
        owner=owner, title="One desk", text="From April", film="", answer_by=TODAY() + timedelta(9)
    )
    for kind in (kinds.CARDS, kinds.WORD, kinds.FLOOR):
        preparing.add_question(room=made.room, kind=kind, text=f"Q {kind}?", written=[])
    briefs.send(brief=made, teams=[make.team(name) for name in "ABCD"])
    return made


def rooms(brief):
    return list(brief.room.copies.order_by("team__name"))


def meet(room, cards=(), words=(), asked=()):
    """Hold a team's room; `asked` are questions, each with how many stand behind it."""
    first, second, third = room.questions.all()
    make.answers(make.open_again(first), *cards)
    make.answers(make.open_again(second), *words)
    make.open_again(third)
    for text, n in asked:
        make.vote(make.raised(third, 0, text), *range(1, n))
    make.end(room)


def summed(brief, number=1):
    question = brief.room.questions.get(number=number)
    return tallies.tally(question).n, room_state.rows(question)


def test_each_leader_gets_a_room_with_the_questions_and_an_email(brief):
    found = rooms(brief)
    assert [room.facilitator.name for room in found] == [f"Leader-of-{t}" for t in "ABCD"]
    assert all(room.questions.count() == 3 for room in found)
    assert sum("One desk" in email.subject for email in Email.objects.all()) == 4
    with pytest.raises(NotNow):
        briefs.send(brief=brief, teams=[room.team for room in found])


def test_rooms_add_up_when_they_end(brief):
    a, b, _c, _d = rooms(brief)
    make.answers(make.open_again(a.questions.first()), 0, 0, 0, 1)
    assert summed(brief)[0] == 0  # while it goes on, nothing
    make.end(a)
    assert summed(brief) == (4, [("Green", 3), ("Amber", 1), ("Red", 0)])
    meet(b, cards=[2, 2, 2, 2, 2], words=["angry", "calm", "calm", "calm", "Angry"])
    assert summed(brief) == (9, [("Green", 3), ("Amber", 1), ("Red", 5)])
    assert summed(brief, 2)[1] == [("calm", 3), ("angry", 2)]


def test_what_few_answered_waits_until_few_of_another_team_join_it(brief):
    a, b, c, d = rooms(brief)
    meet(a, cards=[2, 2])
    assert summed(brief) == (0, [])
    meet(b, cards=[0, 0, 0, 0, 0])
    assert summed(brief)[0] == 5  # the two red ones still wait: alone they would be told
    meet(c, cards=[2, 1, 0])
    assert summed(brief)[0] == 5  # who knows one of the two would be told the other's
    meet(d, cards=[1, 1])
    assert summed(brief) == (12, [("Green", 6), ("Amber", 3), ("Red", 3)])


def test_no_step_of_the_sum_is_of_fewer_than_four(brief):
    seen = []
    for room, cards in zip(rooms(brief), ([0, 1, 2], [0], [1, 1, 1, 1, 1], [2, 2, 2]), strict=True):
        meet(room, cards=cards)
        seen.append(summed(brief)[0])
    steps = [after - before for before, after in zip([0, *seen], seen, strict=False)]
    assert all(step == 0 or step >= 4 for step in steps)
    assert seen[-1] == 12


def test_a_question_goes_up_with_its_team_if_four_stand_behind_it(brief):
    a, b, c, _d = rooms(brief)
    meet(a, asked=[("Who pays?", 4), ("Am I next?", 1)])
    assert [(one.text, one.names_team) for one in told.went_up(brief)] == [("Who pays?", True)]
    assert told.stayed(a) == 1
    meet(b, asked=[("And us?", 3)])
    assert told.went_up(brief).count() == 1
    meet(c, asked=[("Why?", 2)])
    up = {one.text: one.names_team for one in told.went_up(brief)}
    assert up == {"Who pays?": True, "And us?": False, "Am I next?": False, "Why?": False}


def test_what_the_facilitator_took_away_does_not_go_up(brief):
    a, b, _c, _d = rooms(brief)
    raised = make.raised(make.open_again(a.questions.last()), 0, "Rude?")
    make.vote(raised, 1, 2, 3, 4)
    raised.is_seen = False
    raised.save()
    make.end(a)
    meet(b, asked=[("Fair?", 4)])
    assert [one.text for one in told.went_up(brief)] == ["Fair?"]


def test_the_page_of_who_sent_it_names_no_team_of_few(client, owner, brief):
    a, b, c, _d = rooms(brief)
    meet(a, asked=[("Who pays?", 4), ("Am I next?", 1)])
    meet(b, asked=[("And us?", 2)])
    meet(c, asked=[("Why?", 2)])
    client.force_login(owner)
    page = client.get(f"/briefs/{brief.room.pk}/").text
    assert "4 voted for it" in page
    assert page.count("from a team") == 3
    assert " 1 stand" not in page
    assert " 2 stand" not in page


def test_an_answer_goes_back_to_every_team(client, owner, brief):
    a, b, c, d = rooms(brief)
    meet(a, asked=[("Who pays?", 4)])
    meet(b, asked=[("What does it cost?", 5)])
    Email.objects.all().delete()
    client.force_login(owner)
    chosen = [str(one.pk) for one in told.went_up(brief)]
    address = f"/briefs/{brief.room.pk}/reply/"
    assert "Write the answer first" in client.post(address, {"raised": chosen}, follow=True).text
    assert "Choose the questions" in client.post(address, {"text": "x"}, follow=True).text
    client.post(address, {"raised": chosen, "text": "The council does."})
    client.logout()
    for room in (a, b, c, d):
        page = client.get(f"/join/{room.code}/").text
        assert page.count("The council does.") == 2
        assert "Leader-of" not in page.split("What teams asked")[1].split("</dl>")[0]
    assert Email.objects.count() == 4


def test_a_sent_brief_is_not_changed_nor_asked_itself(client, brief):
    with pytest.raises(NotNow, match="sent"):
        preparing.add_question(room=brief.room, kind=kinds.CARDS, text="Q", written=[])
    with pytest.raises(NotNow, match="session of its own"):
        holding.ask(question=brief.room.questions.first())
    assert client.get(f"/join/{brief.room.code}/").status_code == 404


def test_a_team_may_ask_more_and_that_goes_nowhere(brief):
    a = rooms(brief)[0]
    make.answers(make.asked(a), 1, 1, 1, 1)
    make.end(a)
    assert [summed(brief, n)[0] for n in (1, 2)] == [0, 0]


def test_only_who_may_send_briefs_opens_the_pages(client, brief):
    client.force_login(Person.objects.get(name="Leader-of-A"))
    for address in ("/briefs/new/", f"/briefs/{brief.room.pk}/"):
        assert client.get(address).status_code == 403
    client.force_login(make.person("Otto", roles={"organiser"}))
    assert client.get(f"/briefs/{brief.room.pk}/").status_code == 404
    assert client.post(f"/briefs/{brief.room.pk}/send/").status_code == 404


def test_a_leader_who_is_erased_leaves_the_sum_as_it_was(owner, brief):
    a = rooms(brief)[0]
    meet(a, cards=[0, 0, 0, 0])
    subject_access.erase(a.facilitator)
    a.refresh_from_db()
    assert a.facilitator == owner
    assert summed(brief)[0] == 4
    subject_access.erase(owner)
    assert Room.objects.count() == 0


def test_a_brief_and_its_rooms_are_deleted_together(brief):
    meet(rooms(brief)[0], cards=[0, 0, 0, 0])
    due = ending.deleted_on(brief.room)
    assert ending.deleted_on(rooms(brief)[0]) == due
    ending.keep_dates(due - timedelta(1))
    assert Room.objects.count() == 5
    ending.keep_dates(due)
    assert Room.objects.count() == 0


def test_a_brief_needs_questions_and_teams_that_somebody_leads(owner):
    made = briefs.write(owner=owner, title="x", text="y", film="", answer_by=TODAY())
    with pytest.raises(NotNow, match="question"):
        briefs.send(brief=made, teams=[make.team("A")])
    preparing.add_question(room=made.room, kind=kinds.CARDS, text="Q", written=[])
    with pytest.raises(NotNow, match="leads"):
        briefs.send(brief=made, teams=[])


def test_the_brief_s_own_questions_can_not_be_taken_out_of_a_team_s_room(brief):
    a = rooms(brief)[0]
    with pytest.raises(NotNow, match="brief's"):
        preparing.remove_question(question=a.questions.first())
    own = preparing.add_question(room=a, kind=kinds.CARDS, text="Ours", written=[])
    preparing.remove_question(question=own)
    assert a.questions.count() == 3
