"""A real mail server in a thread, that does as a test says, and the passing of time."""

import socket
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.db.models import DateTimeField, F

from everyseat.organisations.models import Email, MailServer
from tests.serving import free_port

OK = "250 OK"


class Sink:
    """What was delivered to whom; `at_rcpt` and `at_data` say what is answered to an address."""

    def __init__(self) -> None:
        self.port = free_port()
        self.delivered: list[tuple[str, str]] = []
        self.connections = 0
        self.at_rcpt: Callable[[str], str] = lambda address: OK
        self.at_data: Callable[[str], str] = lambda address: OK
        self.controller: Controller | None = None

    def start(self, **options: object) -> "Sink":
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self.controller.start()
        self.connections = 0  # the controller tries whether it can be reached
        return self

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None

    @property
    def addresses(self) -> Counter[str]:
        return Counter(address for address, _key in self.delivered)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        reply = self.at_rcpt(address)
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        (address,) = envelope.rcpt_tos
        reply = await server.loop.run_in_executor(None, self.at_data, address)
        if reply.startswith("2"):
            key = message_from_bytes(envelope.content)["Message-ID"]
            self.delivered.append((address, key))
        return reply


def refuse_login(*_: object) -> AuthResult:
    return AuthResult(success=False, handled=False)


class TurnsAway:
    """A server whose first word to everybody is no."""

    def __init__(self, greeting: bytes):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port, self.greeting = self.socket.getsockname()[1], greeting
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                connection.sendall(self.greeting + b"\r\n")

    def stop(self) -> None:
        self.socket.close()


def time_passes(step: timedelta) -> None:
    """Let time pass: all that is stored moves into the past."""
    for model in (Email, MailServer):
        fields = [f.name for f in model._meta.fields if isinstance(f, DateTimeField)]
        model.objects.update(**{field: F(field) - step for field in fields})
