"""A state is changed as it is now: an older copy, or somebody quicker, never moves it back."""

import secrets
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.threesixty.actions import (
    coaching,
    follow_ups,
    nominating,
    plans,
    questionnaires,
    reminding,
    rounds,
)
from everyseat.threesixty.models import Aim, Review, Round
from everyseat.threesixty.tests import make

AIM = {"topic": "sees", "aim": "Seen", "actions": "", "by": date(2030, 1, 1), "ask_again": "sees"}
LATER = timezone.localdate() + timedelta(7)


def name_a_rater(review: Review) -> None:
    somebody = make.person(f"P {secrets.token_hex(4)}")
    nominating.nominate(review=review, person=somebody, relationship="peer")


STEPS: list[tuple[str, Callable[[Review], object]]] = [
    ("nominate", name_a_rater),
    ("nominate", lambda r: nominating.withdraw(review=r, invitation=r.invitations.last())),
    ("nominate", lambda r: nominating.submit_nominations(review=r)),
    ("approve", lambda r: nominating.send_back(review=r, why="More partners.")),
    ("nominate", lambda r: nominating.submit_nominations(review=r)),
    ("approve", lambda r: nominating.approve(review=r, refused=set())),
    ("collect", lambda r: make.close(r.round)),
    ("read", lambda r: coaching.release(review=r, note="Gently.")),
    ("released", lambda r: coaching.talked(review=r)),
    ("conversation", lambda r: plans.add_aim(review=r, **AIM)),
    ("plan", lambda r: follow_ups.follow_up(review=r, collect_by=LATER)),
]
"""Every step of a review, with the state that it is taken from."""


def fresh(review: Review) -> Review:
    return Review.objects.get(pk=review.pk)


def begun() -> Review:
    """Return a review whose raters are named, with its coach."""
    feedback_round = make.feedback_round(make.person("Lee"), coach=make.person("Coach", "coach"))
    review = feedback_round.reviews.get()
    for i in range(6):
        nominating.nominate(review=review, person=make.person(f"P{i}"), relationship="peer")
    return review


def taken_to(state: str) -> Review:
    """Return a review that has just come to a state."""
    review = begun()
    for before, step in STEPS:
        if review.state == state:
            return review
        assert review.state == before
        if before == "collect":
            make.answer_all(fresh(review), [4, 3, 2])
        step(fresh(review))
        review = fresh(review)
    return review


@pytest.mark.django_db
def test_an_older_copy_moves_a_review_nowhere():
    """Whatever was on somebody's page: each step from the state of then is refused, or the same."""
    review, copies = begun(), []
    for state, step in STEPS:
        copies.append((fresh(review), step))
        if state == "collect":
            make.answer_all(fresh(review), [4, 3, 2])
        step(fresh(review))
    end = Review.objects.filter(pk=review.pk).values().get()
    for older, step in copies:
        if step is STEPS[9][1]:  # an aim may be added to a plan at any time: the state stays
            step(older)
        else:
            with pytest.raises(NotNow):
                step(older)
        assert Review.objects.filter(pk=review.pk).values().get() == end


@pytest.mark.django_db
def test_an_older_copy_saves_nothing_but_what_was_decided():
    """The coach's note, written meanwhile, is not undone by a page that was opened before it."""
    review = taken_to("read")
    older = fresh(review)
    coaching.release(review=fresh(review), note="Gently.")
    coaching.talked(review=older)
    assert fresh(review).coach_note == "Gently."


@pytest.mark.django_db
def test_an_aim_that_the_follow_up_asks_about_stays_for_an_older_copy_too():
    review = taken_to("plan")
    older, aim = fresh(review), review.aims.get()
    follow_ups.follow_up(review=review, collect_by=LATER)
    with pytest.raises(NotNow, match="you cannot remove it"):
        plans.remove_aim(review=older, aim=aim)
    assert Aim.objects.count() == 1


