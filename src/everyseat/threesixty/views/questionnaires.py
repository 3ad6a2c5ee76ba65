"""Pages about questionnaires."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from everyseat.files import tables
from everyseat.giving import bodies
from everyseat.giving.access import requires
from everyseat.giving.bodies import takes
from everyseat.organisations import checks, roles
from everyseat.threesixty import questionnaire_format, questionnaire_table
from everyseat.threesixty.actions import questionnaires as actions
from everyseat.threesixty.checks import publishing
from everyseat.threesixty.forms.questionnaires import QuestionnaireFileForm
from everyseat.threesixty.models import Questionnaire
from everyseat.threesixty.queries import questionnaires as queries
from everyseat.threesixty.question_sets import points
from everyseat.threesixty.questionnaire_checks import QuestionnaireError
from everyseat.threesixty.questionnaire_content import QuestionnaireFile, slug

TYPES = {
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

ON_A_PAGE = 50


@requires(roles.MANAGE_QUESTIONNAIRES)
def questionnaires(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.questionnaires(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "threesixty/questionnaires.html", {"page": page})


@requires(roles.MANAGE_QUESTIONNAIRES)
def questionnaire(request: HttpRequest, pk: int) -> HttpResponse:
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    context = {
        "questionnaire": questionnaire,
        "content_values": questionnaire.content["values"],
        "points": points(questionnaire.content),
        "earlier": queries.version_before(questionnaire),
    }
    return render(request, "threesixty/questionnaire.html", context)


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
        except QuestionnaireError as error:
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
    return questionnaire_table.from_table(tables.of_stranger(content, name))


@requires(roles.MANAGE_QUESTIONNAIRES)
def export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    about, content = _about(questionnaire), questionnaire.content
    written = {
        "json": questionnaire_format.to_json,
        "csv": questionnaire_table.to_csv,
        "xlsx": questionnaire_table.to_xlsx,
    }[kind](about, content)
    name = f"{slug(questionnaire.name)}-{questionnaire.version}.{kind}"
    response = HttpResponse(written, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _about(questionnaire: Questionnaire) -> dict[str, str]:
    return {
        "name": questionnaire.name,
        "language": questionnaire.language,
        "licence": questionnaire.licence,
    }


@requires(roles.MANAGE_QUESTIONNAIRES)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(Questionnaire, pk=pk)

    def published() -> str:
        actions.publish(questionnaire=draft)
        return _("Published: rounds can use it now.")

    back = reverse("questionnaire", args=[pk])
    return checks.page(request, publishing.publish(draft), published, back=back)
