"""Pages of an organiser about the e-mails of a round: what they say, and how they look."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from everyseat.giving.refusing import refused
from everyseat.organisations.mail import message as mail_message
from everyseat.organisations.mail import state as mail_state
from everyseat.organisations.models import Email
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import email_texts
from everyseat.threesixty.actions import drafting, sampling
from everyseat.threesixty.actions import email_texts as actions
from everyseat.threesixty.email_kinds import KINDS
from everyseat.threesixty.forms.emails import EmailSettingsForm, EmailTextForm
from everyseat.threesixty.models import Round
from everyseat.threesixty.views.doors import runs_round


@runs_round
def round_texts(request: SignedIn, pk: int) -> HttpResponse:
    """All kinds of e-mails of a round, and what is decided for all of them."""
    feedback_round = _round(pk)
    form = EmailSettingsForm(request.POST or None, feedback_round=feedback_round)
    if form.is_valid():
        with refused(form):
            actions.decide(feedback_round=feedback_round, values=form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("round_texts", pk=pk)
    own = set(feedback_round.email_texts.values_list("kind", flat=True))
    context = {
        "round": feedback_round,
        "form": form,
        "kinds": [_row(key, own) for key, kind in KINDS.items() if not kind.is_news],
        "news": [_row(key, own) for key, kind in KINDS.items() if kind.is_news],
    }
    return render(request, "threesixty/round_texts.html", context)


def _row(key: str, own: set[str]) -> dict[str, object]:
    return {"key": key, "label": KINDS[key].label, "own": key in own}


@runs_round
def round_text(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """One kind of e-mail as its reader gets it, and the form to write its opening."""
    feedback_round = _round(pk)
    if kind not in KINDS:
        raise Http404
    language = _language(request, feedback_round)
    before = drafting.written(feedback_round, kind, language)
    if request.POST.get("do") == "ours":
        with translation.override(language):
            form = EmailTextForm(_fields(email_texts.ours(kind)))
    else:
        form = EmailTextForm(request.POST or None, initial=_fields(before))
    own = before
    if form.is_valid():
        own = (form.cleaned_data["subject"], form.cleaned_data["text"])
        with refused(form):
            if _do(request, feedback_round, kind, language, own):
                address = reverse("round_text", args=[pk, kind])
                return redirect(f"{address}?language={language}")
    email = sampling.sample(
        feedback_round, kind, language, request.user, before if form.errors else own
    )
    context = {
        "round": feedback_round,
        "kind": KINDS[kind],
        "form": form,
        "language": language,
        "languages": _languages(feedback_round),
        "placeholders": [(f"{{{name}}}", what) for name, what in KINDS[kind].placeholders.items()],
        "is_unsaved": own != before,
        "is_over": feedback_round.state == Round.State.CLOSED,
        "kept_in": "" if settings.DEMO else mail_state.kept_in(),
        **_looks(email),
    }
    return render(request, "threesixty/round_text.html", context)


def _do(
    request: SignedIn, feedback_round: Round, kind: str, language: str, own: tuple[str, str]
) -> bool:
    """Do what the button says. Return whether the page is asked for anew."""
    do = request.POST.get("do")
    subject, text = own
    if do == "save":
        actions.write(
            feedback_round=feedback_round, kind=kind, language=language, subject=subject, text=text
        )
        messages.success(request, _("Saved. E-mails from now on say this."))
        return True
    if do == "test":
        actions.send_test(
            feedback_round=feedback_round, kind=kind, language=language, to=request.user, own=own
        )
        said = _("We are sending a test to %(address)s.")
        messages.success(request, said % {"address": request.user.email})
        return False
    email_texts.check(kind, subject=subject, text=text)
    return False


def _looks(email: Email) -> dict[str, object]:
    """Return how an e-mail looks in a mail program."""
    message = mail_message.message(email)
    return {
        "email": email,
        "sender": message.from_email,
        "reply_to": ", ".join(message.reply_to),
        "parts": mail_message.parts(email),
        "files": [file["name"] for file in email.content.get("calendar", [])],
    }


def _fields(written: tuple[str, str]) -> dict[str, str]:
    return dict(zip(("subject", "text"), written, strict=True))


def _languages(feedback_round: Round) -> list[tuple[str, str]]:
    """Return the languages in which a round's e-mails go out, with their names."""
    names = dict(settings.LANGUAGES)
    return [(code, names[code]) for code in drafting.languages(feedback_round)]


def _language(request: SignedIn, feedback_round: Round) -> str:
    chosen = [code for code, _name in _languages(feedback_round)]
    asked = request.GET.get("language", "")
    return asked if asked in chosen else chosen[0]


def _round(pk: int) -> Round:
    rounds = Round.objects.select_related("organisation", "organiser")
    return get_object_or_404(rounds, pk=pk)
