"""The answering form: for raters, and in the first person for recipients."""

from django.utils.translation import gettext_lazy as _

from everyseat.threesixty.models import Sheet
from everyseat.threesixty.report.material import Asked, Behaviour

LONGEST_WORDS = 4000


class AnswerForm:
    """The answering form: read by hand, because it is a whole framework and not a list of fields.

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
        words = {key: data.get(f"w-{key}", "").strip()[:LONGEST_WORDS] for key in keys}
        return ratings, {key: text for key, text in words.items() if text}

    def _text(self, behaviour: Behaviour) -> str:
        return behaviour.text.format(name=self.about) if self.about else behaviour.self_text

    def _points(self, given: int | None) -> list[dict]:
        labels = enumerate(self.asked.labels)
        points = [{"value": i, "label": label, "checked": given == i} for i, label in labels]
        return [*points, {"value": "", "label": _("Not seen"), "checked": given == -1}]


WORDS_TO = Sheet.Words.choices
