"""A report about nearly the same people as an earlier one: warned of, and coarser everywhere."""

import json
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.markup import markup

from everyseat.organisations.models import Person
from everyseat.threesixty import past, who_sees
from everyseat.threesixty.actions import (
    answers,
    closing,
    finishing,
    follow_ups,
    nominating,
    plans,
    retention,
)
from everyseat.threesixty.audit import record
from everyseat.threesixty.models import Invitation, Questionnaire, Report, Review, Round
from everyseat.threesixty.report import methods, pdf
from everyseat.threesixty.report.material import topics
from everyseat.threesixty.report.present import present
from everyseat.threesixty.reporting import norms
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import ticks

pytestmark = pytest.mark.django_db

RATINGS = [[4, 3, 2], [1, 2, 3], [2, 0, 4], [3, 1, 1], [0, 4, 2]]


@pytest.fixture
def leader() -> Person:
    return make.person("Lee", manager=make.person("Boss"))


@pytest.fixture
def peers(leader) -> list[Person]:
    return [make.person(f"Peer {i}") for i in range(14)]


def named(leader: Person, raters: list[Person], relationship: str = "peer") -> Review:
    """Return a review of a new round whose raters wait to be approved."""
    feedback_round = make.feedback_round(leader, asks=Questionnaire.objects.first())
    Round.objects.filter(pk=feedback_round.pk).update(name=f"Round {Round.objects.count()}")
    review = Review.objects.get(round=feedback_round)
    for rater in raters:
        nominating.nominate(review=review, person=rater, relationship=relationship)
    nominating.submit_nominations(review=review)
    return Review.objects.get(pk=review.pk)


def asked(leader: Person, raters: list[Person]) -> Review:
    review = named(leader, raters)
    nominating.approve(review=review, refused=set())
    return Review.objects.get(pk=review.pk)


def answered(review: Review) -> None:
    asked = len(review.question_set.behaviours)
    for i, invitation in enumerate(review.invitations.filter(state="invited")):
        make.answer(invitation, RATINGS[i % 5][:asked], f"Words {i}" if asked > 1 else "")


def reported(leader: Person, raters: list[Person]) -> Review:
    """Return a review whose report is made: all have answered, with words."""
    review = asked(leader, raters)
    answered(review)
    answers.assess_self(review=review, ratings=[4, 4, 4], words={})
    make.close(review.round)
    return Review.objects.get(pk=review.pk)


def others(review: Review) -> list[dict]:
    return [t["others"] for t in topics(review.report["values"])]


def test_a_first_report_and_one_of_the_same_people_show_everything(leader, peers):
    first, again = (reported(leader, peers[:8]) for _ in range(2))
    for review in (first, again):
        assert review.left_out == {}
        assert review.report["raters"] == 8
        assert all(row["counts"] for row in others(review))
    assert again.report["values"][0]["change"] is not None


def test_where_one_is_exchanged_the_report_is_coarser(leader, peers):
    reported(leader, peers[:8])
    review = reported(leader, peers[1:9])
    assert review.left_out == {"peer": 3}
    assert review.report["raters"] == 5
    assert review.sheets.exclude(relationship="self").count() == 8
    for topic in topics(review.report["values"]):
        row = topic["others"]
        assert (row["n"], row["counts"], row["ad"], row["most"]) == (5, None, None, None)
        assert topic["change"] is None
        assert row["interval"][0] < row["estimate"] < row["interval"][1]
    for value in review.report["values"]:
        for behaviour in value["behaviours"]:
            assert behaviour["others"]["mean"] * 2 % 1 == 0


def test_words_of_those_who_are_left_out_are_left_out(leader, peers):
    reported(leader, peers[:8])
    review = reported(leader, peers[1:9])
    shown = review.report["words"][0]["words"]
    stays = list(review.sheets.exclude(relationship="self").order_by("pk"))[3:]
    assert sorted(shown) == sorted(sheet.words["keep"] for sheet in stays)
    few = reported(leader, peers[2:9])
    assert few.report["raters"] == 4
    assert few.report["words"][0]["words"] == []


def test_where_too_few_are_left_nothing_is_shown(leader, peers):
    reported(leader, peers[:5])
    review = reported(leader, peers[1:6])
    assert review.report["raters"] is None
    assert others(review) == [None] * 5
    assert review.report["words"][0]["words"] == []
    shown = present(review.report)
    assert "Fewer than 4 answers are left" in shown["answered"]
    assert "people answered" not in json.dumps([shown["answered"], shown["headline"]])


def test_four_who_are_exchanged_change_nothing(leader, peers):
    reported(leader, peers[:8])
    review = reported(leader, peers[4:12])
    assert review.left_out == {}
    assert review.report["values"][0]["change"] is not None


