"""Nothing that somebody wrote gets into a log by the text of an exception, at any door."""

import io
import logging
import logging.config

import pytest
from django.conf import settings

from everyseat.files import pdf
from everyseat.room import watching
from everyseat.site import asgi, jobs
from tests.loops import run

WORDS = "You waved us out of the room, and it hurt."


def _failing(*_given, **_named):
    raise ValueError(WORDS)


async def _failing_later(*_given, **_named):
    raise ValueError(WORDS)


def _background_work(monkeypatch):
    jobs._attempt(_failing)


def _a_state(monkeypatch):
    monkeypatch.setattr(watching, "make_message", _failing_later)
    run(watching.Watched("garden")._made())


def _a_pdf(monkeypatch):
    monkeypatch.setattr(pdf, "_set", _failing)
    with pytest.raises(ValueError, match="waved"):  # its caller is told; it is logged on the way
        pdf.render("x.typ", "data", {"text": "漢"})


def _a_connection(monkeypatch):
    monkeypatch.setattr(asgi, "limited", _failing_later)
    with pytest.raises(asgi.Failed) as raised:
        run(asgi.application({}, None, None))
    assert WORDS not in str(raised.value)


@pytest.mark.parametrize("door", [_background_work, _a_state, _a_pdf, _a_connection])
def test_a_failure_is_logged_by_its_type_and_place_alone(monkeypatch, caplog, door):
    with monkeypatch.context() as patch:
        door(patch)
    assert "ValueError at " in caplog.text
    assert WORDS not in caplog.text


def test_what_a_library_logs_of_an_exception_is_written_without_its_text(monkeypatch):
    written = io.StringIO()
    formatter = logging.config.DictConfigurator(settings.LOGGING).configure_formatter(
        settings.LOGGING["formatters"][settings.LOGGING["handlers"]["console"]["formatter"]]
    )
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    log = logging.getLogger("asyncio")
    log.addHandler(handler)
    try:
        _failing()
    except ValueError:
        log.exception("Task exception was never retrieved")
    finally:
        log.removeHandler(handler)
    assert "ValueError at " in written.getvalue()
    assert WORDS not in written.getvalue()
