"""Exports of survey tools, recognised by their own columns: their headings, and what is no answer.

Each is described by its maker: Qualtrics (three lines of headings, the third with ImportId),
SurveyMonkey (a question over its rows, then the rows), LimeSurvey (id, submitdate, lastpage),
Google Forms (Timestamp, "Question [Row]"), Microsoft Forms (ID, Start time, Completion time).
"""

import re
from dataclasses import dataclass
from itertools import accumulate

from everyseat.files.texts import folded

QUALTRICS = (
    "startdate enddate status ipaddress progress duration__(in__seconds) finished recordeddate "
    "responseid recipientlastname recipientfirstname recipientemail externalreference "
    "externaldatareference locationlatitude locationlongitude distributionchannel userlanguage"
)
SURVEYMONKEY = (
    "respondent__id collector__id collectorid respondentid start__date end__date date__created "
    "date__modified ip__address email__address first__name last__name custom__data__1"
)
LIMESURVEY = (
    "id submitdate lastpage startlanguage seed startdate datestamp ipaddr refurl token "
    "response__id date__submitted last__page start__language date__started date__last__action "
    "ip__address referrer__url"
)
GOOGLE = "timestamp email__address username score"
MICROSOFT = "id start__time completion__time email name last__modified__time language"


def _names(text: str) -> frozenset[str]:
    return frozenset(word.replace("__", " ") for word in text.split())


ABOUT_THE_ANSWER = {
    "Qualtrics": _names(QUALTRICS),
    "SurveyMonkey": _names(SURVEYMONKEY),
    "LimeSurvey": _names(LIMESURVEY),
    "Google Forms": _names(GOOGLE),
    "Microsoft Forms": _names(MICROSOFT),
}
"""Columns that each tool writes of its own accord: none is a question."""
NO_PARTS = {"", "response", "open-ended response"}


@dataclass(frozen=True)
class Header:
    """Names of columns, what each asks where the file says it, and how many rows they took."""

    names: list[str]
    texts: dict[str, str]
    rows: int = 1
    export: str = ""


def recognised(head: list[list[str]]) -> Header | None:
    """Return the headings of an export, given a file's first rows; None if it is none."""
    if not head:
        return None
    first = [folded(cell) for cell in head[0]]
    second = [folded(cell) for cell in head[1]] if len(head) > 1 else []
    if len(head) > 2 and any('{"ImportId"' in cell for cell in head[2]):
        return _qualtrics(head, rows=3)
    if {"startdate", "responseid"} <= set(first) and "start date" in second:
        return _qualtrics(head, rows=2)
    if first[0] in ("respondent id", "respondentid") and second[:1] == [""]:
        return _surveymonkey(head)
    if {"id", "submitdate", "lastpage"} <= set(first) or {
        "response id",
        "date submitted",
        "last page",
    } <= set(first):
        return Header(_stripped(head[0]), {}, export="LimeSurvey")
    if first[0] == "timestamp":
        return Header(_stripped(head[0]), _of_grids(head[0]), export="Google Forms")
    if {"id", "start time", "completion time"} <= set(first):
        return Header(_stripped(head[0]), {}, export="Microsoft Forms")
    return None


def _stripped(row: list[str]) -> list[str]:
    return [cell.strip() for cell in row]


def _qualtrics(head: list[list[str]], rows: int) -> Header:
    names, texts = _stripped(head[0]), _stripped(head[1])
    return Header(names, dict(zip(names, texts, strict=False)), rows, "Qualtrics")


def _surveymonkey(head: list[list[str]]) -> Header:
    """Join the two lines: the row of a question where it has rows, else the question."""
    above: list[str] = list(accumulate(_stripped(head[0]), _or_before))
    parts = _stripped(head[1]) + [""] * (len(above) - len(head[1]))
    has_parts = [folded(part) not in NO_PARTS for part in parts]
    names = [
        part if is_part else own.strip()
        for own, part, is_part in zip(head[0], parts, has_parts, strict=True)
    ]
    full = [
        f"{question}: {part}" if is_part and names.count(name) > 1 else name
        for question, part, is_part, name in zip(above, parts, has_parts, names, strict=True)
    ]
    return Header(full, {}, 2, "SurveyMonkey")


def _or_before(before: str, cell: str) -> str:
    return cell or before


def _of_grids(names: list[str]) -> dict[str, str]:
    """Return the row of each "Question [Row]"; if two questions have the same row, none."""
    rows = {name.strip(): re.fullmatch(r".*\[(.+)\]\s*", name, re.DOTALL) for name in names}
    texts = {name: found[1].strip() for name, found in rows.items() if found}
    return texts if len(set(texts.values())) == len(texts) else {}
