"""The limit: a server that does nothing but send the same bytes to all, over and over (picows).

python -m hall.bare PORT PEOPLE FRAME
"""

import asyncio
import sys

from picows import WSListener, WSMsgType, WSTransport, ws_create_server

present: set[WSTransport] = set()


class Phone(WSListener):
    def on_ws_connected(self, transport: WSTransport) -> None:
        present.add(transport)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        present.discard(transport)


async def serve(port: int, people: int, frame: bytes) -> None:
    await ws_create_server(lambda _: Phone(), "127.0.0.1", port, backlog=4096)
    while len(present) < people:
        await asyncio.sleep(0.1)
    while True:
        for transport in list(present):
            if (
                not transport.underlying_transport.get_write_buffer_size()
            ):  # a slow phone is skipped
                transport.send(WSMsgType.TEXT, frame)
        await asyncio.sleep(0.001)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3].encode()))