@pytest.mark.django_db
def test_a_follow_up_is_asked_for_once():
    review = taken_to("plan")
    follow_ups.follow_up(review=review, collect_by=LATER)
    with pytest.raises(NotNow, match="already started the follow-up"):
        follow_ups.follow_up(review=review, collect_by=LATER)
    assert Round.objects.count() == 2


@pytest.mark.django_db
def test_a_follow_up_needs_an_aim():
    """The plan's last aim was removed: there is nothing to ask about."""
    review = taken_to("plan")
    plans.remove_aim(review=review, aim=review.aims.get())
    with pytest.raises(NotNow, match="at least one aim"):
        follow_ups.follow_up(review=review, collect_by=LATER)
    assert Round.objects.count() == 1
    assert fresh(review).state == "plan"


@pytest.mark.django_db
def test_an_older_copy_of_a_round_launches_and_fills_nothing():
    feedback_round = make.feedback_round(make.person("Lee"), launched=False)
    older = Round.objects.get(pk=feedback_round.pk)
    rounds.launch(feedback_round=feedback_round)
    with pytest.raises(NotNow, match="already been launched"):
        rounds.launch(feedback_round=older)
    older.state = Round.State.DRAFT
    with pytest.raises(NotNow, match="cannot add leaders"):
        rounds.add_recipients(feedback_round=older, people=[make.person("Kim")], coach=None)
    now = Round.objects.get(pk=feedback_round.pk)
    assert (now.state, now.public_key) == ("open", feedback_round.public_key)


@pytest.mark.django_db
def test_an_older_copy_of_a_questionnaire_does_not_change_what_is_published():
    draft = questionnaires.add(name="Ours", content=make.CONTENT)
    older = type(draft).objects.get(pk=draft.pk)
    questionnaires.publish(questionnaire=draft)
    made = questionnaires.edit(questionnaire=older, name="Other", licence="", content=make.CONTENT)
    assert (made.version, made.published) == (2, False)
    draft.refresh_from_db()
    assert (draft.name, draft.published) == ("Ours", True)


@pytest.mark.django_db
def test_nobody_is_reminded_of_a_round_that_is_not_open():
    review = taken_to("collect")
    older = Round.objects.get(pk=review.round_id)
    make.close(review.round)
    with pytest.raises(NotNow, match="under way"):
        reminding.remind(feedback_round=older)


def blocked() -> bool:
    """Return whether another connection waits for a lock (SQLite: it waits to begin)."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def at_once(step: Callable[[Review], object], review: Review) -> list[str]:
    """Take a step twice, the second while the first is not committed; return what each said."""
    said: list[str] = []

    def second() -> None:
        said.append(outcome(step, copy))
        connection.close()

    copy = fresh(review)
    other = threading.Thread(target=second)
    with transaction.atomic():
        first = outcome(step, review)
        other.start()
        end = time.monotonic() + 10
        while other.is_alive() and not blocked() and time.monotonic() < end:
            other.join(0.01)
    other.join()
    return [first, *said]


def outcome(step: Callable[[Review], object], review: Review) -> str:
    try:
        step(review)
    except NotNow:
        return "refused"
    except Exception as error:
        return repr(error)
    return "done"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [n for n, (state, _) in enumerate(STEPS) if n not in (0, 1, 9)])
def test_of_two_requests_at_once_one_is_refused(number):
    state, step = STEPS[number]
    review = taken_to(state)
    if state == "collect":
        make.answer_all(fresh(review), [4, 3, 2])
    assert at_once(step, review) == ["done", "refused"]


@pytest.mark.django_db(transaction=True)
def test_a_fourth_aim_is_refused_when_two_are_added_at_once():
    review = taken_to("plan")
    plans.add_aim(review=review, **AIM)
    assert at_once(lambda r: plans.add_aim(review=r, **AIM), review) == ["done", "refused"]
    assert Aim.objects.count() == 3
