"""The audiences of a conversation: those who are invited as the same."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation.models import Audience, Conversation
from everyseat.conversation.models.audience import LONGEST_AUDIENCE
from everyseat.giving.refusals import Invalid
from everyseat.giving.states import changing
from everyseat.safety import thresholds

MOST = 10
"""Audiences of one conversation: more would be a column each that nobody reads."""


def named(conversation: Conversation, name: str) -> Audience | None:
    """Return the audience of a name, a new one if there is none yet; None without a name."""
    name = " ".join(name.split())
    if not name:
        return None
    known = list(conversation.audiences.all())
    found = _of_name(known, name)
    if found:
        return found
    if len(known) >= MOST:
        text = _("There are %(n)s of these already. Use one of them.")
        raise Invalid("audience", text % {"n": MOST})
    number = max((one.number for one in known), default=0) + 1
    return Audience.objects.create(conversation=conversation, number=number, name=name)


def _of_name(known: Collection[Audience], name: str) -> Audience | None:
    return next((one for one in known if one.name.casefold() == name.casefold()), None)


def change(
    conversation: Conversation, invited: Collection[UUID], to: Audience | None
) -> Counter[str]:
    """Let people who are invited already be so as something else; return how many leave each name.

    "" is that of those who were invited as nothing. Nobody moves once it has opened: their e-mail
    names their audience.
    """
    if not conversation.is_draft:
        return Counter()
    others = conversation.invited.filter(pk__in=invited)
    others = others.exclude(audience=to) if to else others.exclude(audience=None)
    left = Counter(name or "" for name in others.values_list("audience__name", flat=True))
    others.update(audience=to)
    return left


def rename(*, conversation: Conversation, audience: Audience, name: str) -> None:
    """Call an audience something else, before anybody has been written to."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_AUDIENCE:
        text = _("Write a name of at most %(n)s letters.")
        raise Invalid("name", text % {"n": LONGEST_AUDIENCE})
    with changing(
        conversation,
        must_be=Conversation.State.DRAFT,
        otherwise=_("The invitations have been sent. Nothing was changed."),
    ):
        others = conversation.audiences.exclude(pk=audience.pk)
        if _of_name(others, name):
            raise Invalid("name", _("There is one of this name already."))
        conversation.audiences.filter(pk=audience.pk).update(name=name)


def delete_empty(conversation: Conversation) -> None:
    """Delete the audiences of a draft as which nobody is invited any more."""
    if conversation.is_draft:
        conversation.audiences.filter(invited=None).delete()


def invited(conversation: Conversation) -> list[tuple[str, int]]:
    """Return the names of audiences, "" for those in none, and how many are invited as each."""
    rows = conversation.invited.values_list("audience__name").annotate(n=Count("pk"))
    return [(name or "", n) for name, n in rows.order_by("audience__number")]


def too_few(name: str, n: int) -> str:
    """Return why so few can't be told apart from the others."""
    text = (
        ngettext(
            "Only %(n)s person is invited as “%(name)s”. Invite at least %(k)s as each: the card "
            "of so few could be told whose it is.",
            "Only %(n)s people are invited as “%(name)s”. Invite at least %(k)s as each: the card "
            "of so few could be told whose it is.",
            n,
        )
        if name
        else ngettext(
            "Only %(n)s person is invited as nothing in particular. Invite at least %(k)s so, or "
            "nobody: the card of so few could be told whose it is.",
            "Only %(n)s people are invited as nothing in particular. Invite at least %(k)s so, or "
            "nobody: the card of so few could be told whose it is.",
            n,
        )
    )
    return text % {"n": n, "name": name, "k": thresholds.RATINGS}
