"""Moments, feedback and sealed cases, for the tests of this part."""

import json

from everyseat.moments.actions import asking as actions
from everyseat.moments.actions import cases, keys
from everyseat.moments.actions import feedback as feedback_actions
from everyseat.moments.models import Case, Offer
from everyseat.moments.routes import ROUTES
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host
from everyseat.safety import sealing

RECEIPT = "garden window river copper lemon basket winter orange"
WORDS = {
    "cue": "Leaving the room",
    "what": "You waved us out.",
    "felt": ["worthless"],
    "own": "",
    "helped": "A word.",
}
FORM = WORDS | {"who": "Lee", "route": "named"}


def answer(moment, token, *felt, own="", sentence=""):
    actions.answer(moment=moment, token=token, felt=list(felt), own=own, sentence=sentence)


def answers(moment, n):
    for i in range(n):
        answer(moment, f"t{i}", "heard" if i % 2 else "angry", sentence=f"Because {i}.")


def person(name: str, *roles: str) -> Person:
    if host() is None:
        organisations.set_up(organisation="Trust", name="Admin", email="admin@trust.example")
    email = f"{name.lower().replace(' ', '.')}@trust.example"
    made = Person.objects.create(name=name, email=email, organisation=host())
    organisations.set_roles(person=made, roles=set(roles))
    return made


def feedback(giver: Person, leader: Person):
    return feedback_actions.give(giver=giver, recipient=leader, words=WORDS)


def recalled(found, **said):
    said = {"remembered": "Nothing.", "intended": ["heard"], "sentence": "To hurry."} | said
    feedback_actions.recall(feedback=found, **said)
    found.refresh_from_db()
    return found


def recipient() -> str:
    """Return the public part of a new key; nobody keeps the other."""
    return str(sealing.pyrage.x25519.Identity.generate().to_public())


def key(guardian: Person):
    """Give a guardian a key; return it and its private part."""
    made = sealing.pyrage.x25519.Identity.generate()
    kept = sealing.base64.b64encode(b"kept").decode()
    return keys.add_key(person=guardian, recipient=str(made.to_public()), kept=kept), str(made)


def offered(*routes: str) -> None:
    """Offer these routes, or all, whatever else is missing than a key."""
    despite = {key: ["harm", "one key"] for key in ROUTES}
    chosen = {"routes": list(routes or ROUTES), "despite": despite}
    Offer.objects.update_or_create(pk=1, defaults=chosen)


def request_of(guardian_keys, receipt=RECEIPT, **content) -> tuple[dict, str]:
    """Return what a browser would send for a new case, and the case's identity."""
    recipients = {str(k.pk): k.recipient for k in guardian_keys}
    new = sealing.new_case(receipt, recipients, {"title": "T"})
    sent = {
        "locator": new.locator,
        "recipient": new.recipient,
        "for_receipt": new.for_receipt,
        "keys": new.keys,
        "entry": sealing.new_name(),
        "sealed": sealing.seal({"kind": "moment", "what": "Secret"} | content, [new.recipient]),
        "route": "anonymous",
    }
    return sent, new.identity


def case(*guardian_keys, receipt=RECEIPT) -> Case:
    offered()
    sent, _identity = request_of(guardian_keys, receipt)
    return cases.open_case(**sent)


def reply(case: Case, guardian: Person | None = None) -> None:
    """Let a guardian write to the reporter."""
    sealed = sealing.seal({"text": "This is what was done."}, [case.recipient])
    entry = sealing.new_name()
    cases.add_entry(case=case, by="guardian", entry=entry, sealed=sealed, guardian=guardian)


def write_again(case: Case) -> None:
    """Let a reporter write to the guardian again."""
    sealed = sealing.seal({"text": "More."}, [case.recipient])
    cases.add_entry(case=case, by="reporter", entry=sealing.new_name(), sealed=sealed)


def post(client, address, content):
    """Send what a reporter's page sends."""
    return client.post(f"/sealed/{address}/", json.dumps(content), content_type="application/json")
