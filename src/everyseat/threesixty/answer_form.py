"""The answering form: for raters, and in the first person for recipients."""

import unicodedata
from collections.abc import Mapping
from functools import cached_property
from typing import TypedDict

from django.utils.translation import gettext as _

from everyseat.giving import letters
from everyseat.giving.refusals import Invalid
from everyseat.threesixty.actions.answers import Answers
from everyseat.threesixty.models import Review, Sheet
from everyseat.threesixty.questionnaire_content import Content, Statement, behaviours
from everyseat.threesixty.report.material import Behaviour, QuestionSet, Value

LONGEST_WORDS = 4000


class Question(TypedDict):
    """An open question on the form, with the words that have been written to it."""

    key: str
    text: str
    words: str


class AnswerForm:
    """The answering form: read by hand, as it is a whole questionnaire and not a list of fields.

    `pages` is what the template shows; `read` returns the ratings and words of a POST. Anything
    that is not a point of the scale counts as not seen; a half-filled form is refused only where
    the questionnaire says that a statement needs an answer.
    """

    def __init__(self, question_set: QuestionSet, content: Content, about: str = ""):
        self.question_set, self.content, self.about = question_set, content, about

    def pages(
        self, ratings: list[int] | None = None, words: dict[str, str] | None = None
    ) -> list[dict[str, object]]:
        keys = [b.key for b in self.question_set.behaviours]
        points = dict(zip(keys, ratings or [], strict=False))
        return [
            {
                "name": value.name,
                "behaviours": [self._behaviour(b, points.get(b.key)) for b in value.behaviours],
                "questions": self._questions(words, value.key),
                "hint": self._hint(value),
            }
            for value in self.question_set.values
        ]

    def questions(self, words: dict[str, str] | None = None) -> list[Question]:
        """Return all open questions, wherever they stand."""
        after = ["", *(value.key for value in self.question_set.values)]
        return [question for key in after for question in self._questions(words, key)]

    def last_questions(self, words: dict[str, str] | None = None) -> list[Question]:
        """Return the open questions that stand at the end."""
        return self._questions(words, "")

    def _questions(self, words: dict[str, str] | None, after: str) -> list[Question]:
        questions = self.content["questions"] if self.question_set.questions else []
        return [
            {
                "key": q["key"],
                "text": (q["text"] if self.about else q["self_text"]).format(name=self.about),
                "words": (words or {}).get(q["key"], ""),
            }
            for q in questions
            if q.get("after", "") == after
        ]

    def read(self, data: Mapping[str, str]) -> tuple[list[int], dict[str, str]]:
        points = {str(i): i for i in range(self.question_set.points)}
        ratings = [points.get(data.get(f"b-{b.key}", ""), -1) for b in self.question_set.behaviours]
        keys = [key for key, _text in self.question_set.questions]
        words = {key: _plain(data.get(f"w-{key}", "")) for key in keys}
        return ratings, {key: text for key, text in words.items() if text}

    def must_be_answered(self, data: Mapping[str, str]) -> None:
        """Refuse answers without one to a statement that needs it: Invalid names all of these.

        “Not seen” is an answer, where it is offered.
        """
        missing = [b for b in self.question_set.behaviours if self._is_missing(b, data)]
        if missing:
            text = _("Please answer this, too: %(statements)s")
            quoted = " ".join(f"“{self._text(behaviour)}”" for behaviour in missing)
            raise Invalid(f"b-{missing[0].key}", text % {"statements": quoted})

    def _is_missing(self, behaviour: Behaviour, data: Mapping[str, str]) -> bool:
        if not self.statements[behaviour.key].get("required"):
            return False
        sent = data.get(f"b-{behaviour.key}")
        allowed = [str(i) for i in range(self.question_set.points)]
        return sent not in [*allowed, *([""] if self._offers_not_seen(behaviour) else [])]

    @staticmethod
    def is_untouched(data: Mapping[str, str]) -> bool:
        """Return whether nothing was chosen or written: “not seen” is chosen, too."""
        return not any(k.startswith("b-") or (k.startswith("w-") and data[k]) for k in data)

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
        """Return how the writer may let their words be shared: a choice where a coach reads any."""
        if not review.coach_reads_first or not self.question_set.questions:
            return []
        current = answers.words_to if answers else Sheet.Words.AS_WRITTEN
        return [
            {"value": value, "label": label, "checked": value == current}
            for value, label in Sheet.Words.choices
        ]

    def _behaviour(self, behaviour: Behaviour, rating: int | None) -> dict[str, object]:
        points = self._points(behaviour, rating)
        return {
            "key": behaviour.key,
            "text": self._text(behaviour),
            "points": points,
            "columns": len(points),
            "required": self.statements[behaviour.key].get("required", False),
        }

    def _text(self, behaviour: Behaviour) -> str:
        if self.about:
            return (behaviour.asked or behaviour.text).format(name=self.about)
        return behaviour.asked_self or behaviour.self_text

    def _offers_not_seen(self, behaviour: Behaviour) -> bool:
        return self.statements[behaviour.key].get("not_seen", True)

    def _points(self, behaviour: Behaviour, rating: int | None) -> list[dict[str, object]]:
        labels = enumerate(self.labels)
        points = [{"value": i, "label": label, "checked": rating == i} for i, label in labels]
        if not self._offers_not_seen(behaviour):
            return points
        unseen = _("Not seen") if self.about else _("Does not apply to my role")
        return [*points, {"value": "", "label": unseen, "checked": rating == -1}]

    @cached_property
    def labels(self) -> list[str]:
        """Return what each point says: with its number, where not every point has a label."""
        labels, low = self.content["labels"], self.question_set.low
        if all(labels):
            return labels
        return [f"{number} {label}".strip() for number, label in enumerate(labels, low)]

    @cached_property
    def statements(self) -> dict[str, Statement]:
        return {statement["key"]: statement for statement in behaviours(self.content)}

    def _hint(self, value: Value) -> str:
        """Return what happens to a statement that is left empty; "" where none may be."""
        if all(self.statements[b.key].get("required") for b in value.behaviours):
            return ""
        if self.about:
            return _("Anything you leave empty counts as “not seen”.")
        return _("You can leave a statement empty.")


def _plain(text: str) -> str:
    """Return a text without control characters, which no database needs and some refuse."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
