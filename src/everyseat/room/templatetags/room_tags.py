"""The buttons by which a facilitator holds a room."""

from django import template
from django.utils.translation import gettext_lazy as _

from everyseat.room.models import Question, Raised
from everyseat.room.queries import sets

register = template.Library()

ASK_AGAIN = _("Open it again")
TEXTS = {
    "ask": _("Ask it"),
    "close": _("Close the question"),
    "back": _("Show it again, closed"),
    "remove": _("Delete"),
    "up": _("Move up"),
    "down": _("Move down"),
    "copy": _("Duplicate"),
    "show": _("Show the answers"),
    "keep": _("Keep the answers off the screen"),
    "allow": _("Show"),
    "hide": _("Leave out"),
    "apart": _("Set apart"),
    "together": _("Put together again"),
    "let": _("Show"),
    "take": _("Leave out"),
    "pin": _("Pin first"),
    "unpin": _("Unpin"),
    "answered": _("Mark answered"),
    "unanswered": _("Not answered yet"),
}
"""What the button of each act says; `views.facilitating` does them."""


@register.inclusion_tag("room/act.html", takes_context=True)
def act(
    context: template.Context,
    name: str,
    question: Question,
    *,
    text: str = "",
    word: str = "",
    raised: Raised | None = None,
    first: bool = False,
    says: bool = False,
    quiet: bool = False,
) -> dict[str, object]:
    """A button that does something to a question, a word of its answers, or one from the floor.

    To those who can't see where it stands it says what it is about, and to all if it `says` so. The
    `first` one to press is not secondary; a `quiet` one reads as a link.
    """
    return {
        "csrf_token": context.get("csrf_token"),
        "act": name,
        "question": question,
        "text": text or _text(name, question),
        "word": word,
        "raised": raised,
        "about": word or (raised.text if raised else _about(name, question)),
        "first": first,
        "says": says,
        "quiet": quiet,
    }


def _text(name: str, question: Question) -> object:
    is_again = name == "ask" and question.state != Question.State.WAITING
    return ASK_AGAIN if is_again else TEXTS[name]


def _about(name: str, question: Question) -> str:
    """Return the question where several stand one below the other."""
    return question.text if name in ("ask", "back", "remove", "up", "down", "copy") else ""


@register.inclusion_tag("room/in_a_set.html")
def in_a_set(question: Question, questions: list[Question], *, may_name: bool) -> dict[str, object]:
    """Say of a question in a list whether it begins a set, and what that is called."""
    together = next((one for one in sets.every(questions) if question in one), [])
    return {
        "question": question,
        "begins": together[:1] == [question],
        "given_name": sets.given_name(together),
        "size": sets.size(together),
        "may_name": may_name,
    }
