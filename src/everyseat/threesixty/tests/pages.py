"""What tests of pages and e-mails read: their words, as somebody reads them."""

import re
from collections.abc import Collection
from html import unescape

from django.http import HttpResponse

from everyseat.organisations.models import Email, Person
from everyseat.threesixty.models import Review


def text(page: HttpResponse) -> str:
    """Return a page with runs of white space as one space, without its forms' own tokens."""
    content = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
    return " ".join(unescape(content).split())


def emails_to(person: Person) -> list[str]:
    """Return the subject and text of each e-mail that waits for a person, in alphabetical order."""
    contents = [email.content for email in Email.objects.all()]
    mine = [content for content in contents if content["to"] == person.email]
    return sorted(f"{content['subject']}\n{content['text']}" for content in mine)


def ticks(review: Review, without: Collection[str] = ()) -> dict[str, list[str]]:
    """Return what the page sends by which a list is approved: all are ticked but some."""
    listed = [str(pk) for pk in review.invitations.values_list("pk", flat=True)]
    return {"listed": listed, "ask": [key for key in listed if key not in without]}
