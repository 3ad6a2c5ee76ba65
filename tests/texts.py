"""The texts of screens, e-mails and commands, and their translations.

    make texts      brings the catalogues up to date with the texts

What one package of ours says stands in that package's catalogue, what several say in the site's.
A text that has changed is there without a translation, so that nothing wrong is shown.
"""

import io
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[1] / "src/everyseat"
LANGUAGES = ["cy"]
PLURALS = {"cy": "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;"}
"""As in Django's own catalogue of the language."""
CALLS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Id = str | tuple[str, str]
Key = tuple[str | None, Id]
"""A text's context, if it has one, and the text; or its singular and its plural."""


@dataclass(frozen=True)
class Text:
    """A text, where it stands, and what its author says about it to translators."""

    file: Path
    context: str | None
    id: Id
    comments: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return self.context, self.id

    @property
    def whole(self) -> str:
        return self.id if isinstance(self.id, str) else " ".join(self.id)


def files() -> list[Path]:
    """Return the files that hold texts: modules, and templates of pages, e-mails and documents."""
    found = [*SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]
    modules = (file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)
    return sorted(file for file in [*found, *modules] if "tests" not in file.parts)


def texts(file: Path) -> Iterator[Text]:
    """Yield what is translated in a file."""
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":  # as Python, in which only the texts are left; without its indents
        source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    found = extract("python", io.BytesIO(source.encode()), CALLS, ("Translators",))
    for _line, message, comments, context in found:
        yield Text(file, context, message, tuple(comments))


@cache
def every() -> tuple[Text, ...]:
    return tuple(text for file in files() for text in texts(file))


def package(file: Path) -> str:
    """Return whose catalogue a file's texts belong to: only an app of Django's can have one."""
    name = file.relative_to(SOURCE).parts[0]
    return name if f"everyseat.{name}" in settings.INSTALLED_APPS else "site"


def by_package() -> dict[str, dict[Key, list[Text]]]:
    """Return the texts of each catalogue, each with all places where it stands."""
    places: dict[Key, list[Text]] = defaultdict(list)
    for text in every():
        places[text.key].append(text)
    catalogues: dict[str, dict[Key, list[Text]]] = defaultdict(dict)
    for key, found in places.items():
        packages = {package(text.file) for text in found}
        catalogues[packages.pop() if len(packages) == 1 else "site"][key] = found
    return catalogues


def path(name: str, language: str) -> Path:
    return SOURCE / name / "locale" / language / "LC_MESSAGES/django.po"


def read(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened)


def translated(language: str) -> dict[Key, Message]:
    """Return every text that has a translation, of all catalogues together."""
    catalogues = [read(file) for file in SOURCE.glob(f"*/locale/{language}/LC_MESSAGES/django.po")]
    messages = (message for catalogue in catalogues for message in catalogue if message.id)
    return {(m.context, m.id): m for m in messages if is_whole(m)}


def is_whole(message: Message) -> bool:
    """Return whether a text has its translation, a plural in each of its forms."""
    string = message.string
    return bool(string) and (isinstance(string, str) or all(string)) and not message.fuzzy


def catalogue(language: str, found: dict[Key, list[Text]], known: dict[Key, Message]) -> Catalog:
    """Return a catalogue of texts, with the translations that are known."""
    made = Catalog()
    made.mime_headers = [("Plural-Forms", PLURALS[language])]
    for key, places in found.items():
        unknown = "" if isinstance(key[1], str) else ("",) * made.num_plurals
        made.add(
            key[1],
            known[key].string if key in known else unknown,
            locations=[(str(text.file.relative_to(SOURCE)), 1) for text in places],
            auto_comments=[comment for text in places for comment in text.comments],
            context=key[0],
        )
    return made


def written(language: str, made: Catalog) -> bytes:
    """Return a catalogue as a file: without dates or lines, which change when no text does."""
    out = io.BytesIO()
    write_po(out, made, include_lineno=False, sort_by_file=True, width=100, omit_header=True)
    header = {
        "Language": language,
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in header.items())
    return f'msgid ""\nmsgstr ""\n{lines}\n'.encode() + out.getvalue()


def update(language: str) -> None:
    """Write the catalogues of a language anew; say how many texts have no translation yet."""
    known, missing = translated(language), 0
    for name, found in by_package().items():
        made = catalogue(language, found, known)
        missing += sum(not is_whole(message) for message in made if message.id)
        file = path(name, language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(language, made))
    print(f"{language}: {missing} texts without a translation")  # noqa: T201


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "everyseat.site.settings"
    for each in LANGUAGES:
        update(each)
