"""What the tests of every part share."""

import os
import shutil
import subprocess
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver runs an event loop

SHARED = Path(__file__).parents[1] / "shared/data"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Mark as `postgres` what commits for real: locks, triggers and processes differ there.

    Files that take longest come first, so that both workers end together.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        commits = marker and marker.kwargs.get("transaction")
        if commits or "transactional_db" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgres)
    items.sort(key=lambda item: _place(item.path))


def _place(file: Path) -> int:
    return next((n for n, part in enumerate(("browser", "attacks")) if part in file.parts), 2)


def pytest_terminal_summary(terminalreporter, config):
    """Say at the end in which order it was, what was not tested, and why: never in silence."""
    if config.getoption("random_order_enabled", default=False):
        seed = config.getoption("random_order_seed").removeprefix("default:")
        terminalreporter.write_line(f"The same order: --random-order-seed={seed}")
    left_out = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
    )
    for reason, n in left_out.items():
        terminalreporter.write_line(f"NOT TESTED here: {n} tests, because {reason}", yellow=True)


@pytest.fixture(autouse=True)
def plain_static(settings):
    """Serve static files as they lie, without collecting them first."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if "servestatic" not in m]


def chromium() -> str | None:
    """Return the tests' browser: the one without windows, at a third of the cost, if it is here."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def everyseat(*arguments: object, check: bool = True) -> subprocess.CompletedProcess:
    """Run the command as a user would."""
    done = subprocess.run(
        [Path(os.sys.executable).with_name("everyseat"), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    if check:
        assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(autouse=True)
def _site_of_its_own(tmp_path, settings):
    """Keep each test's letterbox keys apart, as its database is; ask nobody for a second factor."""
    settings.LETTERBOX_FOLDER = tmp_path
    settings.SECOND_FACTOR = False


@pytest.fixture(autouse=True)
def _long_forms_keep_drafts(monkeypatch):
    """Fail where a page shows people who have signed in a long form that keeps no draft."""
    from django.test import Client
    from tests import long_forms

    ask = Client.request

    def asked(self, **request):
        answer = ask(self, **request)
        if not answer.streaming and answer.get("Content-Type", "").startswith("text/html"):
            assert long_forms.without_draft(answer.text) == [], (
                "{% draft %} is missing: docs/safety"
            )
        return answer

    monkeypatch.setattr(Client, "request", asked)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """Return a function that copies the demonstration into a folder."""
    return _copier(tmp_path_factory, "demo")


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory):
    """Return a function that copies a site where nothing happened yet into a folder."""
    return _copier(tmp_path_factory, "empty")


def _copier(tmp_path_factory, kind):
    from tests.sites import copied

    run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent  # each worker has a folder of its own in it
    return partial(copied, run, kind)
