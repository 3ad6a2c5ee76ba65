"""The application that granian serves."""

import gc
import logging
import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "everyseat.site.settings")
site = get_asgi_application()

from django.conf import settings  # noqa: E402 (the site must be set up first)

from everyseat.connections import Receive, Scope, Send  # noqa: E402
from everyseat.faults import described  # noqa: E402
from everyseat.site.limits import Limits  # noqa: E402
from everyseat.site.parts import parts  # noqa: E402

log = logging.getLogger(__name__)
live = [part.live(settings.BROKER) for part in parts() if part.live]
# what is loaded stays; looking through it and through thousands of watchers again and again would
# stop a hall for a sixth of a second every second
gc.freeze()
gc.set_threshold(50_000, 20, 20)


async def everything(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve what is live, and the site."""
    for application in live:
        if await application(scope, receive, send):
            return
    await site(scope, receive, send)


limited = Limits(everything)


class Failed(Exception):
    """A connection failed. The server logs the text of what is raised here, so this has none."""


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve within limits."""
    try:
        await limited(scope, receive, send)
    except Exception as error:
        log.error("A connection failed: %s", described(error))
        raise Failed from None


if os.environ.get("EVERYSEAT_JOBS"):
    from everyseat.site.jobs import start_threads

    start_threads()
