"""A name that has changed is the new name everywhere, in reports made before too."""

import ast
import io
import json
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from everyseat import threesixty
from everyseat.organisations import actions as organisations
from everyseat.threesixty.actions import answers, plans, retention
from everyseat.threesixty.queries import reports
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db
BEFORE, NOW = "Robin Ashdown", "Robin Whitmore"


@pytest.fixture
def review():
    """A released review with a plan, of somebody who has read it and then changed their name."""
    made = make.collecting({"peer": 6}, name=BEFORE)
    organisations.save_person(person=made.recipient.manager, values={"name": "Their boss"})
    for i, invitation in enumerate(made.invitations.all()):
        make.answer(invitation, [4, 3, i % 5], f"Words {i}")
    answers.assess_self(review=made, ratings=[4, 4, 4], words={})
    make.close(made.round)
    made.refresh_from_db()
    aim = {"topic": "sees", "aim": "Seen", "actions": "", "by": timezone.localdate()}
    plans.add_aim(review=made, ask_again="sees", **aim)
    return made


def rename(review) -> None:
    organisations.save_person(person=review.recipient, values={"name": NOW})


@pytest.mark.parametrize("name", ["report", "plan", "review", "threesixty"])
def test_a_page_that_was_read_before_has_the_new_name(review, client, name):
    client.force_login(review.recipient)
    page = reverse(name, args=[] if name == "threesixty" else [review.pk])
    shows_names = BEFORE in client.get(page).content.decode()
    rename(review)
    after = client.get(page).content.decode()
    assert BEFORE not in after
    assert (NOW in after) == shows_names
    assert name == "threesixty" or shows_names


def test_the_pdf_and_its_file_have_the_new_name(review, client):
    rename(review)
    client.force_login(review.recipient)
    pdf = client.get(reverse("report_pdf", args=[review.pk]))
    assert "robin-whitmore" in pdf["Content-Disposition"]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
    text = " ".join(text.split())
    assert NOW in text
    assert BEFORE not in text


def test_what_is_told_on_request_has_the_new_name(review):
    rename(review)
    told = json.dumps(retention.held_about(review.recipient))
    assert NOW in told
    assert BEFORE not in told


def test_the_content_is_that_of_the_day_it_was_made_but_for_the_name(review):
    rename(review)
    assert reports.content_of(review) == review.report | {"recipient": NOW}


READS_AS_STORED = {"queries/reports.py", "comments.py", "reporting.py"}
"""What makes `content_of`, comments as their coach sees them, and the next report's figures."""


def test_only_what_has_to_reads_a_report_as_it_was_stored():
    part = Path(threesixty.__file__).parent
    files = (file for file in part.rglob("*.py") if "tests" not in file.parts)
    reading = {file.relative_to(part).as_posix() for file in files if _reads_stored(file)}
    assert reading <= READS_AS_STORED
    assert "queries/reports.py" in reading


def _reads_stored(file: Path) -> bool:
    names = {"review", "previous", "r", "made"}
    return any(
        isinstance(node, ast.Attribute) and node.attr == "report" and _name(node.value) in names
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    )


def _name(node: ast.expr) -> str:
    return getattr(node, "id", "") or getattr(node, "attr", "")


def test_there_is_no_content_before_there_is_a_report():
    assert reports.content_of(make.collecting({"peer": 4})) is None
