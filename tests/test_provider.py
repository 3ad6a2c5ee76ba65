"""What the environment says of a sign-in provider, and what is said of a mistake in it."""

import pytest

from everyseat.site import provider
from everyseat.site.provider import BadSetting


def test_without_a_setting_there_is_none():
    assert provider.chosen({}) is None


def test_a_forms_policy_names_the_providers_origin():
    found = provider.chosen({"EVERYSEAT_OIDC_URL": "https://id.example.org/realm/x"})
    assert found.origin == "https://id.example.org"


def test_two_providers_are_refused():
    both = {"EVERYSEAT_OIDC_URL": "https://x", "EVERYSEAT_SAML_METADATA": "idp.xml"}
    with pytest.raises(BadSetting, match="not both"):
        provider.chosen(both)


@pytest.mark.parametrize("content", ["", "no xml", "<EntityDescriptor/>", None])
def test_metadata_that_can_not_be_used_say_what_is_missing(tmp_path, content):
    path = tmp_path / "metadata.xml"
    if content is not None:
        path.write_text(content)
    with pytest.raises(BadSetting, match="metadata"):
        provider.chosen({"EVERYSEAT_SAML_METADATA": str(path)})
