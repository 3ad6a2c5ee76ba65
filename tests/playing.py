"""People at their desks, for a round that is played: each does what its pages let them do.

A `Desk` is somebody who has signed in. A `Rater` has their e-mails and a card, and no account.
"""

import re
import secrets
from collections.abc import Sequence
from html import unescape

from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client

from everyseat.organisations.models import Email, Person
from everyseat.safety import credentials
from everyseat.safety.credentials import PROTOCOL
from everyseat.safety.oprf import Evaluation
from everyseat.threesixty.tests.make import CONTENT

HERE = {"Sec-Fetch-Site": "same-origin"}
"""What browsers say of a form that one of our own pages sends."""
LINK = re.compile(r"/invitation/[^/\s#]+/")
STATEMENTS = [b["key"] for value in CONTENT["values"] for b in value["behaviours"]]


def words_of(page: HttpResponse) -> str:
    """Return what stands on a page, with runs of white space as one space."""
    return " ".join(unescape(page.content.decode()).split())


def mail_to(person: Person) -> list[Email]:
    """Return the e-mails that wait for somebody's address."""
    return [email for email in Email.objects.all() if email.to == person.email]


class Desk:
    """Somebody who has signed in, in a browser whose forms are checked as in life."""

    def __init__(self, person: Person):
        self.person, self.browser = person, Client()
        self.sign_in()

    def sign_in(self) -> None:
        self.browser.force_login(self.person)

    def lose_the_session(self) -> None:
        Session.objects.all().delete()

    def read(self, address: str) -> str:
        return words_of(self.browser.get(address, follow=True))

    def send(self, address: str, **fields: object) -> str:
        """Send a form, and read the page that comes next."""
        return words_of(self.browser.post(address, fields, headers=HERE, follow=True))

    def press_twice(self, address: str, **fields: str) -> str:
        """Press the button that leads to a check, read it, and press its own button."""
        page = self.browser.post(address, fields) if fields else self.browser.get(address)
        seal = re.search('name="seal" value="([^"]+)"', page.content.decode())
        assert seal, words_of(page)
        return self.send(address, **fields, seal=seal[1])


class Rater:
    """Somebody who answers by the links in their e-mails, in a browser of their own."""

    def __init__(self, person: Person):
        self.person, self.browser = person, Client()

    @property
    def links(self) -> list[str]:
        """Return the links in all invitations that wait for this person."""
        texts = [email.text for email in mail_to(self.person)]
        return sorted({link for text in texts for link in LINK.findall(text)})

    def open(self, link: str) -> HttpResponse:
        return self.browser.get(link)

    def tick_and_press(self, link: str, act: str, address: str, **fields: str) -> str:
        """Do what a page of the invitation offers, with its token and its tick."""
        pages = self.open(link).context["pages"]
        page = pages.get(act) or self.browser.get(link + address).context["page"]
        sent = {"page": page, "meant": "yes", **fields}
        return words_of(self.browser.post(link + address, sent, follow=True))

    def draw(self, link: str) -> dict[str, tuple[str, str]]:
        """Draw a card for each leader that the link is about; return its page and code by name."""
        asked = self.open(link).context["drawing"]
        mine = {one["review"]: _Blank(one["review"], one["group"]) for one in asked["reviews"]}
        blinded = {review: blank.blinded.element.hex() for review, blank in mine.items()}
        sent = {"blinded": blinded}
        drawn = self.browser.post(f"{link}draw/", sent, content_type="application/json").json()
        return {
            one["name"]: (
                f"/answer/{one['review']}/{one['group']}/",
                mine[one["review"]].card(drawn[one["review"]], asked["key"]),
            )
            for one in asked["reviews"]
            if one["review"] in drawn
        }

    def answer(self, page: str, code: str, ratings: Sequence[int], words: str = "") -> None:
        """Answer with a card: points from 1, in the order of the page."""
        chosen = {f"b-{key}": str(n - 1) for key, n in zip(STATEMENTS, ratings, strict=True)}
        sent = chosen | {"w-keep": words, "card": code}
        answered = self.browser.post(page, sent)
        assert answered.headers.get("Location") == f"{page}sent/", words_of(answered)


class _Blank:
    """A card before the server has put its mark on it: what a rater's browser keeps meanwhile."""

    def __init__(self, review: str, group: str):
        self.secret = secrets.token_bytes(credentials.SECRET_SIZE)
        self.blinded = PROTOCOL.blind(credentials.serial_of(self.secret))
        self.info = credentials.public_info(review, group)

    def card(self, drawn: dict[str, str], key: str) -> str:
        """Return the code of the card. The server's proof is checked, as browsers do."""
        signed = Evaluation((bytes.fromhex(drawn["evaluated"]),), bytes.fromhex(drawn["proof"]))
        (output,) = PROTOCOL.finalize([self.blinded], signed, bytes.fromhex(key), self.info)
        return credentials.write_card(self.secret, output[: credentials.MARK_SIZE])
