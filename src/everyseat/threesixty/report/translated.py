"""gettext for a report's thousand small strings: each is looked up once in each language."""

from functools import cache

from django.utils import translation


@cache
def _looked_up(language: str | None, text: str) -> str:
    with translation.override(language):
        return translation.gettext(text)


def gettext(text: str) -> str:
    """Return the text in the language of this request."""
    return _looked_up(translation.get_language(), text)
