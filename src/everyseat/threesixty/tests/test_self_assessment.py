"""A leader rates how they think they come across, and their report speaks of the same."""

import pytest
from django.urls import reverse

from everyseat.organisations.models import Email
from everyseat.threesixty.actions import answers, coaching
from everyseat.threesixty.models import Review
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db

MEANT = ("you mean to", "you meant to")


def shown(client, review, name: str) -> str:
    client.force_login(review.recipient)
    page = client.get(reverse(name, args=[review.pk])).content.decode()
    return " ".join(page.split())


def test_the_form_says_that_it_asks_what_is_believed(client):
    review = make.collecting({"peer": 4})
    form = shown(client, review, "assess_self")
    assert "How do you think you come across?" in form
    assert "Answer as you think people feel it today, not as you mean to come across." in form
    for page in (shown(client, review, "review"), client.get(reverse("home")).content.decode()):
        assert "Say how you think you come across" in page
        assert not any(words in page for words in MEANT)


def test_the_report_and_its_email_speak_of_nothing_that_was_meant(client):
    review = make.collecting({"peer": 5}, coach=make.person("Cora", "coach"))
    answers.assess_self(review=review, ratings=[4, 4, 4], words={})
    make.answer_all(review, [0, 1, 1])
    make.close(review.round)
    coaching.release(review=Review.objects.get(), note="")
    report = shown(client, review, "report")
    assert "How you see yourself, and how others feel it" in report
    assert "than you believe" in report
    texts = [one.text for one in Email.objects.all() if one.to == review.recipient.email]
    assert any("It shows how you see yourself, and how others feel it." in text for text in texts)
    assert not any(words in text for words in MEANT for text in (report, *texts))
