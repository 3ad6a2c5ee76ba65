"""Questions for whoever leads the conversation about a report: open ones, and none about who."""

from everyseat.threesixty.report import groups, reading
from everyseat.threesixty.report.shape import Report
from everyseat.threesixty.report.translated import gettext as _


def questions(report: Report) -> list[str]:
    """Return questions to ask a leader, in order: those that the report gives reason to ask."""
    if report["raters"] is None:
        return [
            _("What would you have liked to hear, and from whom?"),
            _("Whom could you ask in person, and what would make it easy for them to be honest?"),
        ]
    asked = [_("What did you expect to read? What surprised you?"), *_about_behaviours(report)]
    scale = report["scale"]
    if any(groups.widest(value, scale) for value in report["values"]):
        asked.append(_("Where do groups feel you differently, and what is different with them?"))
    return [
        *asked,
        _("What will you tell the people who answered, and when?"),
        _("What one thing will you do, and how will you know that people feel it?"),
    ]


def _about_behaviours(report: Report) -> list[str]:
    """Return a question about the behaviour to keep, then one about that to start with."""
    keep, start = reading.keep(report), reading.start(report)
    asked = []
    if keep:
        text = _("“%(statement)s” What do you do that people feel this, also on a busy day?")
        asked.append(text % {"statement": keep["self_text"]})
    if start and start is not keep:
        text = _(
            "“%(statement)s” When was that last so? What did you intend, and what may people have "
            "noticed?"
        )
        asked.append(text % {"statement": start["self_text"]})
    return asked
