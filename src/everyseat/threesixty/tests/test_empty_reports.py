"""A report that nobody's answers can be shown in is one page, without an empty part."""

import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from everyseat.threesixty.actions import answers, coaching, nominating
from everyseat.threesixty.models import Review
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db

EMPTY = ("<svg", "<table", "How the numbers", "<blockquote", "Nothing to show", "–</td>")


@pytest.fixture(params=[0, 3], ids=["nobody answered", "too few answered"])
def review(request) -> Review:
    made = make.collecting({"peer": 6}, coach=make.person("Imran", "coach"))
    for invitation in made.invitations.all()[: request.param]:
        make.answer(invitation, [4, 3, 2], "Words.")
    answers.assess_self(review=made, ratings=[4, 4, 3], words={"keep": "My own."})
    make.close(made.round)
    return Review.objects.get(pk=made.pk)


def test_its_page_says_why_and_what_to_do_and_shows_nothing_empty(review, client):
    coaching.release(review=review, note="")
    client.force_login(review.recipient)
    html = client.get(reverse("report", args=[review.pk])).content.decode()
    main = re.search(r"<main.*</main>", html, re.S)[0]
    assert "Too few people answered to say how it felt" in main
    assert [part for part in EMPTY if part in main] == []
    assert main.count("<h2") == 1
    assert main.count("<details") == 1  # what can be downloaded


def test_its_pdf_is_one_page(review, client):
    coaching.release(review=review, note="Let us talk on Friday.")
    client.force_login(review.recipient)
    pdf = client.get(reverse("report_pdf", args=[review.pk])).content
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    text = " ".join(page.extract_text().split())
    assert "Too few people answered to say how it felt" in text
    assert "Let us talk on Friday." in text


def test_its_coach_has_no_comment_to_look_at(review, client):
    client.force_login(review.coach)
    page = client.get(reverse("release", args=[review.pk])).content.decode()
    assert "comments they will read" not in page
    assert client.get(reverse("comment", args=[review.pk, 1])).status_code == 404


def test_where_no_list_was_approved_it_says_that_nobody_was_asked(client):
    made = make.feedback_round(make.person("Lee", manager=make.person("Boss")))
    review = made.reviews.get()
    for n in range(4):
        nominating.nominate(review=review, person=make.person(f"P{n}"), relationship="peer")
    make.close(made)
    client.force_login(review.recipient)
    html = client.get(reverse("report", args=[review.pk])).content.decode()
    main = re.search(r"<main.*</main>", html, re.S)[0]
    assert "Nobody was asked about you in this round" in main
    assert "No list of people was approved before the round closed." in main
    assert "Ask again" not in main


def test_nobody_and_too_few_look_the_same(client):
    bodies = []
    for name, n in (("Lee", 0), ("Lea", 3)):
        made = make.collecting({"peer": 6}, name=name)
        for invitation in made.invitations.all()[:n]:
            make.answer(invitation, [4, 3, 2], "Words.")
        make.close(made.round)
        made = Review.objects.get(pk=made.pk)
        client.force_login(made.recipient)
        html = client.get(reverse("report", args=[made.pk])).content.decode()
        main = re.search(r"<main.*</main>", html, re.S)[0]
        bodies.append(main.replace(name, "").replace(str(made.pk), ""))
    assert bodies[0] == bodies[1]
