"""Asking for a code to sign in, and typing it. The rest of signing in is the library's."""

from typing import Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.account.stages import LoginByCodeStage, LoginStage
from allauth.core import context
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from everyseat.giving.access import to_sign_in
from everyseat.organisations.mail import state as mail_state
from everyseat.organisations.models import Person
from everyseat.organisations.signing_in import adapter as sign_in
from everyseat.organisations.signing_in import browsers
from everyseat.organisations.signing_in import limits as sign_in_limits


class AskForCodeForm(RequestLoginCodeForm):
    def __init__(self, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your e-mail address")
        self.fields["email"].widget.attrs = {"type": "email", "autocomplete": "email"}

    def clean_email(self) -> str:
        address = self.cleaned_data["email"].lower()
        self._user = Person.objects.filter(email=address, is_active=True).first()
        if not sign_in_limits.may_ask(address, self._user, browsers.of(context.request)):
            raise forms.ValidationError(_("We have sent no code this time."), "limited")
        return address


class AskForCode(views.RequestLoginCodeView):
    form_class = AskForCodeForm

    def _redirect_to_pending_stage(
        self, request: HttpRequest, stage: LoginStage
    ) -> HttpResponse | None:
        """Let a person who waits for a code ask for another, or give another address."""
        if stage.key == LoginByCodeStage.key:
            return None
        return super()._redirect_to_pending_stage(request, stage)

    def form_valid(self, form: AskForCodeForm) -> HttpResponse:
        """Write a code to somebody known; for anybody else do as much, and send nothing."""
        if not form._user:
            adapter = get_adapter()
            adapter.send_mail(sign_in.CODE, "", {"code": adapter.generate_login_code()})
        return super().form_valid(form)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        data = super().get_context_data(**kwargs)
        limited = data["form"].has_error("email", "limited")
        minutes = int(sign_in_limits.WINDOW.total_seconds()) // 60
        return data | {"limited": limited, "wait": minutes}


class TypeCodeForm(ConfirmLoginCodeForm):
    code = forms.CharField(
        label=_("Code"),
        widget=forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )


class TypeCode(views.ConfirmLoginCodeView):
    form_class = TypeCodeForm

    @cached_property
    def _sent(self) -> str:
        """Name the code that was sent: no other code, of this person or another, has this name."""
        state = self._process.state
        return f"{state['at']} {state.get('email', '')} {state.get('code', '')}"

    @cached_property
    def _may_try(self) -> bool:
        return sign_in_limits.may_try(self._sent)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.request.method == "POST":
            kwargs["code"] = kwargs["code"] if self._may_try else ""
        return kwargs

    def form_valid(self, form: TypeCodeForm) -> HttpResponse:
        if not sign_in_limits.use(self._sent):
            return self._start_again()
        return super().form_valid(form)

    def form_invalid(self, form: TypeCodeForm) -> HttpResponse:
        if not self._may_try or not sign_in_limits.may_try_again(self._sent):
            return self._start_again()
        return self.render_to_response(self.get_context_data(form=form))

    def _start_again(self) -> HttpResponse:
        self._process.abort()
        messages.error(self.request, sign_in.TOO_MANY_TRIES)
        return redirect("account_request_login_code")

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        data = super().get_context_data(**kwargs)
        return data | {"minutes": sign_in.minutes(), "trouble": mail_state.trouble()}


@to_sign_in
def nothing_here(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    raise Http404
