"""Signing in by way of an OpenID Connect provider that we did not write."""

import warnings

import pytest

from tests.browser.conftest import Server

KNOWN, UNKNOWN = "sam.whitfield@cityhealth.example", "nobody@elsewhere.example"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import User, run_server_in_thread
    users = [User(sub=a, claims={"email": a, "name": a}) for a in (KNOWN, UNKNOWN)]
    with run_server_in_thread(user_claims=users) as provider, pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVERYSEAT_OIDC_URL", f"http://localhost:{provider.server_port}")
        patch.setenv("EVERYSEAT_OIDC_CLIENT", "everyseat")
        patch.setenv("EVERYSEAT_OIDC_SECRET", "a-secret")
        patch.setenv("EVERYSEAT_OIDC_NAME", "City accounts")
        server = Server(tmp_path_factory.mktemp("var"), "--demo")
        yield server
        server.kill()


def sign_in(browser, site, address):
    page = browser.new_context(base_url=site.url).new_page()
    page.set_default_timeout(20_000)
    page.goto("/accounts/login/code/")
    page.get_by_role("button", name="Sign in with City accounts").click()
    page.get_by_placeholder("sub").fill(address)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(site.url + "/**")
    return page


def test_somebody_known_is_signed_in(browser, site):
    page = sign_in(browser, site, KNOWN)
    assert page.get_by_role("link", name="Sam Whitfield").is_visible()
    assert page.get_by_role("link", name="Cycles").first.is_visible()


def test_somebody_unknown_is_not(browser, site):
    page = sign_in(browser, site, UNKNOWN)
    assert page.get_by_role("button", name="Sign out").count() == 0
    page.goto("/cycles/")
    assert "/accounts/" in page.url
