"""Phones of a hall, as the server would hand them on to the live part."""

import asyncio
import json
from contextlib import suppress

from django.db import connections
from tests.loops import run

from everyseat.room.live import Live


class Phone:
    """A client of the live part, as the server would hand it on."""

    def __init__(self, live: Live, code: str):
        self.live, self.code, self.sent = live, code, []
        self.gone, self.news = asyncio.Event(), asyncio.Event()

    async def _send(self, message):
        self.sent.append(message)
        self.news.set()

    async def until(self, is_so, seconds=10):
        """Wait until what was sent makes something so, for so long at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not is_so():
                    self.news.clear()
                    await self.news.wait()

    async def watch(self, query=""):
        async def receive():
            await self.gone.wait()
            return {"type": "http.disconnect"}

        return await self._call("GET", "live", receive, query)

    async def answer(self, body: bytes):
        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        await self._call("POST", "answer", receive)
        return self.sent[0]["status"]

    async def get(self, what, query=""):
        """Return the status and the content of what is fetched once."""
        await self._call("GET", what, None, query)
        return self.sent[0]["status"], json.loads(self.sent[1]["body"])

    async def _call(self, method, what, receive, query=""):
        scope = {"type": "http", "method": method, "path": f"/room/{self.code}/{what}"}
        scope["query_string"] = query.encode()
        return await self.live(scope, receive, self._send)

    def tally(self):
        return self.states[-1]["question"]["tally"] if self.states else None

    @property
    def bodies(self):
        return [m["body"] for m in self.sent if m["type"] == "http.response.body"]

    @property
    def states(self):
        return [json.loads(b[6:]) for b in self.bodies if b.startswith(b"data: ")]

    def is_closed(self):
        """Whether the newest state has a question that is closed."""
        return bool(self.states) and not self.states[-1]["question"]["open"]


def body(question, n, value=0):
    return json.dumps({"question": question.pk, "token": f"{n:022}", "answer": value}).encode()


def play(scene):
    """Run a scene, and stop what it leaves behind."""

    async def whole():
        try:
            return await scene()
        finally:
            pending = asyncio.all_tasks() - {asyncio.current_task()}
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)

    try:
        return run(whole())
    finally:
        connections.close_all()
