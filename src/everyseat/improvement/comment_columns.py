"""Which column of a file of comments is which: guessed by its heading, then chosen by a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from everyseat.files.texts import folded
from everyseat.improvement.models import Question

GOOD = ("good", "well", "like most", "best", "positive", "da", "dda")
BETTER = ("better", "improve", "improvement", "change", "differently", "negative", "well", "gwella")
TEXTS = (
    *("comment", "comments", "free text", "freetext", "feedback", "text", "response", "answer"),
    *("sylw", "sylwadau", "adborth"),
)
DATES = ("date", "day", "month", "received", "submitted", "completed", "created", "dyddiad")
RATINGS = ("fft", "rating", "overall", "how was our service", "friends and family", "sgôr")
IDS = ("id", "ref", "reference", "number", "response id", "rhif")
NO_HEADING = "?"


@dataclass(frozen=True)
class Columns:
    """The headings of columns: one or two with texts and what each answers; "" where there is none.

    `asked` is a column that says of each row which question it answers; `day` is that of all rows,
    where no column has one, as ISO 8601. A file of many services has a column `whose`, in which one
    of them is `named`.
    """

    text: str
    question: str = Question.OTHER
    text2: str = ""
    question2: str = Question.OTHER
    asked: str = ""
    date: str = ""
    day: str = ""
    rating: str = ""
    id: str = ""
    whose: str = ""
    named: str = ""

    def kept(self) -> dict[str, str]:
        """Return what is remembered for the next file: all but the day and the service."""
        return {**vars(self), "day": "", "named": ""}


def likely(headings: Sequence[str]) -> Columns:
    """Return which columns these seem to be.

    >>> likely(["ID", "Date", "FFT", "What was good?", "What could we do better?"]).text2
    'What could we do better?'
    """
    better = _first(headings, BETTER[:5], ())
    good = _first(headings, GOOD[:5], (better,))
    texts = [one for one in (good, better) if one] or [_first(headings, TEXTS, ())]
    questions = {good: Question.GOOD, better: Question.BETTER}
    taken = tuple(texts)
    date = _first(headings, DATES, taken)
    rating = _first(headings, RATINGS, (*taken, date))
    asked = next((h for h in headings if folded(h) in ("q", "question", "question type")), "")
    second = texts[1] if len(texts) > 1 else ""
    return Columns(
        text=texts[0],
        question=questions.get(texts[0], Question.OTHER),
        text2=second,
        question2=questions.get(second, Question.OTHER),
        asked=asked,
        date=date,
        rating=rating,
        id=next((h for h in headings if folded(h) in IDS and h not in (date, rating)), ""),
    )


def _first(headings: Sequence[str], words: Sequence[str], taken: Sequence[str]) -> str:
    """Return the first heading that is one of these words, or else has one."""
    free = [one for one in headings if one and one not in taken]
    same = [one for one in free if folded(one) in words]
    having = [one for one in free if any(_has(folded(one), word) for word in words)]
    return next(iter([*same, *having]), "")


def _has(text: str, word: str) -> bool:
    return f" {word}" in f" {text}"


def question(cell: str) -> str:
    """Return which question a cell names, in whatever words.

    >>> question("what_good"), question("What could we do better?"), question("Q1")
    (Question.GOOD, Question.BETTER, Question.OTHER)
    """
    text = folded(cell.replace("_", " "))
    if any(_has(text, word) for word in BETTER[:5]):
        return Question.BETTER
    return Question.GOOD if any(_has(text, word) for word in GOOD) else Question.OTHER
