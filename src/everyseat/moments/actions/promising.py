"""By when a guardian promises that cases are acknowledged, and that feedback is given."""

from django.db import transaction
from django.utils import timezone

from everyseat.giving.states import lock
from everyseat.moments.models import Offer, Promise
from everyseat.organisations.models import Person


@transaction.atomic
def promise(*, guardian: Person, acknowledge_days: int, feedback_months: int) -> Promise:
    """Make a promise to everybody who raises a concern from now on, in place of the one before."""
    _withdraw()
    return Promise.objects.create(
        acknowledge_days=acknowledge_days,
        feedback_months=feedback_months,
        made_by=guardian,
        made_on=timezone.localdate(),
    )


@transaction.atomic
def withdraw() -> None:
    """Promise nothing to those who come from now on. Cases keep the promise they came under."""
    _withdraw()


def _withdraw() -> None:
    lock(Offer.objects.current())  # two at once: the second takes the first one's place
    Promise.objects.filter(withdrawn_on=None).update(withdrawn_on=timezone.localdate())
