"""E-mails of a round that can't be written wait, for longer each time, and the page says so."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from everyseat.organisations import roles
from everyseat.organisations.models import Email
from everyseat.threesixty.actions import mailings, reminding
from everyseat.threesixty.models import Mailing
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text
from everyseat.threesixty.tests.test_mailings import invited, later, written

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def review():
    made = make.collecting({"peer": 5})
    Email.objects.all().delete()
    return made


@pytest.fixture
def failing(monkeypatch):
    """Rounds whose e-mails can't be written; `tried` is how often we tried."""
    draft, rounds = mailings.drafted, set()

    def drafted(mailing, people):
        if mailing.round_id in rounds:
            drafted.tried += 1
            raise RuntimeError("Ann Archer has no such placeholder")
        return draft(mailing, people)

    drafted.tried, drafted.rounds = 0, rounds
    monkeypatch.setattr(mailings, "drafted", drafted)
    return drafted


def test_what_fails_is_tried_again_later_each_time_and_says_nothing_of_the_text(review, failing):
    failing.rounds.add(review.round_id)
    reminding.remind(feedback_round=review.round)
    pauses = []
    for _ in range(4):
        now = timezone.now()
        Mailing.objects.update(not_before=None)
        mailings.work(lambda now=now: now)
        pauses.append(Mailing.objects.get().not_before - now)
        tried = failing.tried
        mailings.work(lambda now=now: now + timedelta(seconds=1))  # not yet
        assert failing.tried == tried
    assert pauses == sorted(pauses)
    assert pauses[3] > 4 * pauses[0]
    assert Mailing.objects.get().problem == "RuntimeError"


def test_a_round_that_fails_at_once_fails_nobodys_act_and_holds_up_no_other_e_mails(
    review, failing
):
    other = make.collecting({"peer": 4}, name="Ann")
    Email.objects.all().delete()
    failing.rounds.add(review.round_id)
    assert reminding.remind(feedback_round=review.round) == 5
    mailings.begin([Mailing.objects.get(), mailings.note(other.round, "reminder")])
    assert written() == invited(other)
    failing.rounds.clear()
    mailings.work()
    assert written() == invited(other)
    mailings.work(later)
    assert written() == sorted(invited(review) + invited(other))


def test_once_some_are_written_the_next_failure_waits_as_the_first_did(
    review, failing, monkeypatch
):
    failing.rounds.add(review.round_id)
    reminding.remind(feedback_round=review.round)
    monkeypatch.setattr(mailings, "AT_ONCE", 2)
    Mailing.objects.update(tries=7, not_before=None)
    failing.rounds.clear()
    mailing = Mailing.objects.select_related("round").get()
    mailings._write_some(mailing, mailings.asked(mailing)[:2])
    waits = Mailing.objects.get()
    assert (waits.written, waits.tries, waits.problem) == (2, 0, "")


def test_the_page_says_that_e_mails_wait_and_will_be_tried_again(client, review, failing):
    failing.rounds.add(review.round_id)
    reminding.remind(feedback_round=review.round)
    client.force_login(make.person("Ola", roles.ORGANISER))
    page = text(client.get(f"/rounds/{review.round_id}/"))
    assert "The other e-mails wait: something failed on the server." in page
    at = timezone.localtime(Mailing.objects.get().not_before)
    assert f"We will try again at {at:%H:%M}." in page
    assert "“RuntimeError”" in page
    assert "Ann Archer" not in page


def test_the_organiser_has_them_tried_again_now(client, review, failing):
    failing.rounds.add(review.round_id)
    reminding.remind(feedback_round=review.round)
    failing.rounds.clear()
    client.force_login(make.person("Ola", roles.ORGANISER))
    client.post(reverse("round_try_again", args=[review.round_id]))
    page = text(client.get(f"/rounds/{review.round_id}/"))
    assert "We are about to try again." in page
    mailings.work()
    assert written() == invited(review)
    assert "Try again now" not in text(client.get(f"/rounds/{review.round_id}/"))
