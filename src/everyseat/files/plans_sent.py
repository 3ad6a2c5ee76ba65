"""A plan of capacity that somebody sends: read in a process of its own, within narrower limits.

Beside those of `files.plans` these hold: it brings its counts along, names no file, and is no
larger than a page shows.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from everyseat.files import apart, plans
from everyseat.files.plan_keys import PlanProblem
from everyseat.files.plans import Document, PlanError
from everyseat.files.problems import FileError

MOST_VISITS, MOST_CHANGES, MOST_WEEKS, LONGEST = 20, 10, 520, 120


def of_stranger(content: bytes, name: str) -> Document:
    """Return the plan in a file. FileError with every mistake, each by its table and key."""
    return apart.told(content, name, apart.UPLOAD, "plan", _checked)


def _checked(answer: Any, name: str) -> Document:
    """Return the document that the reader found, which is looked at here again."""
    document: Document = dict(answer["plan"])
    if list(_narrower(document)) or plans.problems(document):
        raise ValueError("the reader let a wrong plan pass")
    return document


def document_of(content: bytes, name: str) -> Document:
    """Return the plan in the bytes of a file: for the process that reads alone."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(name, "is no text in UTF-8") from error
    document = plans.parse(text, name)
    if found := plans.problems(document) or list(_narrower(document)):
        raise PlanError(name, found)
    return document


def _narrower(document: Mapping[str, Any]) -> Iterator[PlanProblem]:
    """Yield what is right in a plan, and more than a page takes."""
    for table, most in (("visits", MOST_VISITS), ("change", MOST_CHANGES)):
        if len(document.get(table, [])) > most:
            yield PlanProblem(table, f"may have at most {most} tables here")
    for place, visit in enumerate(document["visits"], start=1):
        yield from _history(f"visits[{place}].history", visit.get("history", []))
    for where, text in _texts("", document):
        if len(text) > LONGEST:
            yield PlanProblem(where, f"may have at most {LONGEST} letters")
        elif not text.isprintable():
            yield PlanProblem(where, "must be a line of letters that can be printed")


def _history(where: str, history: Any) -> Iterator[PlanProblem]:
    if isinstance(history, str):
        text = "names a file beside the plan. Here the counts themselves stand in the plan"
        yield PlanProblem(where, f"{text}: history = [11, 8, 15]")
    elif len(history) > MOST_WEEKS:
        yield PlanProblem(where, f"may have at most {MOST_WEEKS} weeks here: leave out the oldest")


def _texts(where: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield every text in a document with its place, the names of keys among them."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(f"{where}.{key}".lstrip("."), key)
            yield from _texts(f"{where}.{key}".lstrip("."), inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value, start=1):
            yield from _texts(f"{where}[{place}]", inner)
