"""Words are taken out of a comment, and what is left is released, corrected or withheld."""

import pytest
from django.urls import reverse

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.improvement.actions import comments_releasing as actions
from everyseat.improvement.models import Comment
from everyseat.improvement.queries import taking_out
from everyseat.improvement.tests import make

pytestmark = pytest.mark.django_db
SAID = "Lena was kind, but call 07700 900123 and nobody answers."


@pytest.fixture
def signed_in(client, sam):
    client.force_login(sam)
    return client


@pytest.fixture
def comment(service):
    return make.comments(service, SAID)[0]


def page_of(comment, name="comment_release"):
    return reverse(name, args=[comment.service_id, comment.pk])


def release(client, comment, left, follow=False, **more):
    return client.post(page_of(comment), {"left": left, **more}, follow=follow)


def test_names_and_ways_to_reach_somebody_are_suggested_to_be_taken_out(signed_in, comment):
    page = signed_in.get(page_of(comment))
    left = page.context["form"].initial["left"]
    assert left == "[…] was kind, but call […] and nobody answers."
    assert "<mark>Lena" in page.text
    assert "No tool finds “the night HCA”." in page.text


def test_jobs_and_days_are_marked_and_left(lena):
    text = "The nurse came on Tuesday at A&E"
    assert taking_out.suggested(text) == text
    assert [one["text"] for one in taking_out.pieces(text) if one["kind"]] == [
        "The nurse",
        "on Tuesday",
    ]


def test_a_name_within_a_quotation_is_taken_out(lena):
    text = "She said “Lena will not come today” and left."
    assert "Lena" not in taking_out.suggested(text)


def test_what_is_left_is_released_with_its_gaps(signed_in, comment, sam):
    done = release(signed_in, comment, "was kind, but nobody answers.", follow=True)
    assert "nobody else can read it yet: the public page is closed" in done.text
    comment.refresh_from_db()
    assert comment.state == "released"
    assert comment.text == "[…] was kind, but […] nobody answers."
    assert (comment.released_by, comment.released_on) == (sam, make.today())
    assert comment.words == SAID, "the original stays as it was"


@pytest.mark.parametrize("left", ["Lena was rude.", "[…]", "..."])
def test_words_are_only_taken_out(signed_in, comment, left):
    assert release(signed_in, comment, left).context["form"].errors["left"]
    comment.refresh_from_db()
    assert comment.state == "new"


def test_what_still_seems_to_name_somebody_needs_a_second_look(signed_in, comment):
    page = release(signed_in, comment, SAID)
    assert "seems to hold a name, a way to reach somebody" in page.text
    comment.refresh_from_db()
    assert comment.state == "new"
    release(signed_in, comment, SAID, checked=page.context["waits"].seal)
    comment.refresh_from_db()
    assert comment.state == "released"


def test_the_queue_of_releasing_leads_through_coded_comments(signed_in, service, comment, sam):
    queue = reverse("comments_release_queue", args=[service.pk])
    assert "Nothing waits to be released" in signed_in.get(queue).text
    make.coded(comment, [6], "both", sam)
    assert signed_in.get(queue)["Location"] == f"{page_of(comment)}?queue=yes"


def test_a_comment_is_withheld_with_a_reason_and_released_after_all(signed_in, comment):
    address = page_of(comment, "comment_withhold")
    signed_in.post(address, {})
    comment.refresh_from_db()
    assert comment.state == "new"
    signed_in.post(address, {"because": "private"})
    comment.refresh_from_db()
    assert (comment.state, comment.because) == ("withheld", "private")
    release(signed_in, comment, "was kind")
    comment.refresh_from_db()
    assert (comment.state, comment.because) == ("released", "")


def test_what_is_released_is_corrected_from_the_original_and_withdrawn(signed_in, comment, sam):
    make.released(comment, sam, "was kind")
    release(signed_in, comment, "was kind, but nobody answers.")
    comment.refresh_from_db()
    assert "nobody answers" in comment.text
    actions.withhold(comment=comment, because="person")
    assert (comment.state, comment.text, comment.released_on) == ("withheld", "", None)


def test_of_a_published_issue_words_may_only_go(service, comment, sam):
    make.released(comment, sam, "was kind, but nobody answers.")
    make.published_issue(service, comment)
    values = {"comment": comment, "by": sam, "today": make.today(), "sure": True}
    with pytest.raises(NotNow, match="stays released"):
        actions.withhold(comment=comment, because="person")
    with pytest.raises(Invalid, match="only take more words out"):
        actions.release(**values, left=SAID)
    actions.release(**values, left="was kind")
    assert comment.text == "[…] was kind […]"


def test_an_older_page_does_not_replace_a_newer_release(signed_in, comment, sam):
    make.released(comment, sam, "was kind")
    seen = signed_in.get(page_of(comment)).context["form"].version
    make.released(comment, sam, "nobody answers")
    assert release(signed_in, comment, "was kind", seen=seen).status_code == 409


def test_a_split_comment_is_released_by_its_parts(signed_in, comment):
    Comment.objects.update(state="split")
    assert signed_in.get(page_of(comment)).status_code == 404
