"""Pages of a round: for those who run it, or who may look at it. To others it is not there."""

from collections.abc import Callable
from functools import wraps

from django.db.models import QuerySet
from django.http import Http404, HttpResponse

from everyseat.giving.access import requires
from everyseat.organisations import roles
from everyseat.organisations.models import Person
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty.models import Round
from everyseat.threesixty.queries import organising

View = Callable[..., HttpResponse]


def runs_round(view: View) -> View:
    """Restrict a page of the round `pk` to the people who run it."""
    return requires(roles.RUN_ROUNDS)(_of_round(view, organising.run_by))


def reads_round(view: View) -> View:
    """Restrict a page of the round `pk`, on which nothing changes, to those who may look at it."""
    return requires(roles.READ_ROUNDS)(_of_round(view, organising.read_by))


def _of_round(view: View, rounds: Callable[[Person], QuerySet[Round]]) -> View:
    @wraps(view)
    def guarded(request: SignedIn, pk: int, *args: object, **kwargs: object) -> HttpResponse:
        if not rounds(request.user).filter(pk=pk).exists():
            raise Http404
        return view(request, pk, *args, **kwargs)

    return guarded
