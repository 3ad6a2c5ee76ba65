"""What stands on an organiser's first page: who needs a new link, and the rounds under way."""

from collections.abc import Iterator
from itertools import groupby

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.organisations.landing import Entry, Task
from everyseat.organisations.models import Person
from everyseat.threesixty import board
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.queries import organising, permissions, rounds

MOST = 3
"""Rounds on the first page: the next to close."""


def new_links(person: Person) -> Iterator[Task]:
    """Yield who has asked for a new link: their card is lost, or somebody else made it."""
    asked = Invitation.objects.filter(
        lost=True,
        review__state=Review.State.COLLECT,
        review__round__state=Round.State.OPEN,
        review__round__in=organising.run_by(person),
    ).exclude(review__recipient=person)
    for invitation in asked.select_related("person", "review__round", "review__recipient"):
        names = {"name": invitation.person.name, "leader": invitation.review.recipient.name}
        yield Task(
            _("Replace the link of %(name)s, to answer about %(leader)s") % names,
            reverse("void", args=[invitation.review.round_id, invitation.pk]),
            note=invitation.review.round.name,
        )


def without_coach(person: Person) -> Iterator[Task]:
    """Yield the leaders whose report nobody can release, one line a round."""
    needed = permissions.without_coach().filter(round__in=organising.run_by(person))
    for one, reviews in groupby(needed.order_by("round_id", "recipient__name"), _round):
        names = [review.recipient.name for review in reviews]
        text = ngettext(
            "Choose a coach for %(name)s: nobody can release their report",
            "Choose a coach for %(n)s leaders: nobody can release their reports",
            len(names),
        )
        said = text % {"name": names[0], "n": len(names)}
        yield Task(said, reverse("round_coach", args=[one.pk]), note=one.name)


def _round(review: Review) -> Round:
    return review.round


def under_way(person: Person) -> list[Entry]:
    """Return the rounds that a person runs and that collect answers, with where leaders stand."""
    open_rounds = organising.run_by(person).filter(state=Round.State.OPEN, parent=None)
    shown = list(open_rounds.order_by("collect_by", "name")[:MOST])
    declined = _declined(shown)
    return [
        Entry(
            one.round.name,
            reverse("round", args=[one.round.pk]),
            one.round.get_state_display(),
            "green",
            one.round.collect_by,
            _("Answers until"),
            "; ".join(filter(None, [board.of(one), declined.get(one.round.pk, "")])),
        )
        for one in rounds.summaries(shown)
    ]


def _declined(shown: list[Round]) -> dict[int, str]:
    """Return how many raters of each of some rounds have declined, in words."""
    asked = Invitation.objects.filter(
        review__round__in=shown, state=Invitation.State.DECLINED
    ).exclude(review__state=Review.State.STOPPED)
    counts = asked.order_by().values_list("review__round").annotate(n=Count("pk"))
    return {pk: _("Raters who declined: %(n)s") % {"n": n} for pk, n in counts}
