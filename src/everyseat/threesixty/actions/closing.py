"""Closing a cycle: the sheets reach their table, all at once, and the reports are made.

Until then they wait sealed. No sheet is ever in the table while its cycle is open, so nothing that
is read there on two days tells whose came between them.
"""

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.organisations import drawing, sealed_queue, snapshots
from everyseat.safety import snapshots as sealing
from everyseat.safety import thresholds
from everyseat.threesixty import audit, relationships
from everyseat.threesixty.actions import NotNow, answers, cycles
from everyseat.threesixty.models import Cycle, Invitation, Review, Sheet
from everyseat.threesixty.report.material import MANAGER


def close(*, cycle: Cycle) -> None:
    """Stop collecting, make the reports, and pass them to the coaches or to the recipients."""
    with transaction.atomic():
        _close(cycle)
    snapshots.empty_the_journal()


def _close(cycle: Cycle) -> None:
    cycle.state = Cycle.objects.select_for_update().get(pk=cycle.pk).state
    if cycle.state != Cycle.State.OPEN:
        raise NotNow(_("Only a cycle that is under way can be closed."))
    from everyseat.threesixty.reporting import compile_reports  # the science: not for every start

    cycle.state = Cycle.State.CLOSED
    cycle.save()
    _take(cycle)
    cycle.save()
    compile_reports(cycle)
    for review in cycle.reviews.select_related("recipient", "coach"):
        _hand_over(review)


def count_by_night() -> None:
    """Note about how many have answered each review."""
    for review in Review.objects.filter(cycle__state=Cycle.State.OPEN).select_related("cycle"):
        _note_count(review, len(sealed_queue.waiting(answers.box(review.pk))))


def _note_count(review: Review, n: int) -> None:
    asked = review.invitations.filter(state=Invitation.State.INVITED).count()
    review.answered = thresholds.in_steps(n, asked, review.cycle.rating_threshold)
    review.save(update_fields=["answered"])


def _take(cycle: Cycle) -> None:
    """Put the sheets of a cycle into their table."""
    sheets, counted, too_few = [], [], []
    again = _answered_twice(cycle)
    for review in cycle.reviews.all():
        pk = str(review.pk)
        given = [item | {"review": pk} for item in sealed_queue.take(answers.box(pk)).values()]
        _note_count(review, len(given))
        kept = given
        people = Counter(item["group"] for item in given)
        people.subtract(again.get(pk, {}))
        if people.total() - people[MANAGER] < cycle.rating_threshold:
            # What so few say is never shown: a row that nobody may read is only there to be found.
            kept = [item for item in given if item["group"] == MANAGER]
            too_few.append(pk)
        counted += kept
        labels = _put_together(review, people, cycle.rating_threshold)
        sheets += [_sheet(cycle, item, labels[item["group"]]) for item in kept]
    Sheet.objects.bulk_create(sealing.shuffled(sheets))
    drew = drawing.forget(cycle)
    if cycle.is_anonymous:
        cycle.audit = audit.counts(cycle, counted, too_few, drew)
        Invitation.objects.filter(review__cycle=cycle).update(lost=False, voided=0)


def _answered_twice(cycle: Cycle) -> dict[str, Counter[str]]:
    """Return how many sheets of each review and group may be a second one of the same person.

    Whose card was voided may have answered with it, and with the next: that counts as one of k.
    """
    found: dict[str, Counter[str]] = {}
    voided = Invitation.objects.filter(review__cycle=cycle, voided__gt=0)
    for review, group, n in voided.values_list("review", "group", "voided"):
        found.setdefault(str(review), Counter())[group] += n
    return found


def _put_together(review: Review, people: Counter[str], k: int) -> dict[str, str]:
    """Return the label that each group's sheets bear: groups of which fewer than k answered join.

    In a group of which one answered, the one who had drawn a card would be its author.
    """
    labels = {MANAGER: MANAGER}
    sizes = {g: 0 for g in review.invitations.values_list("group", flat=True) if g}
    sizes |= {group: max(n, 0) for group, n in people.items()}
    sizes.pop(MANAGER, None)
    for groups in thresholds.merged(sizes, k):
        label = relationships.group(relationships.members(groups))
        review.invitations.filter(group__in=groups).update(group=label)
        labels |= dict.fromkeys(groups, label)
    return labels


def _sheet(cycle: Cycle, item: dict, label: str) -> Sheet:
    return Sheet(
        review_id=item["review"],
        relationship=label,
        kept_for_id=None if cycle.is_anonymous else item["kept_for"],
        ratings=item["ratings"],
        words=item["words"],
        words_to=item["words_to"],
    )


def _hand_over(review: Review) -> None:
    """Pass a closed review on: to its coach where one reads first, else to its recipient."""
    if review.coach_reads_first:
        review.state = Review.State.READ
        cycles.write_about(review, review.coach, "to_read")
    else:
        review.state = Review.State.RELEASED
        cycles.write_about(review, review.recipient, "released")
    review.save()
