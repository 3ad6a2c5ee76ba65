"""How a hall's frames come through a proxy: server-sent events beside a WebSocket.

    python benchmarks/proxies.py [--quick]       (needs nginx, and the group `bench`)

Two bare servers send the time four times a second, one as events with the headers that rooms send
(everyseat.room.live), one over a WebSocket (picows). A client asks directly, and through nginx as
it comes, told of WebSockets, and made to collect whatever the server says. It prints how old the
time is when it arrives, or that none did. A room's page then asks every three seconds instead.
"""

import asyncio
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hall.sending import free_port
from picows import WSListener, WSMsgType, WSTransport, ws_connect, ws_create_server

from everyseat.site import setup

setup.configure()

from everyseat.room.live import STREAM  # noqa: E402

EVERY, SECONDS = 0.25, 4 if "--quick" in sys.argv else 12
SETTINGS = {
    "nginx as it comes": "",
    "nginx told of WebSockets": (
        "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
        "proxy_set_header Connection upgrade;"
    ),
    "nginx that collects": "proxy_ignore_headers X-Accel-Buffering; proxy_buffering on;",
}
NGINX = """
pid {folder}/pid; error_log /dev/null; daemon off; worker_processes 1; events {{}}
http {{ access_log off; client_body_temp_path {folder}; proxy_temp_path {folder};
fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder}; {servers} }}
"""
SERVER = (
    "server {{ listen 127.0.0.1:{port};location / {{ proxy_pass http://127.0.0.1:{to}; {more} }} }}"
)


async def events(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Send the time as server-sent events, with a room's headers."""
    await reader.readuntil(b"\r\n\r\n")
    head = b"".join(name + b": " + value + b"\r\n" for name, value in STREAM)
    writer.write(b"HTTP/1.1 200 OK\r\n" + head + b"Connection: close\r\n\r\n")
    try:
        while True:
            writer.write(f"data: {time.monotonic()}\n\n".encode())
            await writer.drain()
            await asyncio.sleep(EVERY)
    except (OSError, asyncio.CancelledError):
        writer.close()


class Sender(WSListener):
    """Sends the time over a WebSocket."""

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.sending = asyncio.ensure_future(self._send(transport))

    async def _send(self, transport: WSTransport) -> None:
        while True:
            transport.send(WSMsgType.TEXT, str(time.monotonic()).encode())
            await asyncio.sleep(EVERY)

    def on_ws_disconnected(self, _transport: WSTransport) -> None:
        self.sending.cancel()


class Hearer(WSListener):
    def __init__(self) -> None:
        self.ages: list[float] = []

    def on_ws_frame(self, _transport: WSTransport, frame: object) -> None:
        self.ages.append(time.monotonic() - float(frame.get_payload_as_bytes()))


async def heard_events(port: int) -> list[float]:
    """Return how old each time was that came as an event."""
    ages = []
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
    try:
        async with asyncio.timeout(SECONDS):
            async for line in reader:
                if line.startswith(b"data: "):
                    ages.append(time.monotonic() - float(line[6:]))
    except TimeoutError:
        pass
    writer.close()
    return ages


async def heard_socket(port: int) -> list[float]:
    """Return how old each time was that came over a WebSocket; none if it was not let through."""
    try:
        transport, hearer = await ws_connect(Hearer, f"ws://127.0.0.1:{port}/")
    except Exception:  # whatever the proxy answered instead
        return []
    await asyncio.sleep(SECONDS)
    transport.disconnect()
    return hearer.ages


async def measure(proxy: dict[str, tuple[int, int]]) -> bool:
    """Print each way's figures; return whether events came through nginx as it comes."""
    came = {}
    for way, ports in proxy.items():
        heard = await asyncio.gather(heard_events(ports[0]), heard_socket(ports[1]))
        came[way] = bool(heard[0])
        print(f"{way}: events {_said(heard[0])}; WebSocket {_said(heard[1])}", flush=True)
    return came["nginx as it comes"]


def _said(ages: list[float]) -> str:
    if not ages:
        return f"none in {SECONDS} s"
    return f"{len(ages)}, median {statistics.median(ages) * 1000:.1f} ms old"


async def main() -> bool:
    behind = free_port(), free_port()
    await asyncio.start_server(events, "127.0.0.1", behind[0])
    await ws_create_server(lambda _: Sender(), "127.0.0.1", behind[1])
    proxy = {"directly": behind} | {name: (free_port(), free_port()) for name in SETTINGS}
    servers = [
        SERVER.format(port=port, to=to, more=SETTINGS[name])
        for name in SETTINGS
        for port, to in zip(proxy[name], behind, strict=True)
    ]
    with tempfile.TemporaryDirectory() as folder:
        configuration = Path(folder) / "nginx.conf"
        configuration.write_text(NGINX.format(folder=folder, servers=" ".join(servers)))
        with subprocess.Popen(["nginx", "-c", configuration], stderr=subprocess.DEVNULL) as nginx:
            await asyncio.sleep(1)
            try:
                return await measure(proxy)
            finally:
                nginx.terminate()


if __name__ == "__main__":
    if not shutil.which("nginx"):
        print("proxies: nginx is not installed, not measured")
        sys.exit()
    sys.exit(not asyncio.run(main()))
