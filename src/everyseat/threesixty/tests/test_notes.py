"""A coach's note is saved before it is finished, and read by nobody else until the release."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Email
from everyseat.threesixty.actions import coaching
from everyseat.threesixty.models import Review
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.test_plans import page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    """A review that waits for its coach."""
    made = make.collecting({"peer": 5}, coach=make.person("Cora", "coach"))
    make.answer_all(made, [3, 2, 1])
    make.close(made.round)
    Email.objects.all().delete()
    return Review.objects.get(pk=made.pk)


def seen(client, review) -> str:
    """Return the version of the note that its form shows."""
    html = page(client, review.coach, review, "release").content.decode()
    return html.split('name="seen" value="')[1].split('"')[0]


def test_a_note_is_saved_without_a_release(client, review):
    send(client, review.coach, review, "release", note="Go gently.", save="yes")
    now = Review.objects.get()
    assert (now.state, now.coach_note) == ("read", "Go gently.")
    assert not Email.objects.exists()
    shown = page(client, review.coach, review, "release").content.decode()
    assert "Go gently.</textarea>" in shown
    assert "Lee cannot read it before you release the report." in shown
    assert page(client, review.recipient, review, "report").status_code == 404
    assert "Go gently." not in page(client, review.recipient, review, "review").content.decode()


def test_a_saved_note_can_be_written_anew_and_emptied(client, review):
    for note in ("Go gently.", "Go on.", ""):
        send(client, review.coach, review, "release", note=note, save="yes")
        assert Review.objects.get().coach_note == note


def test_an_older_page_replaces_no_newer_note_unseen(client, review):
    older = seen(client, review)
    send(client, review.coach, review, "release", note="Newer.", save="yes", seen=older)
    answer = send(client, review.coach, review, "release", note="Older.", save="yes", seen=older)
    assert answer.status_code == 409
    assert Review.objects.get().coach_note == "Newer."
    assert "Older." in answer.content.decode()


def test_nobody_changes_a_note_after_the_release(review):
    coaching.release(review=review, note="Go gently.")
    with pytest.raises(NotNow, match="cannot be changed any more"):
        coaching.save_note(review=Review.objects.get(), note="Late.", by=review.coach)
    assert Review.objects.get().coach_note == "Go gently."


def test_the_report_says_to_its_coach_whose_it_is_and_leads_on_to_the_note(client, review):
    html = " ".join(page(client, review.coach, review, "report").content.decode().split())
    assert "The report about Lee –" in html.split("</title>")[0]
    assert "Lee, Spring" in html.split("<main")[1].split("<h1")[0]
    assert "This is worded as Lee reads it: “you” is Lee." in html
    assert html.count(reverse("release", args=[review.pk])) == 2  # at the top, and at the end


def test_once_released_it_leads_to_no_note_and_tells_its_leader_not_who_they_are(client, review):
    coaching.release(review=review, note="")
    html = page(client, review.coach, review, "report").content.decode()
    assert reverse("release", args=[review.pk]) not in html
    mine = page(client, review.recipient, review, "report").content.decode()
    assert "This is worded as" not in mine
    assert "The report about Lee" not in mine


def test_the_report_says_who_wrote_the_note_also_in_the_place_of_a_coach(client, review):
    dan = make.person("Dan", "coach")
    coaching.release(review=review, note="Well done.", by=dan)
    html = page(client, review.recipient, review, "report").content.decode()
    assert "A note by Dan" in html
    pdf = PdfReader(io.BytesIO(page(client, review.recipient, review, "report_pdf").content))
    assert "A note by Dan" in " ".join(sheet.extract_text() for sheet in pdf.pages)


def test_a_note_that_is_released_as_it_was_saved_stays_its_writers(client, review):
    send(client, review.coach, review, "release", note="Go gently.", save="yes")
    now = Review.objects.get()
    coaching.release(review=now, note="Go gently.", by=make.person("Dan", "coach"))
    assert "A note by Cora" in page(client, review.recipient, review, "report").content.decode()


def test_an_older_note_is_the_coachs(client, review):
    coaching.release(review=review, note="Go gently.")
    Review.objects.update(note_by=None)
    html = page(client, review.recipient, review, "report").content.decode()
    assert "Your coach&#x27;s note" in html
