"""What 360 shows on its page, and on a person's first page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.organisations import roles
from everyseat.organisations.landing import Action, Colour, Entry, Group, Landing, Step, Task
from everyseat.organisations.models import Person
from everyseat.threesixty import organisers_home, standing
from everyseat.threesixty.actions.plans import REMIND_DAYS_BEFORE
from everyseat.threesixty.models import Aim, FollowUpRequest, PlanComment, Review, Round
from everyseat.threesixty.queries import late, organising, permissions, plans, reports, tasks

RECENT = 3
"""Lines of a kind on the first page."""
MOST = 10
"""Rounds of a kind on the page; a page of their own has them all."""


def waiting(person: Person) -> Iterator[Task]:
    """Yield what waits in a person's own reviews, and in those that somebody must act on now."""
    acted_on = [Review.State.APPROVE, Review.State.READ]
    own = Q(recipient=person)
    for review in permissions.readable_reviews(person).filter(own | Q(state__in=acted_on)):
        yield from tasks.of(person, review)
    yield from _plan_tasks(person)
    if person.may(roles.RUN_ROUNDS):
        yield from organisers_home.new_links(person)
        run = organising.run_by(person)
        agrees = permissions.agrees_to_follow_ups(person)
        for wish in plans.follow_ups_asked_for().filter(review__in=agrees):
            yield _follow_up_task(wish)
        for draft in run.filter(state=Round.State.DRAFT):
            text = _("Go on preparing %(round)s, or launch it") % {"round": draft.name}
            yield Task(text, reverse("round", args=[draft.pk]), by=draft.nominate_by)
        yield from organisers_home.without_coach(person)
        for review in late.of(timezone.localdate()):
            if late.concerns(person, review):
                yield _late_task(review)


def _late_task(review: Review) -> Task:
    """Return what waits for somebody else for long, for an organiser to hand it over."""
    helper = late.waits_for(review)
    if review.state == Review.State.APPROVE:
        page, text = (
            "leader_approver",
            _("The raters of %(name)s wait for %(whom)s to approve them"),
        )
    else:
        page, text = "leader_coach", _("The report about %(name)s waits for %(whom)s, its coach")
    names = {"name": review.recipient.name, "whom": helper.name if helper else ""}
    link = reverse(page, args=[review.round_id, review.pk])
    return Task(text % names, link, since=review.state_since)


def _plan_tasks(person: Person) -> Iterator[Task]:
    """Yield the aims of a person's plans that are due within a week, or were due."""
    soon = timezone.localdate() + timedelta(REMIND_DAYS_BEFORE)
    mine = Aim.objects.filter(review__recipient=person, review__state=Review.State.PLAN)
    for aim in mine.filter(by__lte=soon).order_by("by", "pk"):
        if not aim.is_done:
            text = _("Your plan: %(aim)s") % {"aim": aim.aim}
            yield Task(text, reverse("plan", args=[aim.review_id]), by=aim.by)


def _follow_up_task(wish: FollowUpRequest) -> Task:
    text = _("Agree to a follow-up for %(name)s, or say why not")
    link = reverse("follow_up_agree", args=[wish.review_id])
    return Task(text % {"name": wish.review.recipient.name}, link, since=wish.asked_on)


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
    mine = permissions.readable_reviews(person).filter(recipient=person)
    shared = plans.shared_with(person)[:RECENT]
    return [
        *(organisers_home.under_way(person) if person.may(roles.RUN_ROUNDS) else []),
        *(replace(_about_me(review), note=_("Your 360")) for review in mine[:RECENT]),
        *(_plan(review) for review in shared),
        *(_comment(comment, person) for comment in plans.new_comments(person)[:RECENT]),
    ]


def _comment(comment: PlanComment, person: Person) -> Entry:
    """Return a line about what somebody else has written under a plan; never their words."""
    review = comment.review
    text = _("Your plan, %(round)s") % {"round": review.round.name}
    if review.recipient_id != person.pk:
        names = {"name": review.recipient.name, "round": review.round.name}
        text = _("The plan of %(name)s, %(round)s") % names
    by = _("Comment by %(name)s") % {"name": comment.author.name}
    return Entry(text, reverse("plan", args=[review.pk]), by, "blue", comment.on)


def first_steps(person: Person) -> Iterator[Step]:
    if person.may(roles.RUN_ROUNDS):
        yield Step(
            _("Prepare a first 360 round"),
            reverse("round_new"),
            _("Nothing is sent before you launch it."),
            Round.objects.exists(),
            rank=20,
        )


