"""Texts that come in: without characters that no database keeps, and as they are compared.

NUL and halves of a character are kept by none.

Nobody types them. They are left out wherever a text comes in, so that one of them neither makes a
page fail nor loses the words around it.
"""

import json
import re
import unicodedata

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """Return a text without characters that can't be stored."""
    return _UNSTORABLE.sub("", text)


def from_json(content: str | bytes) -> object:
    """Read JSON that somebody sent, in storable texts. ValueError or RecursionError if it is none.

    Everything that comes in as JSON is read by this.
    """
    return _storable(json.loads(content))


def _storable(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {storable(key): _storable(item) for key, item in value.items()}
    return value


def folded(text: str) -> str:
    """Return a text as it is compared: case, spaces, width of letters and apostrophes aside."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").replace("`", "'")
    return " ".join(plain.split()).casefold()
