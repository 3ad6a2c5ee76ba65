"""E-mails of a round: invitations, reminders, and what waits for whom."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.giving.links import link_to
from everyseat.organisations import outbox
from everyseat.organisations.models import Email, Person
from everyseat.organisations.queries import left
from everyseat.threesixty import links, relationships
from everyseat.threesixty.actions import drafting
from everyseat.threesixty.actions.drafting import Drafted, emails_about
from everyseat.threesixty.email_kinds import KINDS, NOT_WANTED
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.queries import permissions
from everyseat.threesixty.report.material import MANAGER

__all__ = ["emails_about"]


def to_be_reminded(feedback_round: Round) -> QuerySet[Invitation]:
    """Return the invitations that a reminder names: whoever wants no more of them gets none.

    That says nothing about whether they have answered.
    """
    asked = to_remind(feedback_round)
    without = asked.filter(without_reminders=True).values("person")
    return asked.exclude(person__in=without)


def how_many(feedback_round: Round) -> int:
    """Return how many people were invited: as many, whether or not some want no reminders."""
    return to_remind(feedback_round).values("person").distinct().count()


def to_remind(feedback_round: Round) -> QuerySet[Invitation]:
    """Return the invitations that news goes to: to reviews that are collecting.

    Whoever has left is not written to, whether or not they have answered.
    """
    return invited(feedback_round).exclude(left("person__"))


def invited(feedback_round: Round) -> QuerySet[Invitation]:
    """Return all invitations to reviews that are collecting."""
    return Invitation.objects.filter(
        review__round=feedback_round,
        review__state=Review.State.COLLECT,
        state=Invitation.State.INVITED,
    )


def write_invitation(invitation: Invitation) -> None:
    """E-mail a rater their own link."""
    to_rater(invitation.review.round, [invitation], "invitation").save(force_insert=True)


def to_raters(
    invitations: QuerySet[Invitation],
    kind: str,
    *,
    urgency: int = Email.Urgency.NORMAL,
    **more: object,
) -> list[Email]:
    """Return an e-mail to each rater, with a link per leader, not yet queued.

    The invitations are all of one round. For the kind see `email_about`.
    """
    invitations = invitations.select_related("person", "review__recipient", "review__round")
    in_order = sorted(invitations, key=lambda i: (i.person_id, i.review.recipient.name))
    if not in_order:
        return []
    feedback_round = in_order[0].review.round  # the one object keeps the organiser's texts
    return [
        to_rater(feedback_round, list(theirs), kind, urgency=urgency, **more)
        for _person, theirs in groupby(in_order, key=lambda i: i.person_id)
    ]


def to_rater(
    feedback_round: Round,
    invitations: list[Invitation],
    kind: str,
    *,
    urgency: int = Email.Urgency.NORMAL,
    **more: object,
) -> Email:
    """Return an e-mail to one rater with a link per leader, not yet queued."""
    first = invitations[0]
    if kind == "invitation" and asked_again(first.review):
        kind = "follow_up"
    stop = ""
    if kind in NOT_WANTED:
        about = f"{feedback_round.pk} {first.person_id}"
        stop = link_to("reminders", links.REMINDERS.token(about))

    def context() -> dict[str, object]:
        own = [_link(feedback_round, invitation) for invitation in invitations]
        return {
            "review": first.review,
            "invitation": first,
            "link": own[0]["address"],
            "links": own if _has_link(kind) else [],
            "is_reminder": kind == "reminder",
            "has_words": bool(first.review.question_set.questions),
            "note": _asked_again(first.review),
            "stop": stop,
            **more,
        }

    leaders = [invitation.review.recipient for invitation in invitations]
    drafted = Drafted(feedback_round, first.person, kind, leaders, context)
    return drafting.draft(drafted, urgency=urgency, unsubscribe=stop)


def asked_again(review: Review) -> list[str]:
    """Return the statements that a follow-up asks about, in words; none of any other review."""
    if not review.follow_up_of_id:
        return []
    behaviours = [b for value in review.question_set.values for b in value.behaviours]
    return [b.text.format(name=review.recipient.name) for b in behaviours]


def _asked_again(review: Review) -> str:
    """Return what the invitation to a follow-up, and its reminder, ask about; "" of any other."""
    texts = asked_again(review)
    if not texts or not review.follow_up_of:
        return ""
    text = ngettext(
        "You were asked before, in %(before)s. This time it is one question:",
        "You were asked before, in %(before)s. This time there are %(n)s questions:",
        len(texts),
    )
    first = text % {"before": review.follow_up_of.round.name, "n": len(texts)}
    return "\n".join([first, *(f"- {asked}" for asked in texts)])


def _link(feedback_round: Round, invitation: Invitation) -> dict[str, object]:
    """Return a rater's link to answer about one leader, and what is said beside it."""
    address = link_to("invitation", links.INVITATIONS.token(invitation.pk))
    return {
        "name": invitation.review.recipient.name,
        "address": address + _pinned(feedback_round, invitation),
        "is_manager": invitation.relationship == MANAGER,
        "relationship": relationships.AS_RATER[invitation.relationship],
        "group": relationships.names(relationships.members(invitation.group), to_them=False),
    }


