"""The answering form: for raters, and in the first person for recipients."""

import unicodedata

from django.utils.translation import gettext_lazy as _

from everyseat.threesixty.actions.answers import Answers
from everyseat.threesixty.models import Review, Sheet
from everyseat.threesixty.report.material import Asked, Behaviour

LONGEST_WORDS = 4000


class AnswerForm:
    """The answering form: read by hand, as it is a whole questionnaire and not a list of fields.

    `pages` is what the template shows; `read` returns the ratings and words of a POST. Anything
    that is not a point of the scale counts as not seen, so that no half-filled form is refused.
    """

    def __init__(self, asked: Asked, content: dict, about: str = ""):
        self.asked, self.content, self.about = asked, content, about

    def pages(self, ratings: list[int] | None = None) -> list[dict]:
        given = dict(zip([b.key for b in self.asked.behaviours], ratings or [], strict=False))
        return [
            {
                "name": value.name,
                "behaviours": [
                    {"key": b.key, "text": self._text(b), "points": self._points(given.get(b.key))}
                    for b in value.behaviours
                ],
            }
            for value in self.asked.values
        ]

    def questions(self, words: dict[str, str] | None = None) -> list[dict]:
        about = "text" if self.about else "self_text"
        asked = self.content["questions"] if self.asked.questions else []
        return [
            {
                "key": q["key"],
                "text": q[about].format(name=self.about),
                "words": (words or {}).get(q["key"], ""),
            }
            for q in asked
        ]

    def read(self, data: dict) -> tuple[list[int], dict[str, str]]:
        points = {str(i): i for i in range(self.asked.points)}
        ratings = [points.get(data.get(f"b-{b.key}", ""), -1) for b in self.asked.behaviours]
        keys = [key for key, _text in self.asked.questions]
        words = {key: _plain(data.get(f"w-{key}", ""))[:LONGEST_WORDS] for key in keys}
        return ratings, {key: text for key, text in words.items() if text}

    def answers(self, data: dict) -> Answers:
        """Return what a rater's POST says."""
        chosen = data.get("words_to", "")
        known = chosen in Sheet.Words.values
        return Answers(*self.read(data), chosen if known else Sheet.Words.AS_WRITTEN)

    def fields(self, given: Answers) -> dict[str, str]:
        """Return answers as the fields of the form, for the script that fills them in."""
        keys = [behaviour.key for behaviour in self.asked.behaviours]
        ratings = {
            f"b-{key}": "" if point < 0 else str(point)
            for key, point in zip(keys, given.ratings, strict=True)
        }
        words = {f"w-{key}": text for key, text in given.words.items()}
        return ratings | words | {"words_to": given.words_to}

    def words_to(self, review: Review, given: Answers | None) -> list[dict]:
        """Return how the writer may let their words be shared: a choice where a coach reads."""
        if not review.round.coach_reads or not review.coach_id:
            return []
        chosen = given.words_to if given else Sheet.Words.AS_WRITTEN
        return [
            {"value": value, "label": label, "checked": value == chosen}
            for value, label in Sheet.Words.choices
        ]

    def _text(self, behaviour: Behaviour) -> str:
        return behaviour.text.format(name=self.about) if self.about else behaviour.self_text

    def _points(self, given: int | None) -> list[dict]:
        labels = enumerate(self.asked.labels)
        points = [{"value": i, "label": label, "checked": given == i} for i, label in labels]
        return [*points, {"value": "", "label": _("Not seen"), "checked": given == -1}]


def _plain(text: str) -> str:
    """Return a text without control characters, which no database needs and some refuse."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
