"""Actions of organisers on rounds, and the e-mails about them."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from everyseat.giving import drawing
from everyseat.giving.links import link_to
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import assign, changing, lock
from everyseat.organisations import outbox, roles
from everyseat.organisations.models import Email, Person
from everyseat.organisations.queries import holders
from everyseat.threesixty import links, relationships
from everyseat.threesixty.models import Invitation, Review, Round


def save_draft(*, feedback_round: Round, values: dict[str, object]) -> Round:
    """Create a round, or edit one that has not been launched."""
    if feedback_round._state.adding:
        return Round.objects.create(organisation=feedback_round.organisation, **values)
    otherwise = _("This round has already been launched.")
    with changing(feedback_round, must_be=Round.State.DRAFT, otherwise=otherwise):
        assign(feedback_round, values)
    return feedback_round


def add_recipients(*, feedback_round: Round, people: list[Person], coach: Person | None) -> int:
    """Add recipients to a round in preparation; return how many are new.

    Each is compared with their last released review that asked the same family of questionnaire.
    """
    otherwise = _("This round has been launched, so you cannot add recipients.")
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
        return without.update(coach=coach)


def remove_recipient(*, review: Review) -> None:
    """Remove a recipient from a round in preparation: nobody has been told of it yet."""
    otherwise = _("This round has been launched, so you cannot remove recipients.")
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
    """Open a round: fix its thresholds and questionnaire, and e-mail the recipients."""
    otherwise = _("This round has already been launched.")
    emails_to = _drafted(feedback_round)
    with changing(feedback_round, must_be=Round.State.DRAFT, otherwise=otherwise):
        _must_be_ready(feedback_round)
        make_key(feedback_round)
        feedback_round.state = Round.State.OPEN
        for review in feedback_round.reviews.exclude(pk__in=list(emails_to)).select_related(
            "recipient"
        ):
            emails_to[review.pk] = email_about(review, review.recipient, "nominate")
        outbox.put_all(emails_to.values())


def _drafted(feedback_round: Round) -> dict[UUID, Email]:
    """Return the e-mails to recipients, by review: rendered before anything is locked."""
    reviews = feedback_round.reviews.select_related("recipient")
    return {review.pk: email_about(review, review.recipient, "nominate") for review in reviews}


def _must_be_ready(feedback_round: Round) -> None:
    if not feedback_round.reviews.exists():
        raise NotNow(_("Add at least one recipient before you launch."))
    if not feedback_round.questionnaire.published:
        raise NotNow(
            _("Publish the questionnaire first, so that it cannot change during the round.")
        )
    if feedback_round.coach_reads and feedback_round.reviews.filter(coach=None).exists():
        raise NotNow(_("Choose a coach for every recipient, or let reports go out without one."))


def make_key(feedback_round: Round) -> None:
    """Create the key of an anonymous round, once, at launch."""
    if feedback_round.is_anonymous:
        feedback_round.make_key()


VOIDS = 1
"""How many cards of one person may be voided: each could be one more sheet by the same person."""


@transaction.atomic
def void(*, invitation: Invitation) -> None:
    """Void a card that its rater reported as lost, and invite them to draw another.

    Nobody can tell the lost card from the others: if it has answered, or turns up, its sheet
    counts. The audit file says how many cards were voided.
    """
    lock(invitation.review.round)
    mine = Invitation.objects.filter(pk=invitation.pk, review__round__state="open")
    if mine.filter(voided__gte=VOIDS).exists():
        raise NotNow(
            _("One of their cards was cancelled before. A second one cannot be cancelled.")
        )
    with drawing.registering(invitation.review.round) as register:
        if not mine.filter(lost=True).update(lost=False, voided=F("voided") + 1):
            raise NotNow(_("Nobody has reported this card as lost."))
        register.pop(str(invitation.pk), None)
    write_invitation(invitation)


def remind(*, feedback_round: Round) -> int:
    """Send a reminder to every invited rater of a review that is collecting. Return how many.

    Everyone gets it, whether or not they have answered. A reminder only to people who have not
    answered would show anyone who sees the mail who has.
    """
    drafted = reminders(feedback_round)
    otherwise = _("You can only send reminders while a round is under way.")
    with changing(feedback_round, must_be=Round.State.OPEN, otherwise=otherwise):
        outbox.put_all(drafted)
    return len(drafted)


def reminders(feedback_round: Round) -> list[Email]:
    """Return a reminder for every invited rater, not yet queued. It locks nothing."""
    invited = Invitation.objects.filter(
        review__round=feedback_round,
        review__state=Review.State.COLLECT,
        state=Invitation.State.INVITED,
    )
    urgency = Email.Urgency.REMINDER
    invitations = invited.select_related("person", "review__recipient", "review__round")
    return [_invitation_email(invitation, "reminder", urgency) for invitation in invitations]


def write_invitation(invitation: Invitation) -> None:
    """E-mail a rater their own link."""
    _invitation_email(invitation, "invitation", Email.Urgency.NORMAL).save(force_insert=True)


def _invitation_email(invitation: Invitation, template: str, urgency: int) -> Email:
    review, feedback_round = invitation.review, invitation.review.round
    link = link_to("invitation", links.INVITATIONS.token(invitation.pk))
    return outbox.drafted(
        invitation.person,
        template,
        urgency=urgency,
        about=emails_about(feedback_round),
        invitation=invitation,
        review=review,
        round=feedback_round,
        relationship=relationships.AS_RATER[invitation.relationship],
        group=relationships.names(relationships.members(invitation.group)),
        link=link + _pinned(invitation) if feedback_round.is_anonymous else link,
    )


def emails_about(feedback_round: Round) -> str:
    """Return the text that marks e-mails as belonging to a round."""
    return f"round {feedback_round.pk}"


def _pinned(invitation: Invitation) -> str:
    """Return the link's fragment, by which a browser checks the round's key and the group."""
    group = invitation.group.replace("+", ".")  # which no mail program rewrites
    return f"#key={invitation.review.round.fingerprint}&as={group}"


def write_about(review: Review, person: Person, template: str) -> None:
    """E-mail a person about a review, with the link to it."""
    email_about(review, person, template).save(force_insert=True)


def email_about(review: Review, person: Person, template: str) -> Email:
    """Return an e-mail to a person about a review, not yet queued."""
    link = link_to("review", review.pk)
    about = emails_about(review.round)
    return outbox.drafted(
        person, template, about=about, review=review, round=review.round, link=link
    )


def write_to_next(review: Review) -> None:
    """E-mail the people who must act next on a review."""
    outbox.put_all(emails_to_next(review))


def emails_to_next(review: Review) -> list[Email]:
    """Return e-mails, not yet queued, to the people who must act next."""
    naming = review.state == Review.State.NOMINATE
    template = "nominate" if naming else "approve"
    people = [review.recipient] if naming else approvers(review)
    return [email_about(review, person, template) for person in people]


def approvers(review: Review) -> list[Person]:
    """Return the people who approve raters: the manager, or else the organisers."""
    if review.recipient.manager:
        return [review.recipient.manager]
    return list(holders(roles.ORGANISER))
