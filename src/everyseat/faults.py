"""Saying in a log that something failed, without the text of its exception: that may hold what
somebody wrote."""

import logging
import traceback
from types import TracebackType

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
MOST_PLACES = 8


def described(error: BaseException) -> str:
    """Return an exception's type and where it was raised, and those of what led to it."""
    return ", after ".join(map(_of_one, _chain(error)))


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    found: BaseException | None = error
    while found and not any(found is known for known in chain):
        chain.append(found)
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    return chain


def _of_one(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-MOST_PLACES:]
    where = "; ".join(f"{f.filename}:{f.lineno} {f.name}" for f in frames)
    return f"{type(error).__name__} at {where or 'no known place'}"


class Formatter(logging.Formatter):
    """Writes an exception that a record carries without its text, whoever logs it."""

    def formatException(self, ei: Raised) -> str:  # noqa: N802 (logging calls it so)
        return described(ei[1]) if ei[1] else ""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record. What another handler formatted before is not taken over."""
        record.exc_text = None
        return super().format(record)
