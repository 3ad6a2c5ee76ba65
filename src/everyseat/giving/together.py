"""Answers that come at the same time are kept together, in one transaction."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from everyseat.giving.threads import fresh

S = TypeVar("S")
R = TypeVar("R")
MOST_TOGETHER = 500


class Together(Generic[S, R]):
    """What was sent to this process and is not kept yet.

    `keep` takes a list of what was sent, in order, and returns what becomes of each.
    """

    def __init__(self, keep: Callable[[list[S]], Sequence[R]]) -> None:
        self._kept = fresh(keep)
        self.posted: list[tuple[S, asyncio.Future[R]]] = []
        self.task: asyncio.Future[None] | None = None

    async def keep(self, sent: S) -> R:
        """Return what has become of something that was sent, once it is durable."""
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self.posted.append((sent, future))
        if self.task is None or self.task.done():
            self.task = asyncio.ensure_future(self._keep_all())
        return await future

    async def _keep_all(self) -> None:
        """Commit what was posted together, and say so to each; again while more has come."""
        while self.posted:
            together, self.posted = self.posted[:MOST_TOGETHER], self.posted[MOST_TOGETHER:]
            try:
                kept = await self._kept([sent for sent, _ in together])
            except Exception as error:  # whoever waits must hear of it
                for _, future in together:
                    if not future.done():
                        future.set_exception(error)
                continue
            for (_, future), become in zip(together, kept, strict=True):
                if not future.done():
                    future.set_result(become)
