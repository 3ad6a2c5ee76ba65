"""A service's own form: everybody may use it, it says who reads what, and loses nothing."""

import re
from datetime import timedelta
from random import Random

import pytest
from django.urls import reverse

from everyseat.giving import sealed_queue
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.improvement.actions import collecting
from everyseat.improvement.tests import make, make_collecting
from everyseat.improvement.tests.make_collecting import opened, sent

pytestmark = pytest.mark.django_db
WORDS = {"good": "They were kind.", "better": "Tell us when you come."}


def page(service):
    return reverse("service_say", args=[service.code])


def token_of(response):
    return re.search(r'name="token" value="([\w-]+)"', response.text.replace("\n", " "))[1]


def filled(client, service, **values):
    shown = client.get(page(service))
    found = re.search(r'name="token"\s+value="([\w-]+)"', shown.text)
    return {"token": found[1], **values}


def waiting(service):
    return list(sealed_queue.waiting(collecting.box(service.pk)).values())


def test_anybody_sends_a_form_without_a_cookie_and_is_thanked(client, service):
    opened(service)
    response = client.post(page(service), filled(client, service, rating="1", **WORDS))
    assert "Thank you. It has arrived." in response.text
    assert waiting(service) == [{"rating": 1, **WORDS, "contact": {}}]
    assert not response.cookies
    assert not client.cookies
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("answer", [{"rating": "6"}, {"good": "Kind."}, {"better": "Later."}])
def test_any_one_answer_is_enough(client, service, answer):
    opened(service)
    client.post(page(service), filled(client, service, **answer))
    assert len(waiting(service)) == 1


def test_a_form_without_any_answer_is_refused_and_an_address_alone_is_none(client, service):
    opened(service)
    for values in ({}, {"email": "pat@home.example"}, {"good": "  "}):
        response = client.post(page(service), filled(client, service, **values))
        assert "Answer at least one question." in response.text
    assert waiting(service) == []
    with pytest.raises(Invalid):
        collecting.send(service=service, token="x" * 22)


def test_an_address_that_is_none_is_refused_and_the_words_stay(client, service):
    opened(service)
    response = client.post(page(service), filled(client, service, email="pat", **WORDS))
    assert "They were kind." in response.text
    assert "Tell us when you come." in response.text
    assert waiting(service) == []


def test_the_page_says_who_reads_what_is_kept_and_until_when(client, service):
    service = opened(make.service("Podiatry", lead=service.lead, keep_comments=12))
    text = " ".join(client.get(page(service)).text.split())
    for said in (
        "Lena, who leads this service, and the people at",
        "who read comments for all services read what you write",
        "Nobody else who works in the service sees it here.",
        "Everybody else reads only what they release: a person takes out names first",
        "Somebody who was there may recognise what happened.",
        "We keep it for 12 months, with the week in which you wrote, and without a time",
        "If you write it, they will read it.",
        "They will see your answers to all three questions together.",
        "This is not a formal complaint.",
        "as soon as 5 people have written",
        "do not see your address",
        "We delete the address 30 days after the answer",
    ):
        assert said in text
    assert len(client.get(page(service)).context["who"]) == 3


def test_the_error_of_an_empty_form_leads_to_its_first_answer(client, service):
    opened(service)
    text = client.post(page(service), filled(client, service)).text
    [address] = re.findall(r'href="#(id_rating[^"]*)"', text)
    assert f'id="{address}"' in text


def test_who_works_there_is_told_of_other_ways_to_speak_up(client, service):
    opened(service)
    text = client.get(page(service)).text
    assert "may recognise you by what you tell" in " ".join(text.split())
    assert reverse("speaking_up") in text


def test_what_may_name_somebody_is_shown_once_before_it_is_sent(client, service):
    opened(service)
    values = filled(client, service, good="Sister Jones was kind.")
    response = client.post(page(service), values)
    assert "Please read it again" in response.text
    assert 'role="text"' in response.text
    assert waiting(service) == []
    first, second = re.findall(r"<noscript>.*?</noscript>", response.text, re.DOTALL)
    assert 'href="#read-again"' in first
    assert response.text.index(first) < response.text.index("<h1>")
    assert "Do not go back" in second
    checked = re.search(r'name="checked" value="([^"]+)"', response.text)[1]
    values |= {"checked": checked}
    assert (
        "Please read it again"
        in client.post(page(service), values | {"good": "Sister Jones and Dr Smith"}).text
    )  # consent was for the other words
    assert "It has arrived" in client.post(page(service), values).text
    assert waiting(service)[0]["good"] == "Sister Jones was kind."


def test_a_form_sent_twice_counts_once_and_its_last_words_count(client, service):
    opened(service)
    values = filled(client, service, **WORDS)
    client.post(page(service), values)
    client.post(page(service), values | {"good": "They were very kind."})
    assert [form["good"] for form in waiting(service)] == ["They were very kind."]


