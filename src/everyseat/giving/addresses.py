"""Addresses that a page's script fills in, made from the site's own."""

from uuid import UUID

from django.urls import reverse

STAND_INS = {"pk": UUID(int=0), "case": UUID(int=2), "file": UUID(int=1), "number": 2**31 - 1}


def pattern(view: str, *parts: str) -> str:
    """Return the address of a page, with “{pk}” where its script puts an identifier."""
    address = reverse(view, kwargs={part: STAND_INS[part] for part in parts})
    for part in parts:
        address = address.replace(str(STAND_INS[part]), f"{{{part}}}")
    return address
