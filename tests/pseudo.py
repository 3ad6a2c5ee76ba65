"""A made-up language in which every text can be told from what people wrote, and is longer.

As settings of a server (`DJANGO_SETTINGS_MODULE=tests.pseudo`) it is the language of the site; its
catalogue lies in the data folder. "Send feedback" is read as "⟦Séñd fééđbáčķ ~~~~⟧".
"""

import re
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from everyseat.site import settings as real
from everyseat.site.settings import *  # noqa: F403
from tests import texts

LANGUAGE = "en-xa"
LANGUAGES = [(LANGUAGE, "Pseudo")]
LANGUAGE_CODE = LANGUAGE
LOCALE_PATHS = [real.VAR / "pseudo"]
ACCENTED = str.maketrans("aeiouyAEIOUYcdknrsCDKNRS", "áéíóúýÁÉÍÓÚÝčđķñŕšČĐĶÑŔŠ")
KEPT = re.compile(r"(%\(\w+\)[a-z]|%[sd%]|<[^>]*>|&\w+;|\{\w*\}|https?://\S+)")
"""Values, markup and addresses within a text."""
LONGER = 0.3
LIBRARIES = [
    Path(django.__file__).parent / "conf",
    Path(django.__file__).parent / "contrib/humanize",
    Path(django.__file__).parent / "contrib/auth",
    Path(allauth.__file__).parent,
]


def pseudo(text: str) -> str:
    """Return a text with accents, in brackets, a third longer; its values and tags as they were."""
    if not text.strip():
        return text
    before, after = re.match(r"\s*", text)[0], re.search(r"\s*$", text)[0]
    parts = KEPT.split(text.strip())
    changed = (part if n % 2 else part.translate(ACCENTED) for n, part in enumerate(parts))
    more = " ~~~~~" * max(1, round(len(text) * LONGER / 6))
    return f"{before}⟦{''.join(changed)}{more}⟧{after}"


def catalogue() -> Catalog:
    """Return every text of ours and of the libraries in the made-up language."""
    made = Catalog()
    made.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n != 1);")]
    keys = {text.key for text in texts.every()}
    for library in LIBRARIES:
        read = texts.read(library / "locale/en/LC_MESSAGES/django.po")
        keys |= {(message.context, message.id) for message in read if message.id}
    for context, found in keys:
        string = pseudo(found) if isinstance(found, str) else tuple(map(pseudo, found))
        made.add(found, string, context=context)
    return made


def write(folder: Path) -> None:
    """Write the catalogue where a server with these settings looks for it."""
    file = folder / "pseudo/en_XA/LC_MESSAGES/django.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as out:
        write_mo(out, catalogue())
