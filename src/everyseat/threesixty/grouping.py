"""From the single reports of a round to its group report."""

from itertools import chain

from django.db.models import QuerySet

from everyseat.organisations.models import Person
from everyseat.threesixty.group import build
from everyseat.threesixty.group.build import Before, Material
from everyseat.threesixty.group.shape import Team
from everyseat.threesixty.models import GroupReport, Report, Round


def made(feedback_round: Round) -> GroupReport:
    """Return the group report of a round, not saved.

    It is checked against every earlier one with this family of questionnaire.
    """
    family = feedback_round.questionnaire.family
    earlier = GroupReport.objects.filter(round__questionnaire__family=family)
    content, counted = build.build(
        _material(feedback_round),
        list(earlier.order_by("pk").values_list("counted", flat=True)),
        _before(earlier.filter(round__collect_by__lt=feedback_round.collect_by)),
    )
    return GroupReport(round=feedback_round, content=content, counted=counted)


def _material(feedback_round: Round) -> Material:
    leaders = Person.objects.filter(reviews__in=feedback_round.active_reviews).select_related(
        "team"
    )
    questions = feedback_round.questionnaire.question_set()
    return Material(
        title=feedback_round.name,
        k=feedback_round.rating_threshold,
        scale={"low": questions.low, "high": questions.high, "labels": list(questions.labels)},
        teams={str(person.pk): _team(person) for person in leaders},
        reports=_reports(feedback_round),
        asked=_asked(feedback_round),
    )


def _team(person: Person) -> Team:
    return {"key": str(person.team_id or ""), "name": person.team.name if person.team else ""}


def _reports(feedback_round: Round) -> build.Reports:
    rows = Report.objects.filter(review__round=feedback_round).order_by("pk")
    return {str(pk): content for pk, content in rows.values_list("review__recipient", "content")}


def _asked(feedback_round: Round) -> int:
    """Return how many invitations the round's reports are made of: they outlast the invitations."""
    rows = Report.objects.filter(review__round=feedback_round).values_list("asked", flat=True)
    return sum(len(set(chain.from_iterable((groups or {}).values()))) for groups in rows)


def _before(earlier: QuerySet[GroupReport]) -> Before | None:
    """Return the round before, with its single reports as long as they are kept."""
    last = earlier.select_related("round").order_by("-round__collect_by", "-round_id").first()
    return Before(last.round.name, last.counted, _reports(last.round)) if last else None
