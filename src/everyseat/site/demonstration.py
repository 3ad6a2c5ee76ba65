"""Only in the demonstration: take anybody's seat, and read everybody's mail.

Both need that the demonstration was asked for, and that the database says that it is one. A setting
alone opens nothing: it may have been left over from another folder.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everyseat.giving import site_facts
from everyseat.organisations import outbox
from everyseat.organisations.mail import mailbox
from everyseat.organisations.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Seat:
    """A person of the demonstration whose seat a visitor may take."""

    key: str
    email: str
    what: "StrOrPromise"


SEATS = [
    Seat(
        "recipient",
        "francis.okafor@cityhealth.example",
        gettext_lazy("Chief executive: reads a report of 43 raters"),
    ),
    Seat("few", "bronwen.hughes@cityhealth.example", gettext_lazy("A leader with only 4 raters")),
    Seat("naming", "ben.bevan@cityhealth.example", gettext_lazy("A leader who names raters now")),
    Seat(
        "manager",
        "ruth.adeyemi@cityhealth.example",
        gettext_lazy("Chair: approves raters, reads the board's counts"),
    ),
    Seat(
        "organiser", "sam.whitfield@cityhealth.example", gettext_lazy("Organiser: a round half way")
    ),
    Seat("coach", "imran.sheikh@cityhealth.example", gettext_lazy("Coach: a report to read first")),
    Seat(
        "guardian",
        "gwen.price@cityhealth.example",
        gettext_lazy("Guardian: sealed cases; passphrase “the kettle is on again”"),
    ),
    Seat(
        "second_guardian",
        "tunde.marsh@cityhealth.example",
        gettext_lazy("A second guardian, with the same passphrase"),
    ),
    Seat(
        "administrator",
        "alex.novak@cityhealth.example",
        gettext_lazy("Administrator: people and roles"),
    ),
]


def is_open() -> bool:
    """Return whether this is the demonstration."""
    return settings.DEMO and site_facts.is_demonstration()


def only_here(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Have a page be there in the demonstration alone."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
        if not is_open():
            raise Http404
        return view(request, *arguments, **named)

    return guarded


@only_here
def demonstration(request: HttpRequest) -> HttpResponse:
    known = set(Person.objects.values_list("email", flat=True))
    seats = [seat for seat in SEATS if seat.email in known]
    return render(request, "site/demonstration.html", {"seats": seats})


@only_here
def take_seat(request: HttpRequest, key: str) -> HttpResponse:
    """Sign a visitor in, on a button of their own page and never by a link alone."""
    seat = next((seat for seat in SEATS if seat.key == key), None)
    person = seat and Person.objects.filter(email=seat.email).first()
    if not person:
        raise Http404
    if request.method == "POST":
        if not person.email.endswith(".example"):
            raise PermissionDenied
        login(request, person)
        return redirect("home")
    return render(request, "site/take_seat.html", {"seat": seat, "person": person})


@only_here
def mail(request: HttpRequest) -> HttpResponse:
    outbox.send_waiting()
    to = request.GET.get("to", "").strip()
    return render(request, "site/mailbox.html", {"emails": mailbox.newest(60, to), "to": to})


def links() -> list[tuple[str, str]]:
    """Return what each seat is, and the address of its page."""
    return [(_(str(seat.what)), f"{settings.URL}/demonstration/{seat.key}/") for seat in SEATS]


urlpatterns = [
    path("demonstration/", demonstration, name="demonstration"),
    path("demonstration/<slug:key>/", take_seat, name="take_seat"),
    path("mailbox/", mail, name="mailbox"),
]
