"""The link of a service's page is shared, with its code, and on a poster."""

import io
from datetime import date

import pypdf
import pytest
from django.urls import reverse

from everyseat.improvement import poster
from everyseat.improvement.actions import issue_steps
from everyseat.improvement.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(sam):
    return make.public("District nursing")


@pytest.fixture
def signed_in(client, sam):
    client.force_login(sam)
    return client


def share(client, service):
    return client.get(reverse("service_share", args=[service.pk])).text


def pdf(client, service, *issues, size="a4"):
    address = reverse("service_poster_pdf", args=[service.pk])
    return client.get(address, {"issues": [one.pk for one in issues], "size": size})


def pages(content):
    return pypdf.PdfReader(io.BytesIO(content)).pages


def text(content):
    return " ".join(" ".join(page.extract_text() for page in pages(content)).split())


def test_a_public_page_is_shared_by_its_link_and_its_code(signed_in, service):
    page = share(signed_in, service)
    assert reverse("service_page", args=[service.code]) in page
    assert "<svg" in page


def test_of_a_closed_page_no_link_is_shared(signed_in, sam):
    page = share(signed_in, closed := make.service("Podiatry"))
    assert reverse("service_page", args=[closed.code]) not in page
    assert "The public page is closed" in page


def test_a_poster_says_what_was_said_and_done_and_where_the_rest_is(signed_in, service):
    done = make.published(make.changed(service))
    refused = make.published(make.issue(service, said="Visits after six."))
    issue_steps.refuse(issue=refused, because="Too few nurses.", saying=make.saying())
    reply = pdf(signed_in, service, done, refused)
    assert reply["Content-Type"] == "application/pdf"
    assert len(pages(reply.content)) == 1
    found = text(reply.content)
    for said in (
        *("You said, we did", "District nursing", done.said, "We did", done.what),
        *("Visits after six.", "We will not change it, because", "Too few nurses."),
        reverse("service_page", args=[service.code]),
    ):
        assert said in found


@pytest.mark.parametrize(("size", "width"), [("a4", 595), ("a3", 842)])
def test_a_poster_has_the_size_that_was_asked_for(signed_in, service, size, width):
    made = make.published(make.changed(service))
    (page,) = pages(pdf(signed_in, service, made, size=size).content)
    assert float(page.mediabox.width) == pytest.approx(width, abs=1)


def test_a_poster_is_read_by_screen_readers_heading_by_heading(signed_in, service):
    made = make.published(make.changed(service))
    content = pdf(signed_in, service, made).content
    root = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1" in root["/Metadata"].get_data()
    assert tags(root["/StructTreeRoot"]) >= {"/H1", "/H2", "/Figure"}


def tags(node):
    """Return the tags of a part of a PDF, and of all below it."""
    found = {node["/S"]} if "/S" in node else set()
    below = node.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, dict):
            found |= tags(one)
    return found


def test_long_texts_go_on_to_another_sheet_and_nothing_is_cut(service):
    made = [make.changed(service, said="word " * 118 + f"end{n}") for n in range(3)]
    content = poster.render(service, made, "https://a.example/", date(2026, 11, 27))
    assert len(pages(content)) > 1
    assert all(f"end{n}" in text(content) for n in range(3))


def test_fewer_words_are_set_in_larger_letters(service):
    def largest(*said):
        sizes = []
        made = [make.changed(service, said=one) for one in said]
        content = poster.render(service, made, "https://a.example/", date(2026, 11, 27))

        def note(words, _outer, inner, _font, size):
            if "never" in words:
                sizes.append(size * inner[0])

        pages(content)[0].extract_text(visitor_text=note)
        return max(sizes)

    assert largest("We never know.") > largest("We never know. " * 20) >= 19


def test_only_what_is_published_and_answered_is_offered(signed_in, service):
    hidden, unanswered = make.changed(service), make.published(make.issue(service))
    page = signed_in.get(reverse("service_poster", args=[service.pk])).text
    assert "Publish something that you have answered first." in page
    for wrong in (hidden, unanswered):
        reply = pdf(signed_in, service, wrong)
        assert list(reply.context["form"].errors) == ["issues"]


def test_a_sheet_has_no_more_than_can_be_read(signed_in, service):
    made = [make.published(make.changed(service)) for _n in range(4)]
    assert "Choose at most 3" in pdf(signed_in, service, *made).text
    assert pdf(signed_in, service, *made, size="a3")["Content-Type"] == "application/pdf"


def test_the_only_issue_is_chosen_already(signed_in, sam):
    service = make.public("Podiatry")
    made = make.published(make.planned(service))
    form = signed_in.get(reverse("service_poster", args=[service.pk])).context["form"]
    assert list(form["issues"].value()) == [made.pk]


def test_without_a_choice_it_asks_again(signed_in, service):
    make.published(make.changed(service))
    assert "Choose at least one." in pdf(signed_in, service).text


def test_of_a_closed_page_there_is_no_poster(signed_in, sam):
    closed = make.service("Podiatry")
    made = make.published(make.changed(closed))
    assert "a poster would lead nowhere" in pdf(signed_in, closed, made).text
