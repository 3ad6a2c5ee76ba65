"""Whatever is sent to a page that anybody can reach: a clear answer, never an error of ours."""

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everyseat.files import tables
from everyseat.safety.credentials import BadCard, read_card
from everyseat.threesixty import links
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db
QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TEXT = st.text(max_size=300)
FIELDS = st.dictionaries(
    st.sampled_from(["card", "b-hears", "b-asks", "w-keep", "words_to", "checked", "x"]) | TEXT,
    TEXT,
    max_size=8,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def review():
    return make.collecting({"peer": 4})


@QUICK
@given(fields=FIELDS)
def test_the_answering_form(client, review, fields):
    page = client.post(f"/answer/{review.pk}/peer/", fields)
    assert page.status_code in (200, 400)
    assert client.post(f"/answer/{review.pk}/peer/given/", fields).status_code == 404
    assert review.sheets.count() == 0


@QUICK
@given(fields=FIELDS)
def test_the_answering_form_of_somebody_with_a_card(client, review, fields):
    fresh = [i for i in review.invitations.all() if not make.has_drawn(i)]
    if not fresh:
        return
    invitation = fresh[0]
    code = make.draw(invitation)
    page = client.post(f"/answer/{review.pk}/peer/", fields | {"card": code})
    assert page.status_code in (200, 302)


@QUICK
@given(body=JSON.map(json.dumps).map(str.encode) | st.binary(max_size=200))
def test_the_drawing_endpoint(client, review, body):
    token = links.INVITATIONS.token(review.invitations.first().pk)
    url = f"/invitation/{token}/draw/"
    answer = client.post(url, body, content_type="application/json")
    assert answer.status_code in (200, 400)
    assert answer.status_code == 400 or answer.json() == {}
    no_element = bytes([byte | 1 for byte in body[:1]]) + body[1:]  # odd: not canonical (RFC 9496)
    sent = json.dumps({"blinded": {str(review.pk): no_element.hex()}})
    assert client.post(url, sent, content_type="application/json").status_code == 400


@QUICK
@given(token=TEXT)
def test_links(client, review, token):
    from urllib.parse import quote

    for end in ("", "decline/", "answer/", "sent/"):
        address = f"/invitation/{quote(token, safe='') or 'x'}/{end}"
        assert client.get(address, follow=True).status_code == 404  # without what follows it, too


@QUICK
@given(code=TEXT)
def test_the_code_of_a_card(code):
    try:
        card = read_card(code)
    except BadCard:
        return
    assert (len(card.serial), len(card.mark)) == (32, 16)


@QUICK
@given(
    content=st.binary(max_size=2000) | TEXT.map(str.encode),
    name=st.sampled_from(["a.csv", "a.xlsx", "a.parquet", "a"]),
)
def test_an_uploaded_table(content, name):
    try:
        height = tables.from_bytes(content, name).data.height
    except (tables.FileError, ValueError):
        return
    assert height >= 0


@QUICK
@given(content=st.binary(max_size=500) | JSON.map(json.dumps).map(str.encode))
def test_an_imported_file_of_people_or_of_a_questionnaire(client, content):
    from everyseat.organisations.models import Person

    person = Person.objects.filter(roles__role="organiser").first()
    client.force_login(person or make.person("O", "organiser"))
    for url, name in (
        ("/people/import/", "people.csv"),
        ("/people/import/", "people.xlsx"),
        ("/questionnaires/import/", "questionnaire.json"),
        ("/questionnaires/import/", "questionnaire.csv"),
    ):
        file = io.BytesIO(content)
        file.name = name
        page = client.post(url, {"file": file, "name": "Fuzz"})
        assert page.status_code in (200, 302), (url, name)
