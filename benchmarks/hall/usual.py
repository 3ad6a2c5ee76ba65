"""The usual choice: Django Channels, served by Daphne, sending the same to a group.

    daphne -p PORT hall.usual:application      (FRAME and PEOPLE in the environment)

The smallest honest form: one group, its layer in memory, ten messages a second as ours makes; each
consumer sends what it is handed.
"""

import asyncio
import os

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter
from django.conf import settings

settings.configure(
    CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}},
    SECRET_KEY="a benchmark",
)
PEOPLE = int(os.environ["PEOPLE"])
present: list[str] = []
telling: list[asyncio.Task] = []


async def tell() -> None:
    while True:
        await get_channel_layer().group_send("hall", {"type": "frame", "text": os.environ["FRAME"]})
        await asyncio.sleep(0.1)


class Phone(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        await self.channel_layer.group_add("hall", self.channel_name)
        await self.accept()
        present.append(self.channel_name)
        if len(present) == PEOPLE:
            telling.append(asyncio.ensure_future(tell()))

    async def frame(self, event: dict) -> None:
        await self.send(text_data=event["text"])


application = ProtocolTypeRouter({"websocket": Phone.as_asgi()})
