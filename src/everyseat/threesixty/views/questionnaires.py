"""Pages about questionnaires."""

from django.contrib import messages
from django.core.paginator import Paginator
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
from everyseat.threesixty import queries, questionnaire_format
from everyseat.threesixty.actions import questionnaires as actions
from everyseat.threesixty.forms import QuestionnaireFileForm, QuestionnaireForm
from everyseat.threesixty.models import Questionnaire
from everyseat.threesixty.questionnaire_content import QuestionnaireFile, slug

TYPES = {"json": "application/json", "csv": "text/csv"}

ON_A_PAGE = 50


@requires(roles.MANAGE_QUESTIONNAIRES)
def questionnaires(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.questionnaires(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "threesixty/questionnaires.html", {"page": page})


@requires(roles.MANAGE_QUESTIONNAIRES)
def questionnaire(request: HttpRequest, pk: int) -> HttpResponse:
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    context = {"questionnaire": questionnaire, "content_values": questionnaire.content["values"]}
    return render(request, "threesixty/questionnaire.html", context)


@requires(roles.MANAGE_QUESTIONNAIRES)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    old = get_object_or_404(Questionnaire, pk=pk)
    initial = {"name": old.name, "licence": old.licence}
    form = QuestionnaireForm(request.POST or None, content=old.content, initial=initial)
    if form.is_valid():
        try:
            questionnaire = actions.edit(
                questionnaire=old,
                name=form.cleaned_data["name"],
                licence=form.cleaned_data["licence"],
                content=form.as_content(),
            )
        except questionnaire_format.QuestionnaireError as error:
            for problem in error.problems:
                form.add_error(None, problem)
        else:
            messages.success(request, _("Saved as version %(n)s.") % {"n": questionnaire.version})
            return redirect("questionnaire", pk=questionnaire.pk)
    return render(
        request, "threesixty/questionnaire_edit.html", {"form": form, "questionnaire": old}
    )


@requires(roles.MANAGE_QUESTIONNAIRES)
@takes(bodies.LARGEST)
def upload(request: HttpRequest) -> HttpResponse:
    form = QuestionnaireFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            fields = _fields_of_file(file.name, file.read())
            questionnaire = actions.add(
                name=form.cleaned_data["name"] or fields["name"] or file.name,
                content=fields["content"],
                language=fields.get("language", ""),
                licence=form.cleaned_data["licence"] or fields.get("licence", ""),
            )
        except questionnaire_format.QuestionnaireError as error:
            for problem in error.problems:
                form.add_error("file", problem)
        except tables.FileError as error:
            form.add_error("file", str(error))
        else:
            return redirect("questionnaire", pk=questionnaire.pk)
    return render(request, "threesixty/questionnaire_import.html", {"form": form})


def _fields_of_file(name: str, content: bytes) -> QuestionnaireFile:
    if name.lower().endswith(".json"):
        return questionnaire_format.from_json(content.decode("utf-8-sig", errors="replace"))
    return questionnaire_format.from_table(tables.of_stranger(content, name))


@requires(roles.MANAGE_QUESTIONNAIRES)
def export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    about = {
        "name": questionnaire.name,
        "language": questionnaire.language,
        "licence": questionnaire.licence,
    }
    text = {
        "json": lambda: questionnaire_format.to_json(about, questionnaire.content),
        "csv": lambda: questionnaire_format.to_csv(questionnaire.content),
    }[kind]()
    name = f"{slug(questionnaire.name)}-{questionnaire.version}.{kind}"
    response = HttpResponse(text, content_type=f"{TYPES[kind]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@requires(roles.MANAGE_QUESTIONNAIRES)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    with refused(request):
        actions.publish(questionnaire=get_object_or_404(Questionnaire, pk=pk))
        messages.success(request, _("Published: rounds can use it now."))
    return redirect("questionnaire", pk=pk)
