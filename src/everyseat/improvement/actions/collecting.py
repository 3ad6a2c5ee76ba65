"""Opening and closing a service's form, and keeping what somebody sends by it.

What was sent waits in the sealed queue, under a random number of the page on which it was written:
neither its order nor its time is kept. `collecting_delivery` passes it on.
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from everyseat.giving import sealed_queue
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.improvement.models import Collection, Service
from everyseat.improvement.queries.collecting import TOKEN
from everyseat.organisations import limits
from everyseat.safety.snapshots import LARGEST_BY_LINK, TooLong

PART = "comments on service"
MOST, WITHIN = 300, timedelta(minutes=10)
"""Forms to one service: a clinic that asks everybody at its door stays below, a script does not.

It counts for the whole service, without looking at who sends: we keep no network address.
"""


def box(service: object) -> str:
    """Return the name of the box in which what was sent about a service (its key) waits."""
    return f"{PART} {service}"


def open_form(*, service: Service, today: date) -> None:
    """Let everybody who has the link comment on a service, without an account."""
    with changing(service):
        service.collects = True
        Collection.objects.get_or_create(service=service, defaults={"emptied_on": today})


def close_form(*, service: Service) -> None:
    """Take no more comments by the form. What was sent before is passed on as promised."""
    with changing(service):
        service.collects = False


def send(
    *,
    service: Service,
    token: str,
    rating: int | None = None,
    good: str = "",
    better: str = "",
    email: str = "",
    language: str = "",
) -> None:
    """Keep one form. Durable when this returns.

    Sent again under its token it counts once: the last of it, while it waits. Invalid if nothing
    was answered, or if it is too long; NotNow if the form is closed, or too much was sent lately.
    """
    if not (rating or good or better):
        raise Invalid("rating", nothing_said())
    if not TOKEN.fullmatch(token):
        raise Invalid("rating", _("This page is damaged. Reload it, and send your words again."))
    contact = {"email": email, "language": language} if email else {}
    content = {"rating": rating, "good": good, "better": better, "contact": contact}
    must_be_open(service)
    if not limits.take("comments on services", str(service.pk), most=MOST, within=WITHIN):
        raise NotNow(
            _("Not sent: very many people are writing at this moment. Try again in ten minutes.")
        )
    try:
        sealed_queue.post(
            box(service.pk),
            token,
            content,
            check=lambda: must_be_open(service),
            largest=LARGEST_BY_LINK,
        )
    except TooLong:
        raise Invalid("better", _("This is too long to send at once. Please shorten it.")) from None


def must_be_open(service: Service) -> None:
    """Raise NotNow if a service takes no comments by its form any more."""
    if not Service.objects.filter(pk=service.pk, collects=True).exists():
        raise NotNow(_("This form has closed. What you wrote was not sent."))


def nothing_said() -> str:
    return _("Answer at least one question. You choose which.")
