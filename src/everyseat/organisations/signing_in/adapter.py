"""How people sign in: a code sent by e-mail, or a passkey. Nobody signs up by themselves."""

from datetime import timedelta
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from everyseat.organisations import outbox
from everyseat.organisations.models import Person

CODE = "account/email/login_code"
WRONG_CODE = _("That code is not right. Look at our newest e-mail, and type the code again.")
TOO_MANY_TRIES = _(
    "There were too many wrong tries, so this code no longer works. Ask for another."
)
WAIT = _("There were too many wrong tries. Wait five minutes, then try again.")
WAYS = {
    "mfa_reauthenticate": _("Type a code from your app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
        "account_inactive": _("This account may not sign in. Ask your organiser."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """Return the ways to confirm your identity again, in our words."""
        methods = super().get_reauthentication_methods(user)
        return [way | {"description": WAYS.get(way["id"], way["description"])} for way in methods]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put a code to sign in into the queue. The library's other e-mails are never sent."""
        if template_prefix == CODE:
            outbox.write_code(
                to=email,
                subject=render_to_string(f"{CODE}_subject.txt", context),
                text=render_to_string(f"{CODE}_message.txt", context | {"minutes": minutes()}),
                lives=timedelta(minutes=minutes()),
            )


def minutes() -> int:
    """Return how long a code is valid, in minutes."""
    return int(app_settings.LOGIN_BY_CODE_TIMEOUT) // 60
