from datetime import timedelta

import pytest
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Email, Person
from everyseat.threesixty.actions import (
    coaching,
    dates,
    finishing,
    follow_ups,
    nominating,
    plans,
    questionnaires,
    rounds,
)
from everyseat.threesixty.models import DateKept, Review
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


def drafted() -> Review:
    boss = make.person("Boss")
    return make.feedback_round(make.person("Lee", manager=boss)).reviews.get()


def test_nobody_names_themselves_or_the_same_person_twice():
    review, peer = drafted(), make.person("Peer")
    nominating.nominate(review=review, person=peer, relationship="peer")
    with pytest.raises(NotNow, match="on the list already"):
        nominating.nominate(review=review, person=peer, relationship="report")
    with pytest.raises(NotNow, match="rate themselves"):
        nominating.nominate(review=review, person=review.recipient, relationship="peer")


def test_only_ones_own_manager_rates_as_manager():
    review = drafted()
    with pytest.raises(NotNow, match="recorded as the manager"):
        nominating.nominate(review=review, person=make.person("Other"), relationship="manager")
    nominating.nominate(review=review, person=review.recipient.manager, relationship="manager")


def test_limits_of_a_relationship_hold():
    review = drafted()
    review.round.limits = {"peer": [2, 2]}
    review.round.save()
    first, second, third = (make.person(f"P{i}") for i in range(3))
    nominating.nominate(review=review, person=first, relationship="peer")
    with pytest.raises(NotNow, match="at least 2"):
        nominating.submit_nominations(review=review)
    nominating.nominate(review=review, person=second, relationship="peer")
    with pytest.raises(NotNow, match="at most 2 people"):
        nominating.nominate(review=review, person=third, relationship="peer")


def test_refused_raters_are_not_invited():
    review = drafted()
    named = [
        nominating.nominate(review=review, person=make.person(f"P{i}"), relationship="peer")
        for i in range(5)
    ]
    nominating.submit_nominations(review=review)
    Email.objects.all().delete()
    with pytest.raises(NotNow, match="at least 4 people"):
        nominating.approve(review=review, refused={str(i.pk) for i in named[:2]})
    assert nominating.approve(review=review, refused={str(named[0].pk)}) == 4
    assert Email.objects.count() == 4
    with pytest.raises(NotNow, match="already approved"):
        nominating.approve(review=review, refused=set())


def test_a_list_sent_back_says_why():
    review = drafted()
    for i in range(4):
        nominating.nominate(review=review, person=make.person(f"P{i}"), relationship="peer")
    nominating.submit_nominations(review=review)
    nominating.send_back(review=review, why="Nobody you lead is on it.")
    assert review.state == Review.State.NOMINATE
    assert any("Nobody you lead is on it." in email.text for email in Email.objects.all())


def test_a_questionnaire_under_a_round_does_not_change():

    old = drafted().round.questionnaire
    content = make.CONTENT | {"questions": []}
    new = questionnaires.edit(questionnaire=old, name="Ours", licence="", content=content)
    assert (new.version, new.published, new.family) == (2, False, old.family)
    old.refresh_from_db()
    assert len(old.content["questions"]) == 1


def test_launch_says_what_is_missing():
    lee = make.person("Lee")
    feedback_round = make.feedback_round(lee, launched=False)
    feedback_round.coach_reads = True
    feedback_round.save()
    with pytest.raises(NotNow, match="coach"):
        rounds.launch(feedback_round=feedback_round)
    feedback_round.coach_reads = False
    feedback_round.save()
    rounds.launch(feedback_round=feedback_round)
    with pytest.raises(NotNow, match="already been launched"):
        rounds.launch(feedback_round=feedback_round)


def test_nobody_coaches_themselves():
    lee = make.person("Lee", "coach")
    with pytest.raises(NotNow, match="can't coach themselves"):
        make.feedback_round(lee, coach=lee)


def test_a_rater_who_can_not_be_named_is_not_added_to_the_people(client):
    review = drafted()
    review.round.limits = {"partner": [0, 0]}
    review.round.save()
    client.force_login(review.recipient)
    outside = {"relationship": "partner", "email": "n@x.example", "name": "N"}
    outside["organisation"] = "X"
    data = {f"outside-0-{key}": value for key, value in outside.items()}
    page = client.post(f"/reviews/{review.pk}/raters/", data)
    assert b"at most 0 people" in page.content
    assert not Person.objects.filter(email="n@x.example").exists()


def test_dates_are_kept_once_however_often_the_clock_is_asked():
    review = make.collecting({"peer": 4})
    Email.objects.all().delete()
    near = review.round.collect_by - timedelta(1)
    dates.keep(near)
    dates.keep(near)
    assert Email.objects.filter(urgency=Email.Urgency.REMINDER).count() == 4
    assert Email.objects.count() == 4 + 1  # and the leader has not rated themselves
    assert DateKept.objects.count() == 2


def test_the_day_after_the_last_the_round_closes_by_itself():
    review = make.collecting({"peer": 4})
    make.answer_all(review, [4, 3, 2])
    dates.keep(review.round.collect_by)
    review.refresh_from_db()
    assert review.report is None
    dates.keep(review.round.collect_by + timedelta(1))
    finishing.work()
    review.refresh_from_db()
    assert review.report is None  # it can be reopened for a day
    make.finish(review.round)
    review.refresh_from_db()
    assert review.state == Review.State.RELEASED
    assert review.report["raters"] == 4


def test_with_a_coach_the_recipient_reads_after_release(client):
    coach = make.person("Coach", "coach")
    review = make.collecting({"peer": 5}, coach=coach)
    make.answer_all(review, [4, 3, 2])
    make.close(review.round)
    review.refresh_from_db()
    client.force_login(review.recipient)
    assert client.get(f"/reviews/{review.pk}/report/").status_code == 404
    coaching.release(review=review, note="Go gently.")
    page = client.get(f"/reviews/{review.pk}/report/")
    assert b"Go gently." in page.content


def test_a_plan_has_at_most_three_aims_and_the_follow_up_asks_only_them():
    review = make.collecting({"peer": 5})
    make.answer_all(review, [4, 3, 2])
    make.close(review.round)
    review.refresh_from_db()
    aim = {"topic": "sees", "aim": "Seen", "actions": "", "by": timezone.localdate()}
    for _ in range(3):
        plans.add_aim(review=review, ask_again="sees", **aim)
    with pytest.raises(NotNow, match="three aims"):
        plans.add_aim(review=review, ask_again="sees", **aim)
    again = follow_ups.follow_up(review=review, collect_by=timezone.localdate() + timedelta(7))
    assert [b.key for b in again.question_set.behaviours] == ["sees"]
    assert again.question_set.questions == ()
    for invitation in again.invitations.select_related("review__round"):
        make.answer(invitation, [4])
    make.close(again.round)
    again.refresh_from_db()
    changed = again.report["values"][0]["behaviours"][0]
    assert changed["others"]["n"] == 5
    assert again.report["compared_with"] == review.round.name
