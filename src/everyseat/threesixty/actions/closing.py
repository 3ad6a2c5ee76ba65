"""Closing a round: answers stop, then each review's sheets move to their table.

Until then sheets wait in the sealed queue. No sheet is in the table while its round is open, so
two copies of the table taken on different days do not show whose sheet arrived in between. The
rest is background work, with one row per review: see `finishing`.
"""

from collections import Counter
from typing import cast

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from everyseat.giving import drawing, sealed_queue
from everyseat.giving.states import changing, lock
from everyseat.safety import snapshots as sealing
from everyseat.safety import thresholds
from everyseat.threesixty import audit, past, relationships
from everyseat.threesixty.actions.answers import WaitingAnswers, box
from everyseat.threesixty.models import AuditPart, AuditRecord, Invitation, Review, Round, Sheet
from everyseat.threesixty.records import Closing, Making
from everyseat.threesixty.report.material import MANAGER


def close(*, feedback_round: Round) -> None:
    """Stop collecting answers, and queue the reports to be made."""
    otherwise = _("You can only close a round that is under way.")
    with changing(feedback_round, must_be=Round.State.OPEN, otherwise=otherwise):
        feedback_round.state = Round.State.CLOSING
        Closing.objects.create(round=feedback_round)
        reviews = feedback_round.reviews.values_list("pk", flat=True)
        Making.objects.bulk_create(Making(review_id=pk) for pk in sealing.shuffled(reviews))


def note_and_forget(feedback_round: Round) -> None:
    """Record how many people drew a card in a closed round, then delete the record of who did."""
    if not feedback_round.is_anonymous or AuditRecord.objects.filter(round=feedback_round).exists():
        return
    invited = audit.invited(feedback_round)  # before the lock: nobody is invited or draws any more
    with transaction.atomic():
        content = audit.whole(feedback_round, invited, drawing.forget(feedback_round))
        AuditRecord.objects.create(round=feedback_round, content=content)


def deliver(*, review: Review) -> None:
    """Put the sheets of one review into their table, all at once, shuffled."""
    with changing(review.making) as todo:
        if todo.step == Making.Step.DELIVER:
            _deliver(review)
            todo.go_on_to(Making.Step.REPORT)


def _deliver(review: Review) -> None:
    answers = cast(list[WaitingAnswers], list(sealed_queue.take(box(review.pk)).values()))
    invitations = list(review.invitations.all())
    people = _people(invitations, answers)
    few = people.total() - people[MANAGER] < review.round.rating_threshold
    # What so few say is never shown: a row that nobody may read is only there to be found.
    counted = [item for item in answers if item["group"] == MANAGER] if few else answers
    labels = _put_together(review, invitations, people)
    left_out = review.left_out if few else _left_out(review, invitations)
    sheets = sealing.shuffled(_sheet(review, item, labels[item["group"]]) for item in counted)
    Sheet.objects.bulk_create(sheets)
    answered = _about(review, len(answers))
    with changing(review):
        review.left_out, review.answered = left_out, answered
    if review.round.is_anonymous:
        _record(review, audit.part(review, invitations, counted, sheets, few))


def note_count(review: Review, n: int) -> None:
    """Save the approximate number of people who have answered."""
    answered = _about(review, n)
    with changing(review):
        review.answered = answered


def _about(review: Review, n: int) -> int:
    invited = review.invitations.filter(state=Invitation.State.INVITED).count()
    return thresholds.in_steps(n, invited, review.round.rating_threshold)


def count_by_night() -> None:
    """Save the approximate number of people who have answered each open review."""
    for review in Review.objects.filter(round__state=Round.State.OPEN).select_related("round"):
        note_count(review, len(sealed_queue.waiting(box(review.pk))))


def _people(invitations: list[Invitation], answers: list[WaitingAnswers]) -> Counter[str]:
    """Return the least number of people who answered, by group.

    Someone whose card was voided may have answered twice, with the old card and with the new one.
    Both answers count as one person.
    """
    people = Counter(item["group"] for item in answers)
    for invitation in invitations:
        people[invitation.group] -= invitation.voided
    return people


def _put_together(
    review: Review, invitations: list[Invitation], people: Counter[str]
) -> dict[str, str]:
    """Return each group's label on its sheets. Groups with fewer than k answers are merged.

    In a group with one answer, the only person who had drawn a card would be its author.
    """
    labels = {MANAGER: MANAGER}
    sizes = {invitation.group: 0 for invitation in invitations if invitation.group}
    sizes |= {group: max(n, 0) for group, n in people.items()}
    sizes.pop(MANAGER, None)
    for groups in thresholds.merged(sizes, review.round.rating_threshold):
        label = relationships.group(relationships.members(groups))
        labels |= dict.fromkeys(groups, label)
        moved = [i for i in invitations if i.group in groups and i.group != label]
        for invitation in moved:
            invitation.group = label
        if moved:
            review.invitations.filter(group__in=groups).update(group=label)
    return labels


def _left_out(review: Review, invitations: list[Invitation]) -> dict[str, int]:
    """Return how many sheets per group are left out because nearly the same people answered before.

    Two rounds about one person may close at once: the lock lets the second see the first.
    """
    lock(review.recipient)
    return past.left_out(past.small_changes(review, past.raters_by_group(invitations)))


def _sheet(review: Review, item: WaitingAnswers, label: str) -> Sheet:
    return Sheet(
        review=review,
        relationship=label,
        kept_for_id=None if review.round.is_anonymous else item["kept_for"],
        ratings=item["ratings"],
        words=item["words"],
        words_to=item["words_to"],
    )


def _record(review: Review, part: audit.Part) -> None:
    """Store a review's part of the audit file, and reset the marks of lost and voided cards."""
    AuditPart.objects.create(round=review.round, review=review.pk, content=part.content)
    if part.kept_links:
        more = F("kept_links") + part.kept_links
        Closing.objects.filter(round=review.round).update(kept_links=more)
    review.invitations.filter(Q(lost=True) | Q(voided__gt=0)).update(lost=False, voided=0)
