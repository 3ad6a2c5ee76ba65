"""Pages about organisations and people."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from everyseat.giving.access import login_required, requires
from everyseat.organisations import actions, choosing, clock, logos, queries, roles, section
from everyseat.organisations.forms import FindPeopleForm, LookForm, OrganisationForm
from everyseat.organisations.models import LogoFile, Organisation
from everyseat.organisations.signed_in import SignedIn
from everyseat.organisations.stand_ins import queries as stand_ins

ON_A_PAGE = 25


@cache_control(max_age=60)
def organisation_css(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Return an organisation's colour as a style sheet: the pages themselves hold no style."""
    shown = get_object_or_404(Organisation, pk=pk) if pk else queries.host()
    colour = shown.colour if shown else "#1d4f6e"
    return HttpResponse(f":root{{--organisation:{colour}}}", content_type="text/css; charset=utf-8")


@cache_control(max_age=31_536_000, public=True, immutable=True)
def organisation_logo(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Return an organisation's logo, under the name of its content."""
    shown = get_object_or_404(LogoFile, organisation=pk, organisation__logo=name)
    return HttpResponse(bytes(shown.content), content_type=logos.type_of(name))


@requires(roles.MANAGE_PEOPLE)
def organisation(request: SignedIn) -> HttpResponse:
    host = queries.host()
    landing = section.organisation(request.user, host.name if host else "")
    return render(request, "organisations/organisation.html", {"landing": landing})


@requires(roles.MANAGE_PEOPLE)
def organisation_settings(request: HttpRequest) -> HttpResponse:
    host = get_object_or_404(Organisation, is_host=True)
    form = OrganisationForm(request.POST or None, request.FILES or None, instance=host)
    if form.is_valid():
        actions.change_organisation(organisation=host, values=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("organisation_settings")
    return render(request, "organisations/settings.html", {"form": form})


@requires(roles.MANAGE_PEOPLE)
def organisations(request: HttpRequest) -> HttpResponse:
    """List the other organisations: those whose people are asked, or that have rounds here."""
    others = Organisation.objects.filter(is_host=False)
    page = Paginator(others, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "organisations/organisations.html", {"page": page})


@requires(roles.MANAGE_PEOPLE)
def organisation_look(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how the pages of another organisation look."""
    shown = get_object_or_404(Organisation, pk=pk, is_host=False)
    form = LookForm(request.POST or None, request.FILES or None, instance=shown)
    if form.is_valid():
        actions.change_organisation(organisation=shown, values=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("organisation_look", pk=pk)
    return render(request, "organisations/look.html", {"form": form, "shown": shown})


@requires(roles.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    is_search = any(name in request.GET for name in FindPeopleForm.UNMARKED)
    form = FindPeopleForm(request.GET if is_search else None)
    asked = form.cleaned_data if form.is_valid() else {}
    page = Paginator(queries.people(**asked), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "organisations/people.html", {"page": page, "form": form})


@login_required
@cache_control(no_store=True)
def find_people(request: SignedIn) -> HttpResponse:
    """Return the people who match some letters, for a field to choose a person."""
    text, role = request.GET.get("search", ""), request.GET.get("role", "")
    people = choosing.matching(text, role)
    without = choosing.without_role(text, role) if role and not people else ""
    found = [choosing.described(person) for person in people]
    return JsonResponse({"people": found, "without": without})


@require_POST
@requires(roles.MANAGE_ROLES)
def clock_is_right(request: HttpRequest) -> HttpResponse:
    """Continue work that depends on dates, after the clock had jumped."""
    clock.confirm()
    messages.success(request, _("Everyseat is working as usual again."))
    return redirect("home")


@require_POST
@login_required
def sign_out_everywhere(request: SignedIn) -> HttpResponse:
    actions.end_sessions(person=request.user)
    return redirect("home")


@login_required
def account(request: SignedIn) -> HttpResponse:
    own_roles = [roles.ROLES[r.role] for r in request.user.roles.all() if r.role in roles.ROLES]
    context = {"held": own_roles, "away": stand_ins.planned(request.user)}
    return render(request, "organisations/account.html", context)
