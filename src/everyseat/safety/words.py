"""Passages of a comment that may identify its writer, shown to the writer before it is sent.

Names of people, teams and places that the organisation knows; common given names; other words
written like names; dates, times and weekdays (“on Sundays” is no moment, and is left); e-mail and
web addresses; phone numbers (by way of Google's libphonenumber); job titles; numbers that single
something out; and quoted phrases. It is a help to the writer and no more: a style, a story or an
odd turn of phrase it does not see.
"""

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import phonenumbers

from everyseat.safety import given_names, reaching


class Kind(enum.StrEnum):
    """The kind of a marked passage."""

    NAME = "name"
    CONTACT = "contact"
    DATE = "date"
    TITLE = "title"
    NUMBER = "number"
    QUOTE = "quote"


@dataclass(frozen=True)
class Mark:
    """A passage of a text that may identify its writer."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class KnownNames:
    """Names that the organisation knows, word by word in lower case, and as whole phrases."""

    words: frozenset[str] = field(default_factory=frozenset)
    phrases: tuple[str, ...] = ()
    left_out: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, names: Iterable[str], leave_out: Iterable[str] = ()) -> "KnownNames":
        """Return the names of people, teams and places; `leave_out` the person written about."""
        out = {word for name in leave_out for word in _words(name)}
        listed = list(names)
        words = {word for name in listed for word in _words(name)} - out - NOT_NAMES
        phrases = {name.lower() for name in listed if " " in name and not set(_words(name)) <= out}
        return cls(frozenset(words), tuple(sorted(phrases)), frozenset(out))


MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
PART = r"(?:morning|afternoon|evening|night)"
DATES = [
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\b(?:\s+\d{{2,4}})?",
    rf"\b{MONTH}\s+\d{{1,4}}(?:st|nd|rd|th)?\b",
    r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b",
    rf"\b(?:last|next|this|on|every|one)?\s*{DAY}(?:\s+{PART})?\b(?!\s+{PART}s\b)",
    r"\b(?:last|next)\s+(?:night|week|month|spring|summer|autumn|winter|christmas|easter)\b",
    r"\b(?:yesterday|christmas|easter|bank holiday)\b",
    rf"\b(?:in|since|until|last|of)\s+{MONTH}\b",
    r"\b\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|o'clock|o’clock)\b",
    r"\b(?:19|20)\d\d\b",
]
TITLES = (
    r"(?:deputy |assistant |associate |senior |lead |head |chief |interim |clinical |medical |"
    r"ward |team |service |practice |project |office |finance |general |charge |staff |student )*"
    r"(?:chief executive|director|chair|non-executive|consultant|registrar|surgeon|"
    r"an(?:a)?esthetist|radiographer|midwife|matron|sister|nurse|physio(?:therapist)?|pharmacist|"
    r"paramedic|porter|(?:(?:night|day|bank|agency) )?hca|health ?care assistant|"
    r"psychologist|receptionist|secretary|analyst|accountant|engineer|social worker|councillor|"
    r"caretaker|chaplain|librarian|trainee|apprentice|governor|head of \w+|manager|union rep\w*)s?"
)
RULES: list[tuple[Kind, re.Pattern[str]]] = [
    (Kind.CONTACT, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (Kind.CONTACT, re.compile(r"\b(?:https?://|www\.)\S+", re.I)),
    (Kind.CONTACT, re.compile(r"(?<!\w)@\w{3,}")),
    *((Kind.DATE, re.compile(rule, re.I)) for rule in DATES),
    (Kind.TITLE, re.compile(rf"\b(?:the|our|my|a|an|as|as a)\s+(?:only\s+)?{TITLES}\b", re.I)),
    (
        Kind.NUMBER,
        re.compile(r"\b(?:room|ward|bay|floor|building|site|band|unit)\s+\w?\d+\w?\b", re.I),
    ),
    (Kind.NUMBER, re.compile(r"\b(?:\d{2,}|\d+(?:st|nd|rd|th))\b")),
    (
        Kind.NUMBER,
        re.compile(r"\b\w+teen years\b|\b(?:twenty|thirty|forty)(?:-\w+)? years\b", re.I),
    ),
    (Kind.QUOTE, re.compile(r"[“\"‘](?=\S)[^”\"’\n]{6,120}(?<=\S)[”\"’](?!\w)")),
]
CAPITALISED = re.compile(r"(?<![.!?:\n“\"‘(–-])(?<!^)\s([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)")
ACRONYM = re.compile(r"\b[A-Z]{2,6}\d*\b")
NOT_NAMES = frozenset(
    "the and for with who was has had not can one team service services group board trust city "
    "hospital health care community council north south east west central staff support".split()
)
"""Words of teams' and organisations' names that say nothing by themselves."""
ALSO_WORDS = frozenset(
    "will may mark hope grace joy rose young long white black brown green king bishop day law "
    "price rich wood hall field house street park sharp best good bright little savage "
    "amber april angel apple ash august bacon baker bank banks barber bean bell berry bird bishop "
    "blank bliss bloom blunt bold bond book branch brave bridge brook brooks bush butcher butler "
    "care carpenter case cash chance charity church clay clear close coach comfort constant "
    "cook cool cross crisp dale darling dawn dear diamond driver duke early east easy english "
    "fair faith farmer fear fine fish fisher flood flower fox frank free freeman friend frost "
    "garden gay gentle gold golden good grant gray great grey guy handy happy hardy hart heart "
    "heather hill holly home honey hunt hunter ivy jade january june judge justice keen knight "
    "lamb large leader light lily lord love loud low luck major manager manners marsh "
    "meek mercy merit merry miles moody moon moss new noble north olive page pain "
    "parish patience peace pearl penny pike pleasant pope porter potter power pride prince proud "
    "quick rain read reader real reason right rivers road robin rock root ruby rush sad safe sage "
    "sand self sharp short silver singer sky small smart snow south speed spring staff star "
    "stern stone storm strange strong summer sun sweet swift teacher temple tidy true trust "
    "truth turner wall walker ward warm waters way weaver welcome well wells welsh west wild "
    "winter winters wise wolf wong workman worth worthy wright write yard".split()
)
"""Names that are also words: marked only where they are written with a capital."""
NO_NAME = frozenset(
    "I I'm I’m I've I’ve I'd I’d I'll I’ll OK NHS UK IT HR CEO TV AM PM English Everyseat Teams "
    "Zoom Mr Mrs Ms Dr God Please Thank Thanks However But And "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
    "Mum Mum's Mum’s Mam Mam's Mam’s Dad Dad's Dad’s Nan Nan's Nan’s "
    "Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays".split()
)
"""Capitals in mid-sentence that are nobody's name. A weekday is a date where it is one."""


