"""What opening, closing or deleting a conversation will do: see `organisations.checks`."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation import crowded
from everyseat.conversation.actions import (
    audiences,
    inviting,
    opening,
    preparing,
    writing_to_invited,
)
from everyseat.conversation.models import Arrival, Conversation
from everyseat.conversation.queries import arrivals
from everyseat.conversation.queries.conversations import Counts, counts
from everyseat.organisations import months, reminding
from everyseat.organisations.checks import Check, Named, Stop
from everyseat.safety import thresholds

FEW = 10
"""With fewer statements to begin with, the first people soon have nothing to answer."""
MANY = 100
"""With more, people stop before they see a statement that a participant wrote: seeds come first."""


def opened(conversation: Conversation, today: date) -> Check:
    """Return what opening a conversation will do."""
    n = counts(conversation).published
    text = ngettext("It begins with %(n)s statement.", "It begins with %(n)s statements.", n)
    last = {"day": date_format(conversation.closes_on), "erased": _erased(conversation)}
    happens = [
        _who_takes_part(conversation),
        text % {"n": n},
        _who_writes(conversation),
        *_earlier(conversation, today),
        _("It closes by itself at the end of %(day)s.") % last,
        _("Participants’ answers are deleted on %(erased)s.") % last,
    ]
    return Check(
        title=_title(conversation),
        button=_("Open the conversation"),
        happens=happens,
        named=_invited_as(conversation),
        final=[
            _(
                "The question, who may take part, the limit of letters and how long answers are "
                "kept can’t change."
            ),
            _("It can’t be deleted once it has a result. Statements can be taken out."),
            _("No result will be about fewer than %(k)s people.") % {"k": thresholds.RATINGS},
        ],
        stops=list(_stops(conversation, today)),
        warns=_unusual(n),
    )


def _earlier(conversation: Conversation, today: date) -> Iterator[str]:
    if conversation.will_open_on and conversation.will_open_on > today:
        text = _("It opens now, and not on %(day)s.")
        yield text % {"day": date_format(conversation.will_open_on)}


def _title(conversation: Conversation) -> str:
    if conversation.is_by_invitation:
        return _("Open “%(question)s”, and send the invitations?") % {"question": conversation}
    return _("Open “%(question)s” to everybody?") % {"question": conversation}


def _who_takes_part(conversation: Conversation) -> str:
    if not conversation.is_by_invitation:
        return _("Everybody who has the link can take part, without an account or a name.")
    n = conversation.invited.count()
    text = ngettext(
        "We send %(n)s invitation. Nobody without one can take part.",
        "We send %(n)s invitations. Nobody without one can take part.",
        n,
    )
    return text % {"n": n}


def _invited_as(conversation: Conversation) -> list[Named]:
    """Return how many are invited in each audience, if there are any."""
    rows = [(name or _("Nothing in particular"), n) for name, n in audiences.invited(conversation)]
    if not conversation.audiences.exists():
        return []
    return [Named(_("They are invited as:"), [f"{name}: {n:,}" for name, n in rows])]


def _who_writes(conversation: Conversation) -> str:
    if not conversation.may_write:
        return _("Participants answer your statements. They can’t write any.")
    if conversation.is_moderated_before:
        return _("Participants write statements too. You read each one before others see it.")
    return _(
        "Participants write statements too. Others see them at once, but for those in which we "
        "recognise abuse, a name or an address: these wait for you. Some get through, so read what "
        "is published too."
    )


def _unusual(n: int) -> list[str]:
    """Return what is unusual of so many statements to begin with."""
    if n > MANY:
        text = _(
            "There are %(n)s statements to begin with. Few people will answer all of them, and "
            "they come before what participants write."
        )
        return [text % {"n": n}]
    if n >= FEW:
        return []
    text = ngettext(
        "There is only %(n)s statement to begin with. About 20 give the first people enough to "
        "answer.",
        "There are only %(n)s statements to begin with. About 20 give the first people enough to "
        "answer.",
        n,
    )
    return [text % {"n": n}]


def _stops(conversation: Conversation, today: date) -> list[Stop]:
    stops = []
    if not conversation.is_draft:
        stops.append(Stop(_("This conversation has been opened already.")))
    if conversation.closes_on < today:
        edit = reverse("conversation_edit", args=[conversation.pk])
        stops.append(Stop(_("Its last day is over."), edit, _("Choose a later one")))
    if too_few := inviting.what_stops(conversation):
        people = reverse("conversation_invited", args=[conversation.pk])
        stops.append(Stop(too_few, people, _("Invite people")))
    if not (conversation.may_write or opening.has_statements(conversation)):
        seeds = reverse("conversation_seeds", args=[conversation.pk])
        stops.append(Stop(_("There is nothing to answer yet."), seeds, _("Add statements")))
    return stops


def _erased(conversation: Conversation) -> str:
    return date_format(conversation.erased_by)


def closed(conversation: Conversation) -> Check:
    """Return what closing a conversation will do."""
    known = counts(conversation)
    happens = [_("Nobody can answer or write any more. Whoever opens the link reads that.")]
    if known.waiting:
        text = ngettext(
            "%(n)s waiting statement stays unread by others.",
            "%(n)s waiting statements stay unread by others.",
            known.waiting,
        )
        happens.append(text % {"n": known.waiting})
        happens.append(
            _(
                "After that you can’t publish them any more. You can still reject them with a "
                "reason. The people who wrote them read that, or that nobody decided."
            )
        )
    today = timezone.localdate()
    day = date_format(months.same_day(today, conversation.erase_after))
    happens.append(_("Participants’ answers are deleted on %(erased)s.") % {"erased": day})
    return Check(
        title=_("Close “%(question)s”?") % {"question": conversation},
        button=_("Close the conversation"),
        happens=happens,
        named=_undecided(conversation, known.waiting),
        warns=_crowded(known),
        final=[_("It can’t be opened again.")],
        stops=[] if conversation.is_open else [Stop(_("This conversation is not open."))],
    )


def _crowded(known: Counts) -> list[str]:
    """Return that most published statements have too few answers for a result, if they have."""
    if not (said := crowded.said(known)):
        return []
    return [said, _("If you close it now, many statements will have no result.")]


def _undecided(conversation: Conversation, n: int) -> list[Named]:
    """Return where the statements that wait can be decided, if there are any."""
    if not n:
        return []
    text = ngettext("%(n)s waiting statement", "%(n)s waiting statements", n) % {"n": n}
    link = reverse("conversation_queue", args=[conversation.pk])
    return [Named(_("Decide about these first:"), [text], {text: link})]


def deleted(conversation: Conversation) -> Check:
    """Return what deleting a conversation in which nobody here took part will do."""
    stop = Stop(
        _(
            "It is open, or has a result that people were told they can read, so it stays. You can "
            "still take statements out."
        )
    )
    if conversation.is_draft:
        gone = _("The question and its statements are deleted. Nobody has answered them.")
    else:
        gone = _("The question, its statements, all answers and the result are deleted here.")
    return Check(
        title=_("Delete “%(question)s”?") % {"question": conversation},
        button=_("Delete the conversation"),
        happens=[gone],
        final=[_("Nobody can bring it back.")],
        stops=[] if preparing.may_delete(conversation) else [stop],
    )


def reminded(conversation: Conversation) -> Check:
    """Return whom a reminder goes to, and when everybody was last reminded."""
    title = _("Remind everyone who was invited to “%(question)s”?") % {"question": conversation}
    n = writing_to_invited.to_remind(conversation).count()
    if not conversation.is_open:
        return Check(title, stops=[Stop(_("This conversation is not open."))])
    if not n:
        return Check(title, stops=[Stop(writing_to_invited.nobody_to_remind())])
    text = ngettext(
        "A reminder goes to the %(n)s person who was invited, unless they have switched reminders "
        "off.",
        "A reminder goes to the %(n)s people who were invited, one each, except those who have "
        "switched reminders off.",
        n,
    )
    until = _("It says that they can take part until %(day)s.")
    return Check(
        title=title,
        button=_("Send the reminders"),
        happens=[
            text % {"n": n},
            _(
                "Everyone who was invited gets it, whether or not they have taken part. So it "
                "tells nobody who has."
            ),
            until % {"day": date_format(conversation.closes_on)},
            reminding.when(conversation.reminded_at),
        ],
        agree=reminding.agree(conversation.reminded_at),
    )


def moved_in(arrival: Arrival) -> Check:
    """Return what moving an export in will do, and what is in it."""
    question = arrival.question or _("An imported conversation")
    counts = [
        (
            arrival.people,
            ngettext("%(n)s person who answered", "%(n)s people who answered", arrival.people),
        ),
        (
            arrival.statements,
            ngettext("%(n)s statement", "%(n)s statements", arrival.statements),
        ),
        (
            arrival.published,
            ngettext(
                "%(n)s of them is published", "%(n)s of them are published", arrival.published
            ),
        ),
        (arrival.answers, ngettext("%(n)s answer", "%(n)s answers", arrival.answers)),
    ]
    happens = [
        _("It becomes a closed conversation, in the background. You can leave the page."),
        _("Nobody can answer it here: people who took part elsewhere have no card."),
        _("Everybody who has its link can read its result, as of every conversation."),
        _("The answers are deleted here in a year."),
        _("If it was a mistake, you can delete it."),
    ]
    return Check(
        title=_("Import “%(question)s”?") % {"question": question},
        button=_("Import it"),
        happens=happens,
        named=[Named(_("What is in the files:"), [t % {"n": f"{n:,}"} for n, t in counts])],
        warns=_rows_tell(arrival),
        agree=_(
            "The people who answered know that their answers may be kept here, or may expect it."
        ),
    )


def _rows_tell(arrival: Arrival) -> list[str]:
    """Return what somebody should know who brings rows of answers, and what is unusual of these."""
    lines = [
        _(
            "The files say how each person answered, without a name. Whoever knows some of "
            "somebody’s answers can find the rest. No page here shows them. Delete your own copy "
            "when you no longer need it."
        )
    ]
    if arrivals.is_here(arrival):
        lines.append(_("A conversation with this question and as many answers is here already."))
    if arrival.people < thresholds.RATINGS:
        text = _("There will be no result: it takes at least %(k)s people.")
        lines.append(text % {"k": thresholds.RATINGS})
    return lines
