"""What is done after a round has closed: once, in the right order, whatever happens meanwhile."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Email
from everyseat.organisations.tests.checking import press
from everyseat.threesixty import reporting
from everyseat.threesixty.actions import closing, emails, finishing, retrying
from everyseat.threesixty.audit import record
from everyseat.threesixty.models import (
    AuditRecord,
    Closing,
    Invitation,
    Making,
    Report,
    Review,
    Round,
    Sheet,
)
from everyseat.threesixty.queries import permissions, progress
from everyseat.threesixty.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def open_round(leaders: int = 3, raters: int = 5) -> Round:
    """Return a round of several leaders, all answered."""
    people = [make.person(f"L{i}") for i in range(leaders)]
    feedback_round = make.feedback_round(*people)
    group = [make.person(f"R{i}") for i in range(raters)]
    feedback_round.reviews.update(state=Review.State.COLLECT)
    for review in feedback_round.reviews.all():
        for person in group:
            invitation = Invitation.objects.create(
                review=review, person=person, relationship="peer", group="peer", state="invited"
            )
            make.answer(invitation, [4, 3, 2])
    Email.objects.all().delete()
    return feedback_round


def states(feedback_round: Round) -> set[str]:
    return set(feedback_round.reviews.values_list("state", flat=True))


def broken(feedback_round: Round) -> Sheet:
    """Give one review a sheet that no report can be made of, and return it."""
    sheet = Sheet.objects.filter(review__round=feedback_round).order_by("review_id").first()
    Sheet.objects.filter(pk=sheet.pk).update(words={"keep": 7})
    return sheet


def delivered(feedback_round: Round) -> None:
    """Close a round and put its answers in their place; make no report yet."""
    closing.close(feedback_round=feedback_round)
    closing.note_and_forget(feedback_round)
    for review in feedback_round.reviews.select_related("round"):
        closing.deliver(review=review)


def test_closing_itself_reads_no_answer_and_makes_no_report():
    """The organiser's request: nobody answers from then on, and all else is left to do."""
    feedback_round = open_round()
    review = feedback_round.reviews.select_related("round").first()
    late = Invitation(review=review, person=make.person("Late"), relationship="peer", group="peer")
    late.state = Invitation.State.INVITED
    late.save()
    code = make.draw(late)
    closing.close(feedback_round=feedback_round)
    assert (Sheet.objects.count(), Report.objects.count(), Email.objects.count()) == (0, 0, 0)
    assert Making.objects.filter(step=Making.Step.DELIVER).count() == 3
    with pytest.raises(NotNow, match="has closed"):
        make.send(review, code, [1, 1, 1])
    with pytest.raises(NotNow, match="closed first"):
        record(feedback_round)


def test_every_report_is_made_and_passed_on_once():
    feedback_round = open_round()
    closing.close(feedback_round=feedback_round)
    for _ in range(3):
        finishing.work()
    assert (Report.objects.count(), Email.objects.count()) == (3, 3)
    assert states(feedback_round) == {"released"}
    assert not Making.objects.exists()
    assert not Closing.objects.exists()
    assert progress.closing(feedback_round) is None


def test_nothing_is_passed_on_before_all_reports_are_made():
    feedback_round = open_round()
    delivered(feedback_round)
    sheet = broken(feedback_round)
    finishing.work()
    feedback_round.refresh_from_db()
    assert (feedback_round.state, Report.objects.count()) == ("closing", 2)
    assert states(feedback_round) == {"collect"}
    assert Email.objects.count() == 0
    for review in feedback_round.reviews.select_related("recipient", "round"):
        assert not permissions.may_read_report(review.recipient, review)
    Sheet.objects.filter(pk=sheet.pk).update(words={})
    retrying.try_again_now(feedback_round=feedback_round)
    finishing.work()
    assert (states(feedback_round), Email.objects.count()) == ({"released"}, 3)


