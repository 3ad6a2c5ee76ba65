"""An address that a provider does not vouch for signs nobody in."""

import pytest

from everyseat.organisations.signing_in import vouching

MAIL = {"email": "chief@trust.example"}
YES, NO = MAIL | {"email_verified": True}, MAIL | {"email_verified": False}


@pytest.mark.parametrize("claims", [YES, MAIL | {"email_verified": "true"}])
@pytest.mark.parametrize("where", ["userinfo", "id_token"])
def test_an_address_that_is_called_verified_is(claims, where):
    assert vouching.by_openid({where: claims}, believed=False)
    assert vouching.by_openid(claims, believed=False)


@pytest.mark.parametrize("value", [False, "false", "no", None, 0, ""])
@pytest.mark.parametrize("believed", [False, True])
def test_anything_else_is_not_verified(value, believed):
    claims = MAIL | {"email_verified": value}
    assert not vouching.by_openid({"userinfo": claims}, believed)
    assert not vouching.by_openid({"userinfo": YES, "id_token": NO}, believed)
    assert not vouching.by_openid({"userinfo": NO, "id_token": YES}, believed)


@pytest.mark.parametrize("claims", [{}, {"userinfo": MAIL}, {"id_token": MAIL}, MAIL])
def test_silence_is_believed_only_where_the_organisation_says_so(claims):
    assert not vouching.by_openid(claims, believed=False)
    assert vouching.by_openid(claims, believed=True)


def test_a_signed_assertion_vouches_unless_it_says_otherwise():
    assert vouching.by_saml({"mail": ["chief@trust.example"]})
    assert vouching.by_saml({"mail": ["chief@trust.example"], "email_verified": ["true"]})
    assert not vouching.by_saml({"mail": ["chief@trust.example"], "email_verified": ["false"]})
    assert not vouching.by_saml({"mail": ["chief@trust.example"], "emailVerified": ["0"]})
