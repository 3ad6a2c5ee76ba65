"""Organisers write what statements say in other languages: one, or hundreds from a table. And what
the conversation says of itself.

Several do it at once. Each change says which text it takes the place of; where another one stands
by now, nothing of all is saved.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from everyseat.conversation import numbers
from everyseat.conversation.models import Conversation, Statement, Step, Translation
from everyseat.conversation.models.statement import LONGEST_IMPORTED
from everyseat.conversation.queries.translations import languages, languages_for
from everyseat.files.problems import Problem
from everyseat.giving.letters import must_fit
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.organisations.models import Person

READ = (Statement.State.PUBLISHED, Statement.State.WAITING)
"""What may be translated: what people read, or may read soon."""
Key = tuple[int, str]
"""The number of a statement, and a language."""


@dataclass(frozen=True)
class Change:
    """What a statement is to say in a language, in the place of `before`; "" stands for nothing."""

    number: int
    language: str
    text: str
    before: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a table: a statement's number and words, and its texts by language."""

    line: int
    number: str
    statement: str
    texts: dict[str, str]


@dataclass(frozen=True)
class Found:
    """What a table would change, and which of its texts somebody has replaced since."""

    changes: list[Change]
    older: list[Key]


class Wrong(Exception):
    """Some lines can't be used; nothing was saved."""

    def __init__(self, problems: list[Problem]):
        super().__init__()
        self.problems = problems


def write(
    *, conversation: Conversation, changes: Sequence[Change], by: Person, today: date
) -> None:
    """Write translations, all of them or none; one without a text is removed.

    NotNow if a statement is no longer read, or a translation is not the one to be replaced.
    """
    changes = [_tidy(one) for one in changes]
    with changing(conversation):
        statements = _statements(conversation, {one.number for one in changes})
        known = _known(statements.values())
        for one in changes:
            statement = statements.get(one.number)
            if statement is None:
                raise NotNow(_("This is no longer here: it has been deleted."))
            _must_be_taken(statement, one)
            _must_be_as_seen(one, known.get((one.number, one.language), ""))
        new = [one for one in changes if one.text != one.before]
        _save([(statements[one.number], one) for one in new], by, today)
        _note_languages(conversation)


def word(*, conversation: Conversation, language: str, texts: Mapping[str, str]) -> None:
    """Write what a conversation says of itself in a language; a text that is empty is removed."""
    if language == conversation.language or language not in languages():
        raise Invalid("question", _("The site cannot be read in this language."))
    kept = {name: text for name, text in texts.items() if text}
    with changing(conversation):
        others = {code: said for code, said in conversation.wordings.items() if code != language}
        conversation.wordings = others | ({language: kept} if kept else {})


def unword(conversation: Conversation, changed: Collection[str]) -> None:
    """Remove the translations of texts that have changed; call it where these change."""
    left = {
        code: {name: text for name, text in said.items() if name not in changed}
        for code, said in conversation.wordings.items()
        if code != conversation.language
    }
    conversation.wordings = {code: said for code, said in left.items() if said}


def _tidy(one: Change) -> Change:
    return Change(one.number, one.language, " ".join(one.text.split()), one.before)


def _statements(conversation: Conversation, numbers: Collection[int]) -> dict[int, Statement]:
    found = {one.number: one for one in conversation.statements.filter(number__in=numbers)}
    for one in found.values():
        one.conversation = conversation
    return found


def _known(statements: Iterable[Statement]) -> dict[Key, str]:
    found = Translation.objects.filter(statement__in=list(statements))
    rows = found.values_list("statement__number", "language", "text")
    return {(number, language): text for number, language, text in rows}


def _must_be_taken(statement: Statement, one: Change) -> None:
    if statement.state not in READ:
        text = _("Statement %(n)s is not published and does not wait. It cannot be translated.")
        raise NotNow(text % {"n": statement.number})
    if one.text and one.language not in languages_for(statement):
        raise Invalid("text", _written_so(statement, one.language))
    must_fit(one.text, LONGEST_IMPORTED, "text")


def _written_so(statement: Statement, language: str) -> str:
    if language not in languages():
        return _("The site cannot be read in this language.")
    text = _("Statement %(n)s is written in this language, %(language)s.")
    return text % {"n": statement.number, "language": languages()[language]}


def _must_be_as_seen(one: Change, now: str) -> None:
    if now != one.before:
        text = _(
            "Somebody else has translated statement %(n)s in the meantime. Nothing was saved. "
            "Please look at it again."
        )
        raise NotNow(text % {"n": one.number})


