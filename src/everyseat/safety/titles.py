"""Whether a text calls somebody as hospitals and councils do: “Sister Okonkwo”, “the matron on
ward 4”.

A title or a job tells of one person where a name follows, or the place where they do it. “Nurses”,
“a nurse on ward 4” and “every ward needs a sister” tell of nobody. No database.
"""

import re

import simplemma

from everyseat.safety import given_names

HONORIFICS = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame")
SHORTENED = ("revd?", "cllr", "cyng", "parch")
OTHERS = (
    *("reverend", "parchedig", "imam", "rabbi", "pastor", "chaplain"),
    *("alderman", "mayor", "baroness", "lord", "lady", "gynghorydd", "chynghorydd", "maer"),
)
"""Titles that are no job of theirs, in English and Welsh."""
JOBS = (
    *("sister", "matron", "nurse", "midwife", "doctor", "consultant", "registrar", "surgeon"),
    *("professor", "councillor", "manager", "supervisor", "(?:team|council) leader", "porter"),
    *(
        "receptionist",
        "clerk",
        "secretary",
        "social worker",
        "head ?teacher",
        "pharmacist",
        "paramedic",
    ),
    *("physio(?:therapist)?", "therapist", "warden", "director", "governor"),
    *("chwaer", "metron", "fetron", "nyrs", "meddyg", "feddyg", "ymgynghorydd", "cynghorydd"),
    *("athro", "rheolwr", "reolwr", "bydwraig", "fydwraig"),
)
"""Jobs in English and Welsh, of one person: none with an s at its end."""
CALLED = re.compile(
    rf"\b(?:(?:{'|'.join((*HONORIFICS, *SHORTENED))})\b\.?|(?:{'|'.join((*OTHERS, *JOBS))})\b) +"
    r"([^\W\d_][\w’'-]+|[^\W\d_\x00-\x7f])",
    re.IGNORECASE,
)
"""A title, and the word after it."""
FEW = 4
"""Words of a text that tells nothing by its capitals: “Ward Manager Jones”."""
IS_HONORIFIC = re.compile("(?:" + "|".join(HONORIFICS) + r")\b", re.IGNORECASE)
NO_NAMES = frozenset(
    "the a an and or of in on at to for from with by who is are was has should must can could "
    "needs practitioner specialist manager consultant psychiatrist psychologist physician "
    "surgeon registrar radiographer paediatrician cardiologist anaesthetist oncologist midwife "
    "nurse sister matron doctor professor mayor lead leader leads director associate assistant "
    "trainee student apprentice educator executive training education prescriber prescribing "
    "recruitment bank pay agency staffing association union college school service services "
    "team teams board council committee trust hospital hospitals ward wards unit organisation "
    "company charity site hub clinic connect led first awards day week rounds charter code "
    "street road avenue emeritus nhs uk it hr mid".split()
)
"""What is written with a capital after a job and is nobody's name."""
UNITS = (
    r"(?:ward|unit|bay|floor|clinic|theatre|department|dept|practice|surgery|block|building|lodge|"
    r"house|hospital|centre|hwb|uned|clinig|meddygfa|ysbyty)"
)
SHORT_UNITS = r"(?:A ?& ?E|ED|ICU|ITU|HDU|CCU|NICU|SCBU|PICU|MAU|AMU|SAU)"
NAMED = r"[^\W\d_a-z][\w’'-]+"
PLACE = re.compile(
    rf"\b(?:{'|'.join(JOBS)}) +(?:of|o|(on|in|at|for|from|ar|yn|i)) +(?:(?:the|y|yr) +)?"
    rf"(?:\d+[A-Z]\b|{UNITS} +(?:\d+\w?|[A-Z])\b|(?-i:{SHORT_UNITS})\b|(?(1)(?-i:({NAMED}))|(?!)))",
    re.IGNORECASE,
)
"""A job, and where somebody does it; a place of one word is captured: it may be a month."""
PLACE_BEFORE = re.compile(
    rf"\b{UNITS} +(?:\d+\w?|(?-i:[A-Z]\w*))(?:['’]s)? +(?:ward +)?(?:{'|'.join(JOBS)})\b",
    re.IGNORECASE,
)
NO_PLACES = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday christmas easter ramadan england "
    "wales scotland ireland britain europe uk nhs cymru english welsh i we our this that".split()
)
"""What is written with a capital after “in” or “on” and is no place where one person works."""
ANYBODY = re.compile(
    r"\b(?:an?|any|each|every|no|one|another|some|more|fewer|extra|which|what|per|bob)\b"
    r"(?: +[\w’'-]+){0,2} +$",
    re.IGNORECASE,
)
"""What stands before a job that is nobody's in particular."""


def names_somebody(text: str) -> bool:
    """Return whether a title with a name stands in a text, or a job with a place."""
    return (
        any(_is_called(text, match) for match in CALLED.finditer(text))
        or any(
            not (_is_among(match[2] or "", NO_PLACES) or _is_anybody(text, match))
            for match in PLACE.finditer(text)
        )
        or any(not _is_anybody(text, match) for match in PLACE_BEFORE.finditer(text))
    )


def _is_called(text: str, match: re.Match[str]) -> bool:
    """Return whether the word after a title is a name: by itself, or with a capital where words
    have none."""
    name = match[1]
    if not name[0].isupper():
        return given_names.is_given(name)
    if IS_HONORIFIC.match(match[0]):
        return match[0][0].isupper()
    if _is_among(name, NO_NAMES):
        return False
    has_small_words = re.search(r"(?<!\w)[a-z]{2}", text) or len(text.split()) <= FEW
    return bool(has_small_words) or not simplemma.is_known(name.casefold(), "en")


def _is_among(word: str, words: frozenset[str]) -> bool:
    """Return whether a word is one of these, or several of one."""
    plain = re.sub(r"['’]s$", "", word).casefold()
    return plain in words or plain.removesuffix("s") in words


def _is_anybody(text: str, match: re.Match[str]) -> bool:
    return bool(ANYBODY.search(text, max(0, match.start() - 60), match.start()))
