"""Every page: accessible, no wider than a phone or a desktop, light, and from nobody else."""

import re

import pytest

from tests.browser.conftest import (
    accessible,
    begin,
    invitations,
    take_seat,
    too_pale,
    too_wide,
)
from tests.browser.pages import PAGES

PHONE, DESKTOP = 360, 1280
ZOOMED = 320
"""A desktop of 1280 pixels at 400 % (WCAG 2.2, 1.4.10)."""


def addresses(page, names):
    """Return addresses; a bare name is that page of the first review on the person's own page.

    “leader” is the organiser's page about the first leader of a round, “conversation” that of the
    first big conversation, “service” that of the first service, and what stands under each.
    """
    page.goto("/")
    reviews = re.findall(r"/reviews/[0-9a-f-]+/", page.content())
    page.goto("/rounds/1/")
    leaders = re.findall(r"/rounds/1/leaders/[0-9a-f-]+/", page.content())
    page.goto("/conversations/")
    conversations = re.findall(r"/conversations/[0-9a-f-]{36}/", page.content())
    page.goto("/services/")
    services = re.findall(r"/services/[0-9a-f-]{36}/", page.content())
    known = {"review": "", "report": "report/", "plan": "plan/", "approve": "approve/"}
    for name in names:
        if name.startswith("/"):
            yield name
        elif name.startswith("release"):
            yield f"{reviews[0]}{name}/"
        elif name.startswith("leader"):
            yield leaders[0] + name.removeprefix("leader").lstrip("/")
        elif name.startswith("conversation"):
            yield conversations[0] + name.removeprefix("conversation").lstrip("/")
        elif name.startswith("service"):
            yield services[0] + name.removeprefix("service").lstrip("/")
        else:
            yield reviews[0] + known[name]


def wrong_with(page):
    """Return what axe finds at a phone's width, in the dark too, and whether it is too wide,
    on a desktop with text twice as large, and at 400 % zoom, too.
    """
    found = accessible(page)
    page.set_viewport_size({"width": DESKTOP, "height": 800})
    found += too_wide(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")  # WCAG 2.2, 1.4.4
    found += [f"{said}, with text of 200 %" for said in too_wide(page)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": ZOOMED, "height": 800})
    found += too_wide(page)
    page.set_viewport_size({"width": PHONE, "height": 800})
    page.emulate_media(color_scheme="dark")
    found += too_pale(page)
    page.emulate_media(color_scheme="light")
    return found


def test_a_page_that_is_not_there(new_page):
    page = new_page(PHONE)
    assert page.goto("/no-such-page/").status == 404
    assert wrong_with(page) == []


@pytest.mark.parametrize("seat", PAGES)
def test_pages_of_a_seat(new_page, server, seat):
    page = new_page(PHONE)
    outside, wrong = [], {}
    page.on("request", lambda r: outside.append(r.url) if server.url not in r.url else None)
    page.on("pageerror", lambda error: wrong.setdefault(page.url, []).append(str(error)))
    if seat:
        take_seat(page, seat)
    for address in addresses(page, PAGES[seat]):
        answer = page.goto(address)
        assert answer.status == 200, address
        if found := wrong_with(page):
            wrong[address] = found
    assert wrong == {}
    assert outside == []


def test_the_page_of_a_service_that_everybody_reads(new_page):
    page = take_seat(new_page(PHONE), "organiser")
    (address,) = addresses(page, ["service"])
    page.goto(address)
    public = page.get_by_role("link", name="Look at the public page").get_attribute("href")
    page = new_page(PHONE)
    page.goto(public)
    assert page.get_by_role("heading", name="You said, we did").is_visible()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert wrong_with(page) == []


def test_pages_of_a_rater(new_page):
    page = new_page(PHONE)
    link = invitations(page)[-1]
    for address in (link.split("#")[0] + "decline/", link):
        page.goto(address)
        assert wrong_with(page) == []
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name="Your answering card").wait_for()
    assert wrong_with(page) == []
    begin(page, link)
    for n in range(1, 8):
        assert wrong_with(page) == [], f"page {n}"
        if n < 7:
            page.get_by_role("button", name="Continue").click()
    page.get_by_label("keep doing").fill("On Tuesday Priya told me.")
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", name="Could somebody tell").wait_for()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", name="Your answers have arrived").wait_for()
    assert wrong_with(page) == []


def test_a_page_is_under_150_kb_compressed_with_all_that_it_needs(new_page):
    page = take_seat(new_page(), "recipient")
    sizes = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    page.get_by_role("link", name="Read your report").click()
    page.wait_for_load_state("networkidle")
    assert 5_000 < sum(sizes) < 150_000
