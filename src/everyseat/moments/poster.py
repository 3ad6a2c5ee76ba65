"""A poster that says where to raise a concern, as a PDF that screen readers can read, by typst."""

from pathlib import Path

import segno
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everyseat.files import pdf

TEMPLATE = Path(__file__).with_name("poster.typ")


def code(link: str) -> str:
    """Return a link as a drawing that a telephone reads."""
    return segno.make(link, error="q").svg_inline(scale=8, border=4, light="#fff")


def render(
    link: str, guardians: list[str], organisation: str, *, is_anonymous: bool, danger: str = ""
) -> bytes:
    """Return an A4 poster with the address of the page on which concerns are raised.

    `is_anonymous` is whether a concern can be raised without a name;
    `danger` is where to turn first.
    """
    data = {
        "title": _("Something is wrong, or not safe?"),
        "lead": _("Tell a guardian. You need not say who you are.")
        if is_anonymous
        else _("Tell a guardian, in confidence."),
        "how": [
            _("Scan this with your phone, or type the address."),
            _("Write what happened. Only the guardians you choose can read it."),
            _("Keep the eight words that you get. They open the reply."),
        ],
        "address": link,
        "alt": _("A code that leads to %(link)s") % {"link": link},
        "guardians": _("Our guardians: %(names)s") % {"names": ", ".join(guardians)}
        if guardians
        else "",
        "danger": danger,
        "organisation": organisation,
        "lang": (get_language() or "en").split("-")[0],
        "code": code(link),
    }
    return pdf.render(TEMPLATE, "poster", data)
