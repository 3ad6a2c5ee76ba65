"""A report with the comments that its coach shortened or left out, and what its reader is told."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from everyseat.safety.shortening import GAP
from everyseat.threesixty.report.shape import Report, Words
from everyseat.threesixty.report.translated import gettext

REASONS = {
    "writer": _("It could show who wrote it"),
    "others": _("It names or describes somebody else"),
    "private": _("It tells of somebody’s health or private life"),
    "insult": _("It insults, and does not say what happened"),
}
"""Why a coach may take words out of a comment. That it hurts to read is none."""


class Edit(NamedTuple):
    """What is left of one comment on a question, by its place; "" if it is left out."""

    question: str
    comment: int
    left: str


def applied(report: Report, edits: Iterable[Edit]) -> Report:
    """Return a report as its recipient reads it: with what is left of each comment."""
    left = {(edit.question, edit.comment): edit.left for edit in edits}
    if not left:
        return report
    shortened = sum(bool(text) for text in left.values())
    return {
        **report,
        "words": [_of_question(question, left) for question in report["words"]],
        "edited": {"shortened": shortened, "left_out": len(left) - shortened},
    }


def _of_question(question: Words, left: dict[tuple[str, int], str]) -> Words:
    key = question["key"]
    texts = [left.get((key, n), text) or GAP for n, text in enumerate(question["words"])]
    return {**question, "words": texts}


def said(report: Report) -> list[str]:
    """Return sentences on what the coach took out, and why a coach may; none if nothing.

    Every reason stands here, whichever it was: one alone, beside a gap, would tell too much.
    """
    edited = report.get("edited")
    if not edited:
        return []
    sentences = []
    if n := edited["shortened"]:
        text = ngettext(
            "A coach shortened %(n)s comment: […] shows where words are missing.",
            "A coach shortened %(n)s comments: […] shows where words are missing.",
            n,
        )
        sentences.append(text % {"n": n})
    if n := edited["left_out"]:
        text = ngettext(
            "A coach left %(n)s comment out: […] stands in its place.",
            "A coach left %(n)s comments out: […] stands in their place.",
            n,
        )
        sentences.append(text % {"n": n})
    why = gettext(
        "A coach may do so only where a comment could show who wrote it, names or describes "
        "somebody else, tells of somebody’s private life, or insults. They cannot add a word."
    )
    return [*sentences, why]
