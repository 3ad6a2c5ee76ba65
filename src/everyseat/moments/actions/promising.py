"""By when a guardian promises that cases are acknowledged, and that feedback is given."""

from django.db import transaction
from django.utils import timezone

from everyseat.giving.states import lock
from everyseat.moments.models import Offer, Promise
from everyseat.organisations import outbox, roles
from everyseat.organisations.models import Person
from everyseat.organisations.queries import holders


@transaction.atomic
def promise(*, guardian: Person, acknowledge_days: int, feedback_months: int) -> Promise:
    """Make a promise to everybody who raises a concern from now on, in place of the one before."""
    _withdraw(guardian)
    return Promise.objects.create(
        acknowledge_days=acknowledge_days,
        feedback_months=feedback_months,
        made_by=guardian,
        made_on=timezone.localdate(),
    )


@transaction.atomic
def withdraw(*, guardian: Person) -> None:
    """Promise nothing to those who come from now on. Cases keep the promise they came under."""
    _withdraw(guardian)


def _withdraw(by: Person) -> None:
    """Withdraw what is promised, and write so to the other guardians: it bound them, too."""
    lock(Offer.objects.current())  # two at once: the second takes the first one's place
    if Promise.objects.filter(withdrawn_on=None).update(withdrawn_on=timezone.localdate()):
        for other in holders(roles.GUARDIAN).exclude(pk=by.pk):
            outbox.write(other, "guardian_promise", by=by)
