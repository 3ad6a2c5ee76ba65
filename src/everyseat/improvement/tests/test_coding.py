"""Comments are coded by people, one after the other; several at once overwrite nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.improvement.actions import coding as actions
from everyseat.improvement.models import Coding, Comment, Opened, Suggestion
from everyseat.improvement.queries import coding as queries
from everyseat.improvement.queries.coding import Codes
from everyseat.improvement.tests import make
from everyseat.organisations.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, sam):
    client.force_login(sam)
    return client


@pytest.fixture
def comments(service):
    """The newest one last."""
    yesterday = make.today() - timedelta(1)
    [kind] = make.comments(service, "The nurse was kind", on=yesterday)
    return [kind, *make.comments(service, "Nobody says when the nurse comes")]


def page_of(comment, name="comment_code"):
    return reverse(name, args=[comment.service_id, comment.pk])


def save(client, comment, themes, kind="concern", seen=None, query=""):
    address = page_of(comment)
    if seen is None:
        seen = client.get(address).context["form"].version
    return client.post(address + query, {"themes": themes, "kind": kind, "seen": seen})


def test_a_comment_is_coded_and_counts(signed_in, comments, sam):
    save(signed_in, comments[1], [15, 18])
    coding = Coding.objects.get()
    assert (coding.coder, coding.kind, coding.is_agreed) == (sam, "concern", True)
    assert queries.codes(coding) == Codes(frozenset({15, 18}), "concern")


def test_the_queue_leads_from_one_comment_to_the_next_and_says_when_all_are_coded(
    signed_in, service, comments
):
    queue = reverse("comments_queue", args=[service.pk])
    first = signed_in.get(queue)["Location"]
    assert first == f"{page_of(comments[1])}?queue=newest"
    following = save(signed_in, comments[1], [15], query="?queue=newest")["Location"]
    assert following == f"{page_of(comments[0])}?queue=newest&before={comments[1].pk}"
    assert "1 comment is left to code" in signed_in.get(following).text
    last = save(signed_in, comments[0], [6], "praise", query="?queue=newest")["Location"]
    assert "All comments are coded" in signed_in.get(last).text


def test_a_comment_is_left_for_later(signed_in, service, comments):
    queue = reverse("comments_queue", args=[service.pk])
    address = signed_in.get(queue, {"after": comments[1].pk})["Location"]
    assert address.startswith(page_of(comments[0]))


def test_two_coders_are_offered_different_comments(client, service, comments, sam, lena):
    client.force_login(sam)
    client.get(page_of(comments[1]))
    client.force_login(lena)
    queue = reverse("comments_queue", args=[service.pk])
    assert client.get(queue)["Location"].startswith(page_of(comments[0]))
    Opened.objects.update(at=timezone.now() - timedelta(hours=1))
    assert client.get(queue)["Location"].startswith(page_of(comments[1]))


def test_a_coder_does_not_overwrite_what_another_saved_since(client, comments, sam, lena):
    client.force_login(lena)
    opened = client.get(page_of(comments[0])).context["form"].version
    client.force_login(sam)
    save(client, comments[0], [6], "praise")
    client.force_login(lena)
    response = save(client, comments[0], [13], "concern", seen=opened)
    assert response.status_code == 409
    assert "What is saved now" in response.text
    assert queries.codes(Coding.objects.get()) == Codes(frozenset({6}), "praise")


def test_two_saved_in_the_same_instant_are_told_apart_too(comments, sam, lena):
    values = {"comment": comments[0], "kind": "praise", "today": make.today(), "seen": Codes()}
    actions.code(**values, themes=[6], coder=sam)
    with pytest.raises(NotNow, match="Somebody else has coded"):
        actions.code(**values, themes=[7], coder=lena)


def test_codes_are_corrected_and_deleted_again(signed_in, comments):
    save(signed_in, comments[0], [6], "praise")
    save(signed_in, comments[0], [6, 13], "both")
    assert queries.codes(Coding.objects.get()).kind == "both"
    signed_in.post(page_of(comments[0], "comment_undo"))
    assert not Coding.objects.exists()


def test_the_kind_is_preset_by_the_question(signed_in, service):
    [good] = make.comments(service, "Kind", question="what_good")
    [better] = make.comments(service, "Parking", question="could_improve")
    [other] = make.comments(service, "Hm")
    for comment, kind in ((good, "praise"), (better, "concern"), (other, "")):
        assert signed_in.get(page_of(comment)).context["form"].chosen_kind == kind


def test_suggestions_are_ticked_and_marked_and_count_only_when_confirmed(signed_in, comments):
    Suggestion.objects.create(comment=comments[0], themes=[6])
    page = signed_in.get(page_of(comments[0]))
    assert "Suggested" in page.text
    assert "Confirm these themes" in page.text
    assert not Coding.objects.exists()
    save(signed_in, comments[0], [7], "praise")
    assert not Suggestion.objects.exists()
    assert "Suggested" not in signed_in.get(page_of(comments[0])).text


def test_comments_with_one_likeliest_theme_follow_each_other(service, comments, sam):
    [third] = make.comments(service, "Parking is dear")
    Suggestion.objects.create(comment=third, themes=[29])
    Suggestion.objects.create(comment=comments[0], themes=[6, 29])
    found = queries.next_for(service, sam, queries.ALIKE, timezone.now())
    assert found == comments[0]


def test_below_400_confirmed_comments_it_is_said_how_many_are_missing(signed_in, comments):
    save(signed_in, comments[0], [6], "praise")
    page = signed_in.get(page_of(comments[1]))
    assert "Suggestions are not yet reliable here. They need 399 more" in " ".join(
        page.text.split()
    )


@pytest.mark.parametrize(
    ("themes", "kind", "field"),
    [([], "concern", "themes"), ([99], "concern", "themes"), ([6], "", "kind")],
)
def test_a_comment_needs_a_theme_and_a_kind(signed_in, comments, themes, kind, field):
    response = save(signed_in, comments[0], themes, kind)
    assert response.context["form"].errors[field]
    assert not Coding.objects.exists()


def test_a_comment_about_nothing_needs_no_theme(signed_in, comments):
    save(signed_in, comments[0], [], "neither")
    assert Coding.objects.get().kind == "neither"


def test_a_retired_theme_stays_with_what_has_it_and_is_offered_to_no_other(
    signed_in, service, comments
):
    save(signed_in, comments[0], [6], "praise")
    service.framework.themes.filter(number=6).update(is_used=False)
    assert "No longer used" in signed_in.get(page_of(comments[0])).text
    save(signed_in, comments[0], [6, 7], "praise")
    assert queries.codes(Coding.objects.get()).themes == {6, 7}
    assert save(signed_in, comments[1], [6]).context["form"].errors["themes"]


def test_a_comment_is_split_into_pieces_of_its_own_words(signed_in, service):
    [whole] = make.comments(service, "The nurse was kind. Parking is dear.", rating=2)
    save(signed_in, whole, [6], "praise")
    signed_in.post(
        page_of(whole, "comment_split"), {"pieces": "The nurse was kind.\n\nParking is dear."}
    )
    whole.refresh_from_db()
    assert whole.state == "split"
    assert not Coding.objects.exists()
    parts = list(whole.parts.order_by("pk"))
    assert [one.words for one in parts] == ["The nurse was kind.", "Parking is dear."]
    assert {(one.rating, one.has_rating) for one in parts} == {(2, False)}
    assert set(queries.to_code(service)) == set(parts)


def test_a_split_leads_from_part_to_part_and_back_to_the_queue(signed_in, service):
    other, whole = make.comments(service, "Thank you.", "Kind nurse. Dear parking.")
    address = f"{page_of(whole, 'comment_split')}?queue=newest"
    done = signed_in.post(address, {"pieces": "Kind nurse.\n\nDear parking."})
    for part in whole.parts.order_by("pk"):
        assert done["Location"] == f"{page_of(part)}?queue=newest"
        done = signed_in.post(done["Location"], {"themes": [6], "kind": "praise"})
    assert done["Location"] == f"{page_of(other)}?queue=newest&before={part.pk}"


@pytest.mark.parametrize(
    "pieces",
    [
        "The nurse was kind. Parking is dear.",
        "The nurse was rude.\n\nParking is dear.",
        "Kind.\n\nx",
    ],
)
def test_a_part_is_a_piece_of_what_was_written(service, pieces):
    [whole] = make.comments(service, "The nurse was kind. Parking is dear.")
    with pytest.raises(Invalid):
        actions.split(comment=whole, pieces=pieces)
    assert Comment.objects.count() == 1


def test_a_comment_without_an_empty_line_is_told_to_be_one_part(signed_in, service):
    [whole] = make.comments(service, "The nurse was kind.")
    response = signed_in.post(page_of(whole, "comment_split"), {"pieces": "The nurse was kind."})
    assert "All of it is still one part." in response.text


def test_a_split_is_undone_after_a_check_that_says_what_goes(signed_in, service, sam):
    [whole] = make.comments(service, "Kind. Dear parking.")
    parts = actions.split(comment=whole, pieces="Kind.\n\nDear parking.")
    make.coded(parts[0], [6], "praise", sam)
    page = page_of(whole, "comment_join")
    check = signed_in.get(page).context["check"]
    assert check.final == ["The codes of 1 part are deleted."]
    signed_in.post(page, {"seal": check.seal})
    assert list(queries.to_code(service)) == [whole]


def test_what_is_released_is_not_split(service, sam):
    [whole] = make.comments(service, "Kind. Dear parking.")
    make.released(whole, sam)
    with pytest.raises(NotNow, match="Withdraw it first"):
        actions.split(comment=whole, pieces="Kind.\n\nDear parking.")


def test_the_list_shows_what_was_asked_for(signed_in, service, comments, sam):
    make.coded(comments[0], [6], "praise", sam)
    page = reverse("comments_list", args=[service.pk])
    asked = {"to_code": [comments[1]], "coded": [comments[0]], "": comments[::-1]}
    for state, found in asked.items():
        assert list(signed_in.get(page, {"state": state}).context["page"]) == found
    assert list(signed_in.get(page, {"theme": "6"}).context["page"]) == [comments[0]]


def test_opening_comments_leaves_a_trace_also_of_a_lead_without_a_role(client, comments, lena):
    client.force_login(lena)
    for name in ("comments_queue", "comments_list"):
        client.get(reverse(name, args=[comments[0].service_id]))
    client.get(page_of(comments[0]))
    entries = AuditEntry.objects.filter(who=str(lena.pk))
    assert list(entries.order_by("id").values_list("what", flat=True)) == [
        *("comments_queue", "comments_list", "comment_code")
    ]


def test_a_comment_of_another_service_is_not_found(signed_in, comments):
    other = make.service("Podiatry")
    assert (
        signed_in.get(reverse("comment_code", args=[other.pk, comments[0].pk])).status_code == 404
    )
