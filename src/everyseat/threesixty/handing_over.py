"""Which rounds of an organiser may be given to another one: e-mails name who looks after them."""

import copy
from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from everyseat.organisations import roles
from everyseat.organisations.handing_over import Handover
from everyseat.organisations.landing import Task
from everyseat.organisations.models import Person
from everyseat.threesixty.actions import rounds
from everyseat.threesixty.models import Round
from everyseat.threesixty.queries import coachless, organising

NAMED = gettext_lazy("E-mails of the round name %(to)s from then on. Replies go to them.")


def of(person: Person) -> Iterator[Handover]:
    """Yield the rounds whose e-mails name somebody, while any are sent."""
    named = Round.objects.filter(organiser=person).exclude(state=Round.State.CLOSED)
    for one in named.order_by("name", "pk"):
        text = _("360 round: %(round)s. Its e-mails name who looks after it.") % {"round": one.name}
        give, happens = partial(_give, one), [str(NAMED), access(one, person)]
        yield Handover(text, give, roles.RUN_ROUNDS, happens=happens)


def elsewhere(person: Person, by: Person) -> Iterator[Task]:
    """Yield the rounds in which somebody coaches leaders, with the page that gives them another."""
    for one, n in coachless.rounds_of(person).items():
        text = ngettext(
            "360 round: %(round)s. Its page gives %(n)s leader another coach.",
            "360 round: %(round)s. Its page gives %(n)s leaders another coach.",
            n,
        )
        link = ""
        if organising.runs(by, one):
            link = f"{reverse('round_coach', args=[one.pk])}?instead_of={person.pk}"
        yield Task(text % {"round": one.name, "n": n}, link)


def access(feedback_round: Round, person: Person) -> str:
    """Return whether a person still runs a round once its e-mails name somebody else."""
    after = copy.copy(feedback_round)
    after.organiser = None
    if organising.runs(person, after):
        text = _("%(name)s can still open and change the round.")
    else:
        text = _("%(name)s can no longer open the round.")
    return text % {"name": person.name.replace("%", "%%")}


def _give(feedback_round: Round, to: Person) -> None:
    rounds.hand_over(feedback_round=feedback_round, to=to)
