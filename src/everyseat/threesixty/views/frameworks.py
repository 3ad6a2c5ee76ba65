"""Pages about frameworks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.files import tables
from everyseat.giving import bodies
from everyseat.giving.access import requires
from everyseat.giving.bodies import takes
from everyseat.giving.refusing import refused
from everyseat.organisations import roles
from everyseat.threesixty import framework_format, queries
from everyseat.threesixty.actions import frameworks as actions
from everyseat.threesixty.forms import FrameworkFileForm, FrameworkForm
from everyseat.threesixty.models import Framework

TYPES = {"json": "application/json", "csv": "text/csv"}


@requires(roles.MANAGE_FRAMEWORKS)
def frameworks(request: HttpRequest) -> HttpResponse:
    return render(request, "threesixty/frameworks.html", {"frameworks": queries.frameworks()})


@requires(roles.MANAGE_FRAMEWORKS)
def framework(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Framework, pk=pk)
    context = {"framework": found, "content_values": found.content["values"]}
    return render(request, "threesixty/framework.html", context)


@requires(roles.MANAGE_FRAMEWORKS)
def framework_edit(request: HttpRequest, pk: int) -> HttpResponse:
    old = get_object_or_404(Framework, pk=pk)
    initial = {"name": old.name, "licence": old.licence}
    form = FrameworkForm(request.POST or None, content=old.content, initial=initial)
    if form.is_valid():
        try:
            saved = actions.edit(
                framework=old,
                name=form.cleaned_data["name"],
                licence=form.cleaned_data["licence"],
                content=form.as_content(),
            )
        except framework_format.FrameworkError as error:
            for problem in error.problems:
                form.add_error(None, problem)
        else:
            messages.success(request, _("Saved as version %(n)s.") % {"n": saved.version})
            return redirect("framework", pk=saved.pk)
    return render(request, "threesixty/framework_edit.html", {"form": form, "framework": old})


@requires(roles.MANAGE_FRAMEWORKS)
@takes(bodies.LARGEST)
def framework_import(request: HttpRequest) -> HttpResponse:
    form = FrameworkFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = _read(file.name, file.read())
            made = actions.add_framework(
                name=form.cleaned_data["name"] or read["name"] or file.name,
                content=read["content"],
                language=read.get("language", ""),
                licence=form.cleaned_data["licence"] or read.get("licence", ""),
            )
        except framework_format.FrameworkError as error:
            for problem in error.problems:
                form.add_error("file", problem)
        except tables.FileError as error:
            form.add_error("file", str(error))
        else:
            return redirect("framework", pk=made.pk)
    return render(request, "threesixty/framework_import.html", {"form": form})


def _read(name: str, content: bytes) -> dict:
    if name.lower().endswith(".json"):
        return framework_format.from_json(content.decode("utf-8-sig", errors="replace"))
    return framework_format.from_table(tables.of_stranger(content, name))


@requires(roles.MANAGE_FRAMEWORKS)
def framework_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    found = get_object_or_404(Framework, pk=pk)
    about = {"name": found.name, "language": found.language, "licence": found.licence}
    text = {
        "json": lambda: framework_format.to_json(about, found.content),
        "csv": lambda: framework_format.to_csv(found.content),
    }[kind]()
    name = f"{framework_format.slug(found.name)}-{found.version}.{kind}"
    response = HttpResponse(text, content_type=f"{TYPES[kind]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@requires(roles.MANAGE_FRAMEWORKS)
def framework_publish(request: HttpRequest, pk: int) -> HttpResponse:
    with refused(request):
        actions.publish(framework=get_object_or_404(Framework, pk=pk))
        messages.success(request, _("Published: cycles can use it now."))
    return redirect("framework", pk=pk)
