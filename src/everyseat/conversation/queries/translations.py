"""What statements say in other languages, and in which words somebody reads one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings

from everyseat.conversation.models import Conversation, Statement, Translation
from everyseat.conversation.sources import PARTICIPANT

Known = Mapping[tuple[int, str], str]
"""Translations, by the number of a statement and the code of a language."""


def languages() -> dict[str, str]:
    """Return the languages of the site, each with its own name for itself; none if it has one."""
    found = dict(settings.LANGUAGES)
    return found if len(found) > 1 else {}


def languages_for(statement: Statement) -> dict[str, str]:
    """Return the languages into which a statement may be translated.

    A seed is in the language of its conversation. What somebody else wrote may be in another one,
    and then has a translation into that of the conversation, too.
    """
    own = statement.conversation.language if statement.is_seed else ""
    return {code: name for code, name in languages().items() if code != own}


@dataclass(frozen=True)
class Said:
    """A statement as somebody reads it.

    Attributes
    ----------
    text, language
        Its words and their language, "" if nobody knows which.
    original, written_in
        Its own words and their language, where `text` is a translation; else "".
    """

    text: str
    language: str
    original: str = ""
    written_in: str = ""

    @property
    def is_translated(self) -> bool:
        return bool(self.original)

    @property
    def is_original(self) -> bool:
        return not self.original


@dataclass(frozen=True)
class Translations:
    """Translations of some statements of a conversation."""

    written_in: str = ""
    known: Known = field(default_factory=dict)

    def of_text(self, number: int, text: str, source: str, language: str) -> Said:
        """Return a statement, by its number and its own words, as whoever reads a language does.

        Organisers write in the language of the conversation. Participants write in whichever they
        like, and nobody says in which.
        """
        written_in = "" if source == PARTICIPANT else self.written_in
        translated = self.known.get((number, language))
        if translated is None:
            return Said(text, written_in)
        return Said(translated, language, text, written_in)

    def of(self, statement: Statement, language: str) -> Said:
        """Return a statement as whoever reads a language does."""
        return self.of_text(statement.number, statement.text, statement.source, language)

    def all_of(self, number: int) -> list[tuple[str, str]]:
        """Return the languages into which a statement is translated, each with its text."""
        return [(code, text) for (n, code), text in self.known.items() if n == number]


NONE = Translations()
"""Those of statements that nobody translated."""


def among(conversation: Conversation, numbers: Iterable[int]) -> Translations:
    """Return the translations of statements by their numbers.

    Nothing is asked of the database where the conversation has none.
    """
    if not conversation.translated_into:
        return Translations(conversation.language)
    rows = Translation.objects.filter(
        statement__conversation=conversation, statement__number__in=list(numbers)
    )
    found = rows.values_list("statement__number", "language", "text")
    return Translations(conversation.language, {(n, code): text for n, code, text in found})


def say(conversation: Conversation, statements: Iterable[Statement], language: str) -> None:
    """Give each statement, as `said`, how whoever reads a language reads it: for a template."""
    found = list(statements)
    known = among(conversation, (one.number for one in found))
    for one in found:
        vars(one)["said"] = known.of(one, language)


def say_all(conversation: Conversation, statements: Iterable[Statement]) -> None:
    """Give each statement, as `translated`, all its translations: for whoever wrote it."""
    found = list(statements)
    known, names = among(conversation, (one.number for one in found)), languages()
    for one in found:
        vars(one)["translated"] = [
            {"code": code, "name": names.get(code, code), "text": text}
            for code, text in known.all_of(one.number)
        ]
