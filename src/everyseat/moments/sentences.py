"""A moment's picture as somebody would say it: what people felt in words, then about how many.

Says no more than the picture holds: a word that was meant and that fewer than k chose sounds like
one that nobody chose.
"""

from typing import Literal

from django.utils.translation import gettext as _

from everyseat.giving.feelings import FEELINGS
from everyseat.moments.models import Moment
from everyseat.moments.picture import FEW, Count
from everyseat.moments.queries.asking import Share

Level = Literal["most", "half", "some", "few", "hardly"]
IN_TENTHS = 10
"""From so many answers on a share is said in tenths; of fewer, as so many of so many."""
MANY = 30
"""Below it a share is said to rest on “only” so many answers."""


def level(count: Count, n: int) -> Level:
    """Return about how many of n people a count is. None is “most”; "few" is fewer than k."""
    if count is None:
        return "most"
    if count == FEW:
        return "hardly"
    share = int(count) / n
    if share > 0.55:
        return "most"
    if share >= 0.45:
        return "half"
    return "some" if share >= 0.2 else "few"


def summary(moment: Moment, share: Share) -> str:
    """Return what the page says first: whether people felt what was meant, and what they felt else.

    At most two further words are named. Unpleasant words that too few chose to be named are said
    together: what is hard to hear is not left to the table.
    """
    parts = [_as_meant(moment, share), *_besides(moment), _unpleasant(moment)]
    return " ".join(filter(None, parts))


def _as_meant(moment: Moment, share: Share) -> str:
    felt, n = moment.shown["felt"], moment.shown["n"]
    meant = [key for key in moment.meant if key in FEELINGS]
    if not meant:  # words of a vocabulary that is no more
        return ""
    chosen = [key for key in meant if key in felt]
    texts: dict[Level, str] = {
        "most": _("Most people felt %(words)s, as you meant."),
        "half": _("About half of the people felt %(words)s, as you meant."),
        "some": _("Some people felt %(words)s, as you meant."),
        "few": _("A few people felt %(words)s, as you meant."),
        "hardly": _("Fewer than %(k)s people felt %(words)s, as you had meant."),
    }
    k = moment.rating_threshold
    return texts[level(share.met, n)] % {"words": _either(chosen or meant), "k": k}


def _besides(moment: Moment) -> list[str]:
    felt, n = moment.shown["felt"], moment.shown["n"]
    others = [key for key in felt if key in FEELINGS and key not in moment.meant]
    others.sort(key=lambda key: (-size(felt[key], n), key))
    texts: dict[Level, str] = {
        "most": _("Most felt %(word)s."),
        "half": _("About half felt %(word)s."),
        "some": _("Some felt %(word)s."),
        "few": _("A few felt %(word)s."),
    }
    return [texts[level(felt[key], n)] % {"word": FEELINGS[key].text} for key in others[:2]]


def _unpleasant(moment: Moment) -> str:
    texts: dict[Level, str] = {
        "most": _("Most chose other unpleasant words, too rare to be named here."),
        "half": _("About half chose other unpleasant words, too rare to be named here."),
        "some": _("Some chose other unpleasant words, too rare to be named here."),
        "few": _("A few chose other unpleasant words, too rare to be named here."),
    }
    found = moment.shown.get("others", {}).get("unpleasant", FEW)
    return texts.get(level(found, moment.shown["n"]), "")


def size(count: int | None, n: int) -> int:
    """Return a count to sort by: “most” comes before every other."""
    return n if count is None else count


def _either(keys: list[str]) -> str:
    """Return words as a choice: “heard”, “heard or calm”, “heard, calm or safe”."""
    *others, last = [str(FEELINGS[key].text) for key in keys]
    if not others:
        return last
    return _("%(words)s or %(last)s") % {"words": ", ".join(others), "last": last}


def how_many(share: Share) -> str:
    """Return how many answered, and about how many of them chose a word that was meant."""
    answered = _("%(n)s people answered.") % {"n": share.n}
    return f"{answered} {_chose(share)}"


def _chose(share: Share) -> str:
    if share.met is None:
        return _("Most of them chose a word that you meant.")
    if share.met == FEW:
        k = share.moment.rating_threshold
        return _("Fewer than %(k)s of them chose a word that you meant.") % {"k": k}
    met = int(share.met)
    if share.n < IN_TENTHS:
        return _("%(met)s of them chose a word that you meant.") % {"met": met}
    text = _("About %(tenths)s in 10 chose a word that you meant.")
    return text % {"tenths": min(max(tenths(met / share.n), 1), 9)}


def doubt(share: Share) -> str:
    """Return how far the share of such moments could be from this one's."""
    low, high = tenths(share.low), tenths(share.high)
    if low == high:
        return ""
    if share.n < MANY:
        text = _(
            "With only %(n)s answers, the true share could be anywhere from %(low)s to %(high)s "
            "in 10."
        )
    else:
        text = _("The true share could be anywhere from %(low)s to %(high)s in 10.")
    return text % {"n": share.n, "low": low, "high": high}


def tenths(share: float) -> int:
    """Return a share (0 to 1) in tenths, as it is said aloud."""
    return round(10 * share)