def threesixty(person: Person) -> Landing:
    """Return the reviews about a person, those they help with, and an organiser's rounds."""
    reviews = list(permissions.readable_reviews(person))
    groups = [
        Group(
            _("About you"),
            [_about_me(r) for r in reviews if r.recipient_id == person.pk],
            _("Nothing yet. An organiser can start a 360 for you: ask one if you would like it."),
        ),
        Group(_("Raters to approve"), _others(r for r in reviews if _to_approve(person, r))),
        Group(_("Plans shared with you"), [_plan(r) for r in plans.shared_with(person)]),
        Group(_("Leaders you coach"), [_coachee(r) for r in _coached(person, reviews)]),
    ]
    if reports.may_read_group_reports(person):
        groups.append(Group(_("Group reports"), _group_reports(person)))
    lead = _("Leaders learn how they come across: to those they lead, their peers and partners.")
    if not person.may(roles.READ_ROUNDS):
        return Landing(_("360 feedback"), lead, groups=groups, more=[_methods()])
    rounds = organising.read_by(person).filter(parent=None)
    runs = person.may(roles.RUN_ROUNDS)
    groups += [
        Group(
            _("Rounds under way and being prepared"),
            [_round(one) for one in rounds.exclude(state=Round.State.CLOSED)[:MOST]],
            _("None. Prepare one: nothing is sent before you launch it.") if runs else _("None."),
        ),
        Group(
            _("Closed rounds"),
            [_round(one) for one in rounds.filter(state=Round.State.CLOSED)[:MOST]],
        ),
    ]
    more = [*_organising(runs), _methods()]
    return Landing(_("360 feedback"), lead, prepare() if runs else None, groups, more)


def _group_reports(person: Person) -> list[Entry]:
    return [
        Entry(
            report.round.name,
            reverse("group_report", args=[report.pk]),
            when=report.round.collect_by,
            on=_until(report.round),
        )
        for report in reports.group_reports(person).only(
            "round__name", "round__collect_by", "round__state"
        )[:MOST]
    ]


def _organising(runs: bool) -> list[Action]:
    every = Action(_("All rounds"), reverse("rounds"), _("Every round, with its state and dates."))
    if not runs:
        return [every]
    about = _("Read the questionnaires, edit one as a new version, or import your own.")
    return [Action(_("Questionnaires"), reverse("questionnaires"), about), every]


def _methods() -> Action:
    text = _("What each number in a report means, and when none is shown.")
    return Action(_("How the numbers come about"), reverse("methods"), text)


def _to_approve(person: Person, review: Review) -> bool:
    return review.state == Review.State.APPROVE and permissions.may_approve(person, review)


def _coached(person: Person, reviews: list[Review]) -> list[Review]:
    """Return the reviews that a person coaches, or reads for a coach who is away.

    Those that wait for them come first.
    """
    coached = [r for r in reviews if permissions.reads_as_coach(person, r)]
    return sorted(coached, key=lambda r: r.state != Review.State.READ)


def _about_me(review: Review) -> Entry:
    return _review(review, review.round.name)


def _others(reviews: Iterable[Review]) -> list[Entry]:
    return [_review(r, f"{r.recipient.name}, {r.round.name}") for r in reviews]


def _coachee(review: Review) -> Entry:
    """Return a review's line for its coach: what a coach has to read is marked as theirs."""
    (entry,) = _others([review])
    waits = review.state == Review.State.READ
    return replace(entry, state=_("Waiting for you"), colour="yellow") if waits else entry


def _plan(review: Review) -> Entry:
    text = f"{review.recipient.name}, {review.round.name}"
    return Entry(text, reverse("plan", args=[review.pk]))


def _review(review: Review, text: str) -> Entry:
    colour: Colour = "green" if review.is_released else "blue"
    if review.state == Review.State.STOPPED:
        colour = "grey"
    link = reverse("review", args=[review.pk])
    until = review.round.collect_by
    return Entry(text, link, standing.state(review), colour, until, _until(review.round))


def _until(feedback_round: Round) -> str:
    """Return what a round's last day to answer is: nobody can answer once it has closed."""
    if closed_early(feedback_round):
        return _("Closed before its last day,")
    is_open = feedback_round.state in (Round.State.DRAFT, Round.State.OPEN)
    return _("Answers until") if is_open else _("Last day to answer:")


def closed_early(feedback_round: Round) -> bool:
    """Return whether a round has closed though its last day to answer is not over."""
    is_over = feedback_round.state in (Round.State.CLOSING, Round.State.CLOSED)
    return is_over and feedback_round.collect_by > timezone.localdate()


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
        _until(feedback_round),
    )
