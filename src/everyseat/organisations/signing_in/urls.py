"""The pages of the sign-in library that have a use here; all others answer that nothing is there.

People's addresses are the administrator's, there are no passwords, and nobody signs up. A page that
a later version of the library adds is refused until it is named here and has a template of ours.
"""

from collections.abc import Callable
from typing import Any

from allauth.urls import urlpatterns as of_the_library
from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from everyseat.giving.access import to_sign_in
from everyseat.organisations.signing_in.views import AskForCode, TypeCode, nothing_here

ASK = "account_request_login_code"
OURS: dict[str, Callable[..., Any]] = {
    "account_login": to_sign_in(RedirectView.as_view(pattern_name=ASK, query_string=True)),
    ASK: to_sign_in(AskForCode.as_view()),
    "account_confirm_login_code": to_sign_in(TypeCode.as_view()),
}
USED = {
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "openid_connect_login",
    "openid_connect_callback",
    "saml_login",
    "saml_acs",
    "saml_finish_acs",
    "saml_sls",
    "saml_metadata",
}


def _only_used(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Return the library's patterns, with their names, leading to the pages in use alone."""
    return [
        URLResolver(p.pattern, _only_used(p.url_patterns), p.default_kwargs)
        if isinstance(p, URLResolver)
        else URLPattern(p.pattern, _view(p), p.default_args, p.name)
        for p in patterns
    ]


def _view(pattern: URLPattern) -> Callable[..., Any]:
    used = pattern.callback if pattern.name in USED else nothing_here
    return OURS.get(pattern.name or "", used)


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="account")),
    *_only_used(of_the_library),
]
