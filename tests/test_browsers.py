"""The list of browsers in the docs is that of the build, and goes back two years and more."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| (\w+) \| ([\d.]+) \| (\w+ \d{4}) \|", re.M)
TARGETS = json.loads((ROOT / "frontend/browsers.json").read_text())
LISTED = ROW.findall((ROOT / "docs/browsers.md").read_text(encoding="utf-8"))


def test_the_docs_list_the_browsers_that_scripts_are_built_for():
    targets = {target for target in TARGETS["scripts"] if not target.startswith("ios")}
    assert {f"{name.lower()}{version}" for name, version, _since in LISTED} == targets
    assert {name for name, _version, _since in LISTED} == {"Chrome", "Edge", "Firefox", "Safari"}


def test_safari_on_a_phone_is_as_old_as_on_a_computer():
    versions = dict(re.findall(r"(safari|ios)([\d.]+)", " ".join(TARGETS["scripts"])))
    assert versions["ios"] == versions["safari"]


def test_the_oldest_browsers_are_two_years_old_and_more():
    two_years_ago = timezone.now().replace(tzinfo=None) - timedelta(730)
    for _name, _version, since in LISTED:
        assert datetime.strptime(since, "%B %Y") < two_years_ago


def test_the_build_takes_its_targets_from_the_list():
    build = (ROOT / "frontend/build.mjs").read_text(encoding="utf-8")
    assert "browsers.json" in build
    assert re.findall(r"target: ([^ ]+) ", build) == ["browsers.scripts", "browsers.early"]
