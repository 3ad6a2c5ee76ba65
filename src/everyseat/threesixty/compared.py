"""A list of raters that is not approved yet, beside those of earlier reports about the leader."""

from collections.abc import Mapping
from dataclasses import dataclass

from everyseat.threesixty import past, relationships, small_changes
from everyseat.threesixty.models import Review
from everyseat.threesixty.past import Earlier
from everyseat.threesixty.small_changes import SmallChanges


@dataclass(frozen=True)
class Compared:
    """People who would be asked, by key and as what, and the reports that were made before."""

    review: Review
    people: Mapping[str, str]
    before: list[Earlier]

    def notice(self, *, to_them: bool) -> SmallChanges | None:
        """Return what the approver would read of this list."""
        return self._of(self.people, to_them=to_them)

    def is_coarser_with(self, relationship: str, n: int) -> bool:
        """Return whether a relationship would show less detail with n more people of it."""
        newcomers = {f"somebody new {i}": relationship for i in range(n)}
        notice = self._of({**self.people, **newcomers}, to_them=True)
        return notice is not None and any(
            relationship in relationships.members(group) for group in notice.by_group
        )

    def _of(self, people: Mapping[str, str], *, to_them: bool) -> SmallChanges | None:
        if not self.before:
            return None
        now = past.raters_if_named(people, self.review.round.rating_threshold)
        return small_changes.of(self.review, now, to_them=to_them, before=self.before)


def of(review: Review, people: Mapping[str, str]) -> Compared:
    """Return the people who would be asked, as they are compared with earlier reports."""
    return Compared(review, people, past.earlier(review))