def test_what_fails_is_tried_again_later_each_time_and_says_nothing_of_what_was_written():
    feedback_round = open_round()
    delivered(feedback_round)
    broken(feedback_round)
    pauses = []
    for _ in range(4):
        now = timezone.now()
        finishing.work(lambda now=now: now)
        todo = Making.objects.get(tries__gt=0)
        pauses.append(todo.not_before - now)
        assert todo.problem == "AttributeError"
        finishing.work(lambda now=now: now)  # not yet
        assert Making.objects.get(pk=todo.pk).tries == todo.tries
        Making.objects.update(not_before=None)
    assert pauses == sorted(pauses)
    assert pauses[3] > 4 * pauses[0]


def test_what_takes_long_is_done_while_nothing_is_locked(monkeypatch):
    """The first e-mail of a round once held SQLite for a second, as it imported every page."""
    feedback_round = open_round()
    locks = []

    def noted(act):
        def noting(*args):
            locks.append(len(connection.savepoint_ids))
            return act(*args)

        return noting

    for module, name in ((emails, "email_about"), (reporting, "build")):
        monkeypatch.setattr(module, name, noted(getattr(module, name)))
    closing.close(feedback_round=feedback_round)
    before = len(connection.savepoint_ids)
    finishing.work()
    assert locks == [before] * 6


def test_of_many_kept_together_one_that_fails_takes_no_other_with_it():
    feedback_round = open_round(leaders=finishing.TOGETHER + 2, raters=4)
    delivered(feedback_round)
    sheet = broken(feedback_round)
    finishing.work()
    left = Making.objects.filter(step=Making.Step.REPORT)
    assert (left.get().pk, left.get().tries) == (sheet.review_id, 1)
    assert Report.objects.count() == finishing.TOGETHER + 1


def test_one_that_fails_for_ever_keeps_nobody_else_waiting_for_ever():
    feedback_round = open_round()
    delivered(feedback_round)
    sheet = broken(feedback_round)
    Making.objects.filter(pk=sheet.review_id).update(tries=finishing.TRIES_WAITED_FOR)
    finishing.work()
    assert states(feedback_round) == {"released", "collect"}
    assert Email.objects.count() == 2
    Sheet.objects.filter(pk=sheet.pk).update(words={})
    retrying.try_again_now(feedback_round=feedback_round)
    finishing.work()
    assert states(feedback_round) == {"released"}
    assert Email.objects.count() == 3


def test_an_answer_that_can_not_be_put_in_its_place_holds_up_every_report():
    """Norms rest on all sheets: a report made of some of them would be another one later."""
    feedback_round = open_round()
    closing.close(feedback_round=feedback_round)
    review = feedback_round.reviews.first()
    Making.objects.filter(pk=review.pk).update(not_before=timezone.now() + timedelta(hours=1))
    finishing.work()
    assert (Making.objects.filter(step="deliver").count(), Report.objects.count()) == (1, 0)


def test_a_worker_that_is_busy_with_a_round_is_left_alone_until_it_says_no_more():
    feedback_round = open_round()
    closing.close(feedback_round=feedback_round)
    now = timezone.now()
    Closing.objects.update(busy_until=now + finishing.LEASE)
    finishing.work(lambda: now)
    assert Sheet.objects.count() == 0
    finishing.work(lambda: now + 2 * finishing.LEASE)
    assert states(feedback_round) == {"released"}


def test_who_drew_is_forgotten_before_any_answer_reaches_its_table():
    feedback_round = open_round()
    closing.close(feedback_round=feedback_round)
    closing.note_and_forget(feedback_round)
    from everyseat.giving import drawing

    assert drawing.register_of(feedback_round) == {}
    assert AuditRecord.objects.get().content["drawn"] == 15
    assert Sheet.objects.count() == 0
    finishing.work()
    feedback_round.refresh_from_db()
    assert (record(feedback_round)["drawn"], len(record(feedback_round)["sheets"])) == (15, 15)


