"""The notice before nearly the same people are asked as for an earlier report. It has no names."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.threesixty import past, relationships
from everyseat.threesixty.models import Review
from everyseat.threesixty.past import Earlier, RatersByGroup, Since
from everyseat.threesixty.queries.asked_again import AskedAgain


@dataclass(frozen=True)
class SmallChanges:
    """What changed, what the report will leave out, and what to do instead.

    `seal` names what was said: whoever sends it back has read this, and not another notice.
    """

    lines: list[str]
    by_group: dict[str, str]
    instead: str

    @property
    def coarser(self) -> list[str]:
        """Return what is left out, a sentence for each group."""
        return list(self.by_group.values())

    @property
    def seal(self) -> str:
        return "\n".join(self.lines)


def of(
    review: Review,
    now: RatersByGroup,
    *,
    to_them: bool = False,
    before: list[Earlier] | None = None,
) -> SmallChanges | None:
    """Return the notice about the raters of a review, or None if it needs none.

    `to_them`: the recipient reads it. `before` are the earlier reports, if they have been read.
    """
    changes = past.small_changes(review, now, before)
    if not changes:
        return None
    k = max(since.k for since in changes)
    left_out = past.left_out(changes)
    return SmallChanges(
        lines=[line for since in changes for line in _lines(since, to_them=to_them)],
        by_group={
            group: _coarser(
                relationships.names([group], to_them=to_them), n, len(now.get(group, ())), k
            )
            for group, n in left_out.items()
        },
        instead=_(
            "To avoid this, ask exactly the same people as before. Or change more of them: at "
            "least %(k)s people must join, or nobody, and at least %(k)s must leave, or nobody."
        )
        % {"k": k},
    )


def of_follow_up(asked: AskedAgain, *, to_them: bool) -> SmallChanges | None:
    """Return the notice about a follow-up, whose raters are those asked before who are here."""
    return of(asked.review, asked.raters, to_them=to_them)


def _lines(since: Since, *, to_them: bool) -> Iterator[str]:
    """Yield a sentence about each change that is small, or not known."""
    for change in since.changes:
        groups = relationships.names(change.groups, to_them=to_them)
        values = {"round": since.round, "groups": groups}
        if change.joined is None:
            text = _("%(groups)s: we do not know who was asked for “%(round)s”.")
            yield text % values
        elif 0 < change.joined < since.k:
            text = ngettext(
                "%(groups)s: %(n)s person joined since “%(round)s”.",
                "%(groups)s: %(n)s people joined since “%(round)s”.",
                change.joined,
            )
            yield text % {**values, "n": change.joined}
        if 0 < (change.left or 0) < since.k:
            text = ngettext(
                "%(groups)s: %(n)s person left since “%(round)s”.",
                "%(groups)s: %(n)s people left since “%(round)s”.",
                change.left or 0,
            )
            yield text % {**values, "n": change.left}


def _coarser(group: str, n: int, invited: int, k: int) -> str:
    values = {"group": group, "n": n, "most": max(invited - n, 0)}
    if invited - n < k:
        return (
            _(
                "%(group)s: %(n)s answers, chosen at random, are left out with their words. The "
                "rest are too few to be shown on their own."
            )
            % values
        )
    return (
        _(
            "%(group)s: %(n)s answers, chosen at random, are left out with their words. At "
            "most %(most)s are shown."
        )
        % values
    )
