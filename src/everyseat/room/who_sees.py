"""Who will see what of a room, as what, and when: the sentences of its pages, from its true state.

Every sentence on any page of rooms that names the threshold is here, or in an e-mail or a refusal
that reads it too.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.room import kinds, threshold
from everyseat.room.actions import ending
from everyseat.room.models import Brief, Question, Room


def participant(room: Room, question: Question | None) -> list[str]:
    """Return who will see what somebody in the room answers now: paragraphs for their page."""
    if room.ended_on:
        return [_ended(room)]
    is_raised = question is not None and question.is_raised
    about = _floor(question, room) if is_raised else _answers(question, room)
    paragraphs = [" ".join(about)]
    if room.second:
        paragraphs.append(_together(room))
    if room.of_brief:
        paragraphs.append(_added_up(room.of_brief))
    return paragraphs


def afterwards(room: Room) -> list[str]:
    """Return what else a participant may want to know: how they are counted, and what stays."""
    return [] if room.ended_on else [_counts_once(room), _when_it_ends()]


def on_the_screen(room: Room) -> str:
    """Return what a hall reads of its answers once the session has ended."""
    text = _("Each person’s answer is deleted now. Counts are left, and %(name)s has the results.")
    return text % {"name": room.facilitator.name}


def _together(room: Room) -> str:
    names = {"name": room.facilitator.name, "second": room.second.name if room.second else ""}
    return _("%(second)s runs this session with %(name)s, and sees and decides the same.") % names


def _floor(question: Question | None, room: Room) -> list[str]:
    """Return who sees questions from the floor; of these every one is shown, however few ask."""
    if question and question.kind == kinds.IDEAS:
        return _ideas(question, room)
    if question and question.holds:
        seen = _("%(name)s reads each question first, and decides whether everybody sees it.")
    else:
        seen = _(
            "Everybody in the room sees each question and how many voted for it. %(name)s may "
            "leave one out, and first reads any that seems to hold abuse, a name or an address."
        )
    return [seen % {"name": room.facilitator.name}, _("Nothing here says who asked or voted.")]


def _ideas(question: Question, room: Room) -> list[str]:
    """Return the same of answers in people's own words."""
    if question.holds:
        seen = _("%(name)s reads each answer first, and decides whether everybody sees it.")
    else:
        seen = _(
            "Everybody in the room sees each answer and how many voted for it. %(name)s may leave "
            "one out, and first reads any that seems to hold abuse, a name or an address."
        )
    named = {"name": room.facilitator.name}
    return [seen % named, _("Nothing here says who wrote or voted.")]


def _answers(question: Question | None, room: Room) -> list[str]:
    if question and question.is_in_open_set:
        seen = _(
            "No answer is shown while these questions are open. Then %(name)s sees how many gave "
            "each answer to a question with at least %(k)s answers, and may show it to everybody."
        )
    elif question and not question.is_shown:
        seen = _(
            "Nothing is shown until there are at least %(k)s answers. Then %(name)s sees how many "
            "gave each answer, and may show it to everybody, on the screen and on phones."
        )
    elif room.on_phones:
        seen = _(
            "Nothing is shown until there are at least %(k)s answers. Then %(name)s and everybody "
            "who has joined, in the room or elsewhere, see how many gave each answer."
        )
    else:
        seen = _(
            "Nothing is shown until there are at least %(k)s answers. Then %(name)s and everybody "
            "in the room see how many gave each answer. %(name)s may show it on phones too."
        )
    named = {"name": room.facilitator.name, "k": threshold.K}
    return [seen % named, *_more(question, named), _("Nothing here says who you are.")]


def _more(question: Question | None, named: dict[str, object]) -> list[str]:
    """Return what is to be said of the question's kind."""
    if question and question.kind == kinds.WORD:
        return [_words(question) % named]
    if question and question.is_in_parts:
        return [_("Each option is counted by itself: no page shows one person’s whole answer.")]
    return []


def _words(question: Question) -> str:
    if question.holds:
        return _("%(name)s reads the words first, and decides which are shown.")
    return _("Words are shown as they are written; %(name)s may hold or hide some.")


def _counts_once(room: Room) -> str:
    if room.is_by_invitation:
        return _("Each card counts once, on whatever device. Nobody knows whose card it is.")
    return _("Each device counts once.")


def _added_up(brief: Brief) -> str:
    return _(
        "Afterwards %(name)s sees the answers of all teams added up, at least %(k)s at once. "
        "Anybody who knows when your team met may see by how much the sum grew, and so what your "
        "team as a whole answered. A question goes to %(name)s with your team's name if at least "
        "%(k)s people vote for it; otherwise with other teams' questions, without a name."
    ) % {"name": brief.room.facilitator.name, "k": threshold.K}


def _when_it_ends() -> str:
    return _(
        "When the meeting ends, we delete what links an answer to a phone. Counts stay, and so do "
        "the words and questions that were shown."
    )


def _ended(room: Room) -> str:
    return _(
        "What tied answers to a device has been deleted. Counts stay until %(date)s, and the words "
        "and questions that were shown."
    ) % {"date": date_format(ending.deleted_on(room))}


def card(room: Room) -> list[str]:
    """Return what is known of somebody who draws a card: paragraphs for the page that draws it."""
    return [
        _(
            "Your browser makes a card that nobody can tell from the others’. We keep that you "
            "have made one, but not which one, and without a time. Answers are kept with a number "
            "that comes from the card, never with your name."
        ),
        _("%(name)s sees how many people have made a card, in steps of %(k)s, but not who.")
        % {"name": room.facilitator.name, "k": threshold.K},
    ]


def drawn(progress: dict[str, int]) -> str:
    """Return who may answer by invitation, and how far that has come, for the facilitator."""
    return _(
        "Only people who are invited, once each. Invited: %(n)s. Cards made, in steps of "
        "%(k)s: %(drawn)s."
    ) % {**progress, "k": threshold.K}


def joins(brief: Brief) -> str:
    """Return what a team's facilitator lets join the sum when they end its room."""
    return _(
        "Then your team's answers to each question are added to those of other teams, if at least "
        "%(k)s people answered it. Your team's questions go to %(name)s."
    ) % {"name": brief.room.facilitator.name, "k": threshold.K}


def stayed(n: int) -> str:
    """Return why n of a team's questions have not reached whoever sent the brief."""
    return ngettext(
        "One question has not been passed on: fewer than %(k)s people voted for it. It waits for "
        "another team's, and goes without your team's name.",
        "%(n)s questions have not been passed on: fewer than %(k)s people voted for each. They "
        "wait for another team's, and go without your team's name.",
        n,
    ) % {"n": n, "k": threshold.K}


def asked() -> str:
    """Return when whoever sent a brief reads what teams ask, and with whose name."""
    return _(
        "Questions come when a team ends its session: with the team's name if at least %(k)s "
        "people voted for one, otherwise together with another team's."
    ) % {"k": threshold.K}


def added_up() -> str:
    """Return what is in the sum of a brief."""
    return _(
        "The sum over the teams whose sessions have ended. What fewer than %(k)s people answered "
        "in a team waits until other small teams join it."
    ) % {"k": threshold.K}


def summary(room: Room) -> str:
    """Return what the printed summary of a room leaves out, and that it leads to nobody."""
    once = _("Each card counts once.") if room.is_by_invitation else _("Each device counts once.")
    few = _("A question with fewer than %(k)s answers is not shown. An answer leads to nobody.")
    return f"{few % {'k': threshold.K}} {once}"
