"""Actions of organisers on questionnaires."""

from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.threesixty.models import Questionnaire
from everyseat.threesixty.questionnaire_content import Content
from everyseat.threesixty.questionnaire_format import checked, from_json

OURS = Path(__file__).parents[1] / "content/leading-from-every-seat.json"


def add(*, name: str, content: Content, language: str = "", licence: str = "") -> Questionnaire:
    """Add a questionnaire as a draft. QuestionnaireError if its content can't be used."""
    return Questionnaire.objects.create(
        name=name[:120], content=checked(content), language=language or "en-gb", licence=licence
    )


@transaction.atomic
def add_ours() -> Questionnaire:
    """Add and publish "Leading from every seat", with which every site begins."""
    fields = from_json(OURS.read_text(encoding="utf-8"))
    questionnaire = add(**fields)
    publish(questionnaire=questionnaire)
    return questionnaire


def edit(
    *, questionnaire: Questionnaire, name: str, licence: str, content: Content
) -> Questionnaire:
    """Save changes to a draft, or as a new draft version of a published questionnaire."""
    content = checked(content)
    with changing(questionnaire):
        if questionnaire.published:
            return _next_version(questionnaire, name=name, licence=licence, content=content)
        questionnaire.name, questionnaire.licence, questionnaire.content = name, licence, content
        return questionnaire


def _next_version(questionnaire: Questionnaire, **changes: object) -> Questionnaire:
    versions = Questionnaire.objects.filter(family=questionnaire.family)
    last = versions.aggregate(last=Max("version"))["last"]
    return Questionnaire.objects.create(
        family=questionnaire.family, version=last + 1, language=questionnaire.language, **changes
    )


def publish(*, questionnaire: Questionnaire) -> None:
    """Make a draft ready for rounds; from now on it does not change."""
    with changing(questionnaire):
        if questionnaire.published:
            raise NotNow(_("This version is already published."))
        questionnaire.published = True
