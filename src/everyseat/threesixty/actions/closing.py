"""Closing a round: answers stop, then each review's sheets move to their table.

Until then sheets wait in the sealed queue. No sheet is in the table while its round is open, so
two copies of the table taken on different days do not show whose sheet arrived in between. The
rest is background work, with one row per review: see `finishing`.
"""

from collections import Counter
from datetime import datetime, timedelta
from typing import cast

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving import drawing, sealed_queue
from everyseat.giving.states import changing, lock
from everyseat.safety import snapshots as sealing
from everyseat.safety import thresholds
from everyseat.threesixty import audit, past, relationships
from everyseat.threesixty.actions import counting
from everyseat.threesixty.actions.answers import REPLACED, WaitingAnswers, box
from everyseat.threesixty.models import AuditPart, AuditRecord, Invitation, Review, Round, Sheet
from everyseat.threesixty.records import Closing, Making
from everyseat.threesixty.report.material import MANAGER

MAY_BE_REOPENED_FOR = timedelta(hours=24)
"""How long after its closing nothing is read, made or forgotten. A night and a working day."""


def may_reopen_until() -> datetime:
    """Return until when a round that closes now can be reopened."""
    return timezone.now() + MAY_BE_REOPENED_FOR


def close(*, feedback_round: Round, may_reopen_until: datetime | None = None) -> None:
    """Stop collecting answers, and queue the reports to be made.

    Until `may_reopen_until` nothing is done with the answers, so that the round can be reopened.
    """
    otherwise = _("You can only close a round that is under way.")
    with changing(feedback_round, must_be=Round.State.OPEN, otherwise=otherwise):
        feedback_round.state = Round.State.CLOSING
        Closing.objects.create(round=feedback_round, may_reopen_until=may_reopen_until)
        reviews = feedback_round.active_reviews.values_list("pk", flat=True)
        Making.objects.bulk_create(Making(review_id=pk) for pk in sealing.shuffled(reviews))


def note_and_forget(feedback_round: Round) -> None:
    """Record how many people drew a card in a closed round, then delete the record of who did.

    Nor is it kept who wanted no more reminders.
    """
    Invitation.objects.filter(review__round=feedback_round, without_reminders=True).update(
        without_reminders=False
    )
    if not feedback_round.is_anonymous or AuditRecord.objects.filter(round=feedback_round).exists():
        return
    invited = audit.invited(feedback_round)  # before the lock: nobody is invited or draws any more
    with transaction.atomic():
        content = audit.whole(feedback_round, invited, drawing.forget(feedback_round))
        AuditRecord.objects.create(round=feedback_round, content=content)


def deliver(*, review: Review) -> None:
    """Put the sheets of one review into their table, all at once, shuffled."""
    with changing(Making(pk=review.pk)) as todo:
        if todo.step == Making.Step.DELIVER:
            _deliver(review)
            todo.go_on_to(Making.Step.REPORT)


def _deliver(review: Review) -> None:
    feedback_round = review.round
    box_content = sealed_queue.take(box(review.pk))
    drawn_before = cast(dict[str, int], box_content.pop(REPLACED, {}))
    answers = cast(list[WaitingAnswers], list(box_content.values()))
    invitations = list(review.invitations.all())
    people = _people(invitations, answers, drawn_before)
    few = people.total() - people[MANAGER] < review.round.rating_threshold
    # What so few say is never shown: a row that nobody may read is only there to be found.
    counted = [item for item in answers if item["group"] == MANAGER] if few else answers
    labels = _put_together(review, invitations, people)
    left_out = review.left_out if few else _left_out(review, invitations)
    sheets = sealing.shuffled(_sheet(review, item, labels[item["group"]]) for item in counted)
    Sheet.objects.bulk_create(sheets)
    answered = counting.about(review, len(answers), invitations)
    with changing(review):
        review.left_out, review.answered = left_out, answered
    review.round = feedback_round  # as it was read, and not once more for each review
    if feedback_round.is_anonymous:
        _record(review, audit.part(review, invitations, counted, sheets, few))
        if any(invitation.lost or invitation.voided for invitation in invitations):
            review.invitations.update(lost=False, voided=0)


def _people(
    invitations: list[Invitation], answers: list[WaitingAnswers], drawn_before: dict[str, int]
) -> Counter[str]:
    """Return the least number of people who answered, by group.

    Someone whose card was voided may have answered twice, with the old card and with the new one.
    Both answers count as one person. So do those of a card that was drawn with a link that has been
    replaced since, and of the new one.
    """
    people = Counter(item["group"] for item in answers)
    for invitation in invitations:
        people[invitation.group] -= invitation.voided
    people.subtract(drawn_before)
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
        _relabel_replaced(invitations, groups, label)
        if moved:
            review.invitations.filter(group__in=groups).update(group=label)
    return labels


def _relabel_replaced(invitations: list[Invitation], groups: tuple[str, ...], label: str) -> None:
    """Put the groups of replaced links together as the others are."""
    for invitation in invitations:
        links = [label if group in groups else group for group in invitation.replaced]
        if links != invitation.replaced:
            invitation.replaced = links
            Invitation.objects.filter(pk=invitation.pk).update(replaced=links)


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
    """Store a review's part of the audit file."""
    AuditPart.objects.create(round=review.round, review=review.pk, content=part.content)
    if part.kept_links:
        more = F("kept_links") + part.kept_links
        Closing.objects.filter(round=review.round).update(kept_links=more)
