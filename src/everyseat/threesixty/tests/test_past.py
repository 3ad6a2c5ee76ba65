"""A report about nearly the same people as an earlier one: coarser everywhere."""

import json
from unittest.mock import patch

import pytest
from django.urls import reverse

from everyseat.organisations.models import Person
from everyseat.threesixty import past
from everyseat.threesixty.actions import answers, closing, finishing, nominating
from everyseat.threesixty.audit import record
from everyseat.threesixty.models import Report, Review, Round
from everyseat.threesixty.report import methods, pdf
from everyseat.threesixty.report.material import topics
from everyseat.threesixty.report.present import present
from everyseat.threesixty.reporting import norms
from everyseat.threesixty.tests import make, successive
from everyseat.threesixty.tests.successive import (
    answered,
    asked,
    closed,
    followed_up,
    named,
    others,
    reported,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader() -> Person:
    return successive.a_leader()


@pytest.fixture
def peers(leader) -> list[Person]:
    return successive.fourteen_peers()


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


def test_a_higher_threshold_of_an_earlier_round_is_kept(leader, peers):
    """Its raters were promised six: five who are exchanged are still too few."""
    first = asked(leader, peers[:9])
    Round.objects.filter(pk=first.round_id).update(rating_threshold=6)
    closed(Review.objects.get(pk=first.pk))
    changed = past.small_changes(named(leader, peers[5:14]), {"peer": _keys(peers[5:14])})
    assert past.left_out(changed) == {"peer": 5}


def _keys(people: list[Person]) -> list[str]:
    return [str(person.pk) for person in people]
