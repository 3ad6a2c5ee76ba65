"""Saying at once, to whoever follows rooms in this process, that a room has changed."""

from collections.abc import Callable

_listeners: list[Callable[[str], None]] = []


def listen(listener: Callable[[str], None]) -> None:
    """Have a function called with a room's code whenever the room changes; from any thread."""
    _listeners.append(listener)


def changed(code: str) -> None:
    for listener in _listeners:
        listener(code)
