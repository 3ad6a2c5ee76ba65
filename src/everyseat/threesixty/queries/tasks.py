"""What a review waits for from a person."""

from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from everyseat.organisations.landing import Task
from everyseat.organisations.models import Person
from everyseat.threesixty.models import (
    Review,
    Round,
)
from everyseat.threesixty.queries import permissions
from everyseat.threesixty.report.material import SELF


def _unless_passed(day: date) -> date | None:
    """Return a day that is not over: whoever joined late is asked for it as soon as they can."""
    return day if day >= timezone.localdate() else None


def of(person: Person, review: Review) -> list[Task]:
    """Return a person's tasks in a review that they may open, each with its round."""
    return [replace(task, note=review.round.name) for task in _of(person, review)]


def _of(person: Person, review: Review) -> list[Task]:
    state, dates, name = review.state, review.round, review.recipient.name
    waiting: list[Task] = []
    if state == Review.State.STOPPED:
        return waiting
    if review.recipient_id == person.pk and review.round.state == Round.State.OPEN:
        if state == Review.State.NOMINATE:
            link = reverse("nominate", args=[review.pk])
            waiting.append(Task(_to_name(review), link, _unless_passed(dates.nominate_by)))
        if not review.follow_up_of_id and not review.sheets.filter(relationship=SELF).exists():
            link = reverse("assess_self", args=[review.pk])
            waiting.append(Task(_("Say how you think you come across"), link, dates.collect_by))
    if review.recipient_id == person.pk and state == Review.State.RELEASED:
        waiting.append(Task(_("Read your report"), reverse("report", args=[review.pk])))
    if state == Review.State.APPROVE and permissions.may_approve(person, review):
        link = reverse("approve", args=[review.pk])
        text = _for(person, review, _("Approve the raters of %(name)s") % {"name": name})
        waiting.append(Task(text, link, _unless_passed(dates.approve_by)))
    if state == Review.State.READ and permissions.may_read_report(person, review):
        text = _("Read the report about %(name)s before they do") % {"name": name}
        text = _for(person, review, text)
        link = reverse("review", args=[review.pk])
        waiting.append(Task(text, link, since=review.state_since))
    return waiting


def _to_name(review: Review) -> str:
    if review.sent_back:
        return _("Change the list of people who rate you: it was sent back to you")
    return _("Name the people who can say how it feels to work with you")


def _for(person: Person, review: Review, text: str) -> str:
    """Return a task's text, with for whom it is done where they are away."""
    found = permissions.for_whom(person, review)
    if not found:
        return text
    names = {"task": text, "whom": found.person.name, "day": date_format(found.last_day)}
    return _("%(task)s (for %(whom)s, until %(day)s)") % names
