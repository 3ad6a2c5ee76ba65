"""A page that failed is logged by its name and place in the code, and by nothing of the request.

Django's own log of a failure has the address of the page: a giver's is their right to answer. The
text of an exception may hold what somebody wrote, so it is left out too.
"""

import logging
import sys
import traceback

from django.core.signals import got_request_exception
from django.http import HttpRequest

log = logging.getLogger(__name__)


def note(sender: object, request: HttpRequest | None = None, **_: object) -> None:
    """Log the exception that a page raised."""
    kind, _value, trace = sys.exc_info()
    match = getattr(request, "resolver_match", None)
    where = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)][-4:]
    name = match.url_name if match else "?"
    log.error("The page %s failed: %s at %s", name, kind and kind.__name__, "; ".join(where))


def watch() -> None:
    got_request_exception.connect(note, dispatch_uid="everyseat-failures")
