"""From a questionnaire's content to what is asked, and to what a report is made of."""

from everyseat.threesixty.questionnaire_content import Content, Statement, is_reversed
from everyseat.threesixty.report.material import Behaviour, QuestionSet, Value


def asked(content: Content, only: list[str] | None = None) -> QuestionSet:
    """Return the questions; `only` these behaviours and no open questions for a follow-up."""
    values = []
    for v in content["values"]:
        chosen = [b for b in v["behaviours"] if only is None or b["key"] in only]
        if chosen:
            values.append(Value(v["key"], v["name"], tuple(_behaviour(b) for b in chosen)))
    questions = content["questions"] if only is None else []
    pairs = tuple((q["key"], q["text"]) for q in questions)
    about = tuple((q["key"], q["value"]) for q in questions if q.get("value"))
    labels, low = content["labels"], content.get("low", 1)
    return QuestionSet(tuple(values), pairs, low, len(labels), points(content), about)


def _behaviour(statement: Statement) -> Behaviour:
    texts = statement["text"], statement["self_text"]
    if not is_reversed(statement):
        return Behaviour(statement["key"], *texts)
    turned = statement.get("turned_text", ""), statement.get("turned_self_text", "")
    return Behaviour(statement["key"], *turned, *texts)


def points(content: Content) -> tuple[str, ...]:
    """Return what each point of the scale is called: its label, or its number without one."""
    return tuple(
        label or str(number)
        for number, label in enumerate(content["labels"], content.get("low", 1))
    )