def test_every_earlier_report_counts_and_not_only_the_last(leader, peers):
    reported(leader, peers[:8])
    reported(leader, peers[4:14])
    assert reported(leader, peers[1:9]).left_out == {"peer": 3}


def test_a_report_after_a_coarse_one_shows_no_change(leader, peers):
    """Half points beside tenths would be a difference of their own."""
    for raters in (peers[:8], peers[1:9]):
        reported(leader, raters)
    review = reported(leader, peers[1:9])
    assert review.left_out == {"peer": 3}, "still one exchanged since the first"
    Report.objects.filter(review__round__name="Round 1").delete()
    full = reported(leader, peers[1:9])
    assert full.left_out == {}
    assert full.report["values"][0]["change"] is None


def test_a_report_that_showed_nothing_tells_nothing(leader, peers):
    first = asked(leader, peers[:8])
    make.close(first.round)
    assert Review.objects.get(pk=first.pk).report["raters"] is None
    assert reported(leader, peers[1:9]).left_out == {}


def test_where_the_list_is_not_known_the_report_is_coarser(leader, peers):
    first = reported(leader, peers[:8])
    Report.objects.filter(pk=first.pk).update(asked=None)
    assert reported(leader, peers[:8]).left_out == {"peer": 3}


def test_a_report_about_somebody_else_is_no_earlier_one(leader, peers):
    reported(make.person("Kim", manager=leader.manager), peers[:8])
    assert reported(leader, peers[1:9]).left_out == {}


def followed_up(review: Review) -> Review:
    day = timezone.localdate() + timedelta(7)
    plans.add_aim(review=review, topic="sees", aim="A", actions="", by=day, ask_again="sees")
    return follow_ups.follow_up(review=Review.objects.get(pk=review.pk), collect_by=day)


def closed(review: Review) -> Review:
    answered(review)
    make.close(review.round)
    return Review.objects.get(pk=review.pk)


def test_a_follow_up_of_the_same_people_shows_everything(leader, peers):
    again = closed(followed_up(reported(leader, peers[:8])))
    assert again.left_out == {}
    assert again.report["values"][0]["change"] is not None


def test_a_follow_up_is_an_earlier_report_too(leader, peers):
    first = reported(leader, peers[:8])
    closed(followed_up(first))
    first.delete()  # with its follow-up: so that only a follow-up is left, make one of another
    assert not Report.objects.exists()
    other = reported(leader, peers[:8])
    closed(followed_up(other))
    Report.objects.filter(pk=other.pk).delete()
    assert reported(leader, peers[1:9]).left_out == {"peer": 3}


def test_who_declines_a_follow_up_has_left(leader, peers):
    """Without them, what they said before would be the difference."""
    again = followed_up(reported(leader, peers[:8]))
    invitation = again.invitations.first()
    answers.decline(invitation=invitation, reason="")
    assert closed(again).left_out == {"peer": 3}


def test_two_rounds_that_close_at_once_are_compared(leader, peers):
    """The second is delivered before the first one's report is made."""
    first, second = asked(leader, peers[:8]), asked(leader, peers[1:9])
    for review in (first, second):
        answered(review)
        closing.close(feedback_round=review.round)
        closing.deliver(review=review)
    assert [r.left_out for r in Review.objects.order_by("round__pk")] == [{}, {"peer": 3}]
    finishing.work()
    assert Review.objects.get(pk=first.pk).report["raters"] == 8
    assert Review.objects.get(pk=second.pk).report["raters"] == 5


def test_norms_are_made_of_what_is_shown(leader, peers):
    reported(leader, peers[:8])
    review = reported(leader, peers[1:9])
    made = norms(review.question_set, review.round)._released[str(leader.pk)]
    assert len(made.table) == 5


def test_a_group_beside_one_that_changed_is_shown_in_full(leader, peers):
    review = _in_two_groups(leader, peers[:8], peers[9:14])
    assert review.left_out == {}
    review = _in_two_groups(leader, peers[1:9], peers[9:14])
    assert review.left_out == {"peer": 3}
    rows = review.report["values"][0]["groups"]
    shown = {tuple(row["relationships"]): bool(row["counts"]) for row in rows}
    assert shown == {("peer",): False, ("report",): True}


def _in_two_groups(leader: Person, first: list[Person], second: list[Person]) -> Review:
    review = make.feedback_round(leader).reviews.get()
    for rater in first:
        nominating.nominate(review=review, person=rater, relationship="peer")
    for rater in second:
        nominating.nominate(review=review, person=rater, relationship="report")
    nominating.submit_nominations(review=review)
    nominating.approve(review=Review.objects.get(pk=review.pk), refused=set())
    return closed(Review.objects.get(pk=review.pk))


