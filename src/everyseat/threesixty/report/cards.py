"""The three short cards of the first screen: where to start, what to keep, what changed."""

from typing import NamedTuple

from everyseat.science.gaps import Verdict
from everyseat.threesixty.report import reading, sentences
from everyseat.threesixty.report.material import beside_self
from everyseat.threesixty.report.sentences import number
from everyseat.threesixty.report.shape import Report, Topic, Value
from everyseat.threesixty.report.translated import gettext as _


class Card(NamedTuple):
    """A short card: its title, a statement of the questionnaire or "", and a sentence or more.

    `topic` is the key of what it is about, "" where it is about no single topic.
    """

    title: str
    statement: str
    lines: list[str]
    topic: str = ""


def cards(report: Report) -> list[Card]:
    """Return where to start, what to keep, and what changed; what can't be said is left out."""
    if report["raters"] is None:
        return []
    return [card for card in (_start(report), _keep(report), _changed(report)) if card]


def _start(report: Report) -> Card | None:
    topic = reading.start(report)
    if topic is None:
        return None
    lines = [_both(topic)]
    if topic["verdict"] not in (Verdict.BLIND_SPOT, Verdict.SHARED_WEAKNESS):
        lines.append(_("Of all statements this is felt least, as far as we can tell."))
    elif reading.is_rough(report):
        lines.append(_("With so few answers this may be chance."))
    title = _("Ask about this first") if reading.is_rough(report) else _("Start here")
    return Card(title, topic["self_text"], lines, topic["key"])


def _keep(report: Report) -> Card | None:
    topic = reading.keep(report)
    if topic is None:
        return None
    reason = _("Of all statements this is felt most, as far as we can tell.")
    if reading.is_strength(report, topic):
        reason = _("Of your strengths, others feel this most.")
    return Card(_("Keep doing this"), topic["self_text"], [_both(topic), reason], topic["key"])


def _changed(report: Report) -> Card | None:
    if not reading.is_compared(report):
        return None
    title = _("Changed since %(since)s") % {"since": report["compared_with"] or _("last time")}
    lines = [_moved(value) for value in reading.moved(report)]
    lines = lines or [_("Nothing that so many answers could show.")]
    still = reading.still_felt_less(report)
    return Card(title, "", [*lines, _still(still)] if still else lines)


def _moved(value: Value) -> str:
    shift = value["change"]
    if shift is None:
        return ""
    text = _("“%(value)s” is felt less: %(change)s.")
    if shift["difference"] > 0:
        text = _("“%(value)s” is felt more: %(change)s.")
    return text % {"value": value["text"], "change": sentences.moved_by(shift)}


def _still(value: Value) -> str:
    """Return what became of the value that the headline is about, and of one's own rating of it."""
    text = _("“%(value)s”: no sure change. You rated yourself at %(before)s then, %(now)s now.")
    before, now = value.get("self_before"), value["self"]
    return text % {
        "value": value["text"],
        "before": sentences.own(before),
        "now": sentences.own(now),
    }


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
