"""Actions of organisers on rounds: preparing and launching one."""

from datetime import date

from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import assign, changing
from everyseat.organisations import outbox, roles
from everyseat.organisations.models import Person
from everyseat.threesixty.actions import mailings
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import apart
from everyseat.threesixty.queries.passed import DATES, dates_of, passed


def save_draft(*, feedback_round: Round, values: dict[str, object]) -> Round:
    """Create a round, or edit one that has not been launched. Invalid if a date has passed."""
    dates = {name: day for name in DATES if isinstance(day := values.get(name), date)}
    for name, sentence in passed(dates).items():
        raise Invalid(name, sentence)
    if feedback_round._state.adding:
        return Round.objects.create(**{"organisation": feedback_round.organisation} | values)
    otherwise = _("This round has already been launched.")
    with changing(feedback_round, must_be=Round.State.DRAFT, otherwise=otherwise):
        assign(feedback_round, values)
    return feedback_round


def correct_wording(*, feedback_round: Round, name: str, purpose: str) -> None:
    """Correct how a launched round is called, and what it is said to be for."""
    with changing(feedback_round):
        if feedback_round.state == Round.State.DRAFT:
            raise NotNow(_("This round has not been launched yet."))
        assign(feedback_round, {"name": name, "purpose": purpose})


def delete_draft(*, feedback_round: Round) -> None:
    """Delete a round that was never launched, with its list of leaders. Nobody was told of it."""
    otherwise = _("This round has been launched, so you cannot delete it.")
    with changing(feedback_round, must_be=Round.State.DRAFT, otherwise=otherwise):
        Round.objects.filter(pk=feedback_round.pk).delete()


def add_recipients(*, feedback_round: Round, people: list[Person], coach: Person | None) -> int:
    """Add recipients to a round in preparation; return how many are new.

    Each is compared with their last released review that asked the same family of questionnaire.
    """
    otherwise = _("This round has been launched, so you cannot add leaders here.")
    with changing(feedback_round, must_be=Round.State.DRAFT, otherwise=otherwise):
        if coach in people:
            raise NotNow(_("%(name)s can't coach themselves.") % {"name": coach.name})
        number = 0
        for person in people:
            _review, new = Review.objects.get_or_create(
                round=feedback_round,
                recipient=person,
                defaults={"coach": coach, "previous": last_review(person, feedback_round)},
            )
            number += new
        return number


def choose_coach(*, feedback_round: Round, coach: Person) -> int:
    """Give a coach to every recipient who has none yet; return to how many."""
    otherwise = _("This round has been launched, so its coaches stay.")
    with changing(feedback_round, must_be=Round.State.DRAFT, otherwise=otherwise):
        without = feedback_round.reviews.filter(coach=None)
        if without.filter(recipient=coach).exists():
            raise NotNow(_("%(name)s can't coach themselves.") % {"name": coach.name})
        if why := feedback_round.coach_reads and apart.why_not_coach(without, coach):
            raise NotNow(why)
        return without.update(coach=coach)


def remove_recipient(*, review: Review) -> None:
    """Remove a recipient from a round in preparation: nobody has been told of it yet."""
    otherwise = _("This round has been launched, so you cannot remove leaders.")
    with changing(review.round, must_be=Round.State.DRAFT, otherwise=otherwise):
        review.delete()


def last_review(person: Person, feedback_round: Round) -> Review | None:
    """Return a person's last reported review with the same family of questionnaire."""
    earlier = Review.objects.filter(
        recipient=person,
        round__questionnaire__family=feedback_round.questionnaire.family,
        kept__isnull=False,
        follow_up_of=None,
    ).exclude(round=feedback_round)
    return earlier.order_by("-round__collect_by").first()


def launch(*, feedback_round: Round) -> None:
    """Open a round: fix its thresholds and questionnaire, and e-mail the recipients.

    Whether there will be a group report is fixed too: raters are told who reads one, and nobody
    who is added later can make one that those before were not told of.
    """
    otherwise = _("This round has already been launched.")
    with changing(feedback_round, must_be=Round.State.DRAFT, otherwise=otherwise):
        _must_be_ready(feedback_round)
        make_key(feedback_round)
        feedback_round.state = Round.State.OPEN
        leaders = feedback_round.reviews.count()
        feedback_round.may_be_grouped = leaders >= feedback_round.rating_threshold
        due = mailings.note(feedback_round, "nominate")
    mailings.begin([due])


def _must_be_ready(feedback_round: Round) -> None:
    if sentences := passed(dates_of(feedback_round)).values():
        raise NotNow(" ".join(sentences))
    if not feedback_round.reviews.exists():
        raise NotNow(_("Add at least one leader before you launch."))
    if not feedback_round.questionnaire.published:
        raise NotNow(
            _("Publish the questionnaire first, so that it cannot change during the round.")
        )
    if feedback_round.coach_reads and feedback_round.reviews.filter(coach=None).exists():
        raise NotNow(_("Choose a coach for every leader, or let reports go out without one."))
    if both := apart.raters_who_coach(feedback_round).first():
        raise NotNow(apart.why_not_coach([both.review], both.person))


def make_key(feedback_round: Round) -> None:
    """Create the key of an anonymous round, once, at launch."""
    if feedback_round.is_anonymous:
        feedback_round.make_key()


def must_be_another(feedback_round: Round, to: Person) -> None:
    """Raise unless a round can be given to somebody: it is not theirs, and still sends e-mails."""
    if to.pk == feedback_round.organiser_id:
        raise Invalid("to", _("Choose somebody else: it is theirs already."))
    if feedback_round.state == Round.State.CLOSED:
        raise NotNow(_("This round has closed. Its e-mails were sent."))


def hand_over(*, feedback_round: Round, to: Person) -> None:
    """Name another organiser in a round's e-mails, who hears of it."""
    if not to.may(roles.RUN_ROUNDS):
        raise NotNow(_("%(name)s does not run rounds.") % {"name": to.name})
    with changing(feedback_round):
        feedback_round.organiser = to
        outbox.write(to, "round_given", round=feedback_round)
