"""A real server, in a folder of its own."""

import atexit
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """`everyseat serve` in a folder of its own; it can be killed and started again."""

    def __init__(self, folder: Path, *options: str, **settings: str):
        self.folder, self.options, self.port = folder, options, free_port()
        self.settings = settings
        self.url = f"http://localhost:{self.port}"
        atexit.register(self.kill)  # whatever stops the tests
        self.start()

    def start(self) -> None:
        environment = os.environ | {"EVERYSEAT_VAR": str(self.folder), "EVERYSEAT_URL": self.url}
        environment.pop("EVERYSEAT_DEMO", None)
        environment |= self.settings
        command = [Path(sys.executable).with_name("everyseat"), "serve", "--port", str(self.port)]
        self.log = self.folder / "server.log"
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*map(str, command), *self.options],
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        for _ in range(1200):  # a demonstration is made first, on a machine that may be busy
            try:
                urllib.request.urlopen(self.url + "/methods/", timeout=2).close()
                return
            except OSError:
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.1)
        self.kill()
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, 9)
        self.process.wait()
