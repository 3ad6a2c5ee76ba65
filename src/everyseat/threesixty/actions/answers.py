"""What raters do: draw a credential, answer with it, or decline."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.organisations import drawing, letterbox
from everyseat.organisations.links import BadLink
from everyseat.safety import credentials
from everyseat.safety.credentials import BadCard, Card
from everyseat.safety.letterbox import TooLong
from everyseat.safety.oprf import Evaluation
from everyseat.threesixty.actions import NotNow
from everyseat.threesixty.models import Cycle, Invitation, Review, Sheet
from everyseat.threesixty.report.material import SELF

PART = "threesixty"
letterbox.REWRITTEN.append(Invitation._meta.db_table)

KEPT = "kept".ljust(len(drawing.NOT_DRAWN), ".")
"""Stands where the hash of a blinded serial would, for a rater who chose a kept link."""


@dataclass(frozen=True)
class Answers:
    """What a rater says: ratings in the order of the behaviours, words, and who may read those."""

    ratings: list[int]
    words: dict[str, str]
    words_to: str = Sheet.Words.AS_WRITTEN


@transaction.atomic
def draw(*, invitation: Invitation, blinded: bytes) -> Evaluation:
    """Return the evaluation of a rater's blinded serial: for one serial an invitation, no time.

    The same request again gets the same credential, so that an answer lost on its way loses
    nothing. Raises ristretto255.InvalidElement for what no browser of ours would send.
    """
    review = invitation.review
    if not review.cycle.is_anonymous:
        raise NotNow(_("This cycle is confidential: answers are given by your own link."))
    info = credentials.public_info(str(review.pk), invitation.group)
    evaluation = credentials.issue(review.cycle.key, [blinded], info)
    _begin(invitation, drawing.digest(blinded))
    return evaluation


@transaction.atomic
def keep_link(*, invitation: Invitation) -> None:
    """Begin to answer by a link that this server keeps: the rater's choice, or the cycle's mode."""
    _begin(invitation, KEPT)


def is_kept(invitation: Invitation) -> bool:
    """Return whether a rater has chosen the kept link."""
    return invitation.blinded == KEPT


def _begin(invitation: Invitation, digest: str) -> None:
    """Note that an invitation was used, and with what. drawing.Used if with something else."""
    if not is_open(invitation.review):
        raise NotNow(_("This review is not collecting answers."))
    mine = Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.INVITED)
    drawing.begin(mine, digest)


@transaction.atomic
def decline(*, invitation: Invitation, reason: str) -> None:
    """Decline to answer, with a reason that the organiser reads."""
    invited = Invitation.objects.filter(
        pk=invitation.pk, state=Invitation.State.INVITED, drawn=False
    )
    if not invited.update(state=Invitation.State.DECLINED, reason=reason[:300]):
        raise NotNow(_("This invitation can't be declined any more."))


@transaction.atomic
def report_lost(*, invitation: Invitation) -> None:
    """Tell the organiser that a card was lost, as its rater asks."""
    mine = Invitation.objects.filter(pk=invitation.pk, drawn=True, lost=False)
    if not is_open(invitation.review) or not mine.update(lost=True):
        raise NotNow(_("There is no card to report here."))


def answer(*, review: Review, group: str, card: Card, answers: Answers) -> None:
    """Keep a sheet that a card answers with, or the next version of it. BadCard if not drawn."""
    check(review, group, card)
    content = {"group": group, "serial": card.serial.hex(), "mark": card.mark.hex()}
    _post(review, card.serial.hex(), content, answers)


def answer_by_kept_link(*, invitation: Invitation, answers: Answers) -> None:
    """Keep a sheet given by a kept link, or the next version of it."""
    _must_be_kept(invitation)
    content = {"group": invitation.group, "kept_for": str(invitation.pk)}
    _post(invitation.review, f"kept {invitation.pk}", content, answers)


def _post(review: Review, name: str, content: dict, answers: Answers) -> None:
    given = {"ratings": answers.ratings, "words": answers.words, "words_to": answers.words_to}
    with letterbox.slot(PART) as slot:
        if not is_open(Review.objects.select_related("cycle").get(pk=review.pk)):
            raise NotNow(_("This review has closed. What you wrote was not sent."))
        try:
            slot.post(f"{review.pk} {name}", content | given | {"review": str(review.pk)})
        except TooLong:
            text = _("Your words are longer than can be kept. Nothing was sent: shorten them.")
            raise NotNow(text) from None


def given(*, review: Review, group: str, card: Card) -> Answers | None:
    """Return what a card has answered so far."""
    check(review, group, card)
    return _given(review, card.serial.hex())


def given_by_kept_link(*, invitation: Invitation) -> Answers | None:
    """Return what a kept link has answered so far."""
    _must_be_kept(invitation)
    return _given(invitation.review, f"kept {invitation.pk}")


def _given(review: Review, name: str) -> Answers | None:
    with letterbox.slot(PART) as slot:
        waiting = slot.read(f"{review.pk} {name}")
    return Answers(waiting["ratings"], waiting["words"], waiting["words_to"]) if waiting else None


def check(review: Review, group: str, card: Card) -> None:
    """Raise BadCard unless a card was drawn for this review and this group."""
    cycle = review.cycle
    info = credentials.public_info(str(review.pk), group)
    if not cycle.is_anonymous or not cycle.private_key:
        raise BadCard("this cycle has no cards")
    if not credentials.is_valid(cycle.key, card.serial, card.mark, info):
        raise BadCard("this card was not drawn for this review and group")


def _must_be_kept(invitation: Invitation) -> None:
    if not is_kept(invitation):
        raise BadLink


@transaction.atomic
def assess_self(*, review: Review, ratings: list[int], words: dict[str, str]) -> None:
    """Save the recipient's own sheet: possible until the review closes."""
    if Cycle.objects.select_for_update().get(pk=review.cycle_id).state != Cycle.State.OPEN:
        raise NotNow(_("This review has closed."))
    Sheet.objects.update_or_create(
        review=review, relationship=SELF, defaults={"ratings": ratings, "words": words}
    )


def is_open(review: Review) -> bool:
    """Return whether a review takes answers now."""
    return review.state == Review.State.COLLECT and review.cycle.state == Cycle.State.OPEN
