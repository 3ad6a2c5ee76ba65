"""The headline of a report in words, and the sentences that it rests on."""

import math

from django.utils.translation import gettext_noop

from everyseat.science.gaps import Verdict
from everyseat.threesixty.report import reading, sentences
from everyseat.threesixty.report.material import beside_self, topics
from everyseat.threesixty.report.reading import Headline, Kind
from everyseat.threesixty.report.sentences import number
from everyseat.threesixty.report.shape import Report, Row, Scale, Topic
from everyseat.threesixty.report.translated import gettext as _

NEARLY_ALL, MOST = 0.95, 0.75
"""The shares of answers from which a sentence speaks of nearly all, or of so many in ten."""
FAR = 1.5
"""How far beyond a rating answers lie that such a sentence counts, in quarters of the scale."""

OF_VERDICT = {
    Verdict.BLIND_SPOT: gettext_noop("%(topic)s: people feel this less than you believe"),
    Verdict.HIDDEN_STRENGTH: gettext_noop("%(topic)s: people feel this more than you believe"),
    Verdict.SHARED_WEAKNESS: gettext_noop(
        "%(topic)s: you and others agree that this is rarely felt"
    ),
    Verdict.SHARED_STRENGTH: gettext_noop("%(topic)s: you and others agree that it is a strength"),
}
OF_KIND = {
    Kind.RARELY: gettext_noop("%(topic)s: people rarely feel this from you"),
    Kind.OFTEN: gettext_noop("%(topic)s: people often feel this from you"),
    Kind.NOT_ASKED: gettext_noop("Nobody was asked about you in this round"),
    Kind.NOBODY: gettext_noop("Too few people answered to say how it felt"),
    Kind.LEFT_OUT: gettext_noop("Too few answers are left to say how it felt"),
    Kind.NO_SELF: gettext_noop("You did not rate yourself, so this shows only how it felt"),
    Kind.ROUGH: gettext_noop("Too few answers to be sure of most things here"),
    Kind.UNSURE: gettext_noop("You and others are not far enough apart to be sure of any gap"),
    Kind.IN_STEP: gettext_noop("How you see yourself and how others feel it are mostly in step"),
}
ADVICE = {
    Kind.ROUGH: gettext_noop(
        "So few answers show only very large gaps. Talk with the people you work with, or ask more "
        "of them next time."
    ),
    Kind.UNSURE: gettext_noop(
        "That is common, and no failure: only wide gaps show for sure. See below what is felt "
        "least, and talk about it."
    ),
    Kind.NO_SELF: gettext_noop(
        "Next time, rate yourself too: the report then shows where you and others differ."
    ),
}
"""What stands under a headline that names no topic."""


def headline(report: Report, found: Headline) -> str:
    """Return the headline of a report, without a full stop."""
    topic = found.topic
    text = _(OF_KIND[found.kind]) if found.kind in OF_KIND else ""
    if topic is None:
        return text
    if not text:
        text = _(OF_VERDICT[Verdict(topic["verdict"] or "")])
        if topic["verdict"] == Verdict.BLIND_SPOT and reading.is_felt_well(topic, report["scale"]):
            text = _("%(topic)s: others rate you well, but lower than you do")
    return text % {"topic": _name(topic)}


def _name(topic: Topic) -> str:
    """Return a value's name, or a behaviour as a quotation."""
    text = topic["self_text"].removesuffix(".")
    return text if "behaviours" in topic else _("“%(statement)s”") % {"statement": text}


def rests_on(report: Report, found: Headline) -> list[str]:
    """Return the sentences under a headline: how far apart both sides are, or what to do."""
    if found.topic is None:
        return [_(ADVICE[found.kind])] if found.kind in ADVICE else []
    others, own = beside_self(found.topic), found.topic["self"]
    if others is None:
        return []
    if own is None:
        return [_at(others), _(OF_KIND[Kind.NO_SELF]) + "."]
    yours = _("You put yourself at %(own)s of %(high)s.")
    lines = [yours % {"own": sentences.own(own), "high": report["scale"]["high"]}]
    lines.append(_beyond(found.topic, others, own, report["scale"]) or _at(others))
    return [*lines, *_how_sure(report, found.topic)]


def _how_sure(report: Report, topic: Topic) -> list[str]:
    """Return how sure a gap is, nothing where no gap is named."""
    if topic["verdict"] not in reading.GAPS:
        return []
    if reading.is_hardly_chance(report, topic):
        return [_("A gap this wide is very unlikely to be chance.")]
    text = _("This gap is probably real, but it is the widest of %(n)s that we looked at.")
    return [text % {"n": len(topics(report["values"]))}]


def _beyond(topic: Topic, others: Row, own: float, scale: Scale) -> str:
    """Return how many answers lie far beyond one's own rating; "" where they are not most."""
    counts = dict(enumerate(others["counts"] or [], scale["low"]))
    if topic["verdict"] not in reading.GAPS or not counts:
        return ""
    lower, far = topic["verdict"] == Verdict.BLIND_SPOT, FAR * (scale["high"] - scale["low"]) / 4
    point = math.floor(own - far) if lower else math.ceil(own + far)
    beyond = [n for at, n in counts.items() if (at <= point if lower else at >= point)]
    share = sum(beyond) / sum(counts.values())
    if share < MOST:
        return ""
    values = {"n": others["n"], "tenths": round(10 * share), "point": _point(point, scale)}
    return _(ANSWERS[lower, share >= NEARLY_ALL]) % values


ANSWERS = {
    (True, True): gettext_noop("Nearly all answers from %(n)s people were %(point)s or lower."),
    (True, False): gettext_noop(
        "About %(tenths)s in 10 answers from %(n)s people were %(point)s or lower."
    ),
    (False, True): gettext_noop("Nearly all answers from %(n)s people were %(point)s or higher."),
    (False, False): gettext_noop(
        "About %(tenths)s in 10 answers from %(n)s people were %(point)s or higher."
    ),
}
"""How many answers lie beyond: lower or not, nearly all or not."""


def _point(point: int, scale: Scale) -> str:
    """Return a point of the scale with its label, if it has one."""
    labels = dict(enumerate(scale["labels"], scale["low"]))
    return f"{point} ({labels[point]})" if labels.get(point) else str(point)


def _at(others: Row) -> str:
    """Return where others put the person, in a sentence."""
    low, high = (number(end) for end in others["interval"])
    text = _("Others put you at about %(estimate)s (somewhere between %(low)s and %(high)s).")
    return text % {"estimate": number(others["estimate"]), "low": low, "high": high}
