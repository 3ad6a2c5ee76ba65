"""Follow-ups: the same raters, asked about the aims of a plan, once an organiser agrees.

A leader says on which day it begins: before there was time to change, nobody can feel a difference.

Raters who have left are not asked again. Their answers are in the first report and not in the next,
so the two are compared as any two reports with nearly the same raters are: see `past`.
"""

from contextlib import suppress
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.organisations import outbox
from everyseat.threesixty.actions import emails, nominating, rounds
from everyseat.threesixty.models import FollowUpRequest, Invitation, Review, Round
from everyseat.threesixty.queries import asked_again, organising
from everyseat.threesixty.queries import plans as queries


def ask(*, review: Review, begins_on: date, collect_by: date) -> None:
    """Ask the organisers for a follow-up, or change the dates of one that has not begun."""
    with changing(review):
        _must_be_possible(review)
        _must_not_have_passed(collect_by)
        organisers = organising.organisers_of(review.round)
        agreeing = [p for p in organisers if p.pk != review.recipient_id] or list(organisers)
        if not agreeing:
            raise NotNow(_("Nobody is an organiser here at the moment. Ask an administrator."))
        wish = {
            "begins_on": begins_on,
            "collect_by": collect_by,
            "only": None,
            "asked_on": timezone.localdate(),
            "refused": "",
        }
        FollowUpRequest.objects.update_or_create(review=review, defaults=wish)
        outbox.put_all(
            emails.email_about(review, p, "follow_up_wanted", page="follow_up_agree")
            for p in agreeing
        )


def withdraw(*, review: Review) -> None:
    """Ask no longer for a follow-up that has not begun."""
    with changing(review):
        if not FollowUpRequest.objects.filter(review=review).delete()[0]:
            raise NotNow(_("This follow-up has begun, or you asked for none."))


def refuse(*, review: Review, why: str) -> None:
    """Say why there is no follow-up now. Its recipient may ask again."""
    with changing(review):
        request = _waiting(review)
        with changing(request):
            request.refused = why
        email = emails.email_about(review, review.recipient, "follow_up_refused", page="plan")
        email.save(force_insert=True)


def agree(*, review: Review) -> Review | None:
    """Agree to a follow-up: it begins on the day asked for. Return it if that is today."""
    with changing(review):
        request = _waiting(review)
        _must_be_possible(review)
        _must_not_have_passed(request.collect_by)
        with changing(request):
            request.only = _asked_about(review)
        later = request.begins_on if request.begins_on > timezone.localdate() else None
        email = emails.email_about(
            review, review.recipient, "follow_up_agreed", page="plan", day=later
        )
        email.save(force_insert=True)
        return None if later else _begin(review, request)


def _begin(review: Review, request: FollowUpRequest) -> Review:
    again = follow_up(review=review, collect_by=request.collect_by, only=request.only)
    request.delete()
    return again


def begin_due(today: date) -> None:
    """Start the follow-ups that were agreed to, and whose day has come. Safe to call repeatedly."""
    for request in queries.follow_ups_agreed().filter(begins_on__lte=today):
        review = request.review
        with suppress(FollowUpRequest.DoesNotExist), changing(review):
            request.refresh_from_db()
            if request.only is None or request.begins_on > today:
                continue
            try:
                _begin(review, request)
            except NotNow as refusal:
                _could_not_begin(review, request, str(refusal))


def _could_not_begin(review: Review, request: FollowUpRequest, why: str) -> None:
    """Tell its leader why a follow-up did not begin. They may ask again."""
    with changing(request):
        request.refused, request.only = why, None
    email = emails.email_about(review, review.recipient, "follow_up_not_begun", page="plan")
    email.save(force_insert=True)


def _waiting(review: Review) -> FollowUpRequest:
    request = queries.follow_ups_asked_for().filter(review=review).first()
    if request is None:
        raise NotNow(_("This follow-up has been decided already."))
    return request


def follow_up(*, review: Review, collect_by: date, only: list[str] | None = None) -> Review:
    """Start the follow-up: the same raters answer once more, about `only` some statements.

    Those of the plan's aims, if none are given.
    """
    with changing(review):
        _must_be_possible(review)
        _must_not_have_passed(collect_by)
        review.state = Review.State.FOLLOW_UP
        again = _asked_again(review, _round_of(review, collect_by), only)
        for invitation in again.invitations.select_related("person"):
            emails.write_invitation(invitation)
        return again


def _asked_about(review: Review) -> list[str]:
    return sorted({aim.ask_again for aim in review.aims.all()})


def _must_be_possible(review: Review) -> None:
    if review.state == Review.State.FOLLOW_UP:
        raise NotNow(_("You have already started the follow-up."))
    if review.state != Review.State.PLAN or not review.aims.exists():
        raise NotNow(_("Add at least one aim to your plan before you start a follow-up."))
    if not asked_again.could_show_anything(asked_again.of(review)):
        raise NotNow(
            _(
                "Too few people can be asked again. Without giving away what each of them says, a "
                "report could show nothing."
            )
        )


def _must_not_have_passed(collect_by: date) -> None:
    if collect_by < timezone.localdate():
        raise NotNow(_("The last day to answer has passed. Choose a later one."))


def _round_of(review: Review, collect_by: date) -> Round:
    """Return the small round of a follow-up, open from the start."""
    feedback_round, today = review.round, timezone.localdate()
    again = Round(
        organisation=feedback_round.organisation,
        parent=feedback_round.parent or feedback_round,
        name=_("Follow-up: %(name)s") % {"name": (feedback_round.parent or feedback_round).name},
        questionnaire=feedback_round.questionnaire,
        state=Round.State.OPEN,
        nominate_by=today,
        approve_by=today,
        collect_by=collect_by,
        coach_reads=False,
        rating_threshold=feedback_round.rating_threshold,
        word_threshold=feedback_round.word_threshold,
        limits=feedback_round.limits,
        mode=feedback_round.mode,
        organiser=feedback_round.organiser,
        purpose=feedback_round.purpose,
        may_be_grouped=False,
        email_languages=feedback_round.email_languages,
        remind_days=feedback_round.remind_days,
    )
    rounds.make_key(again)
    again.save(force_insert=True)
    return again


def _asked_again(review: Review, again: Round, only: list[str] | None = None) -> Review:
    """Return the follow-up's review, with the same raters invited who have not left."""
    review_again = Review.objects.create(
        round=again,
        recipient=review.recipient,
        coach=review.coach,
        state=Review.State.COLLECT,
        previous=review,
        follow_up_of=review,
        only=only or _asked_about(review),
    )
    for earlier in asked_again.of(review).invitations:
        Invitation.objects.create(
            review=review_again,
            person=earlier.person,
            relationship=earlier.relationship,
            state=Invitation.State.INVITED,
        )
    nominating.group_raters(review_again)
    return review_again
