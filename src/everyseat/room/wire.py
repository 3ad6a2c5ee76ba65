"""Carrying between processes that a room has changed: over Redis or Valkey, if there is one.

What is carried is a room's code, never an answer or a state: each process makes its state from the
same database, so that none can be older than another's for long. When the broker is away, a process
still looks once a second.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

log = logging.getLogger(__name__)
CHANNEL = "everyseat rooms"
PAUSE = 0.1
"""Seconds in which all that changes in a room is one piece of news."""
AGAIN = 2.0
"""Seconds until a lost broker is tried again."""


class Wire:
    """A broker at an address like redis://127.0.0.1:6379/0."""

    def __init__(self, url: str, hear: Callable[[str], None]):
        from redis.asyncio import Redis  # only where a broker is set: an extra of the package

        self.broker = Redis.from_url(url, decode_responses=True)
        self.hear = hear
        self.is_lost = False
        self.to_tell: set[str] = set()
        self.tasks: set[asyncio.Future] = set()
        self._start(self._listen())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def tell(self, code: str) -> None:
        """Tell the other processes; once for all that changes within PAUSE."""
        if code not in self.to_tell:
            self.to_tell.add(code)
            self._start(self._tell(code))

    async def _tell(self, code: str) -> None:
        await asyncio.sleep(PAUSE)
        self.to_tell.discard(code)
        try:
            await self.broker.publish(CHANNEL, code)
        except (OSError, self._lost()):
            self._say_lost()

    async def _listen(self) -> None:
        while True:
            try:
                async with self.broker.pubsub() as heard:
                    await heard.subscribe(CHANNEL)
                    self.is_lost = False
                    async for message in heard.listen():
                        if message["type"] == "message":
                            self.hear(message["data"])
            except (OSError, self._lost()):
                self._say_lost()
            await asyncio.sleep(AGAIN)

    def _say_lost(self) -> None:
        if not self.is_lost:
            log.warning("The broker can't be reached; processes look once a second until it can.")
        self.is_lost = True

    @staticmethod
    def _lost() -> type[Exception]:
        from redis.exceptions import RedisError

        return RedisError

    async def close(self) -> None:
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.broker.aclose()
