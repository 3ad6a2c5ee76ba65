"""A report made ready to be read: its numbers as text, sentences and charts.

The page and the PDF are both filled from what `present` returns, so they can't differ.
"""

from everyseat.science.gaps import Verdict
from everyseat.threesixty.report import (
    cards,
    charts,
    conversation,
    counted,
    headlines,
    numbers,
    prompts,
    reading,
    sentences,
)
from everyseat.threesixty.report.heat import heat
from everyseat.threesixty.report.shape import Report, Topic, Value, Words
from everyseat.threesixty.report.translated import gettext as _

STANDS_OUT = (*reading.GAPS, Verdict.SHARED_WEAKNESS)
"""The verdicts that have a mark beside a behaviour; beside a value each has one."""
NO_BADGE = {"verdict": "", "mark": ""}


def present(
    report: Report, note: str = "", for_coach: bool = False, note_by: str = ""
) -> dict[str, object]:
    """Return everything a template shows; `for_coach` adds what is meant for a coach alone.

    `note_by` is who wrote the note, "" if that is not known.

    Of a report without others' answers, the headline and why, and the manager's ratings if any.
    """
    found = reading.headline(report)
    values = report["values"] if report["raters"] is not None else []
    words = report["words_for_coach"] if for_coach else []
    keys = [value["key"] for value in values]
    return {
        "recipient": report["recipient"],
        "round": report.get("title", ""),
        "headline": headlines.headline(report, found),
        "rests_on": headlines.rests_on(report, found),
        "answered": counted.answered(report),
        "groups": counted.by_group(report),
        "notes": counted.notes(report),
        "note": note,
        "note_title": _note_title(note_by),
        "axis": charts.axis(report["scale"]),
        "keys": _keys(report),
        "not_sure": sentences.not_sure(report),
        "overview": [_overview(value, report) for value in reading.by_gap(values)],
        "cards": [card._asdict() for card in cards.cards(report)],
        "heat": heat(report),
        "headings": numbers.headings(report["scale"]),
        "values": [_value(value, report) for value in values],
        "summary": numbers.summary(report),
        "words": _questions([q for q in report["words"] if q.get("value") not in keys], report),
        "words_for_coach": _questions(words, report),
        "statements": sentences.statements(report),
        "prompts": [prompt._asdict() for prompt in prompts.prompts(report)],
        "conversation": conversation.questions(report) if for_coach else [],
        "about_numbers": sentences.about_numbers(report),
    }


def _note_title(by: str) -> str:
    return _("A note by %(name)s") % {"name": by} if by else _("Your coach's note")


def _keys(report: Report) -> list[dict[str, str]]:
    """Return what the marks of the charts mean."""
    marks = [("self", _("yourself"))] if report["self_given"] else []
    marks.append(("others", _("others' estimate with its 95 % interval")))
    if reading.moved(report):
        marks.append(("before", _("others, last time")))
    return [{"svg": charts.key(what, words), "words": words} for what, words in marks]


def _overview(value: Value, report: Report) -> dict[str, str]:
    """Return a value's row in the picture of the first screen."""
    words = sentences.topic(value, report["scale"])
    return {
        "name": value["text"],
        "anchor": value["key"],
        "alt": words,
        "svg": charts.of_value(value, report["scale"], words),
        **_badge(value, report),
    }


def _value(value: Value, report: Report) -> dict[str, object]:
    """Return a value's block: a sentence or more, its behaviours as rows, its numbers."""
    return {
        "key": value["key"],
        "text": value["text"],
        "words": sentences.topic(value, report["scale"]),
        "change": sentences.change(value["change"]),
        "differ": sentences.differ(value, report["scale"]),
        "rows": [_row(behaviour, value, report) for behaviour in value["behaviours"]],
        "questions": _questions(
            [q for q in report["words"] if q.get("value") == value["key"]], report
        ),
        "tables": numbers.tables(value),
    }


def _row(behaviour: Topic, value: Value, report: Report) -> dict[str, str]:
    notes = [
        sentences.asked(behaviour),
        sentences.unsure(behaviour, report["scale"]),
        sentences.differ(behaviour, report["scale"]),
        sentences.most(behaviour),
        sentences.seen(behaviour, report["raters"]),
        sentences.change(behaviour["change"]) if reading.is_told(behaviour, value) else "",
    ]
    words = sentences.topic(behaviour, report["scale"])
    return {
        "key": behaviour["key"],
        "text": behaviour["self_text"],
        "alt": words,
        "svg": charts.of_behaviour(behaviour, report["scale"], words),
        "notes": " ".join(note for note in notes if note),
        **(_badge(behaviour, report) if behaviour["verdict"] in STANDS_OUT else NO_BADGE),
    }


def _badge(topic: Topic, report: Report) -> dict[str, str]:
    """Return the mark beside a topic: black only where it is felt less, and not well."""
    well = reading.is_felt_well(topic, report["scale"])
    is_blind = topic["verdict"] == Verdict.BLIND_SPOT and not well
    hidden = "hidden" if topic["verdict"] == Verdict.HIDDEN_STRENGTH else ""
    return {
        "verdict": sentences.badge(topic, report["scale"]),
        "mark": "blind" if is_blind else hidden,
    }


def _questions(questions: list[Words], report: Report) -> list[dict[str, object]]:
    """Return the questions that have words to show."""
    return [
        {"text": q["text"].format(name=report["recipient"]), "words": q["words"]}
        for q in questions
        if q["words"]
    ]
