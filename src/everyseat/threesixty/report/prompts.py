"""What to do after reading: a few prompts that lead into a conversation and a plan."""

from typing import NamedTuple

from everyseat.threesixty.report import reading
from everyseat.threesixty.report.shape import Report
from everyseat.threesixty.report.translated import gettext as _


class Prompt(NamedTuple):
    """Something to do, and the key of the topic that a plan for it would be about, or ""."""

    text: str
    topic: str = ""


def prompts(report: Report) -> list[Prompt]:
    """Return what to do, in order; with few answers, to ask again."""
    if report.get("nobody_asked"):
        return [Prompt(_("Ask people in person, or name them in time in the next round."))]
    if report["raters"] is None:
        return [Prompt(_ask_again())]
    found = [Prompt(_("Thank the people who answered, and tell them one thing that you heard."))]
    if reading.is_rough(report):
        found.append(Prompt(_ask_again()))
    start = reading.start(report)
    if start:
        statement = {"statement": start["self_text"]}
        found.append(
            Prompt(
                _(
                    "“%(statement)s” Ask two or three people you trust when this works, and what "
                    "they would change. Do not try to find out who answered what."
                )
                % statement
            )
        )
        text = _("Decide what you will do so that people feel this more often: “%(statement)s”")
        found.append(Prompt(text % statement, start["key"]))
    return found


def _ask_again() -> str:
    return _("Ask again, with more people. Those who know you can also tell you in person.")
