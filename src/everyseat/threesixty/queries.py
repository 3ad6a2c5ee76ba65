"""Questions that pages ask about rounds and reviews. None says who has answered."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from everyseat.organisations import roles
from everyseat.organisations.landing import Task
from everyseat.organisations.models import Person, Team
from everyseat.threesixty import relationships
from everyseat.threesixty.group.shape import GroupReport as GroupContent
from everyseat.threesixty.group.shape import Team as TeamOfDay
from everyseat.threesixty.models import (
    Closing,
    CommentEdit,
    GroupReport,
    Invitation,
    Making,
    Questionnaire,
    Review,
    Round,
)
from everyseat.threesixty.report import edited
from everyseat.threesixty.report.material import SELF
from everyseat.threesixty.report.shape import Report as Content


@dataclass(frozen=True)
class Progress:
    """The progress of a review, in counts."""

    review: Review
    proposed: int
    invited: int
    declined: int
    answered: str
    self_given: bool


def progress(feedback_round: Round) -> list[Progress]:
    """Return the progress of each review: about how many people answered, never who."""
    reviews = feedback_round.reviews.select_related("recipient", "coach").annotate(
        proposed=Count("invitations", distinct=True),
        invited=Count(
            "invitations",
            filter=Q(invitations__state__in=[Invitation.State.INVITED, Invitation.State.DECLINED]),
            distinct=True,
        ),
        declined=Count(
            "invitations", filter=Q(invitations__state=Invitation.State.DECLINED), distinct=True
        ),
        own=Count("sheets", filter=Q(sheets__relationship=SELF), distinct=True),
    )
    reviews = reviews.order_by("recipient__name", "pk")
    return [
        Progress(
            r,
            r.proposed,
            r.invited,
            r.declined,
            _about(r, r.invited - r.declined),
            bool(r.own),
        )
        for r in reviews
    ]


def coachless(feedback_round: Round, rows: list[Progress]) -> int:
    """Return how many recipients still need a coach before a round can be launched."""
    if feedback_round.state != Round.State.DRAFT or not feedback_round.coach_reads:
        return 0
    return sum(row.review.coach_id is None for row in rows)


def _about(review: Review, invited: int) -> str:
    """Return about how many people answered, in words, as counted last night."""
    if not invited:
        return "–"
    if not review.answered:
        return _("fewer than %(k)s") % {"k": review.round.rating_threshold}
    return _("%(n)s or more") % {"n": review.answered}


@dataclass(frozen=True)
class ClosingProgress:
    """The progress of closing a round, in counts of reports, and the failed steps."""

    made: int
    total: int
    failed: list[Making]


def closing(feedback_round: Round) -> ClosingProgress | None:
    """Return the progress of closing a round, or None if nothing is left to do."""
    work = Making.objects.filter(review__round=feedback_round)
    if not Closing.objects.filter(round=feedback_round).exists():
        return None
    failed = work.filter(tries__gt=0).select_related("review__recipient").order_by("pk")
    missing = work.exclude(step=Making.Step.RELEASE).count()
    total = feedback_round.reviews.count()
    return ClosingProgress(total - missing, total, list(failed))


def declined_invitations(feedback_round: Round) -> QuerySet[Invitation]:
    """Return the invitations that were declined, with the reasons, for the organiser."""
    invitations = Invitation.objects.filter(
        review__round=feedback_round, state=Invitation.State.DECLINED
    )
    return invitations.select_related("person", "review__recipient")


def lost_cards(feedback_round: Round) -> QuerySet[Invitation]:
    """Return the invitations whose raters reported a lost card."""
    invitations = Invitation.objects.filter(review__round=feedback_round, lost=True)
    return invitations.select_related("person", "review__recipient")


def open_invitations(invitation: Invitation) -> list[Invitation]:
    """Return an invitation, then the same person's other open invitations of the round."""
    invitations = Invitation.objects.filter(
        person=invitation.person_id,
        review__round=invitation.review.round_id,
        review__round__state=Round.State.OPEN,
        review__state=Review.State.COLLECT,
        state=Invitation.State.INVITED,
    )
    invitations = invitations.select_related("review__recipient", "review__round")
    return sorted(invitations, key=lambda i: (i.pk != invitation.pk, i.review.recipient.name))


