"""The poster that says where to raise a concern."""

import pytest
from django.urls import reverse

from everyseat.moments import poster
from everyseat.moments.tests import make

pytestmark = pytest.mark.django_db


def test_it_is_one_accessible_page_with_its_address(client, guardian, key):
    client.force_login(guardian)
    reply = client.get(reverse("speak_up_poster_pdf"))
    assert reply["Content-Type"] == "application/pdf"
    assert reply.content.startswith(b"%PDF-")
    assert b"/Type/Pages/Count 1" in reply.content
    page = client.get(reverse("speak_up_poster")).content.decode()
    assert reverse("speak_up") in page
    assert "<svg" in page


def test_where_no_concern_can_be_raised_there_is_no_poster(client):
    client.force_login(make.person("Gwen", "guardian"))
    assert client.get(reverse("speak_up_poster_pdf")).status_code == 404
    page = client.get(reverse("speak_up_poster")).content.decode()
    assert "there is no poster yet" in page
    assert "<svg" not in page


def test_it_promises_to_hide_a_name_only_where_none_is_asked_for(monkeypatch):
    leads = []
    monkeypatch.setattr(poster.pdf, "render", lambda _t, _n, data: leads.append(data["lead"]))
    for is_anonymous in (True, False):
        poster.render("https://a.example/", [], "Trust", is_anonymous=is_anonymous)
    assert ["need not say who" in lead for lead in leads] == [True, False]


def test_names_that_the_font_lacks_letters_for_are_set_too():
    for names in (["Łucja 李", "مريم"], []):
        assert poster.render("https://a.example/", names, "Trust", is_anonymous=True)


def test_a_visitor_finds_no_poster_on_speaking_up_and_a_person_does(client):
    address = reverse("speak_up_poster")
    assert address not in client.get(reverse("speaking_up")).content.decode()
    client.force_login(make.person("Stranger"))
    assert address in client.get(reverse("speaking_up")).content.decode()
