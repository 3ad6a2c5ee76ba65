"""Who is missing from a list of raters, in plain words: what would be shown on its own, and what
together with what."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.threesixty import past, relationships
from everyseat.threesixty.compared import Compared
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.report.material import MANAGER
from everyseat.threesixty.small_changes import SmallChanges


@dataclass(frozen=True)
class Line:
    """What is said of one relationship: its name, and sentences."""

    relationship: str
    name: str
    text: str


@dataclass(frozen=True)
class Missing:
    """What is said of a whole list, then of each relationship."""

    whole: str
    lines: list[Line]


def of(
    review: Review,
    counts: Mapping[str, int],
    *,
    to_them: bool,
    with_ticked: bool = False,
    compared: Compared | None = None,
) -> Missing:
    """Return what is missing from a list of so many raters of each relationship.

    `to_them` says it to the recipient: else to somebody who reads about them. `with_ticked`: some
    of those who are counted are only ticked, and not saved. `compared` with earlier reports, it
    says of a group what the approver will read of it.
    """
    shown = Counter({key: n for key, n in counts.items() if n > 0})
    names = relationships.names_for(to_them=to_them)
    notice = compared.notice(to_them=to_them) if compared else None
    coarser = {
        key: text
        for group, text in (notice.by_group if notice else {}).items()
        for key in relationships.members(group)
    }
    lines = []
    for key, _name in relationships.CHOICES:
        if not review.round.limit(key)[1]:
            continue
        said = [
            _counted(shown[key], with_ticked=with_ticked),
            *_of_limits(review.round, key, shown),
        ]
        if key in coarser and shown[key]:
            said.append(coarser[key])
        else:
            said += _sentences(review.round, key, shown, names, compared)
        lines.append(Line(key, names[key], " ".join([*said, *_if_full(review.round, key, shown)])))
    return Missing(_whole(review.round, shown, notice), lines)


def _whole(feedback_round: Round, counts: Counter[str], notice: SmallChanges | None) -> str:
    k, words = feedback_round.rating_threshold, feedback_round.word_threshold
    others = counts.total() - counts[MANAGER]
    if others < k:
        text = ngettext(
            "Name at least %(n)s more person who is not the manager. With fewer than %(k)s "
            "answers, the report can show nothing.",
            "Name at least %(n)s more people who are not the manager. With fewer than %(k)s "
            "answers, the report can show nothing.",
            k - others,
        )
        return text % {"n": k - others, "k": k}
    text = _(
        "These counts are of people, not of answers. Not everybody answers: what is shown "
        "depends on how many do. Comments are shown from %(words)s answers on."
    )
    said = [text % {"words": words}]
    if notice:
        said += [_("Nearly the same people as before would be asked."), *notice.lines]
        said.append(notice.instead)
    return " ".join(said)


def _of_limits(feedback_round: Round, key: str, counts: Counter[str]) -> list[str]:
    """Return how many are needed in all, and not how many more, where there are too few."""
    fewest = feedback_round.limit(key)[0]
    if counts[key] >= fewest:
        return []
    text = ngettext("At least %(n)s is needed.", "At least %(n)s are needed.", fewest)
    return [text % {"n": fewest}]


def _if_full(feedback_round: Round, key: str, counts: Counter[str]) -> list[str]:
    most = feedback_round.limit(key)[1]
    if counts[key] < most or key == MANAGER:
        return []
    return [_("The organiser allows no more than %(n)s.") % {"n": most}]


def _sentences(
    feedback_round: Round,
    key: str,
    counts: Counter[str],
    names: Mapping[str, str],
    compared: Compared | None,
) -> list[str]:
    if key == MANAGER:
        return [_("A manager’s answers are shown on their own.")] if counts[key] else []
    if not counts[key] or counts.total() - counts[MANAGER] < feedback_round.rating_threshold:
        return []
    return _shown(feedback_round.rating_threshold, key, counts, names, compared)


def _counted(n: int, *, with_ticked: bool) -> str:
    if not n:
        return _("Nobody yet.")
    if with_ticked:
        text = ngettext("%(n)s on the list or ticked.", "%(n)s on the list or ticked.", n)
        return text % {"n": n}
    return ngettext("%(n)s on the list.", "%(n)s on the list.", n) % {"n": n}


def _shown(
    k: int,
    key: str,
    counts: Counter[str],
    names: Mapping[str, str],
    compared: Compared | None,
) -> list[str]:
    """Return what becomes of the answers of one relationship that somebody is named for."""
    n, block = counts[key], _block(k, key, counts)
    if block == [key]:
        text = _("If at least %(k)s answer, what they say is shown on its own.")
        if any(counts[other] for other in counts if other not in (key, MANAGER)):
            text = _(
                "If at least %(k)s answer, what they say is shown on its own, unless too few of "
                "another group answer. Then two groups may be shown as one."
            )
        return [text % {"k": k}]
    others = _joined([names[other] for other in block if other != key])
    if n >= k:
        text = _(
            "What they say is shown together with others of whom there are too few: %(others)s."
        )
        return [text % {"others": others}]
    together = _("What they say is shown together with: %(others)s.") % {"others": others}
    if compared and compared.is_coarser_with(key, k - n):
        return [together]
    if _block(k, key, Counter({**counts, key: k})) == [key]:
        text = ngettext(
            "With %(n)s more, what they say can be shown on its own.",
            "With %(n)s more, what they say can be shown on its own.",
            k - n,
        )
        return [text % {"n": k - n}, together]
    each = _("If at least %(k)s of each answer, each is shown on its own.") % {"k": k}
    return [together, each]


def _block(k: int, key: str, counts: Counter[str]) -> list[str]:
    """Return the relationships that one is shown together with, itself among them."""
    return relationships.members(past.groups(counts, k)[key])


def _joined(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
