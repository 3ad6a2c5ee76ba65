"""What waits for one person for long: the organisers are told, once."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from everyseat.organisations import outbox, roles
from everyseat.organisations.queries import holders
from everyseat.threesixty.models import Review
from everyseat.threesixty.queries import late


def begin(review: Review) -> None:
    """Note that a review waits for somebody else from today on; whoever changes it saves it."""
    review.state_since, review.organisers_told = timezone.localdate(), False


@transaction.atomic
def tell(today: date) -> None:
    """Tell the organisers once of what has waited for long, all of it in one e-mail to each."""
    found = [review for review in late.of(today) if not review.organisers_told and _claim(review)]
    for organiser in holders(*roles.ORGANISERS) if found else ():
        theirs = [late.Waiting(review) for review in found if late.concerns(organiser, review)]
        if theirs:
            outbox.write(organiser, "waits_long", found=theirs)


def _claim(review: Review) -> bool:
    """Note that the organisers are told; False where another worker was first."""
    mine = Review.objects.filter(pk=review.pk, organisers_told=False)
    return bool(mine.update(organisers_told=True))
