"""Taking words out of what somebody wrote, without adding any: every gap is marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

GAP = "[…]"
TOKENS = re.compile(r"\w+(?:[’'\-]\w+)*|[^\w\s]")
WORD = re.compile(r"\w")
CLOSING = tuple(".,;:!?)’”")


def shortened(original: str, left: str) -> str | None:
    """Return what is left of a text, with each gap marked by […].

    Parameters
    ----------
    original
        The text as it was written.
    left
        The same without some of its words and punctuation marks. White space, and marks of
        earlier gaps, count for nothing.

    Returns
    -------
    str or None
        The original's own letters and spaces, with the fewest gaps that explain `left`; GAP if no
        word is left. None if `left` holds anything that the original does not hold at this place.

    Examples
    --------
    >>> shortened("You left early on Tuesday, and nobody knew.", "You left early, and nobody knew.")
    'You left early […], and nobody knew.'
    >>> shortened("You left early.", "You never left early.") is None
    True
    """
    tokens = list(TOKENS.finditer(original))
    words = TOKENS.findall(left.replace(GAP, " "))
    if not any(map(WORD.search, words)):
        return GAP
    places = _places([token[0] for token in tokens], words)
    if places is None:
        return None
    return _joined(
        [original[tokens[a].start() : tokens[b].end()] for a, b in _runs(places)],
        begins=places[0] == 0,
        ends=places[-1] == len(tokens) - 1,
    )


@dataclass(frozen=True)
class _Path:
    """A way to find the words so far in the text: where the last one is, after so many gaps."""

    place: int
    gaps: int
    before: "_Path | None" = None

    def places(self) -> list[int]:
        path, places = self, []
        while path.before:
            places.append(path.place)
            path = path.before
        return places[::-1]


def _places(tokens: list[str], words: list[str]) -> list[int] | None:
    """Return where the words are among the tokens, in order, with the fewest gaps between them."""
    paths = {-1: _Path(-1, 0)}
    for word in words:
        paths = {path.place: path for path in _next(paths, tokens, word)}
    if not paths:
        return None
    last = len(tokens) - 1
    return min(paths.values(), key=lambda path: path.gaps + (path.place < last)).places()


def _next(paths: dict[int, _Path], tokens: list[str], word: str) -> Iterator[_Path]:
    """Yield the best path to each place of a word, from the paths to the word before it."""
    far: _Path | None = None
    for place, token in enumerate(tokens):
        near = paths.get(place - 1)
        if token == word and (near or far):
            best = min(filter(None, (near, far)), key=lambda p: p.gaps + (p is not near))
            yield _Path(place, best.gaps + (best is not near), best)
        if near and (far is None or near.gaps < far.gaps):
            far = near


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last place of each run of places without a gap."""
    first = places[0]
    for place, following in pairwise([*places, places[-1] + 2]):
        if following > place + 1:
            yield first, place
            first = following


def _joined(pieces: list[str], begins: bool, ends: bool) -> str:
    text = pieces[0] if begins else f"{GAP} {pieces[0]}"
    for piece in pieces[1:]:
        text += f" {GAP}{piece}" if piece.startswith(CLOSING) else f" {GAP} {piece}"
    return text if ends else f"{text} {GAP}"
