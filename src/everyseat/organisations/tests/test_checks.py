"""A check: what it says is sealed, and nothing is done but what somebody has read."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from everyseat.giving.refusals import NotNow
from everyseat.organisations.checks import Check, Named, Stop, changed, page

pytestmark = pytest.mark.django_db

CHECK = Check(
    title="Close it?",
    button="Close it",
    happens=["Two people are told."],
    named=[Named("Not ready:", ["Ann", "Ben"])],
    final=["It stays closed."],
)
SURE = Check(title="Close it?", button="Close it", agree="Yes, all the same")


class Deed:
    """What a check is about: counts how often it is done."""

    def __init__(self, refusal: str = ""):
        self.done, self.refusal = 0, refusal

    def __call__(self) -> str:
        if self.refusal:
            raise NotNow(self.refusal)
        self.done += 1
        return "Closed."


def shown(check, deed, seal=None, **fields):
    """Open a check's page, or send its form with a seal; return the answer."""
    factory = RequestFactory()
    sent = {"seal": seal, **fields} if seal is not None else fields
    request = factory.post("/", sent) if sent else factory.get("/")
    request.session, request.user = {}, AnonymousUser()
    request._messages = FallbackStorage(request)
    answer = page(request, check, deed, back="/back/", done="/done/")
    answer.said = [str(message) for message in get_messages(request)]
    return answer


def test_opening_the_page_does_nothing():
    deed = Deed()
    text = shown(CHECK, deed).content.decode()
    assert deed.done == 0
    for line in ("Close it?", "Nothing has changed yet.", "Two people are told.", "Ann"):
        assert line in text


def test_its_button_does_it_once_and_leads_on():
    deed = Deed()
    answer = shown(CHECK, deed, CHECK.seal)
    assert (answer.status_code, answer.url, answer.said) == (302, "/done/", ["Closed."])
    assert deed.done == 1


def test_a_post_without_a_seal_shows_the_page_and_does_nothing():
    deed = Deed()
    assert "Two people are told." in shown(CHECK, deed, agree="on").content.decode()
    assert "Two people are told." in shown(CHECK, deed, "").content.decode()
    assert deed.done == 0


def test_a_seal_of_other_facts_does_nothing_and_says_what_is_new():
    deed = Deed()
    before = Check(
        title=CHECK.title,
        button=CHECK.button,
        happens=["One person is told."],
        named=[Named("Not ready:", ["Ann"])],
        final=CHECK.final,
    )
    text = shown(CHECK, deed, before.seal).content.decode()
    assert deed.done == 0
    news = text[text.index("Something has changed") : text.index("What will happen")]
    assert "Two people are told." in news
    assert "Not ready: Ben" in news
    assert "Ann" not in news
    assert "Some of what you read is no longer true" in news


def test_what_is_no_longer_so_is_news_by_itself():
    fewer = Check(title=CHECK.title, button=CHECK.button, happens=CHECK.happens, final=CHECK.final)
    news = changed(fewer, CHECK.seal)
    assert (news.new, news.gone) == ([], 2)


def test_the_order_of_what_was_read_counts():
    turned = Check(
        title=CHECK.title,
        button=CHECK.button,
        happens=CHECK.happens,
        named=[Named("Not ready:", ["Ben", "Ann"])],
        final=CHECK.final,
    )
    assert changed(turned, CHECK.seal) is not None
    assert changed(CHECK, CHECK.seal) is None


def test_what_can_not_be_done_has_no_button_and_is_not_done():
    deed = Deed()
    stopped = Check(title="Close it?", button="Close it", stops=[Stop("Not yet.", "/x/", "Mend")])
    text = shown(stopped, deed).content.decode()
    assert "Not yet." in text
    assert 'href="/x/"' in text
    assert "<button" not in text[text.index("<main") :]
    shown(stopped, deed, stopped.seal)
    assert deed.done == 0


def test_what_must_be_ticked_is_done_only_then():
    deed = Deed()
    text = shown(SURE, deed, SURE.seal).content.decode()
    assert "Tick this if you are sure." in text
    assert deed.done == 0
    shown(SURE, deed, SURE.seal, agree="on")
    assert deed.done == 1


def test_a_refusal_of_the_act_is_said():
    deed = Deed(refusal="Somebody was quicker.")
    assert shown(CHECK, deed, CHECK.seal).said == ["Somebody was quicker."]
    assert deed.done == 0


def test_what_is_watched_counts_though_no_sentence_has_it():
    before = Check(title="Send it?", watched={"The text has changed.": "One text"})
    after = Check(title="Send it?", watched={"The text has changed.": "Another"})
    assert changed(after, before.seal).new == ["The text has changed."]
    assert changed(before, before.seal) is None
    assert "One text" not in before.seal


def test_a_seal_of_no_such_page_does_not_repeat_it_all_as_new():
    deed = Deed()
    text = shown(CHECK, deed, "0" * 12).content.decode()
    assert "Something has changed" in text
    assert text.count("Two people are told.") == 1
    assert deed.done == 0
