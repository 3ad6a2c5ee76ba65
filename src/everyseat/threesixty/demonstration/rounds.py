"""Last year's round, this year's, and one that is half way."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from everyseat.organisations.demonstration import City
from everyseat.organisations.models import Person
from everyseat.safety import thresholds
from everyseat.threesixty.actions import (
    closing,
    coaching,
    finishing,
    nominating,
    questionnaires,
    rounds,
)
from everyseat.threesixty.demonstration import answers, words
from everyseat.threesixty.demonstration.answers import Leader
from everyseat.threesixty.models import Questionnaire, Review, Round

RATERS_OF_CHIEF = {"manager": 1, "peer": 11, "report": 12, "partner": 14, "public": 5}


def load(people: City, rng: Random) -> None:
    """Let two rounds have been, of which the reports are read, and one be half way."""
    questionnaire = questionnaires.add_ours()
    keys = [value.key for value in questionnaire.question_set().values]
    today = timezone.localdate()
    leaders = {p: answers.leader(rng, keys) for p in people.leaders}
    last = _closed_round(
        people, questionnaire, "Leading together, last year", today - timedelta(365)
    )
    now = _closed_round(people, questionnaire, "Leading together", today - timedelta(14))
    chief = {key: 3.9 for key in keys}
    before = Leader(chief | {"noticing": 2.6, "straight": 3.2}, {key: 4.2 for key in keys})
    after = Leader(
        chief | {"noticing": 2.5, "straight": 4.1}, {key: 4.0 for key in keys} | {"noticing": 4.6}
    )
    few = Leader(dict.fromkeys(keys, 3.6), dict.fromkeys(keys, 4.0))
    _collect(
        last, people.chief, before, RATERS_OF_CHIEF | {"partner": 10}, words.CHIEF, rng, people
    )
    for person, leader in leaders.items():
        _collect(last, person, leader, _some(rng), words.OTHERS, rng, people)
    _make_reports(last)
    _collect(now, people.chief, after, RATERS_OF_CHIEF, words.CHIEF, rng, people)
    _collect(now, people.few, few, {"peer": 2, "report": 2}, {}, rng, people)
    for person, leader in list(leaders.items())[:8]:
        _collect(now, person, leader, _some(rng), words.OTHERS, rng, people)
    _make_reports(now)
    _let_read(now, people)
    _half_way(people, questionnaire, leaders, today, rng)


def _some(rng: Random) -> dict[str, int]:
    return {
        "manager": 1,
        "peer": rng.randint(3, 5),
        "report": rng.randint(4, 7),
        "partner": rng.randint(2, 4),
    }


def _closed_round(people: City, questionnaire: Questionnaire, name: str, until: date) -> Round:
    feedback_round = Round(
        organisation=people.chief.organisation,
        name=name,
        purpose=PURPOSE,
        organiser=people.organiser,
        questionnaire=questionnaire,
        state=Round.State.OPEN,
        nominate_by=until - timedelta(35),
        approve_by=until - timedelta(28),
        collect_by=until,
    )
    rounds.make_key(feedback_round)
    feedback_round.save()
    return feedback_round


def _collect(
    feedback_round: Round,
    person: Person,
    leader: Leader,
    counts: dict[str, int],
    texts: dict[str, list[str]],
    rng: Random,
    people: City,
) -> None:
    """Make a review with its raters and their sheets."""
    previous = rounds.last_review(person, feedback_round)
    review = Review.objects.create(
        round=feedback_round,
        recipient=person,
        coach=people.coach,
        state="collect",
        previous=previous,
    )
    before = _raters_of(previous)
    raters = {
        key: _the_same(before.get(key, []), _raters(key, n, person, people, rng))
        for key, n in counts.items()
    }
    answers.invite(review, raters, drawn=True)
    answers.answer(
        review,
        leader,
        {key: len(people_of_kind) for key, people_of_kind in raters.items()},
        texts,
        rng,
    )


def _raters_of(review: Review | None) -> dict[str, list[Person]]:
    """Return who was asked for a review, by relationship."""
    raters: dict[str, list[Person]] = {}
    if review:
        for invitation in review.invitations.select_related("person").order_by("person__name"):
            raters.setdefault(invitation.relationship, []).append(invitation.person)
    return raters


def _the_same(before: list[Person], choice: list[Person]) -> list[Person]:
    """Return who was asked before, with others if there are k of them: fewer would show less."""
    more = max(len(choice) - len(before), 0)
    newcomers = [person for person in choice if person not in before][:more]
    return [*before, *(newcomers if not before or len(newcomers) >= thresholds.RATINGS else [])]


def _raters(key: str, n: int, person: Person, people: City, rng: Random) -> list[Person]:
    """Return people for a relationship; nobody stands in two."""
    if key == "manager":
        return [person.manager] if person.manager else []
    pools = {
        "peer": [p for p in people.leaders if p != person],
        "report": people.staff[:40],
        "partner": people.partners[:25],
        "public": people.partners[25:],
    }
    return rng.sample(pools[key], n)


def _make_reports(feedback_round: Round) -> None:
    """Close a round as its organiser would."""
    closing.close(feedback_round=feedback_round)
    finishing.work()


def _let_read(feedback_round: Round, people: City) -> None:
    """Release the reports that the story needs read, and leave one with its coach."""
    last_year = Review.objects.filter(round__collect_by__lt=feedback_round.collect_by, state="read")
    for review in last_year:
        coaching.release(review=review, note="")
        coaching.talked(review=review)
    for person in (people.chief, people.few):
        review = feedback_round.reviews.get(recipient=person)
        note = NOTE if person == people.chief else ""
        coaching.release(review=review, note=note)


def _half_way(
    people: City,
    questionnaire: Questionnaire,
    leaders: dict[Person, Leader],
    today: date,
    rng: Random,
) -> None:
    """A round under way: lists being made, lists to approve, answers coming in."""
    feedback_round = Round.objects.create(
        organisation=people.chief.organisation,
        name="Team leaders, this season",
        purpose=PURPOSE,
        organiser=people.organiser,
        questionnaire=questionnaire,
        nominate_by=today + timedelta(5),
        approve_by=today + timedelta(9),
        collect_by=today + timedelta(21),
    )
    team_leaders = people.leaders[8:14]
    for person in team_leaders[:2]:
        Person.objects.filter(pk=person.pk).update(manager=people.chair)
    recipients = [Person.objects.get(pk=p.pk) for p in team_leaders]
    rounds.add_recipients(feedback_round=feedback_round, people=recipients, coach=people.coach)
    rounds.launch(feedback_round=feedback_round)
    for i, review in enumerate(feedback_round.reviews.order_by("recipient__email")):
        if review.recipient.manager == people.chair or i % 3:
            _name_raters(review, people, rng)
        if review.recipient.manager != people.chair and i % 3:
            nominating.approve(review=review, refused=set())
            leader = leaders[review.recipient]
            answers.answer(review, leader, {"peer": 2, "report": 2 + i % 3}, words.OTHERS, rng)


def _name_raters(review: Review, people: City, rng: Random) -> None:
    for key, n in {"manager": 1, "peer": 4, "report": 5, "partner": 3}.items():
        for person in _raters(key, n, review.recipient, people, rng):
            nominating.nominate(review=review, person=person, relationship=key)
    nominating.submit_nominations(review=review)


PURPOSE = (
    "It helps our leaders to see how they come across and to plan what to change. It is not "
    "used for appraisal or pay."
)
NOTE = (
    "Francis, read the first page and stop there for a day. People feel that you are straight "
    "with them, far more than a year ago. They do not feel noticed, and you believe they do. "
    "Let us talk on Friday about the minutes between your meetings."
)
