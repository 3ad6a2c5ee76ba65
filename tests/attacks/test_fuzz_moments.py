"""Whatever is sent to the pages of those who tell: a clear answer, never an error of ours."""

import json

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everyseat.moments.actions import offering
from everyseat.moments.models import Case, Entry, Feedback
from everyseat.moments.queries.offering import open_pulse
from everyseat.moments.tests import make
from everyseat.safety import sealing

pytestmark = pytest.mark.django_db
QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TEXT = st.text(max_size=300)
NAMES = [
    "locator",
    "recipient",
    "for_receipt",
    "keys",
    "entry",
    "sealed",
    "file",
    "heard",
    "agrees",
]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)
SENT = st.dictionaries(st.sampled_from(NAMES) | TEXT, ANYTHING, max_size=9)
FORM = st.dictionaries(
    st.sampled_from(
        ["who", "cue", "what", "felt", "own", "helped", "route", "recipient", "back", "who"]
    )
    | TEXT,
    TEXT | st.sampled_from(["named", "myself", "anonymous", "worthless"]),
    max_size=9,
)
VERBS = ["new", "open", "entry", "parts", "file", "heard"]


@pytest.fixture(autouse=True)
def organisation():
    make.person("Lee")


@QUICK
@given(verb=st.sampled_from(VERBS), sent=SENT)
def test_what_scripts_send(client, verb, sent):
    cache.clear()
    reply = client.post(f"/sealed/{verb}/", json.dumps(sent), "application/json")
    assert reply.status_code in (400, 404, 409)
    assert reply.json()["problem"]
    assert Case.objects.count() == 0


@pytest.fixture
def case():
    return make.case(make.key(make.person("Gwen", "guardian"))[0])


@QUICK
@given(verb=st.sampled_from(VERBS[1:]), sent=SENT)
def test_what_somebody_with_a_receipt_sends(client, case, verb, sent):
    cache.clear()
    sent |= {"locator": sealing.stretch(make.RECEIPT).locator}
    reply = client.post(f"/sealed/{verb}/", json.dumps(sent), "application/json")
    assert reply.status_code in (200, 400, 409)
    assert Entry.objects.count() >= 1


@QUICK
@given(fields=FORM)
def test_the_form_of_telling(client, fields):
    assert client.post("/tell/", fields).status_code in (200, 400)
    assert Feedback.objects.count() == 0


@QUICK
@given(verb=st.sampled_from(["reply", "status", "record", "pass-on"]), sent=ANYTHING)
def test_what_a_guardians_script_sends(client, case, verb, sent):
    client.force_login(case.keys.get().person)
    reply = client.post(f"/guardian/cases/{case.pk}/{verb}/", json.dumps(sent), "application/json")
    assert reply.status_code in (400, 409)


@QUICK
@given(fields=st.dictionaries(st.sampled_from(["item-0", "item-1", "token"]) | TEXT, TEXT))
def test_a_pulse(client, fields):
    pulse = open_pulse() or offering.open_pulse(items=["A", "B"], days=1)
    assert client.post(f"/pulse/{pulse.code}/", fields).status_code in (200, 302)
