"""People from an organisation's directory (Entra ID, Okta), by SCIM 2.0: RFC 7643 and 7644."""
