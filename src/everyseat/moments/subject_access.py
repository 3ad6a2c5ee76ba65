"""What moments hold that can be tied to a person: to be told, or to be erased."""

from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.moments.models import Case, Feedback, GuardianKey, Leave
from everyseat.organisations.models import Person


def held_about(person: Person) -> dict:
    """Return what moments hold of a person. What others answered is not tied to anybody."""
    asked = ("what", "held_on", "meant", "sentence", "state", "picture", "heard", "will_do")
    keys = ("recipient", "made_on", "retired_on")
    return {
        "asked": list(person.moments.values(*asked)),
        "feedback_received": [_received(feedback) for feedback in person.feedback_received.all()],
        "feedback_given": [
            {"to": t.recipient.name, "on": t.given_on, "words": t.words, "heard": t.heard}
            for t in person.feedback_given.select_related("recipient")
        ],
        "talks_asked_for": [
            {"with": t.asked.name, "on": t.asked_on, "note": t.own_note}
            for t in person.talks_asked_for.select_related("asked")
        ],
        "talks_asked_of": [
            {"by": t.asked_by.name, "on": t.asked_on, "note": t.other_note}
            for t in person.talks_asked_of.select_related("asked_by")
        ],
        "guardian_keys": list(person.guardian_keys.values(*keys)),
        "promises": list(
            person.promises.values("acknowledge_days", "feedback_months", "made_on", "withdrawn_on")
        ),
        "leave": list(Leave.objects.filter(person=person).values("from_on", "back_on")),
    }


def _received(feedback: Feedback) -> dict:
    """Return what somebody was told as their page shows it: not the words before they recalled."""
    read = feedback.recalled_on and feedback.abuse != Feedback.Abuse.UPHELD
    return {
        "on": feedback.given_on,
        "moment": feedback.cue,
        "words": feedback.words if read else "not read yet",
        "recalled": feedback.recalled,
        "answer": feedback.answer,
    }


def erase(person: Person) -> None:
    """Delete what a person asked, was told and told, and a guardian's keys.

    NotNow while a case can be opened by their key alone: its reporter would lose their voice.
    """
    theirs = Case.objects.filter(keys__person=person)
    others = Case.objects.filter(keys__in=GuardianKey.objects.in_use().exclude(person=person))
    if theirs.exclude(pk__in=others.values("pk")).exists():
        raise NotNow(
            _("Only they can open some cases. Ask them to share these with another guardian first.")
        )
    for related in (
        "moments",
        "feedback_received",
        "feedback_given",
        "talks_asked_for",
        "talks_asked_of",
    ):
        getattr(person, related).all().delete()
    person.guardian_keys.all().delete()
    Leave.objects.filter(person=person).delete()
