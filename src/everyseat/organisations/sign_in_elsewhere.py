"""Signing in by way of the organisation's own provider: only people who are known here."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class Adapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse an address that the provider itself calls unverified: it could be anybody's."""
        said = sociallogin.account.extra_data or {}
        for claims in (said, said.get("userinfo") or {}, said.get("id_token") or {}):
            if claims.get("email_verified") is False:
                raise PermissionDenied
