"""What 360 shows on its page, and on a person's first page."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from everyseat.organisations import roles
from everyseat.organisations.landing import Action, Colour, Entry, Group, Landing, Step, Task
from everyseat.organisations.models import Person
from everyseat.threesixty import queries
from everyseat.threesixty.models import Review, Round

MOST = 10
"""Closed rounds on the page; a page of their own has them all."""


def waiting(person: Person) -> Iterator[Task]:
    """Yield what waits in a person's own reviews, and in those that somebody must act on now."""
    acted_on = [Review.State.APPROVE, Review.State.READ]
    own = Q(recipient=person)
    for review in queries.readable_reviews(person).filter(own | Q(state__in=acted_on)):
        yield from queries.tasks(person, review)
    if person.may(roles.RUN_ROUNDS):
        for draft in Round.objects.filter(state=Round.State.DRAFT):
            text = _("Go on preparing %(round)s, or launch it") % {"round": draft.name}
            yield Task(text, reverse("round", args=[draft.pk]), by=draft.nominate_by)


def prepare() -> Action:
    return Action(
        _("Prepare a 360 round"),
        reverse("round_new"),
        _("Choose the questionnaire and the dates, then the leaders it is about."),
        rank=10,
    )


def actions(person: Person) -> Iterator[Action]:
    if person.may(roles.RUN_ROUNDS):
        yield prepare()


def recent(person: Person) -> list[Entry]:
    mine = queries.readable_reviews(person).filter(recipient=person)
    return [_about_me(review) for review in mine[:3]]


def first_steps(person: Person) -> Iterator[Step]:
    if person.may(roles.RUN_ROUNDS):
        yield Step(
            _("Prepare a first 360 round"),
            reverse("round_new"),
            _("Nothing is sent before you launch it."),
            Round.objects.exists(),
            rank=90,
        )


def threesixty(person: Person) -> Landing:
    """Return the reviews about a person, those they help with, and an organiser's rounds."""
    reviews = list(queries.readable_reviews(person))
    groups = [
        Group(
            _("About you"),
            [_about_me(r) for r in reviews if r.recipient_id == person.pk],
            _("Nothing yet. An organiser can start a 360 for you: ask one if you would like it."),
        ),
        Group(_("Raters to approve"), _others(r for r in reviews if _to_approve(person, r))),
        Group(_("Leaders you coach"), _others(r for r in reviews if r.coach_id == person.pk)),
    ]
    if person.may(roles.READ_GROUP_REPORTS):
        groups.append(Group(_("Group reports"), _group_reports()))
    lead = _("Leaders learn how they come across: to those they lead, their peers and partners.")
    if not person.may(roles.RUN_ROUNDS):
        return Landing(_("360 feedback"), lead, groups=groups, more=[_methods()])
    rounds = Round.objects.all()
    groups += [
        Group(
            _("Rounds under way and being prepared"),
            [_round(feedback_round) for feedback_round in rounds.exclude(state=Round.State.CLOSED)],
            _("None. Prepare one: nothing is sent before you launch it."),
        ),
        Group(
            _("Closed rounds"),
            [
                _round(feedback_round)
                for feedback_round in rounds.filter(state=Round.State.CLOSED)[:MOST]
            ],
        ),
    ]
    return Landing(_("360 feedback"), lead, prepare(), groups, [*_organising(), _methods()])


def _group_reports() -> list[Entry]:
    return [
        Entry(
            report.round.name,
            reverse("group_report", args=[report.pk]),
            when=report.round.collect_by,
            on=_("Answers until"),
        )
        for report in queries.group_reports().only("round__name", "round__collect_by")[:MOST]
    ]


def _organising() -> list[Action]:
    return [
        Action(
            _("Questionnaires"),
            reverse("questionnaires"),
            _("Read the questionnaires, edit one as a new version, or import your own."),
        ),
        Action(_("All rounds"), reverse("rounds"), _("Every round, with its state and dates.")),
    ]


def _methods() -> Action:
    text = _("What each number in a report means, and when none is shown.")
    return Action(_("How the numbers come about"), reverse("methods"), text)


def _to_approve(person: Person, review: Review) -> bool:
    return review.state == Review.State.APPROVE and queries.may_approve(person, review)


def _about_me(review: Review) -> Entry:
    return _review(review, review.round.name)


def _others(reviews: Iterable[Review]) -> list[Entry]:
    return [_review(r, f"{r.recipient.name}, {r.round.name}") for r in reviews]


def _review(review: Review, text: str) -> Entry:
    colour: Colour = "green" if review.is_released else "blue"
    link = reverse("review", args=[review.pk])
    until = review.round.collect_by
    return Entry(text, link, review.get_state_display(), colour, until, _("Answers until"))


def colour(feedback_round: Round) -> Colour:
    """Return the colour of the tag that says a round's state."""
    colours: dict[str, Colour] = {"draft": "yellow", "open": "green", "closing": "blue"}
    return colours.get(feedback_round.state, "grey")


def _round(feedback_round: Round) -> Entry:
    return Entry(
        feedback_round.name,
        reverse("round", args=[feedback_round.pk]),
        feedback_round.get_state_display(),
        colour(feedback_round),
        feedback_round.collect_by,
        _("Answers until"),
    )
