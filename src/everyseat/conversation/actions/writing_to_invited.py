"""E-mails to people who are invited to a conversation: invitations, and reminders to all of them.

An action says only what is due. The e-mails are written afterwards, some at a time: thousands would
hold a request too long.
"""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.conversation import links
from everyseat.conversation.actions.inviting import must_take_invitations
from everyseat.conversation.models import Conversation, Invited
from everyseat.giving.links import link_to
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing, locked
from everyseat.organisations import outbox, reminding
from everyseat.organisations.models import Email, Person
from everyseat.organisations.queries import left

AT_ONCE = 100
"""E-mails of one transaction."""
Due = Invited.Due


def remind(*, conversation: Conversation, again: bool = False) -> None:
    """Let everybody who has been invited be written to once more.

    To all of them: a reminder to those alone who have drawn no card would tell whoever sees the
    mail who has. Within 48 hours of the last one it has to be asked for: `again`.
    """
    with changing(
        conversation,
        must_be=Conversation.State.OPEN,
        otherwise=_("This conversation is not open."),
    ):
        if reminding.was_lately(conversation.reminded_at) and not again:
            raise NotNow(reminding.too_soon())
        if not to_remind(conversation).filter(without_reminders=False).update(due=Due.REMINDER):
            raise NotNow(nobody_to_remind())
        conversation.reminded_at = timezone.now()


def to_remind(conversation: Conversation) -> QuerySet[Invited]:
    """Return whom a reminder is for: whose invitation has been written, unless they have left."""
    return conversation.invited.filter(due=Due.NOTHING).exclude(left("person__"))


def nobody_to_remind() -> str:
    return _("There is nobody to remind.")


def set_reminders(*, invited: Invited, off: bool) -> None:
    """Let somebody get no more reminders, or let them again. Nobody else is told.

    One that is still to be written is not.
    """
    with changing(invited):
        invited.without_reminders = off
        if off and invited.due == Due.REMINDER:
            invited.due = Due.NOTHING


def send_trial(*, conversation: Conversation, to: Person) -> None:
    """Send an organiser the invitation as people will get it, with a link to the preview."""
    must_take_invitations(conversation)
    trial = Invited(conversation=conversation, name=to.name, email=to.email)
    _drafted(conversation, trial, is_trial=True).save(force_insert=True)


def write_due(_today: date) -> None:
    """Put what is due to people invited to open conversations in the queue, some at a time.

    Each batch is one transaction that also notes whose were written: if the process is killed,
    nobody is written to twice or left out.
    """
    for conversation in Conversation.objects.filter(state="open", entry="invited"):
        while _write_some(conversation):
            pass


@transaction.atomic
def _write_some(conversation: Conversation) -> int:
    due = conversation.invited.exclude(due=Due.NOTHING).order_by("pk")
    some = list(locked(due).prefetch_related("audience")[:AT_ONCE])
    outbox.put_all([_drafted(conversation, one) for one in some])
    Invited.objects.filter(pk__in=[one.pk for one in some]).update(due=Due.NOTHING)
    return len(some)


def _drafted(conversation: Conversation, invited: Invited, *, is_trial: bool = False) -> Email:
    is_reminder = invited.due == Due.REMINDER
    stop = link_to("conversation_reminders", links.REMINDERS.token(invited.pk))
    context = {
        "conversation": conversation,
        "invited": invited,
        "link": links.preview(conversation) if is_trial else _own_link(conversation, invited),
        "is_trial": is_trial,
        "is_reminder": is_reminder,
        "stop": stop,
    }
    subject, text = outbox.written("conversation_invitation", **context)
    if not is_reminder:
        return outbox.made(to=invited.email, subject=subject, text=text)
    urgency = Email.Urgency.REMINDER
    return outbox.made(
        to=invited.email, subject=subject, text=text, urgency=urgency, unsubscribe=stop
    )


def _own_link(conversation: Conversation, invited: Invited) -> str:
    address = link_to("conversation_invitation", links.INVITATIONS.token(invited.pk))
    return f"{address}#key={conversation.fingerprint}&as={invited.counts_as}"
