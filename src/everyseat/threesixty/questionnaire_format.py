"""Questionnaires as JSON, which holds all of one. `questionnaire_table` has the same as a table."""

import json
from collections.abc import Mapping

from django.utils.translation import gettext as _

from everyseat.files import texts
from everyseat.threesixty.questionnaire_checks import QuestionnaireError, checked, text_of
from everyseat.threesixty.questionnaire_content import Content, QuestionnaireFile


def from_json(text: str) -> QuestionnaireFile:
    """Read a questionnaire from JSON. QuestionnaireError names the line of a mistake."""
    try:
        raw = texts.from_json(text)
    except json.JSONDecodeError as error:
        raise QuestionnaireError(
            [_("Line %(n)s is not JSON (%(why)s).") % {"n": error.lineno, "why": error.msg}]
        ) from error
    except (RecursionError, ValueError) as error:  # brackets within brackets, endless numbers
        raise QuestionnaireError(
            [_("This JSON is too deep or too long to be a questionnaire.")]
        ) from error
    if not isinstance(raw, dict):
        raise QuestionnaireError([_("The file contains no questionnaire.")])
    return {
        "name": text_of(raw, "name"),
        "language": text_of(raw, "language"),
        "licence": text_of(raw, "licence"),
        "content": checked(raw),
    }


def to_json(about: Mapping[str, str], content: Content) -> str:
    """Return a questionnaire as JSON that `from_json` reads back."""
    return json.dumps({**about, **content}, indent=2, ensure_ascii=False) + "\n"
