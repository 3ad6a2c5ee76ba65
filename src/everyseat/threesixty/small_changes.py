"""The notice before nearly the same people are asked as for an earlier report. It has no names."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.safety.successive import Change
from everyseat.threesixty import past, relationships
from everyseat.threesixty.models import Review
from everyseat.threesixty.past import RatersByGroup, Since


@dataclass(frozen=True)
class SmallChanges:
    """What changed, what the report will leave out, and what to do instead.

    `seal` names what was said: whoever sends it back has read this, and not another notice.
    """

    lines: list[str]
    coarser: list[str]
    instead: str

    @property
    def seal(self) -> str:
        return "\n".join(self.lines)


def of(review: Review, now: RatersByGroup) -> SmallChanges | None:
    """Return the notice about the raters of a review, or None if it needs none."""
    changes = past.small_changes(review, now)
    if not changes:
        return None
    k = max(since.k for since in changes)
    left_out = past.left_out(changes)
    return SmallChanges(
        lines=[line for since in changes for line in _lines(since)],
        coarser=[_coarser(group, n, len(now[group]), k) for group, n in left_out.items()],
        instead=_(
            "To avoid this, ask the same people as before, or change so many that nobody or at "
            "least %(k)s people join, and nobody or at least %(k)s leave."
        )
        % {"k": k},
    )


def of_follow_up(review: Review) -> SmallChanges | None:
    """Return the notice about a follow-up of a review, which would ask the same people again."""
    again = Review(round=review.round, recipient=review.recipient)
    return of(again, past.raters_by_group(review.invitations.all()))


def _lines(since: Since) -> Iterator[str]:
    for change in since.changes:
        values = {"round": since.round, "groups": relationships.names(change.groups)}
        if change.joined is None:
            text = _("%(groups)s: it is not known who was asked for “%(round)s”.")
        else:
            text = _("%(groups)s: %(changed)s since “%(round)s”.")
            values["changed"] = _movement(change, since.k)
        yield text % values


def _movement(change: Change, k: int) -> str:
    """Return in words how many people joined or left, where that number is small."""
    phrases = []
    if 0 < (change.joined or 0) < k:
        text = ngettext("%(n)s person joined", "%(n)s people joined", change.joined or 0)
        phrases.append(text % {"n": change.joined})
    if 0 < (change.left or 0) < k:
        text = ngettext("%(n)s person left", "%(n)s people left", change.left or 0)
        phrases.append(text % {"n": change.left})
    if len(phrases) < 2:
        return "".join(phrases)
    return _("%(joined)s and %(left)s") % {"joined": phrases[0], "left": phrases[1]}


def _coarser(group: str, n: int, invited: int, k: int) -> str:
    values = {"group": relationships.names([group]), "n": n, "most": max(invited - n, 0)}
    if invited - n < k:
        return (
            _(
                "%(group)s: %(n)s answers, chosen at random, are left out, with their words. Then "
                "too few are left to be shown by themselves."
            )
            % values
        )
    return (
        _(
            "%(group)s: %(n)s answers, chosen at random, are left out, with their words. At most "
            "%(most)s are shown."
        )
        % values
    )
