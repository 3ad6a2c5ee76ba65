"""Earlier reports about the same person: who their raters were, and who has joined or left since.

A follow-up is a report like any other. People who declined do not count as raters: if they
answered before, their absence now shows what they said then.

Of some nobody knows whether they answered in a group: of somebody who was removed, and of somebody
whose relationship was corrected, in their earlier group. If they did and were compared as absent, a
report with their answer would seem to have the same raters as an earlier one without it; if they
did not and were compared as present, their absence would show what they said before. So a change
counts as small if it is small with any number of them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from uuid import UUID

from django.db.models import Q

from everyseat.safety import successive, thresholds
from everyseat.safety.successive import Change
from everyseat.threesixty import relationships
from everyseat.threesixty.models import Invitation, Making, Report, Review
from everyseat.threesixty.report.material import MANAGER

RatersByGroup = dict[str, list[str]]
"""The people who were asked, by group, as a report keeps them."""
PERHAPS = "?"
"""Stands before a group for those of whom nobody knows whether they answered in it."""


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
    """Return the invited raters, by the group on their sheets, and apart who perhaps answered."""
    raters: dict[str, set[str]] = {}
    for invitation in invitations:
        person, now = str(invitation.person_id), invitation.state
        perhaps = set(invitation.replaced)
        if now == Invitation.State.INVITED:
            raters.setdefault(invitation.group, set()).add(person)
            perhaps.discard(invitation.group)
        elif now == Invitation.State.REMOVED or invitation.voided:
            perhaps.add(invitation.group)
        for group in perhaps:
            raters.setdefault(PERHAPS + group, set()).add(person)
    return {group: sorted(people) for group, people in sorted(raters.items())}


def certain(raters: RatersByGroup) -> RatersByGroup:
    """Return the raters by group without those of whom nobody knows whether they answered in it."""
    return {group: people for group, people in raters.items() if not group.startswith(PERHAPS)}


def _possible(raters: RatersByGroup | None) -> Iterator[RatersByGroup | None]:
    """Yield the raters without those who perhaps answered, then with one more of them each time.

    So every number of them in each group, and of groups together, is among these.
    """
    if raters is None:
        yield None
        return
    lists = certain(raters)
    yield lists
    for group, people in raters.items():
        for person in people if group.startswith(PERHAPS) else []:
            name = group.removeprefix(PERHAPS)
            lists = lists | {name: [*lists.get(name, []), person]}
            yield lists


def raters_if_approved(review: Review, refused: Iterable[str]) -> RatersByGroup:
    """Return the raters by group as if all proposed raters except `refused` were approved."""
    without = set(refused)
    proposed = review.invitations.filter(state=Invitation.State.PROPOSED)
    people = {str(i.person_id): i.relationship for i in proposed if str(i.pk) not in without}
    return raters_if_named(people, review.round.rating_threshold)


def raters_if_named(people: Mapping[str, str], k: int) -> RatersByGroup:
    """Return the raters by group as if these people were asked, each as one relationship."""
    label = groups(Counter(people.values()), k)
    raters: RatersByGroup = {}
    for person, relationship in people.items():
        raters.setdefault(label[relationship], []).append(person)
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
    about = Report.objects.filter(review__recipient=review.recipient_id)  # and never all there are
    with_figures = about.exclude(content__raters=None).values("pk")
    has_report = Q(pk__in=with_figures) | Q(making__step=Making.Step.REPORT)
    reviews = Review.objects.filter(has_report, recipient=review.recipient_id).exclude(pk=review.pk)
    reviews = reviews.select_related("round").order_by("-round__collect_by", "-round_id")
    found = list(reviews)
    lists = _lists(found) if found else {}
    return [Earlier(r.round.name, r.round.rating_threshold, lists[r.pk]) for r in found]


def _lists(reviews: Collection[Review]) -> dict[UUID, RatersByGroup | None]:
    """Return the raters of each review: from its report, or from its invitations if it has none."""
    lists = dict(Report.objects.filter(review__in=reviews).values_list("pk", "asked"))
    unmade = [review for review in reviews if review.pk not in lists]
    return lists | {review.pk: raters_by_group(review.invitations.all()) for review in unmade}


def small_changes(
    review: Review, now: RatersByGroup, before: list[Earlier] | None = None
) -> list[Since]:
    """Return the changes since each earlier report that are small enough to expose a few raters.

    `before` are those reports, where they have been read already.
    """
    changes = []
    for report in earlier(review) if before is None else before:
        k = max(review.round.rating_threshold, report.k)
        changes.append(Since(report.round, k, _small(now, report.raters, k)))
    return [since for since in changes if since.changes]


def _small(now: RatersByGroup, then: RatersByGroup | None, k: int) -> list[Change]:
    """Return the changes that are small with any number of those who perhaps answered."""
    found: dict[tuple[str, ...], Change] = {}
    for current, before in product(_possible(now), _possible(then)):
        earlier_lists = before and _without_manager(before)
        for change in successive.changes(_without_manager(current or {}), earlier_lists, k):
            found.setdefault(change.groups, change)
    return list(found.values())


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