def find(text: str, directory: KnownNames | None = None) -> list[Mark]:
    """Return the passages that may identify the writer, in order, without overlaps."""
    names = directory or KnownNames()
    marks = [Mark(m.start(), m.end(), kind) for kind, rule in RULES for m in rule.finditer(text)]
    marks += [
        Mark(m.start, m.end, Kind.CONTACT) for m in phonenumbers.PhoneNumberMatcher(text, "GB")
    ]
    marks += _known_names(text, names) + _capitalised(text, names)
    return _without_overlaps(text, marks)


def find_people(text: str, directory: KnownNames | None = None) -> list[Mark]:
    """Return the passages that may name, or lead to, anybody: names, jobs, ways to reach somebody.

    For a text that says what its writer thinks, and not what happened: in it a number, a day, an
    abbreviation or a quotation tells of nobody. A long number or a postcode does.
    """
    marks = [
        mark
        for mark in find(text, directory)
        if mark.kind in (Kind.NAME, Kind.CONTACT, Kind.TITLE)
        and not ACRONYM.fullmatch(text[mark.start : mark.end])
    ]
    marks += [Mark(start, end, Kind.CONTACT) for start, end in reaching.spans(text)]
    return _merged(marks)


def _merged(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks in order, those that overlap as one: no half of either is left unmarked."""
    apart: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if apart and mark.start < apart[-1].end:
            apart[-1] = replace(apart[-1], end=max(apart[-1].end, mark.end))
        else:
            apart.append(mark)
    return apart


def _known_names(text: str, names: KnownNames) -> list[Mark]:
    marks = [
        Mark(m.start(), m.end(), Kind.NAME)
        for m in re.finditer(r"[\w’'-]+", text)
        if (word := _bare(m.group())) in names.words
        and (word not in ALSO_WORDS or m.group()[0].isupper())
    ]
    lower = text.lower()
    for phrase in names.phrases:
        if phrase in lower:
            for m in re.finditer(rf"\b{re.escape(phrase)}\b", lower):
                marks.append(Mark(m.start(), m.end(), Kind.NAME))
    return marks


def _capitalised(text: str, names: KnownNames) -> list[Mark]:
    """Return given names, capitals in mid-sentence, and acronyms."""
    spans = [
        (m.start(1) + word.start(), m.start(1) + word.end())
        for m in CAPITALISED.finditer(text)
        for word in re.finditer(r"\S+", m.group(1))
    ]
    spans += [m.span() for m in ACRONYM.finditer(text)]
    spans += given_names.found(text)
    return [
        Mark(a, b, Kind.NAME)
        for a, b in spans
        if text[a:b] not in NO_NAME and _bare(text[a:b]) not in names.left_out
    ]


def _without_overlaps(text: str, marks: list[Mark]) -> list[Mark]:
    apart: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        piece = text[mark.start : mark.end]
        start = mark.end - len(piece.lstrip())
        trimmed = Mark(start, mark.end, mark.kind)
        if all(trimmed.end <= k.start or trimmed.start >= k.end for k in apart):
            apart.append(trimmed)
    return sorted(apart, key=lambda m: m.start)


def _words(name: str) -> list[str]:
    return [word for part in name.split() if len(word := _bare(part)) > 2]


def _bare(word: str) -> str:
    """Return a word in lower case, without the 's of a possessive."""
    return re.sub(r"[’']s?$", "", word.lower())
