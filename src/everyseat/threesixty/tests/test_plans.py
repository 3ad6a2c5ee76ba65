"""A plan belongs to its recipient: they change it, tick it, and say who else reads it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Email
from everyseat.organisations.tests.checking import press
from everyseat.threesixty.actions import coaching, plans
from everyseat.threesixty.models import Aim, PlanComment, Review
from everyseat.threesixty.queries import plans as queries
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db

AIM = {
    "topic": "sees",
    "aim": "People feel seen",
    "actions": "Learn names\nLook up",
    "by": date(2031, 1, 31),
    "ask_again": "sees",
}


@pytest.fixture
def review():
    """A released review with one aim, a coach and a manager."""
    made = make.collecting({"peer": 5}, coach=make.person("Coach", "coach"))
    make.answer_all(made, [3, 2, 1])
    make.close(made.round)
    made = Review.objects.get(pk=made.pk)
    coaching.release(review=made, note="")
    plans.add_aim(review=made, **AIM)
    Email.objects.all().delete()
    return Review.objects.get(pk=made.pk)


def page(client, person, review, name="plan"):
    client.force_login(person)
    return client.get(reverse(name, args=[review.pk]))


def send(client, person, review, name, *more, **data):
    client.force_login(person)
    return client.post(reverse(name, args=[review.pk, *more]), data)


def test_an_aim_can_be_edited_and_what_is_worded_as_before_stays_ticked(client, review):
    aim = review.aims.get()
    send(client, review.recipient, review, "aim_done", aim.pk, done=["Look up", "Not in it"])
    assert Aim.objects.get().done == ["Look up"]
    changed = AIM | {"aim": "People feel noticed", "actions": "Look up\nLearn all names"}
    send(client, review.recipient, review, "edit_aim", aim.pk, **changed)
    now = Aim.objects.get()
    assert (now.aim, now.done, now.lines) == (
        "People feel noticed",
        ["Look up"],
        ["Look up", "Learn all names"],
    )
    send(client, review.recipient, review, "aim_done", aim.pk)
    assert Aim.objects.get().done == []


def test_an_aim_that_cannot_be_saved_comes_back_as_it_was_typed(client, review):
    answer = send(
        client, review.recipient, review, "edit_aim", review.aims.get().pk, **AIM | {"by": "x"}
    )
    assert "People feel seen" in answer.content.decode()
    assert "There is a problem" in answer.content.decode()


def test_removing_an_aim_asks_first(client, review):
    aim = review.aims.get()
    client.force_login(review.recipient)
    address = reverse("remove_aim", args=[review.pk, aim.pk])
    assert "You cannot get it back." in client.get(address).content.decode()
    client.post(address)
    assert Aim.objects.exists()  # nobody had read what it does
    press(client, address)
    assert not Aim.objects.exists()


def test_nobody_reads_a_plan_that_is_not_shared(client, review):
    for person in (review.coach, review.recipient.manager, make.person("O", "organiser")):
        assert page(client, person, review).status_code == 404
    assert "Only you can read this plan" in page(client, review.recipient, review).content.decode()
    assert "Plan</a>" not in page(client, review.coach, review, "review").content.decode()


@pytest.mark.parametrize(("shared", "reader"), [("coach", "coach"), ("manager", "manager")])
def test_a_plan_is_read_by_whom_it_is_shared_with_and_no_longer(client, review, shared, reader):
    people = {"coach": review.coach, "manager": review.recipient.manager}
    send(client, review.recipient, review, "share_plan", **{shared: "on"})
    assert [email.to for email in Email.objects.all()] == [people[reader].email]
    answer = page(client, people[reader], review)
    assert "The plan of Lee" in answer.content.decode()
    assert "People feel seen" in answer.content.decode()
    assert "Save what is done" not in answer.content.decode()
    other = people["manager" if reader == "coach" else "coach"]
    assert page(client, other, review).status_code == 404
    client.force_login(people[reader])
    assert "Plans shared with you" in client.get(reverse("threesixty")).content.decode()
    send(client, review.recipient, review, "share_plan")
    assert page(client, people[reader], review).status_code == 404
    assert Email.objects.count() == 1  # that it is shared no longer is nobody's news


def test_a_manager_who_reads_the_plan_reads_no_report(client, review):
    send(client, review.recipient, review, "share_plan", manager="on")
    manager = review.recipient.manager
    assert page(client, manager, review).status_code == 200
    for name in ("report", "review", "report_pdf"):
        assert page(client, manager, review, name).status_code == 404


def test_a_plan_goes_with_the_manager_of_today(client, review):
    send(client, review.recipient, review, "share_plan", manager="on")
    before, new = review.recipient.manager, make.person("New")
    review.recipient.manager = new
    review.recipient.save()
    assert page(client, before, review).status_code == 404
    assert page(client, new, review).status_code == 200


@pytest.mark.parametrize("name", ["edit_aim", "aim_done", "remove_aim"])
def test_whoever_reads_a_plan_changes_nothing_of_it(client, review, name):
    send(client, review.recipient, review, "share_plan", coach="on")
    answer = send(client, review.coach, review, name, review.aims.get().pk, **AIM)
    assert answer.status_code == 403
    assert Aim.objects.get().done == []
    assert send(client, review.coach, review, "share_plan", manager="on").status_code == 403


def test_readers_comment_and_the_others_are_told_without_the_words(client, review):
    send(client, review.recipient, review, "share_plan", coach="on", manager="on")
    Email.objects.all().delete()
    send(client, review.coach, review, "comment_on_plan", text="Begin with the night shift.")
    told = {email.to for email in Email.objects.all()}
    assert told == {review.recipient.email, review.recipient.manager.email}
    assert not any("night shift" in email.text for email in Email.objects.all())
    assert "Begin with the night shift." in page(client, review.recipient, review).content.decode()


def test_who_is_told_of_a_comment_reads_whose_plan_it_is(client, review):
    people = {"recipient": review.recipient, "manager": review.recipient.manager}
    send(client, review.recipient, review, "share_plan", coach="on", manager="on")
    Email.objects.all().delete()
    send(client, review.coach, review, "comment_on_plan", text="Slowly.")
    texts = {email.to: (email.subject, email.text) for email in Email.objects.all()}
    subject, text = texts[people["recipient"].email]
    assert subject == "A comment on your plan"
    assert "Coach has written a comment on your plan." in text
    subject, text = texts[people["manager"].email]
    assert subject == "A comment on the plan of Lee"
    assert "Coach has written a comment on the plan of Lee." in text
    Email.objects.all().delete()
    send(client, review.recipient, review, "comment_on_plan", text="Yes.")
    for email in Email.objects.all():
        assert "Lee has written a comment on their own plan." in email.text


def test_a_coach_is_not_told_that_they_read_no_report(client, review):
    without = "do not see their report because of this"
    send(client, review.recipient, review, "share_plan", coach="on", manager="on")
    said = {email.to: without in email.text for email in Email.objects.all()}
    assert said == {review.coach.email: False, review.recipient.manager.email: True}
    shown = page(client, review.coach, review).content.decode()
    assert without not in shown.lower()
    assert "You read their report as their coach." in shown
    assert reverse("review", args=[review.pk]) in shown
    assert without in page(client, review.recipient.manager, review).content.decode()


def test_the_report_leads_to_the_plan_only_for_who_may_read_it(client, review):
    plan = reverse("plan", args=[review.pk])
    assert plan in page(client, review.recipient, review, "report").content.decode()
    assert plan not in page(client, review.coach, review, "report").content.decode()
    send(client, review.recipient, review, "share_plan", coach="on")
    assert plan in page(client, review.coach, review, "report").content.decode()
    send(client, review.recipient, review, "share_plan")
    assert plan not in page(client, review.coach, review, "report").content.decode()


def test_a_comment_is_deleted_by_its_author_alone(client, review):
    send(client, review.recipient, review, "share_plan", coach="on")
    send(client, review.coach, review, "comment_on_plan", text="Slowly.")
    comment = PlanComment.objects.get()
    name = "remove_plan_comment"
    assert send(client, review.recipient, review, name, comment.pk).status_code == 404
    assert PlanComment.objects.exists()
    send(client, review.coach, review, name, comment.pk)
    assert not PlanComment.objects.exists()


def test_a_comment_after_sharing_ended_is_refused_and_tells_nobody(review):
    plans.share(review=review, coach=True, manager=False)
    plans.share(review=review, coach=False, manager=False)
    Email.objects.all().delete()
    with pytest.raises(NotNow, match="no longer shared"):
        plans.comment(review=review, author=review.coach, text="Late.")
    assert not Email.objects.exists()


def test_a_coach_without_the_role_reads_no_plan_and_is_told_nothing(review):
    plans.share(review=review, coach=True, manager=False)
    review.coach.roles.all().delete()
    assert not queries.may_read_plan(Review.objects.get().coach, review)


TODAY = date(2031, 1, 1)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2031, 1, 23), 0),
        (date(2031, 1, 24), 1),
        (date(2031, 1, 31), 1),
        (date(2031, 2, 1), 0),
    ],
)
def test_an_aim_is_reminded_of_once_within_a_week_of_its_date(review, day, told):
    plans.remind(day)
    plans.remind(day)
    assert Email.objects.count() == told
    assert all(email.to == review.recipient.email for email in Email.objects.all())


def test_an_aim_that_is_done_is_not_reminded_of(review):
    aim = review.aims.get()
    plans.note_done(aim=aim, done=set(aim.lines))
    plans.remind(date(2031, 1, 30))
    assert not Email.objects.exists()


def test_an_aim_with_another_date_is_reminded_of_again(review):
    plans.remind(date(2031, 1, 30))
    later = AIM | {"by": date(2031, 3, 1)}
    plans.edit_aim(review=review, aim=review.aims.get(), values=later)
    plans.remind(date(2031, 2, 25))
    assert Email.objects.count() == 2


def test_an_aim_that_is_due_stands_on_the_first_page_until_it_is_done(client, review):
    aim = review.aims.get()
    soon = AIM | {"by": timezone.localdate() + timedelta(3)}
    client.force_login(review.recipient)
    assert "Your plan: People feel seen" not in client.get(reverse("home")).content.decode()
    plans.edit_aim(review=review, aim=aim, values=soon)
    assert "Your plan: People feel seen" in client.get(reverse("home")).content.decode()
    plans.note_done(aim=aim, done=set(aim.lines))
    assert "Your plan: People feel seen" not in client.get(reverse("home")).content.decode()
