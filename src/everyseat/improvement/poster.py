"""A poster of what people said and what was done, as a PDF that screen readers can read."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import segno
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everyseat.files import pdf
from everyseat.improvement.models import Issue, Service
from everyseat.improvement.you_said import reply

TEMPLATE = Path(__file__).with_name("poster.typ")


def render(
    service: Service, issues: Iterable[Issue], link: str, today: date, size: str = "a4"
) -> bytes:
    """Return a poster with some issues, and the way to all of them: `size` is a4 or a3."""
    data = {
        "title": _("You said, we did"),
        "service": service.name,
        "you_said": _("You said"),
        "issues": [_shown(one) for one in issues],
        "more": _("All that people said, and what we did:"),
        "address": link,
        "alt": _("A code that leads to %(link)s") % {"link": link},
        "made": _("As of %(day)s") % {"day": date_format(today)},
        "organisation": str(service.organisation),
        "lang": (get_language() or "en").split("-")[0],
        "paper": size,
        "code": segno.make(link, error="q").svg_inline(scale=8, border=2, light="#fff"),
    }
    return pdf.render(TEMPLATE, "poster", data)


def _shown(issue: Issue) -> dict[str, str]:
    label, words = reply(issue)
    return {"said": issue.said, "label": label, "did": words}
