"""How long and how slow a request may be, without a network."""

import asyncio

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from everyseat.giving import bodies
from everyseat.giving.bodies import LARGEST, MIB, USUAL, limit_of, takes
from everyseat.site import limits
from everyseat.site.limits import Limits
from tests.loops import run

FORM, IMPORT = "/methods/", "/people/import/"


class Visitor:
    """Sends a body in parts, and keeps what it is answered."""

    def __init__(self, *parts: bytes, path: str = FORM, declared: int | None = None, stops=False):
        self.parts, self.path, self.stops = list(parts), path, stops
        self.headers = [] if declared is None else [(b"content-length", b"%d" % declared)]
        if declared is None and parts:
            self.headers = [(b"transfer-encoding", b"chunked")]
        self.sent, self.asked = [], 0

    async def receive(self) -> dict:
        self.asked += 1
        if self.stops and not self.parts:
            await asyncio.Event().wait()
        part = self.parts.pop(0) if self.parts else b""
        more = bool(self.parts) or self.stops
        return {"type": "http.request", "body": part, "more_body": more}

    async def send(self, message: dict) -> None:
        self.sent.append(message)

    def asks(self, application: Limits) -> int:
        scope = {"type": "http", "path": self.path, "headers": self.headers}
        run(application(scope, self.receive, self.send))
        return self.sent[0]["status"]


class Site:
    """Reads a body whole, and says 200."""

    def __init__(self) -> None:
        self.came: bytes | None = None

    async def __call__(self, scope: dict, receive, send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body += message["body"]
            more = message["more_body"]
        self.came = body
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def test_a_form_passes():
    site = Site()
    assert Visitor(b"a", b"b", declared=2).asks(Limits(site)) == 200
    assert site.came == b"ab"


def test_what_says_that_it_is_too_long_is_refused_before_it_is_read():
    site, visitor = Site(), Visitor(b"x", declared=300 * MIB)
    assert visitor.asks(Limits(site)) == 413
    assert (site.came, visitor.asked) == (None, 0)
    assert (b"connection", b"close") in visitor.sent[0]["headers"]
    assert b"This was not sent" in visitor.sent[1]["body"]


def test_its_page_tells_browsers_to_come_by_https(settings):
    settings.SECURE_HSTS_SECONDS = 60
    visitor = Visitor(declared=300 * MIB)
    visitor.asks(Limits(Site()))
    assert (b"strict-transport-security", b"max-age=60") in visitor.sent[0]["headers"]


def test_what_does_not_say_how_long_it_is_is_counted():
    site = Site()
    parts = [b"x" * MIB] * 3
    visitor = Visitor(*parts)
    assert visitor.asks(Limits(site)) == 413
    assert site.came is None


def test_what_is_somewhat_too_long_is_read_away_so_that_its_page_is_seen():
    visitor = Visitor(*[b"x" * MIB] * 3, declared=3 * MIB)
    assert visitor.asks(Limits(Site())) == 413
    assert visitor.parts == []


@pytest.mark.parametrize(("path", "status"), [(IMPORT, 200), (FORM, 413), ("/no/such/page/", 413)])
def test_a_page_takes_more_only_if_its_view_says_so(path, status):
    visitor = Visitor(*[b"x" * MIB] * 10, path=path, declared=10 * MIB)
    assert visitor.asks(Limits(Site())) == status


def test_even_there_is_a_limit():
    assert Visitor(path=IMPORT, declared=LARGEST + 1).asks(Limits(Site())) == 413


def test_who_stops_sending_is_not_waited_for():
    site = Site()
    assert Visitor(b"a", declared=10, stops=True).asks(Limits(site, patience=0.05)) == 408
    assert site.came is None


def test_whoever_waits_for_news_is_waited_for_as_long_as_they_like():
    """A phone that follows a room sends nothing: the limits are not for it."""
    passed = []

    async def live(scope: dict, receive, send) -> None:
        passed.append(receive)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    visitor = Visitor()
    assert visitor.asks(Limits(live, patience=0)) == 200
    assert passed == [visitor.receive]


def test_one_process_holds_only_so_much():
    application = Limits(Site())
    application.held = limits.MOST_HELD
    assert Visitor(b"x", declared=1).asks(application) == 503
    assert application.held == limits.MOST_HELD
    application.held = 0
    assert Visitor(b"x" * 10, declared=10).asks(application) == 200
    assert application.held == 0


def test_nothing_that_passes_is_long_enough_to_be_written_to_disk():
    assert max(limit_of(view) for view in _views().values()) <= LARGEST
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE >= LARGEST
    assert settings.FILE_UPLOAD_HANDLERS == [
        "django.core.files.uploadhandler.MemoryFileUploadHandler"
    ]
    with pytest.raises(ValueError, match="more than any view"):
        takes(LARGEST + 1)


def test_only_pages_for_files_and_keys_take_much():
    much = {name for name, view in _views().items() if limit_of(view) > USUAL}
    guardian = {name for name in much if name.startswith(("guardian_", "key_", "escrow"))}
    assert much - guardian == {
        *("comments_import", "comments_import_columns", "framework", "framework_new"),
        "conversation_import",
        "conversation_seeds",
        "conversation_translations",
        "measure_import",
        "people_import",
        "people_import_columns",
        "people_import_save",
        "questionnaire_import",
        "sealed_part",
    }
    assert all(limit_of(view) <= 4 * bodies.MIB for n, view in _views().items() if n in guardian)


def _views(patterns=None) -> dict:
    found = {}
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            found |= _views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            found[str(pattern.name)] = pattern.callback
    return found
