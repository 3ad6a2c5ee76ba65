"""Answers in words: sets of labels that surveys use, and those that a person gives."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from everyseat.files.texts import folded

SETS = (
    "Strongly disagree | Disagree | Neutral/Neither agree nor disagree/Neither disagree nor agree/"
    "Neither/Undecided/Neither agree or disagree | Agree | Strongly agree",
    "Strongly disagree | Disagree | Agree | Strongly agree",
    "Strongly disagree | Disagree | Somewhat disagree/Slightly disagree | Somewhat agree/"
    "Slightly agree | Agree | Strongly agree",
    "Strongly disagree | Disagree | Somewhat disagree/Slightly disagree | Neutral/"
    "Neither agree nor disagree | Somewhat agree/Slightly agree | Agree | Strongly agree",
    "Strongly disagree | Somewhat disagree | Neutral/Neither agree nor disagree | Somewhat agree |"
    "Strongly agree",
    "Completely disagree/Totally disagree | Disagree | Neutral/Neither agree nor disagree | Agree |"
    "Completely agree/Totally agree",
    "Never | Rarely/Seldom | Sometimes/Occasionally | Often/Usually/Frequently | Always",
    "Never | Rarely/Seldom | Sometimes/Occasionally | Often/Usually/Frequently | "
    "Almost always/Very often",
    "Never | Almost never | Sometimes | Almost always | Always",
    "Almost never | Rarely/Seldom | Sometimes/Occasionally | Often/Usually | Almost always",
    "Never | Sometimes | Often | Always",
    "Never | Rarely | Often | Always",
    "Very poor | Poor | Average/Fair/Acceptable/Neutral/OK | Good | Very good",
    "Very poor | Poor | Average/Fair/Acceptable/Neutral/OK | Good | Excellent",
    "Poor | Fair | Good | Very good | Excellent",
    "Poor | Fair | Good | Excellent",
    "Very dissatisfied | Dissatisfied | Neutral/Neither satisfied nor dissatisfied | Satisfied | "
    "Very satisfied",
    "Very unlikely | Unlikely | Neutral/Neither likely nor unlikely | Likely | Very likely",
    "Not at all | Slightly/A little | Moderately/Somewhat | Very/Very much/Quite a lot | Extremely",
    "Not at all | To a small extent/To a little extent | To some extent/To a moderate extent | "
    "To a large extent/To a great extent | To a very large extent/To a very great extent",
    "Much worse | Worse/Somewhat worse | About the same/The same | Better/Somewhat better | "
    "Much better",
    "Anghytuno'n gryf | Anghytuno | Niwtral/Ddim yn cytuno nac yn anghytuno | Cytuno |"
    "Cytuno'n gryf",
    "Byth | Anaml | Weithiau | Yn aml | Bob amser",
)
KNOWN: tuple[tuple[frozenset[str], ...], ...] = tuple(
    tuple(frozenset(map(folded, point.split("/"))) for point in one.split("|")) for one in SETS
)


class Ambiguous(Exception):
    """Labels that more than one known set has, at different places."""


@dataclass(frozen=True)
class Places:
    """The place of each label in its set, the first being 0, and how many points the set has."""

    of: dict[str, int]
    points: int


def known(texts: Collection[str], points: int | None, only_ends: bool = False) -> list[Places]:
    """Return the places of folded texts in each known set that has them all, or has them as ends.

    `points` is how many points the scale has, None if that is not known.
    """
    found = []
    for labels in KNOWN:
        if points in (None, len(labels)):
            places = {text: i for text in texts for i, same in enumerate(labels) if text in same}
            are_ends = set(places.values()) <= {0, len(labels) - 1}
            if len(places) == len(texts) and (are_ends or not only_ends):
                found.append(Places(places, len(labels)))
    return found


def places(texts: Collection[str], points: int | None) -> Places | None:
    """Return the places of folded texts in the known set that has them all, None if none has.

    Where the number of points is not known, a set of which more than one point was never chosen
    counts only if there is no better one. Ambiguous if several have them all, and disagree.
    """
    found = known(texts, points)
    if points is None:
        found = [one for one in found if one.points - len(set(one.of.values())) <= 1] or found
    if any(one != found[0] for one in found[1:]):
        raise Ambiguous
    return found[0] if found else None


def parsed(text: str, low: int) -> dict[str, int]:
    """Return the point of each label in "Never, Rarely, Always" or "A1=1, A2=2", by folded label.

    A list goes from the lowest up, from the point `low`. ValueError if it is neither.
    """
    separator = next((s for s in ";|\n" if s in text), ",")
    parts = [part.strip() for part in text.split(separator) if part.strip()]
    pairs = [re.fullmatch(r"(.+?)\s*=\s*(\d+)", part) for part in parts]
    if all(pairs) and pairs:
        found = {folded(pair[1]): int(pair[2]) for pair in pairs if pair}
    else:
        found = {folded(part): low + i for i, part in enumerate(parts)}
    if len(found) < 2 or len(found) != len(parts) or (any(pairs) and not all(pairs)):
        raise ValueError(
            "labels go from the lowest to the highest, as in 'Never, Rarely, Sometimes', or each "
            "with its point, as in 'A1=1, A2=2', and no label twice"
        )
    return found


def as_text(labels: Mapping[str, int]) -> str:
    """Return labels as one phrase, from the lowest point."""
    return ", ".join(f"{label} = {point}" for label, point in sorted(labels.items(), key=_by_point))


def _by_point(pair: tuple[str, int]) -> int:
    return pair[1]
