"""Everybody reads what was published of a service, without a cookie and without a script."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from everyseat.improvement.actions import issue_steps, public_counts
from everyseat.improvement.models import Comment, Issue, PublicCounts
from everyseat.improvement.tests import make
from everyseat.improvement.tests.test_issue_verdicts import LOWER, STEADY, judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(sam):
    return make.public(about="We visit people at home.")


def read(client, service):
    response = client.get(reverse("service_page", args=[service.code]))
    assert response.status_code == 200
    assert not response.cookies
    assert "<script" not in response.text.partition("<main")[2]
    return response.text


def test_what_was_said_and_done_is_read_and_what_is_not_published_is_not(client, service):
    make.published(make.changed(service))
    make.issue(service, said="Not for anybody yet.")
    text = read(client, service)
    for said in (
        *("We visit people at home.", "Nobody tells us when the nurse comes."),
        *("A text message the evening before.", "The team leader", "Change made", "Last updated"),
    ):
        assert said in text
    assert "Not for anybody yet." not in text


def test_what_people_typed_is_read_aloud_in_the_language_of_the_site(client, service):
    make.published(make.changed(service))
    address = reverse("service_page", args=[service.code])
    text = client.get(address, headers={"accept-language": "cy"}).text
    assert '<html lang="cy"' in " ".join(text.split())
    for typed in ("District nursing", "We visit people at home.", "Nobody tells us when the nurse"):
        tag = rf'<\w+[^>]*lang="{settings.LANGUAGE_CODE}"[^>]*>'
        found = re.search(rf"{tag}\s*{re.escape(typed)}", text)
        assert found, typed


def test_before_anything_is_published_it_says_so(client, service):
    text = read(client, service)
    assert "This service has not published anything yet." in text
    assert "Too few concerns" not in text


def test_the_newest_comes_first_and_what_changes_nothing_stands_apart_with_its_reason(
    client, service
):
    old, new = (make.planned(service, said=said) for said in ("The older.", "The newer."))
    refused = make.issue(service, said="Visits after six.")
    issue_steps.refuse(issue=refused, because="Too few nurses.", saying=make.saying())
    for n, issue in ((9, old), (1, new), (0, refused)):
        published = make.today() - timedelta(n)
        Issue.objects.filter(pk=issue.pk).update(published_on=published)
    text = read(client, service)
    places = [text.index(said) for said in ("The newer.", "The older.", "Visits after six.")]
    assert places == sorted(places)
    apart = text.index("What we will not change, and why")
    assert places[1] < apart < places[2] < text.index("Too few nurses.")


def test_three_comments_are_quoted_and_the_rest_can_be_opened(client, service):
    comments = [make.released_comment(service, f"Quote {n}") for n in range(5)]
    make.published(make.issue(service, comments=comments))
    text = read(client, service)
    shown, _details, opened = text.partition("<details")
    assert shown.count("<blockquote") == 3
    assert opened.count("<blockquote") == 2
    assert "2 more comments" in opened


def test_a_comment_that_was_taken_back_is_no_longer_quoted(client, service):
    comment = make.released_comment(service, "I said too much.")
    make.published(make.issue(service, comments=[comment]))
    assert "I said too much." in read(client, service)
    Comment.objects.filter(pk=comment.pk).update(
        state="withheld", because="person", text="", released_on=None
    )
    assert "I said too much." not in read(client, service)


def test_a_promise_whose_day_is_over_is_said_to_be_overdue(client, service):
    make.published(make.planned(service, days=-1))
    assert "Overdue" in read(client, service)


def test_why_it_is_not_further_is_read_and_what_was_taken_back_is_not(client, service):
    made = make.published(make.changed(service))
    issue_steps.check(issue=made, found="It works for all.", measure=None, saying=make.saying())
    issue_steps.step_back(
        issue=made, to="made", because="It stopped again.", until=None, saying=make.saying()
    )
    text = read(client, service)
    assert "It stopped again." in text
    assert "It works for all." not in text
    assert "Updated on" in text


def test_what_a_public_measure_shows_is_read_with_its_caution(client, service):
    made = judged(service, STEADY, LOWER, is_public=True)
    make.published(made)
    text = read(client, service)
    assert "Improvement: “Calls” has been better since then than chance explains." in text
    assert "does not show that the change caused it" in text
    assert 'class="es-spc"' in text
    assert "not public" not in text
    described = re.findall("<desc[^>]*>(.*?)</desc>", text)
    assert described
    assert all("Improvement: “Calls” has been better since then" in one for one in described)


@pytest.mark.parametrize(("direction", "is_green"), [("decrease", True), ("increase", False)])
def test_only_an_improvement_stands_on_green(client, service, direction, is_green):
    make.published(judged(service, STEADY, LOWER, is_public=True, direction=direction))
    assert ("es-issue__verdict--better" in read(client, service)) is is_green


def test_a_chart_shows_its_own_change_and_none_that_is_not_published(client, service):
    made = make.published(judged(service, STEADY, LOWER, is_public=True))
    other = make.changed(service, days=49)
    Issue.objects.filter(pk=other.pk).update(measure=made.measure, what="Ask Lena Hughes.")
    text = read(client, service)
    assert "Ask Lena Hughes." not in text
    figure = text.partition("<figure")[2].partition("</figure>")[0]
    assert made.what in figure


def test_what_a_measure_shows_that_is_not_public_is_read_by_those_who_look_after_it_alone(
    client, service, sam
):
    make.published(judged(service, STEADY, LOWER, is_public=False))
    text = read(client, service)
    assert "Improvement" not in text
    assert 'class="es-spc"' not in text
    assert "Calls" not in text
    client.force_login(sam)
    page = client.get(reverse("issue", args=[service.pk, 1])).text
    assert "Improvement: “Calls”" in page
    assert "This chart and what it says are not public." in page


def test_how_many_concerns_led_to_a_change_is_said_from_enough_on(client, service):
    comments = [make.released_comment(service) for _n in range(4)]
    make.published(make.changed(service, comments=comments))
    public_counts.count(service=service, today=make.today())
    assert "concerns" not in read(client, service).partition("<h2>What people say")[0]
    make.released_comment(service)
    PublicCounts.objects.all().delete()
    public_counts.count(service=service, today=make.today())
    said = "About 8 in 10 concerns led to a change: 4 of the 5 that came between"
    assert said in read(client, service)


def test_a_page_reads_as_fast_with_many_issues_as_with_one(
    client, service, django_assert_max_num_queries
):
    for _n in range(12):
        make.published(make.changed(service, comments=[make.released_comment(service)]))
    with django_assert_max_num_queries(14):
        read(client, service)