# the page, the PDF, and the audit file


def test_page_pdf_and_audit_file_say_the_same(leader, peers, client, tmp_path):
    reported(leader, peers[:8])
    review = reported(leader, peers[1:9])
    said = "we left out 3 answers and their words, chosen at random"
    client.force_login(leader)
    page = client.get(reverse("report", args=[review.pk])).content.decode()
    assert said in page
    assert "5 answers are shown" in page
    assert "rounded to half points" in page
    drawn = []
    with patch.object(pdf.pdf, "render", lambda *args: drawn.append(args[-1]) or b"%PDF"):
        client.get(reverse("report_pdf", args=[review.pk]))
    assert said in " ".join(drawn[0]["notes"])
    assert drawn[0]["values"] == present(review.report)["values"]
    assert methods.short()[0] in page
    kept = record(Round.objects.get(pk=review.round_id))
    assert kept["left_out"] == [{"review": str(review.pk), "group": "peer", "n": 3}]
    assert len(kept["sheets"]) == 8


def test_the_audit_file_of_a_first_round_leaves_nothing_out(leader, peers):
    assert record(reported(leader, peers[:8]).round)["left_out"] == []


# who is warned


def approve_page(client, review: Review) -> str:
    client.force_login(review.recipient.manager)
    return client.get(reverse("approve", args=[review.pk])).content.decode()


def send(client, review: Review, without: tuple[str, ...] = (), **data) -> object:
    """Send the page with everybody ticked but some, by the keys of their invitations."""
    return client.post(reverse("approve", args=[review.pk]), data | ticks(review, without))


def seal(page: str) -> str:
    return page.split('name="understood" value="')[1].split('"')[0]


WARNING = "Nearly the same people as before"


def test_the_approver_is_warned_in_numbers_and_not_in_names(leader, peers, client):
    reported(leader, peers[:8])
    page = approve_page(client, named(leader, peers[1:9]))
    box = page.split('id="small-changes"')[1].split("</div>")[0]
    assert "Peers: 1 person joined since “Round 1”." in box
    assert "Peers: 1 person left since “Round 1”." in box
    assert "Peers: 3 answers, chosen at random, are left out with their words." in box
    assert "At most 5 are shown." in box
    assert not any(peer.name in box for peer in peers)


def test_the_approver_is_told_where_too_few_will_be_left(leader, peers, client):
    reported(leader, peers[:5])
    page = approve_page(client, named(leader, peers[1:6]))
    assert "The rest are too few to be shown on their own" in page


def test_the_approver_of_the_same_people_reads_no_warning(leader, peers, client):
    reported(leader, peers[:8])
    review = named(leader, peers[:8])
    assert WARNING not in approve_page(client, review)
    send(client, review, understood="")
    assert Review.objects.get(pk=review.pk).state == "collect"


def test_nobody_is_invited_before_the_warning_was_read(leader, peers, client):
    """A list that was the same becomes nearly the same when the approver leaves somebody out."""
    reported(leader, peers[:8])
    review = named(leader, peers[:8])
    approve_page(client, review)
    left_out = str(review.invitations.get(person=peers[0]).pk)
    page = send(client, review, without=(left_out,)).content.decode()
    assert "Peers: 1 person left since" in markup(page)
    assert f'id="r-{left_out}"' in markup(page)
    assert f'id="r-{left_out}" checked' not in markup(page)
    assert Review.objects.get(pk=review.pk).state == "approve"
    send(client, review, understood=seal(page), without=(left_out,))
    assert Review.objects.get(pk=review.pk).state == "collect"
    assert Invitation.objects.filter(review=review, state="invited").count() == 7


def test_a_list_can_be_sent_back_beside_the_warning(leader, peers, client):
    reported(leader, peers[:8])
    review = named(leader, peers[1:9])
    approve_page(client, review)
    send(client, review, send_back="1", why="Ask the same people.")
    assert Review.objects.get(pk=review.pk).state == "nominate"


def test_who_asks_for_a_follow_up_is_warned_where_an_earlier_one_had_nearly_the_same(
    leader, peers, client
):
    client.force_login(leader)
    first = reported(leader, peers[:8])
    add = {"topic": "sees", "aim": "A", "actions": "", "by": "2099-01-01", "ask_again": "sees"}
    client.post(reverse("plan", args=[first.pk]), add)
    assert WARNING not in client.get(reverse("follow_up", args=[first.pk])).content.decode()
    second = reported(leader, peers[1:9])
    client.post(reverse("plan", args=[second.pk]), add)
    assert WARNING in client.get(reverse("follow_up", args=[second.pk])).content.decode()


