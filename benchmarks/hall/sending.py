"""Frames that reach a hall in a second: ours, a bare server's, and the usual choice's."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from answering import Server

HERE = Path(__file__).parents[1]
USUAL_PEOPLE = 1000
"""The usual choice is measured where it is at its best: with more it sends fewer."""
FRAME = json.dumps(
    {
        "title": "Hall",
        "ended": False,
        "question": {
            **{"id": 1, "kind": "cards", "text": "Q?", "open": True, "shown": True},
            **{"options": ["Green", "Amber", "Red"], "n": 2500, "tally": [1200, 900, 400]},
        },
    }
)


def ours(server: Server, made: dict, people: int, seconds: int) -> float:
    """Return the frames of our server without its pause, while answers keep coming."""
    server.command = [sys.executable, "-m", "hall.ours"]
    server.start()
    over = threading.Event()
    answering = threading.Thread(target=_keep_answering, args=(server, made, over))
    try:
        path = f"/room/{made['code']}/live"
        return _heard(server.port, path, "sse", people, seconds, when_there=answering.start)
    finally:
        over.set()
        answering.join()
        server.kill()


def _keep_answering(server: Server, made: dict, over: threading.Event) -> None:
    address, n = f"http://localhost:{server.port}/room/{made['code']}/answer", 0
    while not over.is_set():
        n += 1
        sent = {"question": made["question"], "token": f"y{n:021}", "answer": n % 3}
        urllib.request.urlopen(address, json.dumps(sent).encode(), timeout=30).close()
        time.sleep(0.005)


def bare(people: int, seconds: int) -> float:
    """Return the frames of a server that does nothing else."""
    port = free_port()
    return _beside(["hall.bare", str(port), str(people), FRAME], port, people, seconds)


def usual(seconds: int, people: int = USUAL_PEOPLE) -> float:
    """Return the frames of Django Channels with Daphne."""
    port = free_port()
    command = ["daphne", "-p", str(port), "-v", "0", "hall.usual:application"]
    return _beside(command, port, people, seconds)


def _beside(module: list[str], port: int, people: int, seconds: int) -> float:
    server = subprocess.Popen(
        [sys.executable, "-m", *module],
        cwd=HERE,
        env=os.environ | {"FRAME": FRAME, "PEOPLE": str(people)},
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        return _heard(port, "/", "ws", people, seconds)
    finally:
        server.kill()
        server.wait()


def _wait_for(port: int) -> None:
    """Wait until a server listens: on a machine that is busy, for some seconds."""
    for _ in range(600):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on port {port}")


def _heard(
    port: int, path: str, how: str, people: int, seconds: int, when_there: Callable = lambda: None
) -> float:
    command = [sys.executable, "-m", "hall.listening", str(port), path, how]
    with subprocess.Popen(
        [*command, str(people), str(seconds)], cwd=HERE, stdout=subprocess.PIPE, text=True
    ) as listening:
        assert listening.stdout.readline() == "all are there\n"
        when_there()
        return float(listening.stdout.readline())


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]
