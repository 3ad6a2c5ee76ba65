"""What a room's screen says of its question, for browsers that run no scripts."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.room import kinds, threshold


def said(state: dict) -> str:
    """Return the line under the picture, as `frontend/scripts/room/pages/screen.ts` has it."""
    if state["ended"]:
        return _("This meeting has ended. Thank you.")
    question = state["question"]
    if not question:
        return ""
    return " · ".join(filter(None, _parts(question)))


def people() -> str:
    """Return how a screen says how many have joined; the script fills in the number."""
    return _("People who have joined: {n}")


def few() -> str:
    """Return what stands in place of a count while too few have answered."""
    return _("Shown once there are {k} answers").format(k=threshold.K)


def _parts(question: dict) -> list[str]:
    n, is_floor = question["n"], question["kind"] == kinds.FLOOR
    answers = few()
    if n is not None:
        answers = ngettext("{n} answer", "{n} answers", n).format(n=n)
    waits = question["kind"] == kinds.WORD and n and question["tally"] == []
    return [
        "" if is_floor else answers,
        "" if question["shown"] else _("The answers are shown later"),
        "" if question["open"] else _("Closed"),
        _("The words wait to be let through") if waits else "",
    ]
