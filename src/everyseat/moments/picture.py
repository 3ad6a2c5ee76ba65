"""From answers to the picture of a moment: counts of at least k people, or nothing.

One block of people, released once: nothing can be subtracted. A word that all chose, or all but
one, says “most”, so that nobody's answer can be read from it. A word that fewer than k chose is not
named: those who chose such words are counted together, the unpleasant and the pleasant, so that
what a few felt is still heard. Where they too are fewer than k it looks as if there were nobody.
What people wrote themselves is shown from so many texts on: a sentence that stands alone points at
who was seen to be upset.
"""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, Literal, NotRequired, TypedDict

from everyseat.giving.feelings import FEELINGS
from everyseat.safety import snapshots

Text = Literal["own", "sentences"]
TEXTS: tuple[Text, ...] = ("own", "sentences")
"""What of a picture is in people's own words."""
FEW: Final = "few"
"""Fewer than k, or nobody: both look the same."""
Side = Literal["unpleasant", "pleasant"]
SIDES: tuple[Side, ...] = ("unpleasant", "pleasant")
"""What words are put together by that are too rare to be named."""
Count = int | Literal["few"] | None
"""How many people; None is read as “most”."""


class Waiting(TypedDict):
    """A text that waits: under a random name, which of `TEXTS` it is, and why it waits."""

    id: str
    of: Text
    text: str
    why: list[str]


class Picture(TypedDict):
    """What is stored of a moment. A count of None is read as “most”.

    `felt` has the words that at least k people chose; `others` counts the people who chose at least
    one of the words that it leaves out. Pictures from before `others` was counted have none.
    """

    n: int
    felt: dict[str, int | None]
    others: NotRequired[dict[Side, Count]]
    as_meant: Count
    own: list[str]
    sentences: list[str]
    waiting: NotRequired[list[Waiting]]
    left_out: NotRequired[int]


def picture(answers: list[dict], meant: list[str], k: int, k_words: int) -> Picture | None:
    """Return what a leader may see of how a moment felt. None if fewer than k answered.

    Words of their own, and sentences, are there if at least `k_words` people wrote one.
    Each answer has “felt” (keys of feelings), “own” (a word of their own) and “sentence”.
    `as_meant` counts those who felt at least one of the words that were meant.
    """
    n = len(answers)
    if n < k:
        return None
    counted = Counter(key for answer in answers for key in answer["felt"])
    counts = {key: _protected(count, n, k) for key, count in sorted(counted.items())}
    rare = {key for key, count in counts.items() if count == FEW}
    return {
        "n": n,
        "felt": {key: count for key, count in counts.items() if count != FEW},
        "others": {
            side: _protected(_chose_any(answers, _of_side(rare, side)), n, k) for side in SIDES
        },
        "as_meant": _protected(_chose_any(answers, set(meant)), n, k),
        "own": _from_k(_shuffled(answers, "own"), k_words),
        "sentences": _from_k(_shuffled(answers, "sentence"), k_words),
    }


def _protected(count: int, n: int, k: int) -> Count:
    """Return a count; None, which is read as “most”, where it would tell each one's answer."""
    if count >= n - 1:
        return None
    return count if count >= k else FEW


def _chose_any(answers: list[dict], words: set[str]) -> int:
    return sum(bool(set(answer["felt"]) & words) for answer in answers)


def _of_side(words: set[str], side: Side) -> set[str]:
    known = words & set(FEELINGS)
    return {key for key in known if (FEELINGS[key].pleasant > 0) == (side == "pleasant")}


def _from_k(texts: list[str], k: int) -> list[str]:
    return texts if len(texts) >= k else []


def _shuffled(answers: list[dict], key: str) -> list[str]:
    return snapshots.shuffled(answer[key] for answer in answers if answer[key])


def held_back(found: Picture) -> Picture:
    """Return a picture all of whose texts wait: `let_through` says which may be read at once.

    What waits has a random name, which text it is ("own", "sentences"), and why it waits.
    """
    waiting: list[Waiting] = [
        {"id": secrets.token_hex(8), "of": of, "text": text, "why": []}
        for of in TEXTS
        for text in found[of]
    ]
    return {**found, "own": [], "sentences": [], "waiting": waiting}


def let_through(found: Picture, why: Mapping[str, Sequence[str]]) -> Picture:
    """Return a picture in which only that waits for which there is a reason, by its name."""
    let = [one for one in found["waiting"] if not why[one["id"]]]
    waiting: list[Waiting] = [
        {**one, "why": list(why[one["id"]])} for one in found["waiting"] if why[one["id"]]
    ]
    return {**_with(found, let), "waiting": waiting}


def decided(found: Picture, name: str, show: bool) -> Picture:
    """Return a picture in which a text that waited is shown, or is gone for good."""
    waiting = found.get("waiting", [])
    chosen = [one for one in waiting if one["id"] == name]
    left = [one for one in waiting if one not in chosen]
    if show:
        return {**_with(found, chosen), "waiting": left}
    return {**found, "waiting": left, "left_out": found.get("left_out", 0) + len(chosen)}


def _with(found: Picture, texts: list[Waiting]) -> Picture:
    """Return a picture with more texts, somewhere among the others."""
    own = {of: [one["text"] for one in texts if one["of"] == of] for of in TEXTS}
    return {
        **found,
        "own": snapshots.shuffled([*found["own"], *own["own"]]),
        "sentences": snapshots.shuffled([*found["sentences"], *own["sentences"]]),
    }
