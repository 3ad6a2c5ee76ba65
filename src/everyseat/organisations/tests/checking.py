"""Pressing twice, as a person does: the button that leads to a check, and the one of its page."""

import re

from django.http import HttpResponse
from django.test import Client


def seal_of(page: HttpResponse) -> str:
    """Return the seal of a check that a page shows."""
    found = re.search('name="seal" value="([^"]+)"', page.content.decode())
    assert found, "this page is no check"
    return found[1]


def press(client: Client, address: str, follow: bool = False, **fields: str) -> HttpResponse:
    """Open the check at an address, and press its button."""
    seal = seal_of(client.get(address))
    return client.post(address, {"seal": seal, **fields}, follow=follow)
