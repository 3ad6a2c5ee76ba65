"""What the cells of rating columns mean: numbers however written, labels, and "not seen".

Each distinct text is read once, whatever the number of rows. What a text means may depend on the
others of its column: "4/5" is a rating where all are out of five.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from everyseat.files import labels
from everyseat.files.not_seen import is_not_seen
from everyseat.files.problems import FileError
from everyseat.files.scale import Scale
from everyseat.files.texts import folded

NOT_SEEN, BAD = -1, -2
LABELS_MAY_BE = 40
"""A column with more distinct texts than this is no column of labels."""
_NUMBER = re.compile(r"[+-]?\d{1,9}([.,]\d{1,9})?(e[+-]?\d{1,2})?", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"(?P<point>\d{1,2})\s*[-–—.:)=]+\s*(?P<label>\D.*)", re.DOTALL)
_NUMBER_LAST = re.compile(r"(?P<label>\D*[^\W\d])\s*[(\[]\s*(?P<point>\d{1,2})\s*[)\]]")
_FRACTION = re.compile(r"(\d{1,2})\s*(?:/|out of|of)\s*(\d{1,2})", re.IGNORECASE)
_CODE = re.compile(r"A0*(\d{1,2})")
FULL, EMPTY = "★⭐🌟", "☆✩"
WHICH = "Say what they mean, from the lowest: --labels 'Never, Rarely, Sometimes, Often, Always'"


@dataclass(frozen=True)
class Said:
    """What the person who runs the command said about answers.

    `labels` as written ("Never, Rarely, Always" or "A1=1, A2=2"), `not_seen` further texts that
    are no rating, `reverse` patterns of the items whose points go the other way.
    """

    labels: str = ""
    not_seen: tuple[str, ...] = ()
    reverse: tuple[str, ...] = ()

    def is_not_seen(self, text: str) -> bool:
        """Return whether a text is no rating, by itself or because it was said so."""
        value = number(text)
        return is_not_seen(text, frozenset(map(folded, self.not_seen))) or (
            value is not None and value in map(number, self.not_seen)
        )


@dataclass
class Dictionary:
    """What each text means: a point from 0, NOT_SEEN or BAD; and the labels that were read."""

    scale: Scale
    scale_is_said: bool
    meaning: dict[str, int] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)

    def add(self, text: str, value: float) -> None:
        """Note that a text is a number, which may not be on the scale.

        A zero is "not seen" only where the scale was said and has none: it may be a rating.
        """
        low, high = self.scale.low, self.scale.high
        if value == 0 and low > 0 and self.scale_is_said:
            self.meaning[text] = NOT_SEEN
        else:
            is_on_it = low <= value <= high and value == int(value)
            self.meaning[text] = int(value) - low if is_on_it else BAD

    def add_label(self, text: str, label: str, value: int) -> None:
        """Note that a text is a label; BAD if another text said otherwise of it."""
        if self.labels.setdefault(folded(label), value) == value:
            self.add(text, value)
        else:
            self.meaning[text] = BAD


def number(text: str) -> float | None:
    """Return the number that a text is: decimal point or comma, digits of any script; or None."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    if not plain.isascii():
        plain = "".join(str(unicodedata.digit(c, c)) for c in plain)
    return float(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def dictionary(
    columns: Mapping[str, Iterable[str]],
    scale: Scale | None,
    said: Said,
    name: str,
    export: str = "",
) -> Dictionary:
    """Return what the texts of rating columns mean. FileError if that is ambiguous.

    Without a scale, it is that of the labels if they are known ones, else 1 to 5.
    """
    by_person = _said_labels(said, scale, name)
    others = {column: _others(texts, said, by_person) for column, texts in columns.items()}
    known = {} if by_person else _known_labels(others, _with_numbers(columns), scale, name)
    found = Dictionary(_scale(scale, by_person, known), scale is not None or bool(by_person))
    for column, texts in columns.items():
        _read_column(found, texts, others[column], by_person, said)
        _read_others(found, others[column], known.get(column), export)
    if not by_person and not said.reverse:
        _check_direction(found, name)
    return found


def _said_labels(said: Said, scale: Scale | None, name: str) -> dict[str, int]:
    if not said.labels:
        return {}
    try:
        found = labels.parsed(said.labels, scale.low if scale else 1)
    except ValueError as error:
        raise FileError(name, str(error)) from error
    if scale and not set(found.values()) <= set(range(scale.low, scale.high + 1)):
        raise FileError(name, f"the labels said ({labels.as_text(found)}) are not on {scale}")
    return found


def _others(texts: Iterable[str], said: Said, by_person: Mapping[str, int]) -> set[str]:
    """Return the texts that are neither numbers, nor "not seen", nor labels that were said."""
    return {
        text
        for text in texts
        if folded(text) not in by_person and number(text) is None and not said.is_not_seen(text)
    }


def _with_numbers(columns: Mapping[str, Iterable[str]]) -> set[str]:
    return {c for c, texts in columns.items() if any(number(t) is not None for t in texts)}


def _known_labels(
    others: Mapping[str, set[str]], with_numbers: set[str], scale: Scale | None, name: str
) -> dict[str, labels.Places]:
    """Return the places of labels, for each column whose texts one known set has.

    Beside numbers, only the two ends of a scale may be labels: "good" among numbers is a slip.
    All such columns are looked at together first: one alone may hold only "Agree" and "Disagree".
    """
    points = scale.points if scale else None
    texts = {column: {folded(t) for t in of} for column, of in others.items() if of}
    texts = {
        c: of
        for c, of in texts.items()
        if len(of) < LABELS_MAY_BE and labels.known(of, points, only_ends=c in with_numbers)
    }
    every = set().union(*texts.values())
    try:
        together = labels.places(every, points) if every else None
        found = {c: together or labels.places(of, points) for c, of in texts.items()}
    except labels.Ambiguous as error:
        why = f"the answers {_few(every)} stand on more than one known scale"
        raise FileError(
            name, why, f"{WHICH}. Or say how many points it has: --scale 1-5"
        ) from error
    known = {column: places for column, places in found.items() if places}
    if len({places.points for places in known.values()}) > 1:
        why = f"the answers {_few(every)} are of scales with different numbers of points"
        raise FileError(name, why, "Read columns of one scale at a time: --items 'Q1*'")
    return known


def _few(texts: Iterable[str]) -> str:
    shown = sorted(texts)
    return ", ".join(f"“{text}”" for text in shown[:6]) + (" …" if len(shown) > 6 else "")


def _scale(
    said: Scale | None, by_person: Mapping[str, int], known: Mapping[str, labels.Places]
) -> Scale:
    if said:
        return said
    if by_person:
        return Scale(min(by_person.values()), max(by_person.values()))
    return Scale(1, next(iter(known.values())).points) if known else Scale()


def _read_column(
    found: Dictionary,
    texts: Iterable[str],
    others: set[str],
    by_person: Mapping[str, int],
    said: Said,
) -> None:
    for text in set(texts) - others:
        value = number(text)
        if folded(text) in by_person:
            found.add_label(text, text, by_person[folded(text)])
        elif said.is_not_seen(text):
            found.meaning[text] = NOT_SEEN
        elif value is not None:
            found.add(text, value)


def _read_others(
    found: Dictionary, texts: set[str], known: labels.Places | None, export: str
) -> None:
    """Read the texts of a column that are no numbers: as labels, or all in one other way."""
    low = found.scale.low
    if known:
        for text in texts:
            found.add_label(text, text, low + known.of[folded(text)])
        return
    numbered = [_numbered(text) for text in texts]
    counted = [_counted(text, found.scale, export) for text in texts]
    for text, label, count in zip(texts, numbered, counted, strict=True):
        if all(numbered) and label:
            found.add_label(text, *label)
        elif None not in counted and count is not None:
            found.add(text, count)
        else:
            found.meaning[text] = BAD


def _numbered(text: str) -> tuple[str, int] | None:
    """Return the label and the point of "5 - Always" or "Always (5)"."""
    stripped = text.strip()
    match = _NUMBER_FIRST.fullmatch(stripped) or _NUMBER_LAST.fullmatch(stripped)
    return (match["label"], int(match["point"])) if match else None


def _counted(text: str, scale: Scale, export: str) -> int | None:
    """Return the point of "4/5", "★★★★☆", or LimeSurvey's code "A4"."""
    stripped = text.strip().replace("\ufe0f", "")
    fraction, code = _FRACTION.fullmatch(stripped), _CODE.fullmatch(stripped)
    if fraction:
        return int(fraction[1]) if int(fraction[2]) == scale.high else None
    if code and export == "LimeSurvey":
        return int(code[1])
    stars = sum(map(stripped.count, FULL))
    empty = sum(map(stripped.count, EMPTY))
    if stars + empty == len(stripped) > 0 and (not empty or stars + empty == scale.high):
        return stars
    return None


def _check_direction(found: Dictionary, name: str) -> None:
    """FileError if the lowest number goes with the highest of known labels, or the reverse."""
    for places in labels.known(list(found.labels), None):
        pairs = [(places.of[label], value) for label, value in found.labels.items()]
        falls = [(a - b) * (x - y) < 0 for a, x in pairs for b, y in pairs if a > b]
        if falls and all(falls):
            why = f"a higher number is a lower answer here: {labels.as_text(found.labels)}"
            advice = (
                "Turn all items round: --reverse '*'. Or say what the answers mean, with --labels"
            )
            raise FileError(name, why, advice)