def _save(pairs: Sequence[tuple[Statement, Change]], by: Person, today: date) -> None:
    gone = defaultdict(list)
    for statement, one in pairs:
        if not one.text:
            gone[one.language].append(statement)
    for language, statements in gone.items():
        Translation.objects.filter(language=language, statement__in=statements).delete()
    Translation.objects.bulk_create(
        (
            Translation(
                statement=statement,
                language=one.language,
                text=one.text,
                translated_by=by,
                translated_on=today,
            )
            for statement, one in pairs
            if one.text
        ),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["statement", "language"],
        update_fields=["text", "translated_by", "translated_on"],
    )
    _log([(statement, one.language, one.text) for statement, one in pairs], by, today)


def _log(rows: Iterable[tuple[Statement, str, str]], by: Person, today: date) -> None:
    Step.objects.bulk_create(
        (
            Step(
                statement=statement,
                state=statement.state,
                language=language,
                text=text,
                by=by,
                on=today,
            )
            for statement, language, text in rows
        ),
        batch_size=500,
    )


def _note_languages(conversation: Conversation) -> None:
    found = Translation.objects.filter(statement__conversation=conversation)
    codes = set(found.order_by().values_list("language", flat=True).distinct())
    conversation.translated_into = sorted(codes)


def remove_all(*, statement: Statement, by: Person, today: date) -> None:
    """Remove every translation of a statement whose words have changed, under its conversation."""
    codes = list(statement.translations.values_list("language", flat=True))
    statement.translations.all().delete()
    _log([(statement, code, "") for code in codes], by, today)


def compared(conversation: Conversation, rows: Sequence[Row]) -> Found:
    """Return what a table would change. Wrong, with every line, if one can't be used.

    Empty cells change nothing. A text that somebody has replaced since is that of an older table,
    and changes nothing either.
    """
    statements = _statements(conversation, {numbers.read(row.number) for row in rows})
    if problems := list(_problems(rows, statements)):
        raise Wrong(problems)
    known, earlier = _known(statements.values()), _earlier(statements.values())
    changes, older = [], []
    for row in rows:
        for language, text in row.texts.items():
            key = numbers.read(row.number), language
            if not text or text == known.get(key, ""):
                continue
            if text in earlier[key]:
                older.append(key)
            else:
                changes.append(Change(*key, text, known.get(key, "")))
    return Found(changes, older)


def _earlier(statements: Iterable[Statement]) -> dict[Key, set[str]]:
    """Return every text that a translation had, by statement and language."""
    found: dict[Key, set[str]] = defaultdict(set)
    steps = Step.objects.filter(statement__in=list(statements)).exclude(language="")
    for number, language, text in steps.values_list("statement__number", "language", "text"):
        found[number, language].add(text)
    return found


def _problems(rows: Sequence[Row], statements: dict[int, Statement]) -> Iterator[Problem]:
    seen: dict[int, int] = {}
    for row in rows:
        number = numbers.read(row.number)
        if not any(row.texts.values()):
            continue
        if number in seen:
            told = _("is about the same statement as line %(n)s.")
            yield Problem(row.line, "", told % {"n": seen[number]})
        elif number not in statements:
            yield Problem(row.line, "", _("has no number of a statement of this conversation."))
        else:
            seen[number] = row.line
            yield from _problems_of(row, statements[number])


def _problems_of(row: Row, statement: Statement) -> Iterator[Problem]:
    if statement.state not in READ:
        told = _("is about statement %(n)s, which is not published and does not wait.")
        yield Problem(row.line, "", told % {"n": statement.number})
        return
    if row.statement and row.statement != " ".join(statement.text.split()):
        told = _("has other words than statement %(n)s has now. Download the table again.")
        yield Problem(row.line, "", told % {"n": statement.number})
    may_be = languages_for(statement)
    for language, text in row.texts.items():
        if text and language not in may_be:
            told = _("has a text in %(language)s. Statement %(n)s is written in this language.")
            named = {"language": languages().get(language, language), "n": statement.number}
            yield Problem(row.line, "", told % named)
        if (n := len(text)) > LONGEST_IMPORTED:
            told = _("has %(n)s letters. A translation has at most %(most)s.")
            yield Problem(row.line, "", told % {"n": n, "most": LONGEST_IMPORTED})
