"""A web process that dies is started again, and the log says so."""

import os
import re
import time
import urllib.request
from pathlib import Path

import pytest

from tests.serving import Server


@pytest.fixture
def server(tmp_path, empty_site):
    running = Server(empty_site(tmp_path))
    yield running
    running.kill()


def workers(server: Server) -> set[int]:
    """Return the web processes, which the process that was started has made."""
    made = set()
    for place in Path("/proc").glob("[0-9]*"):
        try:
            status = (place / "status").read_text()
            command = (place / "cmdline").read_bytes()
        except OSError:  # it has just ended
            continue
        if f"PPid:\t{server.process.pid}\n" in status and b"resource_tracker" not in command:
            made.add(int(place.name))
    return made


def until_it_answers(server: Server) -> bool:
    for _ in range(300):
        try:
            urllib.request.urlopen(server.url + "/methods/", timeout=2).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False


def test_a_web_process_that_is_killed_is_started_again_and_said_so(server):
    before = workers(server)
    assert len(before) == 1
    os.kill(before.pop(), 6)
    assert until_it_answers(server)
    assert server.process.poll() is None
    assert re.search(r"Unexpected exit from worker-1", server.log.read_text())
