"""The comments of a report as its coach sees them before release: as written, and as shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from everyseat.safety.shortening import GAP
from everyseat.threesixty.models import CommentEdit, Review


@dataclass(frozen=True)
class Comment:
    """A comment: the `place`-th on its question, the `number`-th of the whole report.

    `edit` is what the coach did to it, if anything.
    """

    review: Review
    number: int
    question: str
    about: str
    place: int
    text: str
    edit: CommentEdit | None

    @property
    def shown(self) -> str:
        """Return what the recipient will read of it."""
        return (self.edit.left or GAP) if self.edit else self.text


def shown_by(review: Review) -> list[tuple[str, list[Comment]]]:
    """Return the comments that a recipient will read, under the question that they answer."""
    by_question: dict[str, list[Comment]] = {}
    for comment in _each(review):
        by_question.setdefault(comment.about, []).append(comment)
    return list(by_question.items())


def find(review: Review, number: int) -> Comment | None:
    """Return one comment by its number; None where there is none."""
    return next((comment for comment in _each(review) if comment.number == number), None)


def _each(review: Review) -> Iterator[Comment]:
    report = review.report
    edits = {(e.question, e.comment): e for e in CommentEdit.objects.filter(report=review.pk)}
    name, numbers = review.recipient.name, count(1)
    for question in report["words"] if report else []:
        key, about = question["key"], question["text"].format(name=name)
        for place, text in enumerate(question["words"]):
            edit = edits.get((key, place))
            yield Comment(review, next(numbers), key, about, place, text, edit)