def test_a_rater_is_told_that_answers_of_their_group_are_left_out(leader, peers):
    first = asked(leader, peers[:8])
    assert "left out" not in " ".join(who_sees.rater_besides(first, "peer"))
    closed(first)
    second = asked(leader, peers[1:9])
    assert "so 3 answers of your group" in " ".join(who_sees.rater_besides(second, "peer"))


# what is kept of who was asked


def test_the_list_is_kept_with_the_report_and_deleted_with_it(leader, peers):
    review = reported(leader, peers[:8])
    keys = sorted(str(peer.pk) for peer in peers[:8])
    retention.delete_what_is_due(review.round.answers_deleted_on)
    assert not Invitation.objects.exists()
    assert Report.objects.get().asked == {"peer": keys}
    retention.delete_what_is_due(review.round.reports_deleted_on)
    assert not Report.objects.exists()


def test_a_person_is_told_that_they_are_in_the_list(leader, peers):
    reported(leader, peers[:8])
    key = "in_the_list_of_those_asked_for_the_report"
    assert retention.held_about(peers[0])[key] == ["Lee in Round 1"]
    assert retention.held_about(peers[9])[key] == []


def test_who_is_erased_leaves_the_lists_and_still_counts_as_somebody_who_left(leader, peers):
    reported(leader, peers[:8])
    retention.erase(peers[0])
    lists = Report.objects.get().asked
    assert str(peers[0].pk) not in json.dumps(lists)
    assert len(lists["peer"]) == 8
    assert reported(leader, peers[1:8]).left_out == {"peer": 3}


def test_no_page_and_no_export_shows_the_list(leader, peers, client):
    review = reported(leader, peers[:8])
    client.force_login(leader)
    page = client.get(reverse("report", args=[review.pk])).content.decode()
    told = json.dumps(retention.held_about(leader), default=str)
    for peer in peers[:8]:
        assert str(peer.pk) not in page + told


def test_a_higher_threshold_of_an_earlier_round_is_kept(leader, peers):
    """Its raters were promised six: five who are exchanged are still too few."""
    first = asked(leader, peers[:9])
    Round.objects.filter(pk=first.round_id).update(rating_threshold=6)
    closed(Review.objects.get(pk=first.pk))
    changed = past.small_changes(named(leader, peers[5:14]), {"peer": _keys(peers[5:14])})
    assert past.left_out(changed) == {"peer": 5}


def _keys(people: list[Person]) -> list[str]:
    return [str(person.pk) for person in people]


@pytest.mark.parametrize(("removed", "left_out"), [([], {}), ([4], {"peer": 3})])
def test_who_was_removed_may_have_answered_and_may_not(leader, peers, removed, left_out):
    """Added and removed again they are a newcomer, if they drew a card in between."""
    reported(leader, peers[:4])
    review = asked(leader, peers[:5] if removed else peers[:4])
    for n in removed:
        review.invitations.filter(person=peers[n]).update(state="removed")
    assert (
        past.left_out(past.small_changes(review, past.raters_by_group(review.invitations.all())))
        == left_out
    )


@pytest.mark.parametrize("n", [1, 4, 6])
def test_somebody_of_an_earlier_report_who_was_removed_may_have_left(leader, peers, n):
    """Any number of those who were removed may have answered: also as many as would be small."""
    reported(leader, peers[:8])
    review = asked(leader, peers[:8])
    gone = review.invitations.filter(person__in=peers[:n])
    gone.update(state="removed")
    now = past.raters_by_group(review.invitations.all())
    assert past.left_out(past.small_changes(review, now)) == {"peer": 3}


def test_a_list_with_removed_raters_is_kept_for_the_next_report(leader, peers):
    review = asked(leader, peers[:6])
    removed = review.invitations.filter(person=peers[5])
    removed.update(state="removed")
    answered(review)
    make.close(review.round)
    kept = Report.objects.get(pk=review.pk).asked
    assert kept["?peer"] == [str(peers[5].pk)]
    later = asked(leader, peers[:5])
    now = past.raters_by_group(later.invitations.all())
    assert past.left_out(past.small_changes(later, now)) == {"peer": 3}


def test_a_corrected_relationship_may_have_left_a_sheet_in_the_group_before(leader, peers):
    reported(leader, peers[:4])
    review = asked(leader, peers[:4])
    Invitation.objects.create(
        review=review,
        person=peers[5],
        relationship="partner",
        group="partner",
        state="invited",
        replaced=["peer"],
    )
    lists = past.raters_by_group(review.invitations.all())
    assert lists["?peer"] == [str(peers[5].pk)]
    assert past.left_out(past.small_changes(review, lists))["peer"] == 3
