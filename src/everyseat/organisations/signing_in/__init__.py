"""How somebody signs in: codes, second factors, identity providers, and their limits."""
