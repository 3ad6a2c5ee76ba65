"""What the environment says of a sign-in provider, and what is said of a mistake in it."""

import pytest

from everyseat.site import environment
from everyseat.site.environment import Mistakes
from everyseat.site.provider import Provider

OIDC = {
    "EVERYSEAT_OIDC_URL": "https://id.example.org/realm/x",
    "EVERYSEAT_OIDC_CLIENT": "everyseat",
    "EVERYSEAT_OIDC_SECRET": "secret",
}


@pytest.fixture
def chosen(monkeypatch):
    """Return a function that says which provider an environment names."""

    def said(**values: str) -> Provider | None:
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        return environment.read().provider

    return said


def test_without_a_setting_there_is_none(chosen):
    assert chosen() is None


def test_a_forms_policy_names_the_providers_origin(chosen):
    assert chosen(**OIDC).origin == "https://id.example.org"


def test_two_providers_are_refused(chosen):
    with pytest.raises(Mistakes, match="not both"):
        chosen(**OIDC, EVERYSEAT_SAML_METADATA="idp.xml")


@pytest.mark.parametrize("content", ["", "no xml", "<EntityDescriptor/>", None])
def test_metadata_that_can_not_be_used_say_what_is_missing(chosen, tmp_path, content):
    path = tmp_path / "metadata.xml"
    if content is not None:
        path.write_text(content)
    with pytest.raises(Mistakes, match="metadata"):
        chosen(EVERYSEAT_SAML_METADATA=str(path))
