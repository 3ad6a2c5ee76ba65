"""Work on the database in a thread, for what is served beside Django."""

from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import close_old_connections

P = ParamSpec("P")
R = TypeVar("R")


def fresh(work: Callable[P, R]) -> Callable[P, Coroutine[Any, Any, R]]:
    """Return work on the database for a thread, with a connection that is alive."""

    def done(*arguments: P.args, **named: P.kwargs) -> R:
        close_old_connections()
        try:
            return work(*arguments, **named)
        finally:
            close_old_connections()  # the thread may not be used again

    return sync_to_async(done, thread_sensitive=False)
