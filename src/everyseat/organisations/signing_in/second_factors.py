"""Second factors: secrets encrypted in the database, and messages in our words."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from everyseat.giving import at_rest

PURPOSE = "second factor"


class Adapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That code is not right. Try again with a new code."),
        "cannot_delete_authenticator": gettext_lazy(
            "Your role needs a second factor: add another one first."
        ),
        "cannot_generate_recovery_codes": gettext_lazy("Add a passkey or an app first."),
    }

    def encrypt(self, text: str) -> str:
        return at_rest.encrypt(text, PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return at_rest.decrypt(encrypted_text, PURPOSE)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        if number == 1:
            return gettext("My passkey")
        return gettext("Passkey %(number)s") % {"number": number}


def first_is_shown(
    request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **_rest: object
) -> None:
    """Note that somebody has just shown their first second factor, as they added it.

    Without this they would be asked for it again at once, before they see their recovery codes.
    """
    own = Authenticator.objects.filter(user_id=user.pk)
    if (
        not own.exclude(pk=authenticator.pk)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .exists()
    ):
        record_authentication(request, user, method="mfa", reauthenticated=True)