def test_the_organiser_sees_how_far_it_is_and_what_failed(client):
    feedback_round = open_round()
    delivered(feedback_round)
    sheet = broken(feedback_round)
    finishing.work()
    client.force_login(make.person("O", "organiser"))
    page = client.get(reverse("round", args=[feedback_round.pk])).content.decode()
    assert "2 of 3 reports made" in " ".join(page.split())
    assert f"{sheet.review.recipient.name}: failed once." in " ".join(page.split())
    Sheet.objects.filter(pk=sheet.pk).update(words={})
    client.post(reverse("round_try_again", args=[feedback_round.pk]))
    finishing.work()
    page = client.get(reverse("round", args=[feedback_round.pk])).content.decode()
    assert "reports made" not in page


def test_closing_by_the_button_returns_before_the_reports_are_made(client):
    bosses = [make.person(f"Boss {n}") for n in range(3)]
    leaders = [make.person(f"Leader {n}", manager=boss) for n, boss in enumerate(bosses)]
    feedback_round = make.feedback_round(*leaders)
    client.force_login(make.person("O", "organiser"))
    page = press(client, reverse("round_close", args=[feedback_round.pk]), follow=True)
    assert "Reopen the round" in page.content.decode()
    finishing.work()
    assert Report.objects.count() == 0
    page = press(client, reverse("round_reports", args=[feedback_round.pk]), follow=True)
    assert "0 of 3 reports made" in " ".join(page.content.decode().split())
    assert Report.objects.count() == 0


def test_no_list_of_rounds_or_reviews_reads_a_large_record(client):
    """Joined to every review, a round's audit record took memory as the square of its size."""
    feedback_round = open_round()
    make.close(feedback_round)
    person = make.person("O", "organiser", "coach")
    client.force_login(person)
    with CaptureQueriesContext(
        connection,
    ) as ran:
        client.get(reverse("rounds"))
        client.get(reverse("round", args=[feedback_round.pk]))
        list(permissions.readable_reviews(person))
        list(Review.objects.select_related("round", "previous__round"))
    large = ("threesixty_report", "threesixty_auditrecord", "threesixty_auditpart")
    assert [q["sql"] for q in ran for table in large if f'"{table}"."content"' in q["sql"]] == []


KILLED = """
import os, signal, sys
from everyseat.site import setup
setup.configure()
from django.db.backends.signals import connection_created
from everyseat.threesixty.actions import finishing
left = int(sys.argv[1])

def stop_at(execute, sql, params, many, context):
    global left
    if sql.startswith(("INSERT", "UPDATE", "DELETE")):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

from django.db import connection
with connection.execute_wrapper(stop_at):
    finishing.work()
"""


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_moment_every_report_and_email_comes_once(settings):
    """Killed after 2, 5, 8 … statements that write, by a signal that nothing can catch."""
    feedback_round = open_round()
    closing.close(feedback_round=feedback_round)
    name = str(connection.settings_dict["NAME"])
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        host = connection.settings_dict
        url = f"postgres://{host['USER']}:{host['PASSWORD']}@{host['HOST']}:{host['PORT']}/{name}"
    environment = os.environ | {
        "DATABASE_URL": url,
        "EVERYSEAT_LETTERBOX_KEYS": str(settings.LETTERBOX_FOLDER),
    }
    kills = 0
    for left in range(2, 80, 9):
        Closing.objects.update(busy_until=None)
        run = [sys.executable, "-c", KILLED, str(left)]
        code = subprocess.run(run, env=environment, check=False).returncode
        assert code in (0, -signal.SIGKILL)
        kills += code != 0
        if code == 0:
            break
    finishing.work(lambda: timezone.now() + 2 * finishing.LEASE)
    assert kills >= 3
    assert (Sheet.objects.count(), Report.objects.count(), Email.objects.count()) == (15, 3, 3)
    assert states(feedback_round) == {"released"}
    assert not Making.objects.exists()
    feedback_round.refresh_from_db()
    assert len(record(feedback_round)["sheets"]) == 15
