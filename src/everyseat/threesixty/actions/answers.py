"""What raters do: draw a credential, answer with it, or decline."""

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.threesixty import credentials
from everyseat.threesixty.actions import NotNow
from everyseat.threesixty.credentials import Credential
from everyseat.threesixty.models import Cycle, Invitation, Review, Sheet
from everyseat.threesixty.report.material import SELF


@transaction.atomic
def draw(*, invitation: Invitation) -> str:
    """Return a credential for an invitation: once, and without noting when."""
    if not _is_open(invitation.review):
        raise NotNow(_("This review is not collecting answers."))
    invited = Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.INVITED)
    if not invited.filter(drawn=False).update(drawn=True):
        raise NotNow(_("This invitation has been used to begin an answer, or was declined."))
    return credentials.draw(invitation.review_id, invitation.relationship)


@transaction.atomic
def decline(*, invitation: Invitation, reason: str) -> None:
    """Decline to answer, with a reason that the organiser reads."""
    invited = Invitation.objects.filter(
        pk=invitation.pk, state=Invitation.State.INVITED, drawn=False
    )
    if not invited.update(state=Invitation.State.DECLINED, reason=reason[:300]):
        raise NotNow(_("This invitation can't be declined any more."))


@transaction.atomic
def answer(
    *, credential: Credential, ratings: list[int], words: dict[str, str], words_to: str
) -> None:
    """Save a sheet, or the next version of it: sent twice, it is still one sheet."""
    review = Review.objects.select_related("cycle").filter(pk=credential.review).first()
    if review is None or not _is_open(review):
        raise NotNow(_("This review has closed. What you wrote was not sent."))
    Sheet.objects.update_or_create(
        credential=credential.digest,
        defaults={
            "review": review,
            "relationship": credential.relationship,
            "ratings": ratings,
            "words": words,
            "words_to": words_to,
        },
    )


@transaction.atomic
def assess_self(*, review: Review, ratings: list[int], words: dict[str, str]) -> None:
    """Save the recipient's own sheet: possible until the review closes."""
    if review.cycle.state != Cycle.State.OPEN:
        raise NotNow(_("This review has closed."))
    Sheet.objects.update_or_create(
        review=review,
        relationship=SELF,
        defaults={"credential": f"self {review.pk}", "ratings": ratings, "words": words},
    )


def _is_open(review: Review) -> bool:
    return review.state == Review.State.COLLECT and review.cycle.state == Cycle.State.OPEN
