"""Every page, message and e-mail of the sign-in library that can be reached is ours."""

from pathlib import Path

import allauth
import pytest
from allauth.account import app_settings as account
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.urls import urlpatterns as of_the_library
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings as site
from django.test import Client
from django.test.signals import template_rendered
from django.urls import NoReverseMatch, URLPattern, reverse
from fido2.cose import ES256
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from everyseat.organisations import actions
from everyseat.organisations.models import Email
from everyseat.organisations.signing_in import urls as sign_in_urls

pytestmark = pytest.mark.django_db
TEMPLATES = Path(allauth.__file__).parent / "templates"
OURS = site.PACKAGE / "site/templates"
ARGUMENTS = [[], [1], ["x"], ["a", "b"]]


def pages(patterns=of_the_library) -> list[str]:
    found = []
    for pattern in patterns:
        inside = [pattern.name] if isinstance(pattern, URLPattern) else pages(pattern.url_patterns)
        found += [name for name in inside if name]
    return found


def address(name: str) -> str:
    for arguments in ARGUMENTS:
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"no address of {name} was found")


@pytest.fixture
def sam():
    return actions.set_up(organisation="Trust", name="Sam", email="sam@trust.example")


def seats(sam) -> dict[str, Client]:
    """Return browsers of a visitor, of one who waits for a code, and of one who is signed in."""
    waiting, signed_in = Client(), Client()
    waiting.get("/accounts/login/code/")
    waiting.post("/accounts/login/code/", {"email": sam.email})
    signed_in.force_login(sam)
    return {"visitor": Client(), "waiting": waiting, "signed in": signed_in}


def with_second_factors(sam) -> None:
    totp.TOTP.activate(sam, totp.generate_totp_secret())
    data = {"name": "Mine", "credential": passkey()}
    Authenticator.objects.create(user=sam, type=Authenticator.Type.WEBAUTHN, data=data)


def passkey() -> dict:
    """Return what a browser sends when it has made a passkey."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(bytes(16), b"key", key)
    data = AuthenticatorData.create(bytes(32), 0x45, 0, credential)
    client_data = CollectedClientData.create("webauthn.create", b"c", "http://localhost:8000")
    made = AuthenticatorAttestationResponse(
        client_data=client_data, attestation_object=AttestationObject.create("none", data, {})
    )
    return dict(RegistrationResponse(raw_id=b"key", response=made))


def rendered(client: Client, method: str, path: str) -> tuple[int, list[str]]:
    """Return a page's status and the files of the templates that it was made of."""
    files: list[str] = []

    def note(sender, template, **_):
        files.append(template.origin.name)

    template_rendered.connect(note)
    try:
        answer = getattr(client, method)(path)
    finally:
        template_rendered.disconnect(note)
    return answer.status_code, files


@pytest.mark.parametrize("name", sorted(set(pages())))
@pytest.mark.parametrize("factors", [False, True])
def test_each_page_of_the_library_is_refused_or_ours(sam, name, factors):
    if factors:
        with_second_factors(sam)
    for client in seats(sam).values():
        for method in ("get", "post"):
            status, files = rendered(client, method, address(name))
            assert status < 500
            theirs = [file for file in files if str(TEMPLATES.parent) in file]
            assert theirs == []
            if name not in sign_in_urls.USED | set(sign_in_urls.OURS):
                assert status == 404


def test_the_pages_that_are_used_are_there(sam):
    client = seats(sam)["signed in"]
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn"):
        status, files = rendered(client, "get", address(name))
        assert (status, str(OURS) in files[0]) == (200, True)


def test_the_library_has_pages_that_this_test_walks():
    assert {"account_signup", "account_email", "mfa_index"} <= set(pages())


def kinds(folder: str, ending: str) -> list[str]:
    found = sorted(path.relative_to(TEMPLATES) for path in TEMPLATES.glob(f"*/{folder}/*{ending}"))
    return [str(path).removesuffix(ending) for path in found]


@pytest.mark.parametrize("email", kinds("email", "_subject.txt"))
def test_each_email_of_the_library_is_never_sent_or_ours(sam, email):
    context = {"code": "BCDF-GHJK", "user": sam}
    get_adapter().send_mail(email, sam.email, context)
    if email == "account/email/login_code":
        assert (OURS / f"{email}_subject.txt").exists()
        assert (OURS / f"{email}_message.txt").exists()
        assert "BCDF-GHJK" in Email.objects.get().text
    else:
        assert not Email.objects.exists()


def test_the_emails_about_changes_are_off():
    assert not account.EMAIL_NOTIFICATIONS
    assert not account.EMAIL_UNKNOWN_ACCOUNTS


USED = ("logged", "login_code_sent", "totp_", "webauthn_", "recovery_codes_", "account_")


@pytest.mark.parametrize("message", kinds("messages", ".txt"))
def test_each_message_that_can_come_up_is_ours(message):
    if Path(message).name.startswith(USED):
        assert (OURS / f"{message}.txt").exists()


def test_pages_that_no_address_leads_to_are_ours_too():
    for name in ("account/signup_closed", "socialaccount/authentication_error", "429"):
        assert (OURS / f"{name}.html").exists()


def test_an_empty_address_under_accounts_leads_to_ones_own_page(client, sam):
    assert client.get("/accounts/")["Location"] == "/account/"


def test_too_many_tries_to_show_who_one_is_say_what_to_do(sam, settings):
    with_second_factors(sam)
    client = Client()
    client.force_login(sam)
    for _ in range(11):
        answer = client.post(address("mfa_reauthenticate"), {"code": "000000"})
    assert answer.status_code == 429
    assert "Wait a minute" in answer.text
