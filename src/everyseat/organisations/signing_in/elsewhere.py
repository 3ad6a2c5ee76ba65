"""Signing in with the organisation's own provider, for people who are in the directory."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from everyseat.organisations.signing_in import vouching


class Adapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse an address that the provider does not vouch for: it could be anybody's.

        Refuse to join accounts too: an address is what joins them.
        """
        provider = settings.PROVIDER
        if provider is None or sociallogin.state.get("process") == "connect":
            raise PermissionDenied
        claims = sociallogin.account.extra_data or {}
        if provider.app == "saml":
            vouched_for = vouching.by_saml(claims)
        else:
            vouched_for = vouching.by_openid(claims, provider.believed)
        if not vouched_for:
            raise PermissionDenied
