"""A moment's picture in sentences, a table and a drawing."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from everyseat.giving import feelings
from everyseat.giving.feelings import FEELINGS
from everyseat.moments import charts, sentences
from everyseat.moments.models import Moment
from everyseat.moments.queries.asking import Share
from everyseat.moments.queries.asking import share as share_of
from everyseat.organisations import moderating


@dataclass(frozen=True)
class Row:
    """A word of the table: how many felt it, and whether it was meant."""

    word: str
    count: str
    meant: bool


def rows(moment: Moment) -> list[Row]:
    """Return the table: the words felt, the most first, and those meant and not felt."""
    felt = moment.shown["felt"]
    order = sorted(
        {*felt, *moment.meant} & set(FEELINGS),
        key=lambda key: (-_size(key, moment), str(FEELINGS[key].text)),
    )
    found = []
    for key in order:
        meant = key in moment.meant
        found.append(Row(str(FEELINGS[key].text), _count(felt.get(key, 0), meant), meant))
    return found


def _size(key: str, moment: Moment) -> int:
    """Return how many felt a word, to put it in order: one looks like nobody where it was meant."""
    count = moment.shown["felt"].get(key, 0)
    if count is None:
        return moment.shown["n"]
    return 0 if key in moment.meant and count == 1 else count


def _count(count: int | None, meant: bool) -> str:
    if meant and count in (0, 1):
        return _("few")
    return _("most") if count is None else str(count)


def plane(moment: Moment) -> SafeString:
    """Return the drawing of the plane; it says no more than the table."""
    axes = {
        "unpleasant": _("unpleasant"),
        "pleasant": _("pleasant"),
        "energised": _("energised"),
        "calm": _("calm"),
    }
    words = _("Where the words lie: %(words)s. The table below has the counts.") % {
        "words": ", ".join(f"{row.word} {row.count}" for row in rows(moment))
    }
    # A word that was meant and that one felt looks like one that nobody felt, as in the table.
    felt = {
        key: count
        for key, count in moment.shown["felt"].items()
        if key in FEELINGS and not (key in moment.meant and count == 1)
    }
    drawn = charts.plane(felt, moment.meant, moment.shown["n"], axes, words)
    return mark_safe(drawn)  # of our own numbers and escaped words


def over_time(shares: list[Share]) -> SafeString:
    """Return the drawing of the last moments' shares."""
    points = [(one.low, _middle(one), one.high) for one in shares]
    words = _("Shares of your last moments with their intervals; the table has the numbers.")
    return mark_safe(charts.shares(points, words))


def _middle(share: Share) -> float:
    if isinstance(share.met, int):
        return share.met / share.n
    return 1.0 if share.met is None else 0.0  # most, or few


def page(moment: Moment) -> dict:
    """Return what the page of a closed moment with a picture needs."""
    share = share_of(moment)
    assert share is not None  # there is a picture
    return {
        "share": share,
        "first": sentences.summary(moment, share),
        "how_many": sentences.how_many(share),
        "doubt": sentences.doubt(share) if isinstance(share.met, int) else "",
        "rows": rows(moment),
        "plane": plane(moment),
        "meant": feelings.texts(moment.meant),
        "most": feelings.MOST,
        "waiting": [
            {**one, "why": moderating.in_words(one["why"])}
            for one in moment.shown.get("waiting", [])
        ],
    }
