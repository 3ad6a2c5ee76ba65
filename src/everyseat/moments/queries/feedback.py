"""What people read about feedback and talks. Each sees their own, and nobody else's."""

from django.db.models import Q, QuerySet

from everyseat.moments.models import Feedback, Talk
from everyseat.organisations.models import Person


def received_by(person: Person) -> QuerySet[Feedback]:
    """Return what a person was told, without what a guardian found to be abuse."""
    return Feedback.objects.filter(recipient=person).exclude(abuse=Feedback.Abuse.UPHELD)


def given_by(person: Person) -> QuerySet[Feedback]:
    """Return what a person told in their own name."""
    return Feedback.objects.filter(giver=person).select_related("recipient")


def to_coach(person: Person) -> QuerySet[Feedback]:
    """Return the drafts that a person was asked to look at."""
    drafts = Feedback.objects.filter(coach=person, answered_on=None).select_related("recipient")
    return drafts.exclude(abuse=Feedback.Abuse.UPHELD)


def reported(guardian: Person) -> QuerySet[Feedback]:
    """Return what was reported as abuse, for a guardian to decide who is neither of the two."""
    found = Feedback.objects.filter(abuse=Feedback.Abuse.REPORTED).select_related("recipient")
    return found.exclude(recipient=guardian).exclude(giver=guardian)


def talks(person: Person) -> QuerySet[Talk]:
    """Return the talks that a person asked for or was asked for."""
    mine = Talk.objects.filter(Q(asked_by=person) | Q(asked=person))
    return mine.select_related("asked_by", "asked")


def could_be(name: str) -> list[Person]:
    """Return whom a typed name may mean: those of exactly this name, or else those that hold it."""
    name = " ".join(name.split())
    if not name:
        return []
    people = Person.objects.filter(is_active=True).select_related("team", "organisation")
    exact = people.filter(Q(name__iexact=name) | Q(email__iexact=name))
    return list(exact[:10]) or list(people.filter(name__icontains=name)[:10])


def listed(feedback: QuerySet[Feedback]) -> QuerySet[Feedback]:
    """Return feedback for a list, which shows its few words: what is long stays encrypted."""
    return feedback.defer("recalled", "answer", "heard_words")


def to_answer(person: Person) -> list[Feedback]:
    """Return what a person was told and has not answered; nothing that waits for their coach."""
    unanswered = listed(received_by(person)).filter(answered_on=None)
    return [feedback for feedback in unanswered if not feedback.coach_id or feedback.coach_said]


def talks_to_answer(person: Person) -> QuerySet[Talk]:
    """Return the talks that a person was asked for and has not replied to."""
    return talks(person).filter(asked=person, state=Talk.State.ASKED)


def to_say_whether_heard(person: Person) -> QuerySet[Feedback]:
    """Return what a person told that was answered, where they have not said how that felt."""
    return given_by(person).filter(answered_on__isnull=False, heard="")
