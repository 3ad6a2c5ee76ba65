"""A hall that only listens, in a process of its own: how many frames reach it in a second.

    python -m hall.listening PORT PATH sse|ws PEOPLE SECONDS

It reads what each connection holds, counts the frames in it, and does nothing else, so that the
server is the slower of the two.
"""

import selectors
import socket
import sys
import time

MARK = b'"title"'
"""What every frame holds once."""
UPGRADE = (
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


class Hall:
    """Connections that are read as soon as they hold something."""

    def __init__(self) -> None:
        self.ready = selectors.EpollSelector()
        self.heard = 0

    def come_in(self, port: int, path: str, how: str) -> None:
        made = socket.create_connection(("127.0.0.1", port), timeout=30)
        extra = UPGRADE if how == "ws" else ""
        made.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{extra}\r\n".encode())
        made.recv(64)  # it is answered: the next one may come
        made.setblocking(False)
        self.ready.register(made, selectors.EVENT_READ, made.recv)
        self.read(0)

    def read(self, timeout: float) -> None:
        for key, _ in self.ready.select(timeout):
            self.heard += key.data(1 << 20).count(MARK)

    def listen(self, seconds: float) -> float:
        """Return how many seconds really went by."""
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            self.read(0.1)
        return time.monotonic() - started


def main() -> None:
    port, path, how, people, seconds = sys.argv[1:]
    hall = Hall()
    for _ in range(int(people)):
        hall.come_in(int(port), path, how)
    print("all are there", flush=True)
    hall.listen(1)  # what had waited is not counted
    hall.heard = 0
    took = hall.listen(float(seconds))
    print(hall.heard / took)


if __name__ == "__main__":
    main()
