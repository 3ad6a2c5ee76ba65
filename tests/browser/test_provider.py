"""Signing in by way of the organisation's own provider."""

import warnings

import pytest

from tests.browser import saml_idp
from tests.serving import Server

KNOWN, UNKNOWN = "sam.whitfield@cityhealth.example", "nobody@elsewhere.example"
UNVERIFIED = saml_idp.UNVERIFIED + KNOWN
SAID_NOTHING = "said nothing of " + KNOWN
USERS = {
    KNOWN: {"email": KNOWN, "email_verified": True},
    UNKNOWN: {"email": UNKNOWN, "email_verified": True},
    UNVERIFIED: {"email": KNOWN, "email_verified": False},
    SAID_NOTHING: {"email": KNOWN},
}


@pytest.fixture(scope="module")
def make_folder(tmp_path_factory, demonstration):
    """Return a function that makes the folder of one more site."""
    return lambda: demonstration(tmp_path_factory.mktemp("var"))


@pytest.fixture(scope="module")
def oidc(make_folder):
    """A site with an OpenID Connect provider that we did not write."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import User, run_server_in_thread
    users = [User(sub=sub, claims=claims | {"name": sub}) for sub, claims in USERS.items()]
    with run_server_in_thread(user_claims=users) as provider:
        yield from _site(
            make_folder(),
            EVERYSEAT_OIDC_URL=f"http://localhost:{provider.server_port}",
            EVERYSEAT_OIDC_CLIENT="everyseat",
            EVERYSEAT_OIDC_SECRET="a-secret",
            EVERYSEAT_OIDC_NAME="City accounts",
        )


def _site(folder, **environment):
    server = Server(folder, "--demo", **environment)
    yield server
    server.kill()


def _saml(folder, kind):
    with saml_idp.running(kind) as port:
        metadata = folder / "metadata.xml"
        metadata.write_text(saml_idp.Idp.metadata(port))
        yield from _site(
            folder,
            EVERYSEAT_SAML_METADATA=str(metadata),
            EVERYSEAT_SAML_NAME="City accounts",
        )


@pytest.fixture(scope="module")
def saml(make_folder):
    yield from _saml(make_folder(), saml_idp.Idp)


@pytest.fixture(scope="module")
def forged(make_folder):
    yield from _saml(make_folder(), saml_idp.Forger)


def sign_in(browser, request, kind, address):
    site = request.getfixturevalue(kind)
    page = browser.new_context(base_url=site.url).new_page()
    page.set_default_timeout(20_000)
    page.goto("/accounts/login/code/")
    page.get_by_role("button", name="Sign in with City accounts").click()
    page.locator("input[name=sub], input[name=email]").fill(address)
    page.get_by_role("button", name="Authorize").click()
    if kind != "oidc":  # the answer comes in a form that somebody sends
        page.get_by_role("button", name="Go").click()
    page.wait_for_url(site.url + "/**")
    return page


@pytest.mark.parametrize("kind", ["oidc", "saml"])
def test_somebody_known_is_signed_in(browser, request, kind):
    page = sign_in(browser, request, kind, KNOWN)
    assert page.get_by_role("link", name="Sam Whitfield").is_visible()
    assert page.get_by_role("link", name="Organisation").first.is_visible()


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        ("oidc", UNKNOWN),
        ("saml", UNKNOWN),
        ("forged", KNOWN),
        ("oidc", UNVERIFIED),
        ("oidc", SAID_NOTHING),
        ("saml", UNVERIFIED),
    ],
)
def test_somebody_unknown_or_not_vouched_for_is_not(browser, request, kind, who):
    page = sign_in(browser, request, kind, who)
    assert page.get_by_role("button", name="Sign out").count() == 0
    page.goto("/rounds/")
    assert "/accounts/" in page.url