def readable_reviews(person: Person) -> QuerySet[Review]:
    """Return the reviews that a person may open as recipient, approver or coach."""
    is_theirs = Q(recipient=person) | Q(recipient__manager=person, state=Review.State.APPROVE)
    if person.may(roles.READ_AS_COACH):
        is_theirs |= Q(coach=person)
    if person.may(roles.RUN_ROUNDS):
        is_theirs |= Q(recipient__manager=None, state=Review.State.APPROVE)
    reviews = Review.objects.filter(is_theirs).select_related(
        "recipient", "round__questionnaire", "coach"
    )
    return reviews.order_by("-round__collect_by", "recipient__name")


def may_approve(person: Person, review: Review) -> bool:
    """Return whether a person approves the raters of a review."""
    if review.recipient.manager_id:
        return review.recipient.manager_id == person.pk
    return person.may(roles.RUN_ROUNDS) and review.recipient_id != person.pk


def may_read_report(person: Person, review: Review) -> bool:
    """Return whether a person may read the report now: the coach first, then the recipient."""
    return _may_read(person, review) and review.has_report


def _may_read(person: Person, review: Review) -> bool:
    if review.round.state != Round.State.CLOSED:
        return False
    if (
        review.coach_reads_first
        and review.coach_id == person.pk
        and person.may(roles.READ_AS_COACH)
    ):
        is_passed_on = review.state == Review.State.READ or review.is_released
        return is_passed_on and (review.recipient_id != person.pk or review.is_released)
    return review.recipient_id == person.pk and review.is_released


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


def group_reports() -> QuerySet[GroupReport]:
    """Return the group reports, newest first."""
    made = GroupReport.objects.select_related("round")
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


@dataclass(frozen=True)
class RatersOfKind:
    """The raters named for a review, by relationship, with the limits."""

    relationship: str
    name: str
    fewest: int
    most: int
    invitations: list[Invitation]


def named_raters(review: Review) -> list[RatersOfKind]:
    invitations = list(review.invitations.select_related("person__organisation"))
    return [
        RatersOfKind(
            key,
            str(name),
            *review.round.limit(key),
            [i for i in invitations if i.relationship == key],
        )
        for key, name in relationships.CHOICES
    ]


def questionnaires() -> QuerySet[Questionnaire]:
    counted = Questionnaire.objects.annotate(used=Count("rounds"))
    return counted.order_by("name", "-version")


def tasks(person: Person, review: Review) -> list[Task]:
    """Return a person's tasks in a review that they may open."""
    state, dates, name = review.state, review.round, review.recipient.name
    waiting = []
    if review.recipient_id == person.pk and review.round.state == Round.State.OPEN:
        if state == Review.State.NOMINATE:
            link = reverse("nominate", args=[review.pk])
            waiting.append(
                Task(
                    _("Name the people who can say how it feels to work with you"),
                    link,
                    dates.nominate_by,
                )
            )
        if not review.follow_up_of_id and not review.sheets.filter(relationship=SELF).exists():
            link = reverse("assess_self", args=[review.pk])
            waiting.append(Task(_("Say how you mean to come across"), link, dates.collect_by))
    if review.recipient_id == person.pk and state == Review.State.RELEASED:
        waiting.append(Task(_("Read your report"), reverse("report", args=[review.pk])))
    if state == Review.State.APPROVE and may_approve(person, review):
        link = reverse("approve", args=[review.pk])
        text = _("Approve the raters of %(name)s") % {"name": name}
        waiting.append(Task(text, link, dates.approve_by))
    if state == Review.State.READ and may_read_report(person, review):
        text = _("Read the report about %(name)s before they do") % {"name": name}
        waiting.append(Task(text, reverse("review", args=[review.pk])))
    return waiting