def _pinned(feedback_round: Round, invitation: Invitation) -> str:
    """Return the link's fragment, by which a browser checks the round's key and the group."""
    if not feedback_round.is_anonymous:
        return ""
    group = invitation.group.replace("+", ".")  # which no mail program rewrites
    return f"#key={feedback_round.fingerprint}&as={group}"


def write_about(review: Review, person: Person, template: str) -> None:
    """E-mail a person about a review, with the link to it."""
    email_about(review, person, template).save(force_insert=True)


def email_about(
    review: Review,
    person: Person,
    kind: str,
    *,
    page: str = "review",
    days: Mapping[str, date] | None = None,
    **more: object,
) -> Email:
    """Return an e-mail to a person about a review, with a link to a page of it, not yet queued.

    Its kind is one of `email_kinds.KINDS`, or the name of a template that has its whole text and
    gets `more`. Either ends with whose e-mail it is. `days` are the
    dates that it carries for a calendar, if not those of its kind.
    """
    link = link_to(page, review.pk)

    def context() -> dict[str, object]:
        own = [{"address": link}] if _has_link(kind) else []
        of_kind = {"links": own, "note": _note(review, kind)}
        return {"review": review, "link": link} | of_kind | more

    drafted = Drafted(review.round, person, kind, [review.recipient], context, days=days)
    return drafting.draft(drafted)


def _has_link(kind: str) -> bool:
    return kind not in KINDS or KINDS[kind].has_link


def _note(review: Review, kind: str) -> str:
    """Return what stands below the opening of an e-mail about a review."""
    if kind in ("nominate", "name_raters") and review.sent_back:
        return _("Your list was sent back with this note: %(why)s") % {"why": review.sent_back}
    return ""


def write_to_next(review: Review) -> None:
    """E-mail the people who must act next on a review."""
    outbox.put_all(emails_to_next(review))


def emails_to_next(review: Review) -> list[Email]:
    """Return e-mails, not yet queued, to the people who must act next."""
    if review.state == Review.State.NOMINATE:
        return [to_name_raters(review)]
    return [to_approve(review, person) for person in permissions.approvers(review)]


def to_name_raters(review: Review) -> Email:
    """Return the e-mail that asks a leader to name raters; by no day that is over already."""
    kind = "nominate_late" if _is_over(review.round.nominate_by) else "nominate"
    return email_about(review, review.recipient, kind)


def to_approve(review: Review, person: Person) -> Email:
    """Return the e-mail that asks somebody to approve raters; by no day that is over already."""
    kind = "approve_late" if _is_over(review.round.approve_by) else "approve"
    return email_about(review, person, kind)


def _is_over(day: date) -> bool:
    return day < timezone.localdate()


def reminders_to_next(review: Review) -> list[Email]:
    """Return reminders, not yet queued, to the people who have not acted yet."""
    if review.state == Review.State.NOMINATE:
        return [email_about(review, review.recipient, "name_raters")]
    return [
        email_about(review, person, "approve_still") for person in permissions.approvers(review)
    ]
