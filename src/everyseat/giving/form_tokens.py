"""Telling a person who presses a button from a mail scanner that opens a link.

A giver's page knows no cookie, so its forms carry a token: it is made for one link and one act, and
for the time in which a page may stay open. A bare POST has none. What can't be left to a scanner
that also sends forms needs a tick besides, which no page sets beforehand.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow

AGE = timedelta(days=7)
"""How long a page may stay open and still be sent."""
TOKEN, TICK = "page", "meant"
"""The fields of a form: its token, and the tick."""


class NotMeant(NotNow):
    """Sent by something that did not read the page, or from a page that is too old."""

    def __init__(self) -> None:
        super().__init__(_("Nothing has changed. Tick the box and press the button again."))


class NotFromThePage(NotNow):
    """Sent without the page's token, or with one that is too old."""

    def __init__(self) -> None:
        super().__init__(_("Nothing was sent yet. Press the button again."))


class FormTokens:
    """Tokens for the forms of pages that one kind of link opens. Nothing is stored for them."""

    def __init__(self, salt: str):
        self.signer = signing.TimestampSigner(salt=f"{salt}.form")

    def token(self, act: str, about: object) -> str:
        """Return the token of a form that does `act` with what the link leads to."""
        return self.signer.sign_object([act, str(about)])

    def must_be_from_the_page(self, data: Mapping[str, str], act: str, about: object) -> None:
        """Raise NotFromThePage unless a form was made for this act, and not too long ago."""
        try:
            made_for = self.signer.unsign_object(data.get(TOKEN, ""), max_age=AGE)
        except signing.BadSignature:
            raise NotFromThePage from None
        if made_for != [act, str(about)]:
            raise NotFromThePage

    def must_be_meant(self, data: Mapping[str, str], act: str, about: object) -> None:
        """Raise NotMeant unless such a form was sent, and its box was ticked."""
        try:
            self.must_be_from_the_page(data, act, about)
        except NotFromThePage:
            raise NotMeant from None
        if data.get(TICK) != "yes":
            raise NotMeant
