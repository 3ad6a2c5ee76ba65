"""The first screen in words: a headline, what it rests on, and three short cards."""

from typing import NamedTuple

from django.utils.translation import gettext_noop

from everyseat.science.gaps import Verdict
from everyseat.threesixty.report import reading, sentences
from everyseat.threesixty.report.material import beside_self
from everyseat.threesixty.report.reading import Headline, Kind
from everyseat.threesixty.report.sentences import number
from everyseat.threesixty.report.shape import Report, Row, Topic, Value
from everyseat.threesixty.report.translated import gettext as _

NEARLY_ALL = 0.95

OF_VALUE = {
    Verdict.BLIND_SPOT: gettext_noop("People feel less “%(topic)s” from you than you believe"),
    Verdict.HIDDEN_STRENGTH: gettext_noop("People feel more “%(topic)s” from you than you believe"),
    Verdict.SHARED_WEAKNESS: gettext_noop("You and others agree: “%(topic)s” is rarely felt"),
    Verdict.SHARED_STRENGTH: gettext_noop("You and others agree: “%(topic)s” is a strength"),
}
OF_BEHAVIOUR = {
    Verdict.BLIND_SPOT: gettext_noop("People feel this less than you believe: “%(topic)s”"),
    Verdict.HIDDEN_STRENGTH: gettext_noop("People feel this more than you believe: “%(topic)s”"),
    Verdict.SHARED_WEAKNESS: gettext_noop("You and others agree: this is rarely felt: “%(topic)s”"),
    Verdict.SHARED_STRENGTH: gettext_noop("You and others agree: this is a strength: “%(topic)s”"),
}
"""The headline of a value, and of a behaviour, by verdict."""

PLAIN = {
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


class Card(NamedTuple):
    """A short card: its title, a statement of the questionnaire or "", and a sentence or more.

    `topic` is the key of what a plan would be about, "" where there is nothing to plan.
    """

    title: str
    statement: str
    lines: list[str]
    topic: str = ""


def headline(found: Headline) -> str:
    """Return the headline of a report, without a full stop."""
    if found.topic is None:
        return _(PLAIN[found.kind])
    texts = OF_VALUE if "behaviours" in found.topic else OF_BEHAVIOUR
    text = _(texts[Verdict(found.topic["verdict"] or "")])
    return text % {"topic": found.topic["self_text"].removesuffix(".")}


def rests_on(report: Report, found: Headline) -> list[str]:
    """Return the sentences under a headline: how far apart both sides are, or what to do."""
    if found.topic is None:
        return [_(ADVICE[found.kind])] if found.kind in ADVICE else []
    others, own = beside_self(found.topic), found.topic["self"]
    if others is None or own is None:
        return []
    yours = _("You put yourself at %(own)s of %(high)s.")
    lines = [yours % {"own": sentences.own(own), "high": report["scale"]["high"]}]
    lines.append(_beyond(found.topic, others, own, report["scale"]["low"]) or _at(others))
    if reading.is_rough(report):
        return [*lines, _(ADVICE[Kind.ROUGH])]
    if found.topic["verdict"] in reading.GAPS:
        lines.append(_("A gap this wide is very unlikely to be chance."))
    return lines


def _beyond(topic: Topic, others: Row, own: float, low: int) -> str:
    """Return how many answers lie beyond one's own rating; "" without a gap or without counts."""
    counts = others["counts"] or []
    total = sum(counts)
    points = range(low, low + len(counts))
    less = sum(n for point, n in zip(points, counts, strict=True) if point < own)
    more = sum(n for point, n in zip(points, counts, strict=True) if point > own)
    if not total or topic["verdict"] not in reading.GAPS:
        return ""
    if topic["verdict"] == Verdict.BLIND_SPOT:
        share = less / total
        all_text = _("Nearly all answers from %(n)s people are lower.")
        text = _("About %(tenths)s in 10 of the answers from %(n)s people are lower.")
    else:
        share = more / total
        all_text = _("Nearly all answers from %(n)s people are higher.")
        text = _("About %(tenths)s in 10 of the answers from %(n)s people are higher.")
    said = all_text if share >= NEARLY_ALL else text
    return said % {"n": others["n"], "tenths": round(10 * share)}


def _at(others: Row) -> str:
    """Return where others put the person, in a sentence."""
    low, high = (number(end) for end in others["interval"])
    text = _("Others put you at about %(estimate)s (somewhere between %(low)s and %(high)s).")
    return text % {"estimate": number(others["estimate"]), "low": low, "high": high}


def cards(report: Report) -> list[Card]:
    """Return where to start, what to keep, and what changed; what can't be said is left out."""
    if report["raters"] is None:
        return []
    found = [_start(reading.start(report)), _keep(reading.keep(report)), _changed(report)]
    return [card for card in found if card]


def _start(topic: Topic | None) -> Card | None:
    if topic is None:
        return None
    sure = topic["verdict"] in (Verdict.BLIND_SPOT, Verdict.SHARED_WEAKNESS)
    doubt = [] if sure else [_("Of all statements this is felt least, as far as we can tell.")]
    return Card(_("Start here"), topic["self_text"], [_both(topic), *doubt], topic["key"])


def _keep(topic: Topic | None) -> Card | None:
    if topic is None:
        return None
    sure = topic["verdict"] in reading.STRENGTHS
    doubt = [] if sure else [_("Of all statements this is felt most, as far as we can tell.")]
    return Card(_("Keep doing this"), topic["self_text"], [_both(topic), *doubt], topic["key"])


def _changed(report: Report) -> Card | None:
    if not reading.is_compared(report):
        return None
    title = _("Changed since %(since)s") % {"since": report["compared_with"] or _("last time")}
    moved = [_moved(value) for value in reading.moved(report)]
    return Card(title, "", moved or [_("Nothing that so many answers could show.")])


def _moved(value: Value) -> str:
    shift = value["change"]
    if shift is None:
        return ""
    text = _("“%(value)s” is felt less: %(change)s.")
    if shift["difference"] > 0:
        text = _("“%(value)s” is felt more: %(change)s.")
    return text % {"value": value["text"], "change": sentences.moved_by(shift)}


def _both(topic: Topic) -> str:
    """Return self and others side by side, as short as can be."""
    others, own = beside_self(topic), topic["self"]
    if others is None:
        return ""
    values = {
        "own": sentences.own(own),
        "estimate": number(others["estimate"]),
        "low": number(others["interval"][0]),
        "high": number(others["interval"][1]),
    }
    if own is None:
        return _("Others: about %(estimate)s (%(low)s to %(high)s).") % values
    return _("You: %(own)s. Others: about %(estimate)s (%(low)s to %(high)s).") % values
