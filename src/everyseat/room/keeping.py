"""Keeping answers: those that come at the same time are committed together."""

import asyncio

from everyseat.room.actions import answering
from everyseat.room.actions.answering import Sent
from everyseat.room.watching import fresh

MOST_TOGETHER = 500


class Keeper:
    """What was sent to this process and is not kept yet."""

    def __init__(self) -> None:
        self.posted: list[tuple[Sent, asyncio.Future]] = []
        self.task: asyncio.Future | None = None

    async def keep(self, sent: Sent) -> bool:
        """Return once an answer is durable; False if its question has closed."""
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.posted.append((sent, future))
        if self.task is None or self.task.done():
            self.task = asyncio.ensure_future(self._keep_all())
        return await future

    async def _keep_all(self) -> None:
        """Commit what was posted together, and say so to each; again while more has come."""
        while self.posted:
            together, self.posted = self.posted[:MOST_TOGETHER], self.posted[MOST_TOGETHER:]
            try:
                kept = await _kept([sent for sent, _ in together])
            except Exception as error:  # whoever waits must hear of it
                for _, future in together:
                    if not future.done():
                        future.set_exception(error)
                continue
            for sent, future in together:
                if not future.done():
                    future.set_result(sent.question in kept)


_kept = fresh(answering.keep)
