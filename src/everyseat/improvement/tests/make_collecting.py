"""A service's own form, what came by it, and answers, for the tests of this part."""

import secrets
from datetime import timedelta

from everyseat.improvement.actions import collecting, collecting_delivery, collecting_replies
from everyseat.improvement.models import Collection, Reply, Service
from everyseat.improvement.tests.make import today

EMAIL = "pat@home.example"


def opened(service: Service) -> Service:
    """Return a service whose form is open, and was emptied last on the Monday of this week."""
    monday = today() - timedelta(today().weekday())
    collecting.open_form(service=service, today=monday)
    return service


def sent(service: Service, token="", **said) -> str:
    """Send a form; return its number."""
    token = token or secrets.token_urlsafe(16)
    usual = {} if said else {"better": "The nurse came late."}
    collecting.send(service=service, token=token, **usual, **said)
    return token


def delivered(service: Service, on=None) -> int:
    """Pass on what waits, on a night on which everything is due."""
    collection = Collection.objects.get(service=service)
    on = on or collection.emptied_on + timedelta(7)
    return collecting_delivery.deliver(collection=collection, today=on)


def wanted(service: Service, **said) -> Reply:
    """Return an answer that waits: somebody wrote, and left an address."""
    if not service.collects:
        opened(service)
    before = [one.pk for one in Reply.objects.all()]
    sent(service, **(said or {"better": "The nurse came late."}), email=EMAIL)
    delivered(service)
    return Reply.objects.exclude(pk__in=before).get(comment__service=service)


def answered(service: Service, by, **said) -> Reply:
    """Return an answer that has been sent."""
    reply = wanted(service, **said)
    text = "Thank you for telling us. I am sorry that the nurse came late. We will write before."
    collecting_replies.answer(reply=reply, text=text, signed="Lena", by=by, today=today())
    return reply
