"""Pages about organisations and people."""

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from everyseat.files import tables
from everyseat.files.csv_export import as_csv
from everyseat.giving import bodies, traces
from everyseat.giving.access import login_required, requires
from everyseat.giving.bodies import takes
from everyseat.organisations import (
    actions,
    choosing,
    clock,
    people_import,
    people_saving,
    queries,
    roles,
    section,
)
from everyseat.organisations.forms import FindPeopleForm, ImportForm, OrganisationForm
from everyseat.organisations.mail import state as mail_state
from everyseat.organisations.models import Organisation
from everyseat.organisations.signed_in import SignedIn

ON_A_PAGE = 25
LINES_NAMED = 20
CHECKED = "everyseat.checked-import"


@cache_control(max_age=60)
def organisation_css(request: HttpRequest) -> HttpResponse:
    """Return the organisation's colour as a style sheet: the pages themselves hold no style."""
    host = queries.host()
    colour = host.colour if host else "#1d4f6e"
    return HttpResponse(f":root{{--organisation:{colour}}}", content_type="text/css; charset=utf-8")


@requires(roles.MANAGE_PEOPLE)
def organisation(request: SignedIn) -> HttpResponse:
    host = queries.host()
    landing = section.organisation(request.user, host.name if host else "")
    return render(request, "organisations/organisation.html", {"landing": landing})


@requires(roles.MANAGE_PEOPLE)
def organisation_settings(request: HttpRequest) -> HttpResponse:
    host = get_object_or_404(Organisation, is_host=True)
    form = OrganisationForm(request.POST or None, instance=host)
    if form.is_valid():
        actions.change_organisation(organisation=host, values=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("organisation_settings")
    return render(request, "organisations/settings.html", {"form": form})


@requires(roles.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    is_search = "search" in request.GET or "role" in request.GET
    form = FindPeopleForm(request.GET if is_search else None)
    asked = form.cleaned_data if form.is_valid() else {}
    page = Paginator(queries.people(**asked), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "organisations/people.html", {"page": page, "form": form})


@login_required
@cache_control(no_store=True)
def find_people(request: SignedIn) -> HttpResponse:
    """Return the people who match some letters, for a field to choose a person."""
    people = choosing.matching(request.GET.get("search", ""), request.GET.get("role", ""))
    return JsonResponse({"people": [choosing.described(person) for person in people]})


@requires(roles.MANAGE_PEOPLE)
@takes(bodies.LARGEST)
def people_import_page(request: HttpRequest) -> HttpResponse:
    """Show a preview of an import. Nothing is saved before the next page."""
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = tables.of_stranger(file.read(), file.name, whole=False)
            context |= _previewed(people_import.check(table))
        except (tables.FileError, ValueError) as error:
            form.add_error("file", str(error))
    return render(request, "organisations/people_import.html", context)


def _previewed(preview: people_import.Preview) -> dict[str, object]:
    return {
        "preview": preview,
        "plan": people_saving.planned(preview.rows),
        "is_mail_sent": not mail_state.kept_in(),
        "checked": signing.dumps(
            {"rows": preview.rows, "left_out": preview.lines_left_out}, salt=CHECKED, compress=True
        ),
    }


@requires(roles.MANAGE_PEOPLE)
def people_sample(request: HttpRequest) -> HttpResponse:
    """Return a small file of people as an import wants it, to fill in."""
    answer = HttpResponse(as_csv(people_import.SAMPLE), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="people.csv"'
    return answer


@require_POST
@requires(roles.MANAGE_PEOPLE)
@takes(bodies.LARGEST)
def people_import_save(request: HttpRequest) -> HttpResponse:
    try:
        checked = signing.loads(request.POST.get("checked", ""), salt=CHECKED, max_age=86400)
    except signing.BadSignature:
        messages.error(request, _("This preview is too old. Choose the file again."))
        return redirect("people_import")
    is_welcome = "welcome" in request.POST
    added, updated = people_saving.save_people(checked["rows"], welcome=is_welcome)
    traces.note(request, f"{added} {updated}")
    _say_what_was_imported(request, added, updated, checked["left_out"])
    if is_welcome and added and mail_state.kept_in():
        text = _("No mail server is set. The welcome e-mails are only kept, and reach nobody.")
        messages.warning(request, text)
    return redirect("people")


def _say_what_was_imported(
    request: HttpRequest, added: int, updated: int, left_out: list[int]
) -> None:
    new = ngettext("%(n)s person added", "%(n)s people added", added) % {"n": added}
    old = ngettext("%(n)s updated", "%(n)s updated", updated) % {"n": updated}
    messages.success(request, f"{new}, {old}.")
    if left_out:
        text = ngettext(
            "%(n)s line of the file was left out: line %(lines)s.",
            "%(n)s lines of the file were left out: lines %(lines)s.",
            len(left_out),
        )
        named = ", ".join(map(str, left_out[:LINES_NAMED])) + " …" * (len(left_out) > LINES_NAMED)
        messages.warning(request, text % {"n": len(left_out), "lines": named})


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
    return render(request, "organisations/account.html", {"held": own_roles})
