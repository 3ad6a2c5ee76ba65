"""Questionnaires in lists."""

from django.db.models import Count, QuerySet

from everyseat.threesixty.models import Questionnaire
from everyseat.threesixty.questionnaire_content import is_on_the_same_scale


def questionnaires() -> QuerySet[Questionnaire]:
    counted = Questionnaire.objects.annotate(used=Count("rounds"))
    return counted.order_by("name", "-version")


def comparable_versions(questionnaire: Questionnaire) -> list[int]:
    """Return the keys of a questionnaire's versions on its scale: only their ratings compare."""
    versions = Questionnaire.objects.filter(family=questionnaire.family)
    return [
        pk
        for pk, content in versions.values_list("pk", "content")
        if is_on_the_same_scale(content, questionnaire.content)
    ]


def version_before(questionnaire: Questionnaire) -> Questionnaire | None:
    """Return the version that came before one, or None for the first."""
    earlier = Questionnaire.objects.filter(
        family=questionnaire.family, version__lt=questionnaire.version
    )
    return earlier.order_by("-version").first()
