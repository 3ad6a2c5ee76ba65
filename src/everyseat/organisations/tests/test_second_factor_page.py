"""The page that asks for a second factor shows first what the person has."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render

from everyseat.organisations import actions
from everyseat.organisations.signing_in.second_factor_forms import Authenticate

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam():
    return actions.set_up(organisation="Trust", name="Sam", email="sam@trust.example")


def page(rf, person, *kinds: str) -> str:
    for kind in kinds:
        Authenticator.objects.create(user=person, type=kind, data={})
    request = rf.get("/accounts/2fa/authenticate/")
    request.user = AnonymousUser()
    forms = {
        "form": Authenticate(user=person),
        "webauthn_form": AuthenticateWebAuthnForm(user=person),
    }
    answer = render(request, "mfa/authenticate.html", forms | {"js_data": {}})
    return " ".join(answer.content.decode().split())


def test_a_passkey_comes_first_and_codes_are_a_way_out(rf, sam):
    shown = page(rf, sam, "webauthn", "recovery_codes")
    assert shown.index("Use a passkey") < shown.index("Use a code instead")
    assert "Type one of your recovery codes. Each works once." in shown
    assert "authenticator app" not in shown


def test_nobody_is_offered_a_passkey_that_they_do_not_have(rf, sam):
    shown = page(rf, sam, "totp", "recovery_codes")
    assert "passkey" not in shown.split("<main")[1]
    assert "Type the six digits that your authenticator app shows." in shown
    assert "Use a code instead" not in shown
