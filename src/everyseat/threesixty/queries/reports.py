"""Reports as they are shown."""

from django.db.models import QuerySet

from everyseat.organisations import roles
from everyseat.organisations.models import Person, Team
from everyseat.threesixty.group.shape import GroupReport as GroupContent
from everyseat.threesixty.group.shape import Team as TeamOfDay
from everyseat.threesixty.models import (
    CommentEdit,
    GroupReport,
    Review,
)
from everyseat.threesixty.queries import organising
from everyseat.threesixty.report import edited
from everyseat.threesixty.report.shape import Report as Content


def content_of(review: Review) -> Content | None:
    """Return a review's report as it is shown: with today's name, and what its coach left of words.

    `Review.report` has the name of the day it was made, and all words. Whoever shows a report reads
    it from here.
    """
    made = review.report
    if made is None:
        return None
    return edited.applied({**made, "recipient": review.recipient.name}, edits_of(review))


def edits_of(review: Review) -> list[edited.Edit]:
    """Return what the coach left of comments, in an order that stays the same."""
    edits = CommentEdit.objects.filter(report=review.pk).order_by("question", "comment")
    return [edited.Edit(*row) for row in edits.values_list("question", "comment", "left")]


def may_read_group_reports(person: Person) -> bool:
    """Return whether a person reads any: as the board does, or as an organiser of the round."""
    return person.may(roles.READ_GROUP_REPORTS) or person.may(roles.RUN_ROUNDS)


def group_reports(person: Person) -> QuerySet[GroupReport]:
    """Return the group reports that a person may read, newest first."""
    made = GroupReport.objects.select_related("round")
    if not person.may(roles.READ_GROUP_REPORTS):
        made = made.filter(round__in=organising.run_by(person))
    return made.order_by("-round__collect_by", "-round_id")


def group_content(report: GroupReport) -> GroupContent:
    """Return a group report as it is shown today: of teams and a round by the names they have now.

    A team that has been deleted keeps the name it had.
    """
    content: GroupContent = report.content
    names = {str(pk): name for pk, name in Team.objects.values_list("pk", "name")}
    blocks: list[list[TeamOfDay]] = [
        [{"key": team["key"], "name": names.get(team["key"], team["name"])} for team in block]
        for block in content["blocks"]
    ]
    return {**content, "title": report.round.name, "blocks": blocks}
