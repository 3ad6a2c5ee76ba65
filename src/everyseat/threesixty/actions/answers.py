"""Actions of raters: draw a credential, answer with it, or decline."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from everyseat.giving import drawing, sealed_queue
from everyseat.giving.links import BadLink
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.safety import credentials
from everyseat.safety.credentials import BadCard, Card
from everyseat.safety.oprf import Evaluation
from everyseat.safety.snapshots import TooLong
from everyseat.threesixty.models import Invitation, Review, Round, Sheet
from everyseat.threesixty.report.material import SELF

KEPT = "kept"
"""Stands where the digest of a blinded serial would, for a rater who chose a kept link."""
REPLACED = "replaced"
"""The name in a review's box under which it stands how many cards of each group were drawn with
links that have been replaced since: see `actions.new_links`."""


@dataclass(frozen=True)
class Answers:
    """A rater's answers: ratings in the order of the behaviours, words, and who may read them."""

    ratings: list[int]
    words: dict[str, str]
    words_to: str = Sheet.Words.AS_WRITTEN


class WaitingAnswers(TypedDict):
    """Answers as they wait in the sealed queue, with the card or the kept link they came by."""

    ratings: list[int]
    words: dict[str, str]
    words_to: str
    group: str
    serial: NotRequired[str]
    mark: NotRequired[str]
    kept_for: NotRequired[str]


def draw(*, invitation: Invitation, blinded: bytes) -> Evaluation:
    """Return the evaluation of a rater's blinded serial: one per invitation, without a time.

    The same request again gets the same credential, so that an answer lost on its way loses
    nothing. Raises ristretto255.InvalidElement for what no browser of ours would send.
    """
    review = invitation.review
    if not review.round.is_anonymous:
        raise NotNow(
            _(
                "This round is confidential, not anonymous. Answer by the link in your own "
                "invitation."
            )
        )
    info = credentials.public_info(str(review.pk), invitation.group)
    evaluation = credentials.issue(review.round.key, [blinded], info)
    _begin(invitation, drawing.digest(blinded))
    return evaluation


def keep_link(*, invitation: Invitation) -> None:
    """Begin to answer by a kept link: the rater chose it, or the round is confidential."""
    _begin(invitation, KEPT)


def is_kept(invitation: Invitation) -> bool:
    """Return whether a rater has chosen the kept link."""
    return drawing.register_of(invitation.review.round).get(str(invitation.pk)) == KEPT


def _begin(invitation: Invitation, digest: str) -> None:
    """Note what an invitation was used with. drawing.Used if it was something else before."""
    with drawing.registering(invitation.review.round) as register:
        if not is_open(as_it_is_now(invitation.review)):
            raise NotNow(_("Nobody can answer here at the moment."))
        if not invited(invitation).exists():
            raise drawing.Used(_("This invitation was already used, or declined."))
        drawing.note(register, invitation.pk, digest)


def decline(*, invitation: Invitation, reason: str, knows_them: bool = True) -> None:
    """Decline to answer, with a reason that the organiser reads.

    Whoever does not know the leader from work can say just that.
    """
    with drawing.registering(invitation.review.round) as register:
        declined = Invitation.State.DECLINED
        takes_answers = as_it_is_now(invitation.review).round.state == Round.State.OPEN
        may = takes_answers and str(invitation.pk) not in register
        said = {"reason": reason[:300], "knows_them": knows_them}
        if not may or not invited(invitation).update(state=declined, **said):
            raise NotNow(_("You can no longer decline this invitation."))


def invited(invitation: Invitation) -> QuerySet[Invitation]:
    """Return an invitation, as long as it stands."""
    return Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.INVITED)


def as_it_is_now(review: Review) -> Review:
    """Return a review and its round, read again."""
    return Review.objects.select_related("round").get(pk=review.pk)


def answer(*, review: Review, group: str, card: Card, answers: Answers) -> None:
    """Store answers given with a card, in place of earlier ones. BadCard if it is not valid."""
    check(review, group, card)
    content = {"group": group, "serial": card.serial.hex(), "mark": card.mark.hex()}
    _post(review, card.serial.hex(), content, answers)


@transaction.atomic
def answer_by_kept_link(*, invitation: Invitation, answers: Answers) -> None:
    """Store answers given by a kept link, in place of earlier ones.

    In a confidential round the first answers are the beginning: who only looked can still decline.
    """
    if not invitation.review.round.is_anonymous and not is_kept(invitation):
        keep_link(invitation=invitation)
    content = {"group": invitation.group, "kept_for": str(invitation.pk)}
    name = f"kept {invitation.pk}"

    def may() -> None:
        _must_be_kept(invitation)
        if not invited(invitation).exists():
            raise NotNow(_("You are no longer asked to answer. What you wrote was not sent."))

    _post(invitation.review, name, content, answers, may)


def _post(
    review: Review,
    name: str,
    content: dict[str, str],
    answers: Answers,
    may: Callable[[], None] = lambda: None,
) -> None:
    values = {"ratings": answers.ratings, "words": answers.words, "words_to": answers.words_to}

    def check() -> None:
        may()
        if not is_open(as_it_is_now(review)):
            raise NotNow(_("This has closed. What you wrote was not sent."))

    try:
        sealed_queue.post(box(review.pk), name, {**content, **values}, check=check)
    except TooLong:
        text = _("Your words are too long, so nothing was sent. Shorten them and send again.")
        raise NotNow(text) from None


def box(review: object) -> str:
    """Return the name of the box in which the answers about a review (its key) wait."""
    return f"threesixty {review}"


def answers_by_card(*, review: Review, group: str, card: Card) -> Answers | None:
    """Return the latest answers given with a card, or None."""
    check(review, group, card)
    return _waiting_answers(review, card.serial.hex())


def answers_by_kept_link(*, invitation: Invitation) -> Answers | None:
    """Return the latest answers given by a kept link, or None."""
    if invitation.review.round.is_anonymous:
        _must_be_kept(invitation)
    return _waiting_answers(invitation.review, f"kept {invitation.pk}")


def _waiting_answers(review: Review, name: str) -> Answers | None:
    sheet = sealed_queue.read(box(review.pk), name)
    return Answers(sheet["ratings"], sheet["words"], sheet["words_to"]) if sheet else None


def check(review: Review, group: str, card: Card) -> None:
    """Raise BadCard unless a card was drawn for this review and this group."""
    feedback_round = review.round
    info = credentials.public_info(str(review.pk), group)
    if not feedback_round.is_anonymous or not feedback_round.private_key:
        raise BadCard("this round has no cards")
    if not credentials.is_valid(feedback_round.key, card.serial, card.mark, info):
        raise BadCard("this card was not drawn for this review and group")


def _must_be_kept(invitation: Invitation) -> None:
    if not is_kept(invitation):
        raise BadLink


def assess_self(*, review: Review, ratings: list[int], words: dict[str, str]) -> None:
    """Save the recipient's own sheet: possible until the review closes."""
    otherwise = _("This has closed. Nobody can answer any more.")
    with changing(review.round, must_be=Round.State.OPEN, otherwise=otherwise):
        if as_it_is_now(review).state == Review.State.STOPPED:
            raise NotNow(otherwise)
        Sheet.objects.update_or_create(
            review=review, relationship=SELF, defaults={"ratings": ratings, "words": words}
        )


def is_open(review: Review) -> bool:
    """Return whether a review takes answers now."""
    return review.state == Review.State.COLLECT and review.round.state == Round.State.OPEN
