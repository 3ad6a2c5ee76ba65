"""Who may change a list of raters, and what is known of an address that nobody has yet."""

from collections.abc import Iterable

from django.db.models import Value
from django.db.models.functions import StrIndex, Substr

from everyseat.organisations.models import Organisation, Person
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.queries import organising, permissions

ANYBODYS = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com"),
        *("live.co.uk", "msn.com", "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "mac.com"),
        *("aol.com", "btinternet.com", "sky.com", "protonmail.com", "proton.me", "gmx.net"),
        *("nhs.net", "cjsm.net", "gmx.com", "outlook.co.uk", "virginmedia.com", "talktalk.net"),
    }
)
"""Domains that say nothing about where somebody works: `nhs.net` is every NHS organisation's."""


def may_change(person: Person, review: Review) -> bool:
    """Return whether a person may add raters now.

    While they are named, the recipient and whoever runs rounds; once the list has been sent, the
    person who approves it.
    """
    if review.round.state not in (Round.State.DRAFT, Round.State.OPEN):
        return False
    if review.state == Review.State.NOMINATE:
        return review.recipient_id == person.pk or organising.runs(person, review.round)
    is_theirs = review.recipient_id == person.pk
    approves = review.state == Review.State.APPROVE and permissions.may_approve(person, review)
    return approves and not is_theirs


def may_change_one(person: Person, invitation: Invitation) -> bool:
    """Return whether somebody who may add raters may change or remove this one.

    Once the list has been sent, only those whom they added: others are left out by approving.
    """
    naming = invitation.review.state == Review.State.NOMINATE
    return naming or invitation.named_by_id == person.pk


def organisations_of(addresses: Iterable[str]) -> dict[str, Organisation]:
    """Return the organisation for each address whose domain only one organisation has."""
    domains = {address: address.rpartition("@")[2] for address in addresses}
    known: dict[str, set[int]] = {}
    people = Person.objects.annotate(domain=Substr("email", StrIndex("email", Value("@")) + 1))
    people = people.filter(domain__in=set(domains.values()) - ANYBODYS).order_by("domain")
    for domain, organisation in people.values_list("domain", "organisation").distinct():
        known.setdefault(domain, set()).add(organisation)
    one = {domain: next(iter(keys)) for domain, keys in known.items() if len(keys) == 1}
    found = Organisation.objects.in_bulk(list(one.values()))
    return {a: found[one[domain]] for a, domain in domains.items() if domain in one}
