"""Earlier reports about the same person: who their raters were, and who has joined or left since.

A follow-up is a report like any other. People who declined do not count as raters: if they
answered before, their absence now shows what they said then.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from everyseat.safety import successive, thresholds
from everyseat.safety.successive import Change
from everyseat.threesixty import relationships
from everyseat.threesixty.models import Invitation, Making, Report, Review
from everyseat.threesixty.report.material import MANAGER

RatersByGroup = dict[str, list[str]]
"""The people who were asked, by group, as a report keeps them."""


@dataclass(frozen=True)
class Earlier:
    """An earlier report: its round, its threshold, and its raters (None if they are not known)."""

    round: str
    k: int
    raters: RatersByGroup | None


@dataclass(frozen=True)
class Since:
    """The small changes since one earlier report, by the higher of both thresholds."""

    round: str
    k: int
    changes: list[Change]


def raters_by_group(invitations: Iterable[Invitation]) -> RatersByGroup:
    """Return the invited raters, by the group on their sheets."""
    raters: RatersByGroup = {}
    for invitation in invitations:
        if invitation.state == Invitation.State.INVITED:
            raters.setdefault(invitation.group, []).append(str(invitation.person_id))
    return {group: sorted(people) for group, people in sorted(raters.items())}


def raters_if_approved(review: Review, refused: Iterable[str]) -> RatersByGroup:
    """Return the raters by group as if all proposed raters except `refused` were approved."""
    without = set(refused)
    proposed = review.invitations.filter(state=Invitation.State.PROPOSED)
    invitations = [i for i in proposed if str(i.pk) not in without]
    label = groups(Counter(i.relationship for i in invitations), review.round.rating_threshold)
    raters: RatersByGroup = {}
    for invitation in invitations:
        raters.setdefault(label[invitation.relationship], []).append(str(invitation.person_id))
    return raters


def groups(sizes: Counter[str], k: int) -> dict[str, str]:
    """Return the group on each relationship's sheets. The manager is always a group of one.

    A relationship with fewer than k raters could never be shown alone, so their sheets do not say
    it either: they answer in one group with the next smallest relationship.
    """
    sizes_without_manager = {name: n for name, n in sizes.items() if name != MANAGER}
    labels = {name: name for name in sizes if name == MANAGER}
    for members in thresholds.merged(sizes_without_manager, k):
        labels |= dict.fromkeys(members, relationships.group(members))
    return labels


def earlier(review: Review) -> list[Earlier]:
    """Return all other reports about the same person, newest first, with those about to be made.

    A report that showed nothing can reveal nothing, so it is left out.
    """
    with_figures = Report.objects.exclude(content__raters=None).values("pk")
    has_report = Q(pk__in=with_figures) | Q(making__step=Making.Step.REPORT)
    reviews = Review.objects.filter(has_report, recipient=review.recipient_id).exclude(pk=review.pk)
    reviews = reviews.select_related("round").order_by("-round__collect_by", "-round_id")
    lists = _lists(reviews)
    return [Earlier(r.round.name, r.round.rating_threshold, lists[r.pk]) for r in reviews]


def _lists(reviews: Iterable[Review]) -> dict[UUID, RatersByGroup | None]:
    """Return the raters of each review: from its report, or from its invitations if it has none."""
    lists = dict(Report.objects.filter(review__in=reviews).values_list("pk", "asked"))
    unmade = [review for review in reviews if review.pk not in lists]
    return lists | {review.pk: raters_by_group(review.invitations.all()) for review in unmade}


def small_changes(review: Review, now: RatersByGroup) -> list[Since]:
    """Return the changes since each earlier report that are small enough to expose a few raters."""
    changes = []
    for report in earlier(review):
        k = max(review.round.rating_threshold, report.k)
        then = report.raters and _without_manager(report.raters)
        changes.append(Since(report.round, k, successive.changes(_without_manager(now), then, k)))
    return [since for since in changes if since.changes]


def left_out(changes_since: Iterable[Since]) -> dict[str, int]:
    """Return how many answers of each group are left out because of such changes: k - 1."""
    numbers: dict[str, int] = {}
    for since in changes_since:
        for name in {name for change in since.changes for name in change.groups}:
            numbers[name] = max(numbers.get(name, 0), since.k - 1)
    return dict(sorted(numbers.items()))


def _without_manager(lists: RatersByGroup) -> RatersByGroup:
    """Return the lists without the manager, who agreed to be shown alone."""
    return {name: people for name, people in lists.items() if name != MANAGER}
