"""Actions of organisers on questionnaires."""

import hashlib
import json
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import assign, changing
from everyseat.threesixty.models import Questionnaire
from everyseat.threesixty.questionnaire_checks import LABELS, for_rounds
from everyseat.threesixty.questionnaire_content import Content
from everyseat.threesixty.questionnaire_format import from_json

CONTENT = Path(__file__).parents[1] / "content"
OURS = CONTENT / "leading-from-every-seat.json"
STARTS = {"leading": OURS, "pulse": CONTENT / "pulse.json", "board": CONTENT / "board.json"}
EMPTY: Content = {
    "labels": LABELS,
    "values": [
        {
            "key": "listening",
            "name": "Listening",
            "description": "",
            "behaviours": [
                {
                    "key": "listens",
                    "text": "{name} listens to what I say.",
                    "self_text": "I listen to what people say.",
                }
            ],
        }
    ],
    "questions": [],
}


def add(*, name: str, content: Content, language: str = "", licence: str = "") -> Questionnaire:
    """Add a questionnaire as a draft. QuestionnaireError if its content can't be used."""
    return Questionnaire.objects.create(
        name=name[:120], content=for_rounds(content), language=language or "en-gb", licence=licence
    )


def start(*, name: str, template: str, licence: str = "") -> Questionnaire:
    """Add a draft to begin with: one of the STARTS, or else one value with one statement."""
    if template not in STARTS:
        return add(name=name, content=EMPTY, licence=licence)
    fields = from_json(STARTS[template].read_text(encoding="utf-8"))
    fields["name"] = name or fields["name"]
    return add(**fields)


@transaction.atomic
def add_ours() -> Questionnaire:
    """Add and publish "Leading from every seat", with which every site begins."""
    fields = from_json(OURS.read_text(encoding="utf-8"))
    questionnaire = add(**fields)
    publish(questionnaire=questionnaire)
    return questionnaire


def edit(
    *,
    questionnaire: Questionnaire,
    name: str,
    licence: str,
    content: object,
    language: str = "",
    seen: str = "",
) -> Questionnaire:
    """Save changes to a draft, or as a new draft version of a published questionnaire.

    `seen` is the state that they were made to (`state_of`). NotNow if somebody else has changed the
    draft since. The same changes sent twice make one version.
    """
    whole = for_rounds(content)
    with changing(questionnaire):
        language = language or questionnaire.language
        told: dict[str, object] = {
            "name": name,
            "licence": licence,
            "content": whole,
            "language": language,
        }
        if questionnaire.published:
            return _next_version(questionnaire, **told)
        if seen and seen != state_of(questionnaire):
            text = _(
                "Somebody else has saved this questionnaire since you opened it. Yours is not "
                "saved yet. Look at theirs in another tab. Press Save again to replace it."
            )
            raise NotNow(text)
        assign(questionnaire, told)
        return questionnaire


def state_of(questionnaire: Questionnaire) -> str:
    """Return a short text that is another one when somebody has changed a questionnaire."""
    parts = (questionnaire.name, questionnaire.licence, questionnaire.language)
    whole = json.dumps([*parts, questionnaire.content], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:20]


def _next_version(questionnaire: Questionnaire, **changes: object) -> Questionnaire:
    versions = Questionnaire.objects.filter(family=questionnaire.family)
    last = versions.order_by("-version")[0]
    if not last.published and all(getattr(last, name) == told for name, told in changes.items()):
        return last
    return Questionnaire.objects.create(
        family=questionnaire.family, version=last.version + 1, **changes
    )


def publish(*, questionnaire: Questionnaire) -> None:
    """Make a draft ready for rounds; from now on it does not change."""
    with changing(questionnaire):
        if questionnaire.published:
            raise NotNow(_("This version is already published."))
        questionnaire.published = True
