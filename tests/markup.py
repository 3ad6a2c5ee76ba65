"""A page's markup, for tests that look for a piece of it."""

import html
import re

from django.http import HttpResponse

AROUND_BLOCKS = re.compile(r" ?(</?(?:td|th|li|p|dd|dt|h[1-6])\b[^>]*>) ?")


def markup(page: HttpResponse | str) -> str:
    """Return the page with runs of white space as one space, and none where it shows nothing.

    How a template breaks its lines is no part of what a test asserts.
    """
    text = page if isinstance(page, str) else page.content.decode()
    text = re.sub(r"\s+", " ", text).replace(" >", ">")
    return AROUND_BLOCKS.sub(r"\1", text)


def hidden_fields(page: HttpResponse) -> dict[str, str]:
    """Return what the hidden fields of a page's forms hold, by their names."""
    inputs = re.findall(r'<input type="hidden"[^>]*>', markup(page))
    found = (re.search(r'name="([^"]*)" value="([^"]*)"', field) for field in inputs)
    return {
        name: html.unescape(value) for name, value in (field.groups() for field in found if field)
    }


def agreed(page: HttpResponse) -> dict[str, str]:
    """Return what a form is sent with by somebody who agrees to what its page warns about."""
    seal = re.search(r'name="checked"\s+value="([^"]*)"', page.text)
    return {"checked": seal.group(1)} if seal else {}
