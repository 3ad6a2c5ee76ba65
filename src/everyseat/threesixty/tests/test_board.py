"""The board of a round: what each leader waits for, for whom, since when, and how many answered."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone
from django.utils.formats import date_format

from everyseat.organisations.models import Person
from everyseat.threesixty.actions import answers, cards, closing, counting, nominating, raters
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.queries import board, progress
from everyseat.threesixty.report import counted
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TODAY = timezone.localdate


@pytest.fixture
def organiser(client):
    client.force_login(make.person("O", "organiser"))
    return client


@pytest.fixture
def several():
    """Return a round of three leaders: one names raters, one has sent a list, one collects."""
    people = [make.person(name, manager=make.person(f"Boss of {name}")) for name in "ABC"]
    made = make.feedback_round(*people)
    for review in made.reviews.exclude(recipient__name="A"):
        for i in range(5):
            rater = make.person(f"{review.recipient.name} peer {i}")
            nominating.nominate(review=review, person=rater, relationship="peer")
        nominating.submit_nominations(review=review)
        if review.recipient.name == "C":
            nominating.approve(review=review, refused=set())
    return made


def page(client, feedback_round, ask=""):
    """Return the board as it is read."""
    return text(client.get(f"/rounds/{feedback_round.pk}/{ask}")).split('id="board"')[1]


def names(feedback_round, **asked) -> str:
    return "".join(r.recipient.name for r in board.leaders(feedback_round, **asked))


def waits_for(client, feedback_round, name: str) -> str:
    """Return the row of one leader, without its tags."""
    rows = page(client, feedback_round).split("<tr")
    (row,) = (row for row in rows if f">{name}</a>" in row)
    return " ".join(row.split("<td")[2].replace("<", " <").split())


def test_it_says_what_each_leader_waits_for_for_whom_and_since_when(organiser, several):
    Review.objects.filter(round=several).update(state_since=TODAY() - timedelta(9))
    assert "A: name raters" in waits_for(organiser, several, "A")
    assert "Boss of B: approve the raters" in waits_for(organiser, several, "B")
    assert "Raters: answer until" in waits_for(organiser, several, "C")
    assert waits_for(organiser, several, "A").count("since ") == 1
    assert "C: self assessment by" in waits_for(organiser, several, "C")


def test_a_state_that_changes_is_so_since_that_day_and_another_change_leaves_the_day(several):
    old = TODAY() - timedelta(30)
    Review.objects.filter(round=several).update(state_since=old)
    b, c = several.reviews.get(recipient__name="B"), several.reviews.get(recipient__name="C")
    nominating.approve(review=b, refused=set())
    counting.count_by_night()
    since = dict(several.reviews.values_list("recipient__name", "state_since"))
    assert since == {"A": old, "B": TODAY(), "C": old}
    c.refresh_from_db()
    assert c.state_since == old


def test_whoever_is_past_their_day_is_late(organiser, several):
    assert "Late" not in page(organiser, several)
    Round.objects.update(nominate_by=TODAY() - timedelta(1))
    assert "Late" in waits_for(organiser, several, "A")
    assert "Late" not in waits_for(organiser, several, "B")
    several.refresh_from_db()
    assert names(several, where="late") == "A"


@pytest.mark.parametrize(
    ("where", "who"),
    [("naming", "A"), ("approving", "B"), ("collecting", "C"), ("few", "C"), ("coach", "")],
)
def test_it_can_be_narrowed_to_where_leaders_stand(organiser, several, where, who):
    make.count(several)
    assert names(several, where=where) == who
    shown = page(organiser, several, f"?where={where}")
    assert [n for n in "ABC" if f">{n}</a>" in shown] == list(who)
    assert bool(who) != ("No leader of this round stands there." in shown)


def test_how_many_stand_where_leads_there(organiser, several):
    shown = page(organiser, several)
    assert 'href="?where=approving#board">Raters to be approved: 1</a>' in shown
    assert 'href="?where=without-self#board">Have not rated themselves: 3</a>' in shown
    assert "where=released" not in shown


def test_leaders_are_found_by_name_and_the_longest_waiting_first(several):
    Review.objects.filter(recipient__name="C").update(state_since=TODAY() - timedelta(9))
    assert names(several, search="b") == "B"
    assert names(several, order="longest") == "CAB"


@pytest.mark.parametrize("ask", ["?where=nowhere", "?order=%00", "?page=99&where=late&search=x"])
def test_what_is_wrong_in_an_address_is_passed_over(organiser, several, ask):
    assert organiser.get(f"/rounds/{several.pk}/{ask}").status_code == 200


def test_a_draft_shows_all_its_leaders_whatever_the_address_asks_for(organiser):
    """What is launched is all of them, and the page says how many."""
    draft = make.feedback_round(make.person("D"), make.person("E"), launched=False)
    page = organiser.get(f"/rounds/{draft.pk}/?search=d&where=late")
    assert page.context["leaders"] == 2


def test_a_stopped_leader_and_another_round_are_not_on_it(several):
    Review.objects.filter(recipient__name="B").update(state="stopped")
    make.feedback_round(make.person("D"))
    assert names(several) == "AC"


def test_it_says_when_answers_were_counted(organiser, several):
    assert "They have not been counted yet." in page(organiser, several)
    counting.count_by_night()
    assert "Answers were last counted on" in page(organiser, several)


def test_as_a_workbook_it_has_all_that_were_asked_for_and_no_formula(organiser, several):
    boss = several.reviews.get(recipient__name="B").recipient.manager
    boss.name = "=1+1"
    boss.save()
    found = organiser.get(f"/rounds/{several.pk}/leaders.xlsx?where=approving")
    (sheet,) = openpyxl.load_workbook(io.BytesIO(found.content))
    heads, row = [list(r) for r in sheet.iter_rows(values_only=True)]
    one = dict(zip(heads, row, strict=True))
    by, until = (date_format(d, "j\xa0M") for d in (several.approve_by, several.collect_by))
    assert (one["Leader"], one["State"]) == ("B", "Raters to be approved")
    assert one["Waits for"] == f"=1+1: approve the raters by {by}; B: self assessment by {until}"
    assert (one["Raters named"], one["Raters invited"], one["Answered"]) == (5, 0, "–")
    assert one["Since"] == TODAY().isoformat()
    assert all(cell.data_type != "f" for cells in sheet.iter_rows() for cell in cells)


def test_only_an_organiser_downloads_it(client, several):
    address = f"/rounds/{several.pk}/leaders.xlsx"
    client.force_login(make.person("Somebody", "coach"))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("manager", [0, 1])
@pytest.mark.parametrize(("invited", "n"), [(4, 4), (6, 3), (6, 4), (9, 9), (12, 9)])
def test_the_count_never_contradicts_the_report(invited, n, manager):
    """What the board said by night and says afterwards is true of what the report says."""
    review = make.collecting({"peer": invited, "manager": manager})
    for invitation in review.invitations.order_by("-relationship")[: n + manager]:
        make.answer(invitation, [1, 2, 3])
    make.count(review.round)
    (before,) = progress.of_reviews(review.round)
    make.close(review.round)
    review = Review.objects.get(pk=review.pk)
    (after,) = progress.of_reviews(review.round)
    raters = review.report["raters"]
    for said in (before.answered, after.answered):
        if said.endswith("or more"):
            assert raters is not None
            assert raters >= int(said.split()[0])
        else:
            few = ("too few to say yet", "not said: so few are asked", "fewer than 4")
            assert said in few
    if after.answered == "fewer than 4":
        assert counted.answered(review.report).startswith("Fewer than 4")


def test_a_cancelled_card_is_not_counted_twice():
    """Four answers, of which two may be one person's: that they are four can't be said."""
    review = make.collecting({"peer": 6})
    first, *others = review.invitations.all()
    make.answer(first, [1, 2, 3])
    Invitation.objects.filter(pk=first.pk).update(lost=True)
    first.refresh_from_db()
    again = cards.void(invitation=first)
    for invitation in [again, *others[:2]]:
        invitation.refresh_from_db()
        make.answer(invitation, [1, 2, 3])
    make.count(review.round)
    (row,) = progress.of_reviews(review.round)
    assert len(make.waiting(review)) == 4
    assert row.answered == "too few to say yet"


def test_a_declined_rater_is_not_waited_for(organiser):
    review = make.collecting({"peer": 5})
    answers.decline(invitation=review.invitations.first(), reason="Too close.")
    assert "1 declined" in page(organiser, review.round)


def test_its_queries_do_not_grow_with_leaders(client, django_assert_num_queries):
    def queries(n: int) -> int:
        people = [make.person(f"P{n} {i}", manager=make.person(f"M{n} {i}")) for i in range(n)]
        made = make.feedback_round(*people)
        with django_assert_num_queries(2 + 1) as ran:
            rows = progress.of(board.leaders(made), made)
        assert len(rows) == n
        return len(ran)

    assert queries(1) == queries(12)


def test_whoever_is_no_longer_asked_counts_neither_as_named_nor_as_invited():
    review = make.collecting({"peer": 6})
    raters.remove(invitation=review.invitations.first())
    (row,) = progress.of_reviews(review.round)
    assert (row.proposed, row.invited) == (5, 5)


def test_before_answers_were_counted_nobody_has_too_few(organiser, several):
    assert "not counted yet" in page(organiser, several)
    assert "Too few answers" not in page(organiser, several)
    make.count(several)
    assert "Too few answers to say yet: 1" in page(organiser, several)
    Review.objects.filter(recipient__name="C").update(state_since=TODAY())  # invited since then
    assert "not counted yet" in page(organiser, several)
    assert "Too few answers" not in page(organiser, several)


def test_whether_answers_were_counted_is_the_same_whoever_has_answered(organiser):
    review = make.collecting({"peer": 6})
    before = page(organiser, review.round)
    make.answer_all(review, [1, 2, 3])
    assert page(organiser, review.round) == before


def test_once_the_round_has_closed_nobody_is_said_to_collect_or_to_name(organiser, several):
    closing.close(feedback_round=several, may_reopen_until=closing.may_reopen_until())
    shown = page(organiser, several)
    assert "Collecting answers:" not in shown
    assert "Raters not named yet:" not in shown
    assert "Closed: the report comes next" in shown
    assert "Closed: nobody was invited" in shown
    assert "The round has closed. The report comes next." in waits_for(organiser, several, "A")
    assert "Answers are counted when the reports are made." in shown
    assert "Collecting answers" not in text(organiser.get("/rounds/")).split("<table")[1]


def test_with_the_reports_it_says_no_more_that_nothing_was_counted(organiser):
    review = make.collecting({"peer": 8})
    make.answer_all(review, [1, 2, 3])
    make.close(review.round)
    shown = page(organiser, review.round)
    assert "or more" in shown
    assert "not been counted" not in shown


def test_what_waits_for_the_reader_says_so_and_leads_there(organiser, several):
    Person.objects.filter(name="B").update(manager=None)
    b = several.reviews.get(recipient__name="B")
    row = waits_for(organiser, several, "B")
    assert "You, or another organiser: approve the raters by" in row
    assert f'href="/reviews/{b.pk}/approve/"' in row
    leader = text(organiser.get(f"/rounds/{several.pk}/leaders/{b.pk}/"))
    assert f'href="/reviews/{b.pk}/approve/">You, or another organiser: approve' in leader
    Review.objects.filter(pk=b.pk).update(approver=Person.objects.get(name="O"))
    assert "You: approve the raters by" in waits_for(organiser, several, "B")
    Review.objects.filter(pk=b.pk).update(approver=Person.objects.get(name="Boss of A"))
    assert "href" not in waits_for(organiser, several, "B")


def test_the_leaders_page_says_the_same_wait_in_the_same_words(organiser, several):
    b = several.reviews.get(recipient__name="B")
    leader = text(organiser.get(f"/rounds/{several.pk}/leaders/{b.pk}/"))
    on_board = waits_for(organiser, several, "B")
    for words in re.findall(r"B: [a-z ]+ by \d+ \w+", leader):
        assert words in on_board
