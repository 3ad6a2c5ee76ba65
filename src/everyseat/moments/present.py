"""A moment's picture in sentences, a table and a drawing."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from everyseat.giving import feelings
from everyseat.giving.feelings import FEELINGS
from everyseat.moments import charts, sentences
from everyseat.moments.models import Moment
from everyseat.moments.picture import FEW, Count
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
    """Return the table: the words felt, the most first, those meant and not felt, and the rest."""
    felt, n = moment.shown["felt"], moment.shown["n"]
    order = sorted(
        {*felt, *moment.meant} & set(FEELINGS),
        key=lambda key: (-sentences.size(felt.get(key, 0), n), str(FEELINGS[key].text)),
    )
    named = [
        Row(str(FEELINGS[key].text), count(felt.get(key, FEW), moment), key in moment.meant)
        for key in order
    ]
    return named + _others(moment)


def _others(moment: Moment) -> list[Row]:
    """Return a row for the unpleasant and one for the pleasant words that too few chose."""
    texts = {"unpleasant": _("Other unpleasant words"), "pleasant": _("Other pleasant words")}
    counted = moment.shown.get("others", {})
    return [Row(texts[side], count(n, moment), meant=False) for side, n in counted.items()]


def count(found: Count, moment: Moment) -> str:
    """Return how many people a count is, as a table has it."""
    if found == FEW:
        return _("fewer than %(k)s") % {"k": moment.rating_threshold}
    return _("most") if found is None else str(found)


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
    felt = {key: found for key, found in moment.shown["felt"].items() if key in FEELINGS}
    drawn = charts.plane(felt, moment.meant, moment.shown["n"], axes, words)
    return mark_safe(drawn)  # of our own numbers and escaped words


def over_time(shares: list[Share]) -> SafeString:
    """Return the drawing of the last moments' shares."""
    points = [(one.low, _middle(one), one.high) for one in shares]
    words = _("Shares of your last moments with their intervals; the table has the numbers.")
    return mark_safe(charts.shares(points, words))


def _middle(share: Share) -> float | None:
    return share.met / share.n if isinstance(share.met, int) else None


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
