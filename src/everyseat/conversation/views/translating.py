"""Pages on which organisers translate statements: one, or hundreds by a table."""

import json
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation import translation_checks as said
from everyseat.conversation import translation_table
from everyseat.conversation.actions import translating
from everyseat.conversation.actions.translating import Change, Row
from everyseat.conversation.forms.translating import (
    TranslationForm,
    TranslationsForm,
    WordingForm,
)
from everyseat.conversation.models import Conversation
from everyseat.conversation.queries.conversations import listed
from everyseat.conversation.queries.translations import languages
from everyseat.conversation.views.organising import runs_conversations
from everyseat.conversation.views.seeding import statement_of, statement_page, told_of
from everyseat.files import csv_export, texts, xlsx_export
from everyseat.files.problems import FileError
from everyseat.giving import bodies
from everyseat.giving.access import traced
from everyseat.giving.bodies import takes
from everyseat.giving.refusing import NOT_OURS, refused
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@runs_conversations
def conversation_translate(request: SignedIn, pk: str, number: int, language: str) -> HttpResponse:
    """Write, correct or remove what a statement says in a language."""
    statement = statement_of(pk, number)
    if language not in languages():
        raise Http404
    page = redirect("conversation_statement", pk=pk, number=number)
    if request.method != "POST":
        return page
    known = statement.translations.filter(language=language).first()
    form = TranslationForm(request.POST, statement=statement, language=language, known=known)
    if form.is_valid():
        with refused(form):
            change = Change(number, language, form.cleaned_data["text"], form.before)
            translating.write(
                conversation=statement.conversation,
                changes=[change],
                by=request.user,
                today=timezone.localdate(),
            )
            messages.success(request, _("Your changes are saved."))
            return page
    return statement_page(request, statement, sent=form)


@runs_conversations
def conversation_wording(request: SignedIn, pk: str, language: str) -> HttpResponse:
    """Write, correct or remove what a conversation says of itself in a language."""
    found = get_object_or_404(listed(), pk=pk)
    if language not in _others(found):
        raise Http404
    page = redirect("conversation_translations", pk=pk)
    if request.method != "POST":
        return page
    form = WordingForm(request.POST, conversation=found, language=language)
    if form.is_valid():
        with refused(form):
            translating.word(conversation=found, language=language, texts=form.cleaned_data)
            messages.success(request, _("Your changes are saved."))
            return page
    return _page(request, found, TranslationsForm(), sent=form)


def _others(found: Conversation) -> list[str]:
    """Return the languages of the site in which a conversation is not written."""
    return [code for code in languages() if code != found.language]


def _page(
    request: SignedIn, found: Conversation, form: TranslationsForm, sent: WordingForm | None = None
) -> HttpResponse:
    """Show the page of all translations, with what was sent where it is wrong."""
    wordings = [
        sent
        if sent and sent.language == language
        else WordingForm(conversation=found, language=language)
        for language in _others(found)
    ]
    context = {
        "conversation": found,
        "form": form,
        "wordings": wordings,
        "own": languages().get(found.language, ""),
        "wrong": sent or form,
    }
    status = sent.status if sent else 200
    return render(request, "conversation/translations.html", context, status=status)


@runs_conversations
@takes(bodies.LARGEST)
def conversation_translations(request: SignedIn, pk: str) -> HttpResponse:
    """Take a table that was filled in; say what it changes, and change it on the second press."""
    found = get_object_or_404(listed(), pk=pk)
    if not languages():
        raise Http404
    is_second = "rows" in request.POST
    form = TranslationsForm(None if is_second else request.POST or None, request.FILES or None)
    problems: list[str] = []
    if is_second or form.is_valid():
        try:
            return _check(request, found, _rows(request, form))
        except FileError as error:
            problems = [_("Nothing was saved."), str(error)]
        except translating.Wrong as wrong:
            problems = told_of(wrong.problems)
        except NothingNew:
            problems = [_("Every text in this table is saved already, or was replaced since.")]
    if problems:
        form = TranslationsForm(QueryDict())
        form.errors["file"] = form.error_class(problems)
    return _page(request, found, form)


class NothingNew(Exception):
    """A table would change nothing."""


def _rows(request: HttpRequest, form: TranslationsForm) -> list[Row]:
    """Return the rows of a file that was sent, or those that a check page sends again."""
    if "rows" not in request.POST:
        file = form.cleaned_data["file"]
        return translation_table.in_file(file.read(), file.name)
    try:
        sent = cast("list[list[Any]]", texts.from_json(request.POST["rows"]))
        return [_row(*one) for one in sent]
    except NOT_OURS:
        raise FileError(_("The table"), _("could not be read. Send it again")) from None


def _row(line: int, number: str, statement: str, cells: dict[str, str]) -> Row:
    """Return a row that came back; anything that is none raises one of `NOT_OURS`."""
    said = {code: str(text) for code, text in cells.items()}
    return Row(int(str(line)), str(number), str(statement), said)


def _check(request: SignedIn, found: Conversation, rows: Sequence[Row]) -> HttpResponse:
    """Show what a table changes; change it if that was read before."""
    compared = translating.compared(found, rows)
    if not compared.changes:
        raise NothingNew

    def save() -> str:
        translating.write(
            conversation=found,
            changes=compared.changes,
            by=request.user,
            today=timezone.localdate(),
        )
        n = len(compared.changes)
        return ngettext("%(n)s translation saved.", "%(n)s translations saved.", n) % {"n": n}

    kept = [astuple(row) for row in rows if any(row.texts.values())]
    return checks.page(
        request,
        said.saved(found, compared),
        save,
        back=reverse("conversation_translations", args=[found.pk]),
        done=reverse("conversation_statements", args=[found.pk]),
        carried={"rows": json.dumps(kept)},
        more="conversation/translations_new.html",
        context={"new": [one for one in compared.changes if not one.before]},
    )


@traced
@runs_conversations
def conversation_translations_file(request: HttpRequest, pk: str, name: str) -> HttpResponse:
    """Download the statements with their translations, to fill in what is missing."""
    found = get_object_or_404(listed(), pk=pk)
    if not languages() or name not in ("translations.csv", "translations.xlsx"):
        raise Http404
    rows = translation_table.rows(found)
    if name.endswith("xlsx"):
        content = xlsx_export.as_xlsx({"Statements": rows}, found.question)
        response = HttpResponse(content, content_type=XLSX)
    else:
        text = csv_export.for_people(rows)
        response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
