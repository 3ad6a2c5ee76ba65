"""An empty site shows one page: name the organisation, and its first administrator."""

import hmac
import secrets
from collections.abc import Callable
from pathlib import Path

from allauth.account.internal.flows.login import record_authentication
from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from everyseat.giving.access import to_sign_in
from everyseat.organisations import actions, queries
from everyseat.organisations.mail import state as mail_state
from everyseat.site.parts import parts

OPEN_PATHS = ("/first-run/", "/language/", "/static/", "/organisation.css")


class FirstRun:
    """Send everybody to the first-run page until there is an organisation."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.done = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.done:
            self.done = queries.host() is not None
            if not self.done and not request.path.startswith(OPEN_PATHS):
                return redirect("first_run")
        return self.get_response(request)


def code() -> str:
    """Return the set-up code: printed where the site is started, asked for on the first page."""
    path = _path()
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(16))
    return path.read_text()


def forget_code() -> None:
    """Delete the set-up code: there is an organisation, and it opens nothing any more."""
    _path().unlink(missing_ok=True)


def _path() -> Path:
    return settings.VAR / "set-up-code"


class FirstRunForm(forms.Form):
    code = forms.CharField(
        label=_("Set-up code"),
        help_text=_("You find it in the terminal where Everyseat was started."),
    )
    organisation = forms.CharField(label=_("Name of your organisation"), max_length=120)
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Later you sign in with a code that we send to this address."),
    )

    def clean_code(self) -> str:
        given: str = self.cleaned_data["code"]
        if not hmac.compare_digest(given.strip().encode(), code().encode()):
            raise forms.ValidationError(_("This is not the set-up code."))
        return given


@to_sign_in
def first_run(request: HttpRequest) -> HttpResponse:
    if queries.host() is not None:
        return redirect("home")
    form = FirstRunForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        with transaction.atomic():
            person = actions.set_up(
                organisation=data["organisation"], name=data["name"], email=data["email"]
            )
            for part in parts():
                part.begin()
        forget_code()
        # whoever has the set-up code can read the code to sign in, too
        login(request, person)
        record_authentication(request, person, method="code", email=person.email)
        return redirect("home")
    context = {"form": form, "mail_folder": mail_state.kept_in()}
    return render(request, "site/first_run.html", context)
