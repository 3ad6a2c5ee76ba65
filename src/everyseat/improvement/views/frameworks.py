"""Pages of lists of themes: those that are here, an own one, and one theme."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from everyseat.files.problems import FileError
from everyseat.giving import bodies
from everyseat.giving.bodies import takes
from everyseat.giving.refusing import refused
from everyseat.improvement import theme_table
from everyseat.improvement.actions import frameworks as actions
from everyseat.improvement.forms.frameworks import FrameworkForm, ThemeForm, ThemesForm
from everyseat.improvement.models import Framework, Theme
from everyseat.improvement.queries.coding import grouped
from everyseat.improvement.theme_table import Line
from everyseat.improvement.views.shared import improves_services
from everyseat.organisations.models import Organisation
from everyseat.organisations.queries import host


def _host() -> Organisation:
    found = host()
    if found is None:
        raise Http404
    return found


@improves_services
def frameworks(request: HttpRequest) -> HttpResponse:
    """List the lists of themes."""
    organisation = _host()
    actions.add_ours(organisation=organisation)
    context = {"frameworks": organisation.frameworks.prefetch_related("themes", "services")}
    return render(request, "improvement/frameworks.html", context)


@improves_services
@takes(bodies.LARGEST)
def framework_new(request: HttpRequest) -> HttpResponse:
    """Add an own list of themes."""
    form = FrameworkForm(request.POST or None, request.FILES or None)
    made: list[Framework] = []

    def add(lines: list[Line]) -> None:
        name = form.cleaned_data["name"]
        made.append(actions.add(organisation=_host(), name=name, lines=lines))

    if _is_taken(form, add):
        return redirect("framework", pk=made[0].pk)
    return render(request, "improvement/framework_new.html", {"form": form})


def _is_taken(form: forms.Form, take: Callable[[list[Line]], None]) -> bool:
    """Take the themes of a form; else say beside its field, by line, why nothing was saved."""
    if not form.is_valid():
        return False
    file = form.cleaned_data.get("file")
    try:
        with refused(form):
            take(
                theme_table.in_file(file.read(), file.name)
                if file
                else theme_table.pasted(form.cleaned_data["pasted"])
            )
            return True
    except FileError as error:
        field = "file" if file else "pasted"
        for told in (_("Nothing was saved."), *str(error).splitlines()):
            form.add_error(field, told)
    return False


@improves_services
@takes(bodies.LARGEST)
def framework(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the themes of a list by group, and add more to an own one."""
    found = get_object_or_404(_host().frameworks, pk=pk)
    form = ThemesForm(request.POST or None, request.FILES or None)
    if _is_taken(form, lambda lines: actions.add_themes(framework=found, lines=lines)):
        messages.success(request, _("The themes are added."))
        return redirect("framework", pk=pk)
    groups = grouped(found, list(found.themes.values_list("number", flat=True)))
    context = {"framework": found, "groups": groups, "form": form}
    return render(request, "improvement/framework.html", context)


@improves_services
def theme_edit(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Correct one theme, or retire it."""
    found = get_object_or_404(
        Theme.objects.select_related("framework"),
        framework__in=_host().frameworks.all(),
        framework=pk,
        number=number,
    )
    names = ("group", "name", "description", "is_used")
    form = ThemeForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if found.framework.key:
        for name in names[:3]:
            form.fields[name].disabled = True
    if form.is_valid():
        with refused(form):
            actions.correct(theme=found, values=form.cleaned_data)
            messages.success(request, _("Your changes are saved."))
            return redirect("framework", pk=pk)
    context = {"theme": found, "form": form}
    return render(request, "improvement/theme_edit.html", context, status=form.status)
