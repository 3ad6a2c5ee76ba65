"""Deletion by date, and a person's requests to see or erase their data."""

import uuid
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy, gettext_noop

from everyseat.giving import drawing
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing, lock
from everyseat.organisations.models import Person
from everyseat.threesixty.actions.reopening import may_reopen_until
from everyseat.threesixty.models import (
    Aim,
    DateKept,
    GroupReport,
    Invitation,
    Report,
    Review,
    Round,
    Sheet,
)
from everyseat.threesixty.queries import reports
from everyseat.threesixty.report import data
from everyseat.threesixty.report.material import SELF

STOP_FIRST = gettext_lazy(
    "Their own 360 is under way: %(rounds)s. An organiser can stop it, on their page in the round."
)
REMOVE_FIRST = gettext_lazy(
    "They are invited to answer: %(rounds)s. An organiser can remove them, on the pages of the "
    "leaders in the round."
)
WAIT_FIRST = gettext_lazy("These rounds have just closed: %(rounds)s. Wait for their reports.")
ANSWERS, REPORTS = gettext_noop("answers deleted"), gettext_noop("reports deleted")


def delete_what_is_due(today: date) -> None:
    """Delete the answers, and later the reports, of rounds that have been kept long enough."""
    rounds = Round.objects.filter(state=Round.State.CLOSED).select_related("organisation")
    for feedback_round in rounds:
        if today >= feedback_round.answers_deleted_on:
            _once(feedback_round, ANSWERS, _delete_answers)
        if today >= feedback_round.reports_deleted_on:
            _once(feedback_round, REPORTS, _delete_reports)


@transaction.atomic
def _once(feedback_round: Round, what: str, delete: Callable[[Round], None]) -> None:
    lock(feedback_round)
    if DateKept.objects.get_or_create(round=feedback_round, what=what)[1]:
        delete(feedback_round)


def _delete_answers(feedback_round: Round) -> None:
    Sheet.objects.filter(review__round=feedback_round).delete()
    Invitation.objects.filter(review__round=feedback_round).delete()


def _delete_reports(feedback_round: Round) -> None:
    Aim.objects.filter(review__round=feedback_round).delete()
    Report.objects.filter(review__round=feedback_round).delete()
    GroupReport.objects.filter(round=feedback_round).delete()
    feedback_round.reviews.update(coach_note="", sent_back="")


def held_about(person: Person) -> dict[str, object]:
    """Return all data of the 360 that can be linked to a person."""
    return {
        "asked_as_rater": [
            {
                "about": str(i.review),
                "relationship": i.relationship,
                "state": i.state,
                "card_drawn": _has_drawn(i),
                "reason_for_declining": i.reason,
                "said_that_they_do_not_work_with_them": not i.knows_them,
                "links_replaced": len(i.replaced),
                "answers_by_a_kept_link": _answers(Sheet.objects.filter(kept_for=i).first()),
            }
            for i in person.invitations.select_related("review__round", "review__recipient")
        ],
        "reviews_of_them": [
            {
                "round": r.round.name,
                "state": r.state,
                "own_assessment": _answers(r.sheets.filter(relationship=SELF).first()),
                "report": _for_recipient(r),
                "coach_note": r.coach_note if r.is_released else "",
                "aims": [
                    {"topic": a.topic, "aim": a.aim, "actions": a.actions}
                    | {"done": a.done, "by": a.by.isoformat()}
                    for a in r.aims.all()
                ],
            }
            for r in person.reviews.select_related("round")
        ],
        "in_the_list_of_those_asked_for_the_report": [str(r.review) for r in _that_name(person)],
        "counted_in_the_group_reports_of": [str(r.round) for r in _that_count(person)],
        "comments_on_plans": [
            {"plan_of": str(c.review), "text": c.text, "on": c.on.isoformat()}
            for c in person.plan_comments.select_related("review__recipient", "review__round")
        ],
        "coaches": [str(r) for r in person.coached.select_related("round", "recipient")],
    }


def _that_name(person: Person) -> list[Report]:
    """Return the reports whose list of raters includes a person."""
    reports = Report.objects.filter(asked__isnull=False).defer("content").order_by("pk")
    reports = reports.select_related("review__recipient", "review__round")
    key = str(person.pk)
    return [
        r for r in reports.iterator() if any(key in people for people in (r.asked or {}).values())
    ]


def _that_count(person: Person) -> list[GroupReport]:
    """Return the group reports that a person's figures are part of."""
    reports = GroupReport.objects.defer("content").select_related("round").order_by("pk")
    key = str(person.pk)
    return [
        report
        for report in reports.iterator()
        if any(key in block for blocks in report.counted.values() for block in blocks)
    ]


def _take_out_of_lists(person: Person) -> None:
    """Replace a person by a random identifier, so that the numbers of people stay right."""
    key, nobody = str(person.pk), str(uuid.uuid4())
    for group_report in _that_count(person):
        with changing(group_report):
            group_report.counted = {
                value: [sorted(nobody if p == key else p for p in block) for block in blocks]
                for value, blocks in group_report.counted.items()
            }
    for report in _that_name(person):
        with changing(report):
            report.asked = {
                group: sorted(nobody if rater == key else rater for rater in people)
                for group, people in (report.asked or {}).items()
            }


def _has_drawn(invitation: Invitation) -> bool | str:
    """Return whether a rater has drawn a card: known until it can't be reopened any more."""
    if invitation.review.state == Review.State.STOPPED:
        return "forgotten when the 360 was stopped"
    feedback_round = invitation.review.round
    if feedback_round.state != Round.State.OPEN and not may_reopen_until(feedback_round):
        return "forgotten when the round closed"
    return str(invitation.pk) in drawing.register_of(feedback_round)


def _for_recipient(review: Review) -> dict[str, object] | str:
    """Return a report as its recipient may read and download it."""
    report = reports.content_of(review) if review.is_released else None
    if report is None:
        return "not released yet"
    return data.of(report)


def _answers(sheet: Sheet | None) -> dict[str, object] | None:
    return {"ratings": sheet.ratings, "words": sheet.words} if sheet else None


def _must_have_left(person: Person) -> None:
    """Raise NotNow, with what to do first, while a person takes part in a round under way."""
    going_on = Review.objects.exclude(state=Review.State.STOPPED)
    mine = going_on.filter(recipient=person)
    rates = going_on.filter(
        pk__in=person.invitations.filter(state=Invitation.State.INVITED).values("review")
    )
    for reviews, state, text in (
        (mine, Round.State.OPEN, STOP_FIRST),
        (rates, Round.State.OPEN, REMOVE_FIRST),
        (mine | rates, Round.State.CLOSING, WAIT_FIRST),
    ):
        rounds = Round.objects.filter(reviews__in=reviews, state=state).distinct()
        if names := ", ".join(rounds.values_list("name", flat=True)):
            raise NotNow(text % {"rounds": names})


@transaction.atomic
def erase(person: Person) -> None:
    """Delete a person's data in the 360. NotNow while they take part in a round that is under way.

    Answers given with a card can't be found, so they stay. Nothing links them to the person.
    """
    _must_have_left(person)
    Review.objects.filter(recipient=person).delete()
    person.invitations.all().delete()
    person.plan_comments.all().delete()
    person.named.update(named_by=None)
    _take_out_of_lists(person)
