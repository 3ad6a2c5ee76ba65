"""Briefs: one text and its questions, sent to many teams; what they ask, and what comes back."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving.letters import must_fit
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.organisations import moderating, outbox
from everyseat.organisations.models import Person, Team
from everyseat.room import threshold
from everyseat.room.actions import preparing
from everyseat.room.models import LONGEST_REPLY, Brief, Raised
from everyseat.room.queries import briefs


@transaction.atomic
def write(
    *, owner: Person, title: str, text: str, film: str, answer_by: date, starter: str = ""
) -> Brief:
    """Write a brief; its questions are added as to any room."""
    room = preparing.prepare(facilitator=owner, title=title, held_on=answer_by, starter=starter)
    return Brief.objects.create(room=room, text=text, film=film, answer_by=answer_by)


def send(*, brief: Brief, teams: Iterable[Team]) -> int:
    """Send a brief to teams: each leader gets a room and an e-mail. Return to how many it went.

    A team that has it already gets no second one.
    """
    with changing(brief):
        if not brief.room.questions.exists():
            raise NotNow(_("Add a question first: what a team answers comes from its questions."))
        leaders = briefs.leaders()
        has_it = set(brief.room.copies.values_list("team", flat=True))
        new = [team for team in teams if team.pk in leaders and team.pk not in has_it]
        if not new:
            text = _("Choose a team that has somebody who leads it, and has not got the brief.")
            raise NotNow(text)
        for team in new:
            room = preparing.copied(
                brief.room, facilitator=leaders[team.pk], held_on=brief.answer_by, team=team
            )
            outbox.write(leaders[team.pk], "brief", brief=brief, room=room, k=threshold.K)
        brief.is_sent = True
        return len(new)


class Waits(NotNow):
    """A text waits until who wrote it has looked once more."""


def reply(*, brief: Brief, raised: Iterable[str], text: str, checked: bool = False) -> None:
    """Answer questions that went up, several in one. Every team reads it, and its leader hears.

    Waits if the answer seems to hold abuse, a name or a way to reach somebody, and was not
    `checked` by who writes it: nobody else stands between it and the teams.
    """
    if not text.strip():
        raise Invalid("text", _("Write the answer first."))
    must_fit(text.strip(), LONGEST_REPLY, "text")
    if not checked and (why := moderating.why(text)):
        raise Waits(_("Nothing has been sent yet. Your answer seems to hold: %s.") % why)
    _reply(brief, set(raised), text.strip())


@transaction.atomic
def _reply(brief: Brief, wanted: set[str], text: str) -> None:
    chosen = [one for one in briefs.sorted_up(brief)["seen"] if str(one.pk) in wanted]
    if not chosen:
        raise NotNow(_("Choose the questions that this answers."))
    first = not briefs.went_up(brief).exclude(reply="").exists()
    Raised.objects.filter(pk__in=[one.pk for one in chosen]).update(reply=text)
    if first:
        for room in brief.room.copies.exclude(team=None).select_related("facilitator"):
            outbox.write(room.facilitator, "brief_answered", brief=brief, room=room)
