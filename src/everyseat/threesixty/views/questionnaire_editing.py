"""Pages on which a questionnaire is begun, edited, previewed and compared with older versions."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from everyseat.giving.access import requires
from everyseat.giving.refusals import NotNow
from everyseat.organisations import roles
from everyseat.threesixty.actions import questionnaires as actions
from everyseat.threesixty.answer_form import AnswerForm
from everyseat.threesixty.forms import (
    questionnaire_buttons,
    questionnaire_editor,
    questionnaire_folds,
)
from everyseat.threesixty.forms.questionnaire_editor import Editor
from everyseat.threesixty.forms.questionnaires import StartForm
from everyseat.threesixty.models import Questionnaire
from everyseat.threesixty.queries import questionnaires as queries
from everyseat.threesixty.questionnaire_changes import changes
from everyseat.threesixty.questionnaire_checks import FEWEST_POINTS, MOST_POINTS, QuestionnaireError

LONGEST_NAME, LONGEST_LICENCE = 120, 200


@requires(roles.MANAGE_QUESTIONNAIRES)
def start(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST or None)
    if form.is_valid():
        made = actions.start(**form.cleaned_data)
        return redirect("questionnaire_edit", pk=made.pk)
    return render(request, "threesixty/questionnaire_new.html", {"form": form})


@requires(roles.MANAGE_QUESTIONNAIRES)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the fields of a questionnaire; do what a button says; save. Nothing typed is lost."""
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    if request.method != "POST":
        stored = (questionnaire.name, questionnaire.licence, questionnaire.language)
        editor = questionnaire_editor.of_content(*stored, questionnaire.content)
        return _page(request, questionnaire, editor)
    editor = questionnaire_editor.of_post(request.POST)
    button = request.POST.get("do", "save")
    if button not in ("save", "look"):
        about = questionnaire_buttons.press(editor, button, request.POST.get("points", ""))
        return _page(request, questionnaire, editor, about=about)
    try:
        saved = _save(request, questionnaire, editor)
    except QuestionnaireError as error:
        return _page(request, questionnaire, editor, error.problems)
    except NotNow as refusal:
        return _page(request, questionnaire, editor, [str(refusal)])
    messages.success(request, _("Saved as version %(n)s.") % {"n": saved.version})
    return redirect("questionnaire_preview" if button == "look" else "questionnaire", pk=saved.pk)


def _save(request: HttpRequest, questionnaire: Questionnaire, editor: Editor) -> Questionnaire:
    problems = _of_heading(editor)
    if problems:
        raise QuestionnaireError(problems)
    return actions.edit(
        questionnaire=questionnaire,
        name=editor.name.strip(),
        licence=editor.licence.strip(),
        language=editor.language,
        content=editor.content(questionnaire.content),
        seen=request.POST.get("seen", ""),
    )


def _of_heading(editor: Editor) -> list[str]:
    problems = []
    if not editor.name.strip():
        problems.append(_("Give the questionnaire a name."))
    too_long = _("“%(start)s…” has %(n)s characters. At most %(most)s fit.")
    for text, most in ((editor.name, LONGEST_NAME), (editor.licence, LONGEST_LICENCE)):
        if len(text) > most:
            problems.append(too_long % {"start": text[:40], "n": len(text), "most": most})
    if len(editor.language) > 10:
        problems.append(_("Choose a language."))
    return problems


def _page(
    request: HttpRequest,
    questionnaire: Questionnaire,
    editor: Editor,
    problems: list[str] | None = None,
    about: str = "",
) -> HttpResponse:
    languages = dict(settings.LANGUAGES)
    languages.setdefault(questionnaire.language, questionnaire.language)
    opened = questionnaire_folds.opened(editor, about)
    if problems:
        opened |= questionnaire_folds.wrong(editor, questionnaire.content)
    context = {
        "questionnaire": questionnaire,
        "editor": editor,
        "opened": opened,
        "problems": problems or [],
        "about": about,
        "seen": actions.state_of(questionnaire),
        "languages": languages.items(),
        "numbers": range(FEWEST_POINTS, MOST_POINTS + 1),
        "new": {"value": NEW, "statement": NEW, "question": NEW},
    }
    status = 400 if problems else 200
    return render(request, "threesixty/questionnaire_edit.html", context, status=status)


NEW = questionnaire_editor.Item("NEWID", "", {})
"""What the page's script makes new items of."""


@requires(roles.MANAGE_QUESTIONNAIRES)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form as a rater sees it, or as a leader who rates themselves. Nothing is sent."""
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    as_self = request.GET.get("as") == "self"
    name = _("Alex Morgan")
    form = AnswerForm(questionnaire.question_set(), questionnaire.content, "" if as_self else name)
    context = {
        "questionnaire": questionnaire,
        "as_self": as_self,
        "narrow": request.GET.get("width") == "phone",
        "name": name,
        "pages": form.pages(),
        "questions": form.last_questions(),
    }
    return render(request, "threesixty/questionnaire_preview.html", context)


@requires(roles.MANAGE_QUESTIONNAIRES)
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed since the version before, in words and side by side."""
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    before = queries.version_before(questionnaire)
    context = {
        "questionnaire": questionnaire,
        "before": before,
        "changes": changes(before.content, questionnaire.content) if before else [],
    }
    return render(request, "threesixty/questionnaire_changes.html", context)
