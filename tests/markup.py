"""A page's markup, for tests that look for a piece of it."""

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
