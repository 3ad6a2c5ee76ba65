"""Answering somebody who commented and left an address, and hearing whether it helped.

Nobody sees the address: an answer is an e-mail with a link, and stands on the page behind it.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from everyseat.giving.links import link_to
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing, lock
from everyseat.improvement import links
from everyseat.improvement.models import Comment, Helped, Reply
from everyseat.improvement.models.collecting import KEEP_ADDRESS
from everyseat.improvement.queries import collecting as queries
from everyseat.organisations import outbox
from everyseat.organisations.models import Person


@transaction.atomic
def answer(*, reply: Reply, text: str, signed: str, by: Person, today: date) -> None:
    """Answer somebody who wants it: they get an e-mail with a link to it."""
    with changing(reply):
        if reply.sent_on:
            raise NotNow(_("Somebody has answered this already."))
        contact = reply.comment.contact
        if not contact:
            raise NotNow(_("Their address has been deleted, so nobody can answer them any more."))
        reply.text, reply.signed, reply.by, reply.sent_on = {"text": text}, signed, by, today
    _write(reply, contact["email"], contact.get("language", ""))


def _write(reply: Reply, to: str, language: str) -> None:
    """Write the e-mail, in the language of the form. It does not say which service it is about."""
    organisation = reply.comment.service.organisation.name
    link = link_to("service_answer", links.ANSWERS.token(reply.pk))
    context = {"organisation": organisation, "link": link, "days": KEEP_ADDRESS}
    language = language or settings.LANGUAGE_CODE
    with translation.override(language):
        said = render_to_string("emails/improvement_answer.txt", context)
    subject, _line, text = said.partition("\n")
    outbox.put(to=to, subject=subject, text=text, sender=organisation, languages=[language])


@transaction.atomic
def write_again(*, reply: Reply, today: date) -> Reply:
    """Let another answer follow one that did not help, or not wholly."""
    lock(reply.comment)
    lock(reply)
    if not queries.may_write_again(reply):
        raise NotNow(_("No further answer can be written to this person."))
    return Reply.objects.create(
        comment=reply.comment, beside=reply.beside, waits_since=queries.monday(today)
    )


@transaction.atomic
def decline(*, reply: Reply) -> None:
    """Write no answer: the address is deleted, and nobody is asked to answer any more."""
    lock(reply)
    if reply.sent_on:
        raise NotNow(_("Somebody has answered this already."))
    forget(reply=reply)


@transaction.atomic
def forget(*, reply: Reply) -> None:
    """Delete an address, and the answer that waits for it."""
    with changing(reply.comment):
        reply.comment.contact = {}
    Reply.objects.filter(pk=reply.pk, sent_on=None).delete()


def say_whether_it_helped(*, reply: Reply, helped: str, words: str) -> None:
    """Keep whether an answer helped whoever wanted it; said again it replaces this."""
    if helped not in Helped.values:
        raise Invalid("helped", _("Choose whether the answer helped you."))
    with changing(reply):
        if not reply.sent_on:
            raise NotNow(_("There is no answer yet."))
        reply.helped, reply.helped_words = helped, {"text": words}


def forget_addresses() -> None:
    """Delete addresses some days after the answer, and whatever belongs to deleted words."""
    today = timezone.localdate()
    Reply.objects.filter(comment__erased_on__isnull=False).delete()
    last = today - timedelta(KEEP_ADDRESS)
    answered = Reply.objects.filter(sent_on__isnull=False).values("comment")
    lately = Reply.objects.filter(sent_on__gt=last).values("comment")
    awaited = Reply.objects.filter(sent_on=None).values("comment")
    over = Comment.objects.filter(pk__in=answered).exclude(pk__in=lately).exclude(pk__in=awaited)
    for comment in over | Comment.objects.filter(erased_on__isnull=False):
        if comment.contact:
            with changing(comment):
                comment.contact = {}
