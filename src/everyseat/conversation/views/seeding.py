"""Pages on which organisers add statements, look at all of them, and correct their own."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation import moderation_log, seeds
from everyseat.conversation.actions import moderating, seeding, translating
from everyseat.conversation.forms.moderating import DecideForm
from everyseat.conversation.forms.statements import FindForm, SeedsForm, StatementForm
from everyseat.conversation.forms.translating import TranslationForm
from everyseat.conversation.models import Conversation, Statement
from everyseat.conversation.queries import statements
from everyseat.conversation.queries.conversations import listed
from everyseat.conversation.queries.translations import languages, languages_for
from everyseat.conversation.views.organising import runs_conversations
from everyseat.files.problems import SHOWN, FileError, Problem
from everyseat.giving import bodies
from everyseat.giving.bodies import takes
from everyseat.giving.refusing import refused
from everyseat.organisations.signed_in import SignedIn

ON_A_PAGE, NAMED = 50, 3


@runs_conversations
@takes(bodies.LARGEST)
def conversation_seeds(request: HttpRequest, pk: str) -> HttpResponse:
    """Add statements: all of them, or none where one can't be used."""
    found = get_object_or_404(listed(), pk=pk)
    form = SeedsForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _added(request, found, form):
        return redirect("conversation", pk=pk)
    context = {"conversation": found, "form": form, "most": seeding.MOST}
    return render(request, "conversation/seeds.html", context)


def _added(request: HttpRequest, conversation: Conversation, form: SeedsForm) -> bool:
    """Add what a form holds; else say beside its field, by line, why nothing was saved."""
    file = form.cleaned_data.get("file")
    field = "file" if file else "typed"
    try:
        with refused(form):
            lines = _lines(form)
            new_only = form.cleaned_data["new_only"]
            added = seeding.add(conversation=conversation, lines=lines, new_only=new_only)
            n = len(added)
            text = ngettext("%(n)s statement added.", "%(n)s statements added.", n)
            messages.success(request, text % {"n": n})
            if left := [line for line in lines if line not in added]:
                messages.info(request, _left_out(left))
            return True
    except FileError as error:
        for told in (_("Nothing was saved."), str(error)):
            form.add_error(field, told)
    except seeding.Wrong as wrong:
        for told in told_of(wrong.problems):
            form.add_error(field, told)
    return False


def _left_out(left: Sequence[seeds.Line]) -> str:
    """Return which lines were left out: the first ones with their words."""
    text = ngettext(
        "%(n)s line left out, which was there already: %(lines)s",
        "%(n)s lines left out, which were there already: %(lines)s",
        len(left),
    )
    named = [_("line %(line)s (“%(text)s”)") % {"line": n, "text": t} for n, t in left[:NAMED]]
    more = [_("line %(line)s") % {"line": n} for n, _text in left[NAMED:SHOWN]]
    rest = ["…"] if len(left) > SHOWN else []
    return text % {"n": len(left), "lines": ", ".join([*named, *more, *rest])}


def _lines(form: SeedsForm) -> list[seeds.Line]:
    file = form.cleaned_data.get("file")
    if file:
        return seeds.in_file(file.read(), file.name)
    return seeds.typed(form.cleaned_data["typed"])


def told_of(problems: Sequence[Problem]) -> list[str]:
    """Return what is wrong, line by line, and how much more there is."""
    told = [
        _("Line %(line)s %(what)s") % {"line": one.line, "what": one.message}
        for one in problems[:SHOWN]
    ]
    if more := len(problems) - len(told):
        text = ngettext(
            "And %(n)s more line can’t be used.", "And %(n)s more lines can’t be used.", more
        )
        told.append(text % {"n": more})
    return [_("Nothing was saved."), *told]


@runs_conversations
def conversation_statements(request: HttpRequest, pk: str) -> HttpResponse:
    """List a conversation's statements: all, or those that were asked for."""
    found = get_object_or_404(listed(), pk=pk)
    asked = FindForm(request.GET)
    rows = statements.asked_for(found, **asked.asked())
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "conversation": found,
        "asked": asked,
        "page": page,
        "may_be_translated": bool(languages()),
    }
    return render(request, "conversation/statements.html", context)


@runs_conversations
def conversation_statement(request: SignedIn, pk: str, number: int) -> HttpResponse:
    """Show a statement and what became of it; correct an organiser's that nobody has answered."""
    statement = statement_of(pk, number)
    found = statement.conversation
    if "meta" in request.POST:
        moderating.set_meta(statement=statement, is_meta=request.POST["meta"] == "yes")
        messages.success(request, _("Your changes are saved."))
        return redirect("conversation_statement", pk=pk, number=number)
    form = StatementForm(
        request.POST if request.POST and "remove" not in request.POST else None,
        initial={"text": statement.text},
        longest=found.longest,
    )
    if "remove" in request.POST:
        with refused(request):
            seeding.remove(statement=statement)
            messages.success(request, _("The statement is removed."))
        return redirect("conversation_statements", pk=pk)
    if form.is_valid():
        with refused(form):
            seeding.correct(
                statement=statement,
                by=request.user,
                today=timezone.localdate(),
                **form.cleaned_data,
            )
            messages.success(request, _("Your changes are saved."))
            return redirect("conversation_statements", pk=pk)
    return statement_page(request, statement, form)


def statement_of(pk: str, number: int) -> Statement:
    """Return a statement of a conversation; Http404 if there is none."""
    found = get_object_or_404(listed(), pk=pk)
    statement = get_object_or_404(found.statements.select_related("made_from"), number=number)
    statement.conversation = found
    return statement


def statement_page(
    request: HttpRequest,
    statement: Statement,
    form: StatementForm | None = None,
    sent: TranslationForm | None = None,
) -> HttpResponse:
    """Return the page of a statement, with a form that was sent and holds a mistake."""
    found = statement.conversation
    form = form or StatementForm(initial={"text": statement.text}, longest=found.longest)
    may_be = statement.state in translating.READ
    forms = translation_forms(statement)
    if sent:
        forms = [sent if one.language == sent.language else one for one in forms]
    context = {
        "conversation": found,
        "statement": statement,
        "steps": [
            (moderation_log.said(one), one, moderation_log.where(statement, one))
            for one in moderation_log.steps(statement)
        ],
        "form": form,
        "sent": sent,
        "translations": forms if may_be else [],
        "decide": DecideForm(None, reasons=found.reasons),
        "may_publish": moderating.may_publish(statement),
        "may_decide": moderating.may_publish(statement) or not statement.is_replaced,
        "may_correct": seeding.may_correct(statement),
    }
    status = sent.status if sent else form.status
    return render(request, "conversation/statement.html", context, status=status)


def translation_forms(statement: Statement) -> list[TranslationForm]:
    """Return a form per language: those that it may be translated into, and those that it is."""
    known = {one.language: one for one in statement.translations.select_related("translated_by")}
    codes = [code for code in languages() if code in languages_for(statement) or code in known]
    return [TranslationForm(statement=statement, language=c, known=known.get(c)) for c in codes]
