"""What a new organisation does first, in every part: a list until all is done or it is put away."""

from operator import attrgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving import site_facts
from everyseat.giving.access import requires
from everyseat.organisations import roles, section
from everyseat.organisations.landing import Step
from everyseat.organisations.models import Person
from everyseat.organisations.signed_in import SignedIn
from everyseat.site import checking
from everyseat.site.parts import parts

TIMEOUT_S = 10


def steps(person: Person) -> list[Step]:
    """Return the first steps of an organisation that a person looks after, in their order."""
    every = [section.first_steps, *(part.first_steps for part in parts())]
    found = [step for first_steps in every for step in first_steps(person)]
    return sorted(found, key=attrgetter("rank"))


def left(person: Person) -> list[Step]:
    """Return the steps for a person's first page: none where all are done or they were put away."""
    if not person.may(roles.MANAGE_PEOPLE) or site_facts.first_day_is_over():
        return []
    found = steps(person)
    return [] if all(step.is_done for step in found) else found


@requires(roles.MANAGE_PEOPLE)
def first_day(request: SignedIn) -> HttpResponse:
    context = {
        "steps": steps(request.user),
        "is_over": site_facts.first_day_is_over(),
        "may_test": request.user.may(roles.MANAGE_ROLES),
    }
    return render(request, "site/first_day.html", context)


@require_POST
@requires(roles.MANAGE_PEOPLE)
def put_away(request: HttpRequest) -> HttpResponse:
    """Put the list away from the first page, or back on it."""
    if "back" in request.POST:
        site_facts.begin_first_day_again()
        messages.success(request, _("The first steps are on your home page again."))
    else:
        site_facts.end_first_day()
        messages.success(
            request, _("We have hidden the first steps here. You can find them under Organisation.")
        )
    return redirect("first_day" if "back" in request.POST else "home")


@require_POST
@requires(roles.MANAGE_ROLES)
def test_mail(request: SignedIn) -> HttpResponse:
    """Send a test e-mail to the person who asks, now, and say what the mail server answered."""
    try:
        checking.mail(TIMEOUT_S, to=request.user.email)
    except checking.Fault as fault:
        messages.error(request, _("E-mail does not work yet: %(why)s.") % {"why": fault})
    else:
        site_facts.note_that_mail_works()
        text = _("The mail server accepted a test e-mail to %(to)s. Check whether it has arrived.")
        messages.success(request, text % {"to": request.user.email})
    return redirect("first_day")
