"""Drafts of long forms, which the browser of somebody who has signed in keeps until they are saved.

A form holds `{% draft %}`. Its script (`frontend/scripts/shared/drafts.ts`) keeps what is written
in this browser, encrypted under a key of its writer that only their own pages hold. So the next
person at a shared computer has neither their words nor the name of the form. The server stores no
draft: it only says, on the next page, which form was saved.
"""

import base64
import re

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from everyseat.giving.typed import DRAFT

SESSION = "saved_drafts"
DAYS = 7
"""For how long a browser keeps a draft; its script deletes what is older."""
REMEMBERED = 20
"""How many saved forms a session remembers, until a page has told its script of them."""
NAME = re.compile(r"[\w-]{22}(\.[\w-]{1,32})?")
"""A form's name, and after a full stop that of the open page that it was sent from."""


def owner(person: object) -> str:
    """Return the name under which a browser keeps a person's drafts; it tells nobody who it is."""
    return _derived("owner", person)[:22]


def key(person: object) -> str:
    """Return the key of a person's drafts: 32 bytes in base64."""
    return base64.b64encode(_digest("key", person)).decode()


def name(person: object, form: str) -> str:
    """Return the name of one form of a person."""
    return _derived(f"form {form}", person)[:22]


def _derived(what: str, person: object) -> str:
    return base64.urlsafe_b64encode(_digest(what, person)).decode().rstrip("=")


def _digest(what: str, person: object) -> bytes:
    return salted_hmac(f"everyseat draft {what}", str(person), algorithm="sha256").digest()


def take_saved(request: HttpRequest) -> list[str]:
    """Return the forms that were saved since the last page, and forget them."""
    return request.session.pop(SESSION, []) if SESSION in request.session else []


def note_saved(request: HttpRequest) -> None:
    """Remember which form was saved, until a page tells its script."""
    saved = request.POST[DRAFT]
    if NAME.fullmatch(saved):
        request.session[SESSION] = [*request.session.get(SESSION, []), saved][-REMEMBERED:]
