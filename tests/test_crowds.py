"""A real server among many who ask for nothing, are slow, or send too much."""

import re
import resource
import socket
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.serving import Server

IDLE = 1_500


@pytest.fixture(scope="module")
def server(tmp_path_factory, empty_site):
    """A server that is started where a process may have 1,024 files open, as is usual."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    folder = empty_site(tmp_path_factory.mktemp("var"))
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (1024, hard))
        running = Server(folder, "--idle", "2")
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
        yield running
        running.kill()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=20)


def serves(server: Server) -> bool:
    with urllib.request.urlopen(server.url + "/methods/", timeout=20) as answer:
        return answer.status == 200


def test_a_visitor_is_served_among_1500_idle_connections(server):
    limits = Path(f"/proc/{server.process.pid}/limits").read_text()
    assert int(re.search(r"Max open files +(\d+)", limits)[1]) > IDLE
    with ExitStack() as crowd:
        for _ in range(IDLE):
            crowd.enter_context(connect(server))
        began = time.monotonic()
        assert serves(server)
        assert time.monotonic() - began < 5


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: loc"])
def test_a_connection_that_says_nothing_or_half_of_it_is_closed(server, sent):
    with connect(server) as slow:
        slow.sendall(sent)
        assert slow.recv(1000) == b""


def test_a_connection_that_asks_no_more_is_closed(server):
    with connect(server) as done:
        done.sendall(b"HEAD /methods/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert done.recv(10_000).startswith(b"HTTP/1.1 302")
        assert done.recv(1000) == b""


def written(server: Server) -> int:
    """Return how many bytes the server's processes have written, anywhere (Linux's /proc)."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if int((process / "stat").read_text().rpartition(")")[2].split()[2]) == (
                server.process.pid
            ):
                io = dict(line.split(": ") for line in (process / "io").read_text().splitlines())
                total += int(io["wchar"])
        except OSError:
            continue
    return total


@pytest.mark.parametrize("says_so", [True, False])
def test_300_mb_to_a_page_that_takes_none_are_refused_early_and_written_nowhere(server, says_so):
    head = b"POST /methods/ HTTP/1.1\r\nHost: localhost\r\n"
    head += b"Content-Length: 300000000" if says_so else b"Transfer-Encoding: chunked"
    block, sent, before = b"x" * 1_000_000, 0, written(server)
    with connect(server) as stranger:
        stranger.sendall(head + b"\r\n\r\n")
        try:
            while sent < 300_000_000:
                stranger.sendall(block if says_so else b"f4240\r\n" + block + b"\r\n")
                sent += len(block)
        except OSError:  # the server has closed
            pass
        answer = stranger.recv(100)
    assert answer.startswith(b"HTTP/1.1 413")
    assert sent < 30_000_000
    assert written(server) - before < 100_000
    assert serves(server)
