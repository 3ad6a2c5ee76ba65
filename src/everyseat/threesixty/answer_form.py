"""The answering form: for raters, and in the first person for recipients."""

import unicodedata
from collections.abc import Mapping
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from everyseat.giving import letters
from everyseat.threesixty.actions.answers import Answers
from everyseat.threesixty.models import Review, Sheet
from everyseat.threesixty.questionnaire_content import Content
from everyseat.threesixty.report.material import Behaviour, QuestionSet

LONGEST_WORDS = 4000


class Question(TypedDict):
    """An open question on the form, with the words that have been written to it."""

    key: str
    text: str
    words: str


class AnswerForm:
    """The answering form: read by hand, as it is a whole questionnaire and not a list of fields.

    `pages` is what the template shows; `read` returns the ratings and words of a POST. Anything
    that is not a point of the scale counts as not seen, so that no half-filled form is refused.
    """

    def __init__(self, question_set: QuestionSet, content: Content, about: str = ""):
        self.question_set, self.content, self.about = question_set, content, about

    def pages(self, ratings: list[int] | None = None) -> list[dict[str, object]]:
        points = dict(
            zip([b.key for b in self.question_set.behaviours], ratings or [], strict=False)
        )
        return [
            {
                "name": value.name,
                "behaviours": [
                    {"key": b.key, "text": self._text(b), "points": self._points(points.get(b.key))}
                    for b in value.behaviours
                ],
            }
            for value in self.question_set.values
        ]

    def questions(self, words: dict[str, str] | None = None) -> list[Question]:
        questions = self.content["questions"] if self.question_set.questions else []
        return [
            {
                "key": q["key"],
                "text": (q["text"] if self.about else q["self_text"]).format(name=self.about),
                "words": (words or {}).get(q["key"], ""),
            }
            for q in questions
        ]

    def read(self, data: Mapping[str, str]) -> tuple[list[int], dict[str, str]]:
        points = {str(i): i for i in range(self.question_set.points)}
        ratings = [points.get(data.get(f"b-{b.key}", ""), -1) for b in self.question_set.behaviours]
        keys = [key for key, _text in self.question_set.questions]
        words = {key: _plain(data.get(f"w-{key}", "")) for key in keys}
        return ratings, {key: text for key, text in words.items() if text}

    @staticmethod
    def must_fit(words: Mapping[str, str]) -> None:
        """Refuse words that are too long: Invalid says by how much, and nothing is cut."""
        for key, text in words.items():
            letters.must_fit(text, LONGEST_WORDS, f"w-{key}")

    def answers(self, data: Mapping[str, str]) -> Answers:
        """Return a rater's answers from a POST."""
        words_to = data.get("words_to", "")
        is_choice = words_to in Sheet.Words.values
        return Answers(*self.read(data), words_to if is_choice else Sheet.Words.AS_WRITTEN)

    def fields(self, answers: Answers) -> dict[str, str]:
        """Return answers as the fields of the form, for the script that fills them in."""
        keys = [behaviour.key for behaviour in self.question_set.behaviours]
        ratings = {
            f"b-{key}": "" if point < 0 else str(point)
            for key, point in zip(keys, answers.ratings, strict=True)
        }
        words = {f"w-{key}": text for key, text in answers.words.items()}
        return ratings | words | {"words_to": answers.words_to}

    def words_to(self, review: Review, answers: Answers | None) -> list[dict[str, object]]:
        """Return how the writer may let their words be shared: a choice where a coach reads."""
        if not review.round.coach_reads or not review.coach_id:
            return []
        current = answers.words_to if answers else Sheet.Words.AS_WRITTEN
        return [
            {"value": value, "label": label, "checked": value == current}
            for value, label in Sheet.Words.choices
        ]

    def _text(self, behaviour: Behaviour) -> str:
        return behaviour.text.format(name=self.about) if self.about else behaviour.self_text

    def _points(self, rating: int | None) -> list[dict[str, object]]:
        labels = enumerate(self.question_set.labels)
        points = [{"value": i, "label": label, "checked": rating == i} for i, label in labels]
        return [*points, {"value": "", "label": _("Not seen"), "checked": rating == -1}]


def _plain(text: str) -> str:
    """Return a text without control characters, which no database needs and some refuse."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
