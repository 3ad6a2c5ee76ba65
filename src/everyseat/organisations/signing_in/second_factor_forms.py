"""The sign-in library's forms about second factors, in our words."""

from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as apps
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.translation import gettext_lazy as _


def _code() -> forms.CharField:
    widget = forms.TextInput({"autocomplete": "one-time-code", "inputmode": "text"})
    return forms.CharField(label=_("Code"), widget=widget)


def _name() -> forms.CharField:
    return forms.CharField(label=_("Name"), max_length=60)


class Authenticate(codes.AuthenticateForm):
    code = _code()

    @property
    def has_passkey(self) -> bool:
        return is_mfa_enabled(self.user, [Authenticator.Type.WEBAUTHN])

    @property
    def has_app(self) -> bool:
        return is_mfa_enabled(self.user, [Authenticator.Type.TOTP])


class Reauthenticate(codes.ReauthenticateForm):
    code = _code()


class ActivateApp(apps.ActivateTOTPForm):
    code = _code()


class AddPasskey(passkeys.AddWebAuthnForm):
    name = _name()
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey only, without a code from an e-mail"),
        required=False,
        initial=True,
        help_text=_("Your device then asks for your finger, your face or its PIN."),
    )


class RenamePasskey(passkeys.EditWebAuthnForm):
    name = _name()