def test_two_forms_are_opened_with_two_numbers(client, service):
    opened(service)
    first, second = (filled(client, service)["token"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("token", ["", "short", "x" * 23, "<" * 22])
def test_a_form_without_its_number_is_refused(client, service, token):
    opened(service)
    response = client.post(page(service), {"token": token, **WORDS})
    assert "This page is damaged." in response.text
    assert "They were kind." in response.text
    assert waiting(service) == []
    # and sent again from the page that says so, it goes
    values = {"token": re.search(r'name="token"\s+value="([\w-]+)"', response.text)[1], **WORDS}
    assert "It has arrived" in client.post(page(service), values).text


def test_a_closed_form_says_so_kindly_and_gives_the_words_back(client, service):
    opened(service)
    values = filled(client, service, **WORDS)
    collecting.close_form(service=service)
    response = client.get(page(service))
    assert response.status_code == 200
    assert "Thank you for wanting to tell us something." in " ".join(response.text.split())
    late = client.post(page(service), values)
    assert late.status_code == 409
    assert "They were kind." in late.text
    assert "Tell us when you come." in late.text
    assert waiting(service) == []
    with pytest.raises(NotNow):
        sent(service)


def test_a_service_that_never_had_a_form_is_not_there(client, service):
    response = client.get(page(service))
    assert response.status_code == 404
    assert service.name not in response.text


def test_very_long_words_are_refused_and_come_back(client, service):
    opened(service)
    response = client.post(page(service), filled(client, service, good="a" * 5001))
    assert "Use at most 5000 letters. This has 5001." in response.text
    assert "a" * 5001 in response.text
    rng = Random(1)
    hardly, more = ("".join(chr(rng.randint(0x4E00, 0x9FFF)) for _ in range(5000)) for _ in "ab")
    response = client.post(page(service), filled(client, service, good=hardly, better=more))
    assert "This is too long to send at once." in response.text
    assert hardly in response.text
    assert waiting(service) == []


def test_a_flood_is_slowed_down_and_says_so(client, service, monkeypatch):
    monkeypatch.setattr(collecting, "MOST", 2)
    opened(service)
    for _ in range(2):
        sent(service)
    response = client.post(page(service), filled(client, service, **WORDS))
    assert "very many people are writing at this moment" in response.text
    assert "They were kind." in response.text
    assert len(waiting(service)) == 2


def test_a_box_that_is_full_takes_no_more_and_the_words_stay(client, service, monkeypatch):
    monkeypatch.setattr(collecting, "LARGEST_BY_LINK", 1)
    opened(service)
    response = client.post(page(service), filled(client, service, **WORDS))
    assert "What you wrote was not sent" in response.text
    assert "They were kind." in response.text


def test_the_link_to_what_was_done_is_shown_where_the_page_is_public(client, service):
    public = opened(make.public("Podiatry"))
    for one, is_shown in ((opened(service), False), (public, True)):
        text = client.post(page(one), filled(client, one, **WORDS)).text
        assert (f'href="{reverse("service_page", args=[one.code])}"' in text) is is_shown


def test_the_public_page_leads_to_the_form_while_it_is_open(client, sam):
    service = make.public()
    public = reverse("service_page", args=[service.code])
    assert page(service) not in client.get(public).text
    opened(service)
    assert page(service) in client.get(public).text


def test_a_form_opens_and_closes_after_a_check(client, sam, service):
    client.force_login(sam)
    for name, becomes in (("service_collect", True), ("service_uncollect", False)):
        address = reverse(name, args=[service.pk])
        client.post(address)
        service.refresh_from_db()
        assert service.collects is not becomes
        client.post(address, {"seal": client.get(address).context["check"].seal})
        service.refresh_from_db()
        assert service.collects is becomes


def test_the_share_page_has_link_code_and_words_and_says_if_it_is_closed(client, sam, service):
    client.force_login(sam)
    address = reverse("service_form_share", args=[service.pk])
    assert "The form is closed: this link says so." in client.get(address).text
    opened(service)
    text = client.get(address).text
    assert text.count(page(service)) >= 3
    assert "<svg" in text
    assert "The form is closed" not in text
    poster = client.get(reverse("service_form_card", args=[service.pk])).text
    assert "<svg" in poster
    assert page(service) in poster
    plain = " ".join(poster.split())
    assert "without a time or a network address" in plain
    assert "call 111, or 999" in plain
    assert "you can leave an e-mail address" in plain


def test_a_page_in_welsh_is_for_whoever_reads_welsh(client, service):
    opened(service)
    response = client.get(page(service), HTTP_ACCEPT_LANGUAGE="cy")
    assert 'lang="cy"' in response.text


def test_no_page_says_how_many_forms_wait(client, sam, service):
    """Whoever counts them from hour to hour would know when each came."""
    client.force_login(sam)
    opened(service)
    before = client.get(reverse("service", args=[service.pk])).text
    make_collecting.sent(service)
    after = client.get(reverse("service", args=[service.pk])).text
    plain = re.compile(r"csrf\S+ value=\"\w+\"|nonce=\S+")
    assert plain.sub("", before) == plain.sub("", after)


def test_a_service_with_an_open_form_stays(service):
    from everyseat.improvement.actions import services

    opened(service)
    assert not services.may_delete(service)
    assert make.today() - service.collection.emptied_on < timedelta(7)
