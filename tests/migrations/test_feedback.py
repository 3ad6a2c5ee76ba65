"""What somebody was told, from before it was called feedback, has its giver and its recipient."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from everyseat.moments.models import Feedback
from tests.migrations.migrating import migrate

BEFORE = [("organisations", "0014_audit_log"), ("moments", "0006_emails")]


@pytest.fixture
def told(transactional_db):
    """Make one that was told, before; put everything back to now at the end."""
    models = migrate(BEFORE)
    trust = models.get_model("organisations", "Organisation").objects.create(name="Trust")
    ann, lee = (
        models.get_model("organisations", "Person").objects.create(
            name=name, email=f"{name.lower()}@x.example", organisation=trust
        )
        for name in ("Ann", "Lee")
    )
    yield models.get_model("moments", "Telling").objects.create(
        told=lee,
        reporter=ann,
        told_on=timezone.localdate(),
        words={"what": "You waved us out."},
        told_agrees=True,
    )
    migrate()


def test_what_was_told_is_feedback(told):
    migrate()
    feedback = Feedback.objects.get()
    assert (feedback.pk, feedback.given_on) == (told.pk, told.told_on)
    assert (feedback.giver.name, feedback.recipient.name) == ("Ann", "Lee")
    assert (feedback.giver_agrees, feedback.recipient_agrees) == (False, True)
    assert feedback.words == {"what": "You waved us out."}
    assert feedback.recipient.feedback_received.get() == feedback


@pytest.mark.parametrize("by_recipient", [False, True])
def test_the_database_still_wants_somebody_else_to_have_given_it(told, by_recipient):
    migrate()
    feedback = Feedback.objects.get()
    feedback.giver = feedback.recipient if by_recipient else None
    with pytest.raises(IntegrityError), transaction.atomic():
        feedback.save()


def test_feedback_goes_back_to_what_was_told(told):
    migrate()
    back = migrate(BEFORE).get_model("moments", "Telling").objects.get()
    assert (back.told.name, back.reporter.name) == ("Lee", "Ann")
    assert back.words == {"what": "You waved us out."}
