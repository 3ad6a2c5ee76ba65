"""What an organiser reads before a round is launched, closed or its raters reminded."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Email
from everyseat.organisations.tests.checking import press, seal_of
from everyseat.threesixty.actions import (
    closing_early,
    dates,
    nominating,
    reminding,
    rounds,
    stopping,
)
from everyseat.threesixty.models import DateKept, Review, Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import emails_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(client):
    client.force_login(make.person("O", "organiser"))
    return client


@pytest.fixture
def draft():
    boss = make.person("Boss")
    leaders = [make.person(name, manager=boss) for name in ("Lee", "Kim")]
    return make.feedback_round(*leaders, launched=False)


def text(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def state(feedback_round) -> str:
    return Round.objects.get(pk=feedback_round.pk).state


def of(feedback_round, act: str) -> str:
    return f"/rounds/{feedback_round.pk}/{act}/"


class TestLaunch:
    def test_it_says_whom_it_writes_to_and_what_stays(self, organiser, draft):
        page = text(organiser.get(of(draft, "launch")))
        assert "We send an e-mail to 2 leaders." in page
        assert "nobody can change the questionnaire, “Ours, version 1”, nor the thresholds" in page
        assert "No coach reads it first." in page
        assert not Email.objects.exists()
        press(organiser, of(draft, "launch"))
        assert (state(draft), Email.objects.count()) == ("open", 2)

    def test_a_post_without_what_was_read_writes_to_nobody(self, organiser, draft):
        organiser.post(of(draft, "launch"))
        organiser.post(of(draft, "launch"), {"seal": "0" * 12})
        assert (state(draft), Email.objects.count()) == ("draft", 0)

    def test_a_leader_added_meanwhile_is_named_first(self, organiser, draft):
        seal = seal_of(organiser.get(of(draft, "launch")))
        rounds.add_recipients(feedback_round=draft, people=[make.person("Ann")], coach=None)
        page = text(organiser.post(of(draft, "launch"), {"seal": seal}))
        assert "Something has changed since you read this page" in page
        assert "We send an e-mail to 3 leaders." in page
        assert "An organiser approves their raters: Ann" in page
        assert (state(draft), Email.objects.count()) == ("draft", 0)

    def test_another_leader_in_the_place_of_one_is_named_first(self, organiser, draft):
        """As many are written to, but not the same."""
        seal = seal_of(organiser.get(of(draft, "launch")))
        draft.reviews.get(recipient__name="Kim").delete()
        ann = make.person("Ann", manager=make.person("Her boss"))
        rounds.add_recipients(feedback_round=draft, people=[ann], coach=None)
        page = text(organiser.post(of(draft, "launch"), {"seal": seal}))
        assert "The leaders or their coaches have changed." in page
        assert state(draft) == "draft"

    @pytest.mark.parametrize("name", ["nominate_by", "approve_by", "collect_by"])
    def test_a_draft_with_a_date_that_has_passed_is_not_launched(self, organiser, draft, name):
        yesterday = timezone.localdate() - timedelta(1)
        order = ["nominate_by", "approve_by", "collect_by"]
        late = dict.fromkeys(order[: order.index(name) + 1], yesterday)
        Round.objects.update(**late)
        page = text(organiser.get(of(draft, "launch")))
        said = {"nominate_by": "to name", "approve_by": "to approve", "collect_by": "to answer"}
        assert page.count("has passed.") == len(late)
        assert f"The last day {said[name]}" in page
        assert f"/rounds/{draft.pk}/edit/" in page
        assert "Launch, and write" not in page
        press(organiser, of(draft, "launch"))
        draft.refresh_from_db()
        with pytest.raises(NotNow, match="has passed"):
            rounds.launch(feedback_round=draft)
        assert (state(draft), Email.objects.count()) == ("draft", 0)

    def test_its_last_day_to_name_may_be_today(self, draft):
        Round.objects.update(nominate_by=timezone.localdate())
        draft.refresh_from_db()
        rounds.launch(feedback_round=draft)
        assert state(draft) == "open"

    def test_a_draft_is_not_saved_with_a_date_that_has_passed(self, draft):
        with pytest.raises(Invalid, match="to name raters") as refused:
            rounds.save_draft(
                feedback_round=draft, values={"nominate_by": timezone.localdate() - timedelta(1)}
            )
        assert refused.value.field == "nominate_by"

    def test_few_days_to_answer_are_asked_about_and_not_refused(self, organiser, draft):
        assert "days to answer" not in text(organiser.get(of(draft, "launch")))
        Round.objects.update(collect_by=draft.approve_by + timedelta(2))
        page = text(organiser.get(of(draft, "launch")))
        assert "Raters whose list is approved on the last day have 2 days to answer." in page
        press(organiser, of(draft, "launch"))
        assert state(draft) == "open"

    def test_who_is_not_ready_is_named(self, organiser):
        coach = make.person("Cora", "coach")
        gone = make.person("Gone")
        draft = make.feedback_round(make.person("Lee"), gone, coach=coach, launched=False)
        gone.is_active = False
        gone.save()
        organisations.set_roles(person=coach, roles=set())
        page = text(organiser.get(of(draft, "launch")))
        assert "These leaders cannot sign in, so they cannot name anybody:" in page
        assert "The coach of these leaders no longer has the role of a coach:" in page

    def test_leaders_without_a_coach_and_a_draft_questionnaire_stop_it(self, organiser, draft):
        Round.objects.update(coach_reads=True)
        draft.questionnaire.published = False
        draft.questionnaire.save()
        page = text(organiser.get(of(draft, "launch")))
        assert "These leaders have no coach: Kim, Lee." in page
        assert "The questionnaire, “Ours, version 1”, is a draft." in page

    def test_the_page_of_a_launched_round_offers_nothing(self, organiser, draft):
        rounds.launch(feedback_round=draft)
        page = text(organiser.get(of(draft, "launch")))
        assert "This round has already been launched." in page
        assert "We send an e-mail" not in page


class TestClose:
    @pytest.fixture
    def review(self):
        return make.collecting({"peer": 5})

    @pytest.fixture
    def without_raters(self):
        return make.feedback_round(make.person("Lee", manager=make.person("Boss")))

    def test_raters_who_were_promised_a_day_keep_three_whole_days_and_are_told(
        self, organiser, review
    ):
        Email.objects.all().delete()
        page = text(organiser.get(of(review.round, "close")))
        promised, near = review.round.collect_by, timezone.localdate() + timedelta(3)
        assert f"they can answer until {date_format(promised)}. They get 3 whole days" in page
        assert "We send one e-mail to each of the 5 people who were invited" in page
        assert "After that we make 1 report." in page
        press(organiser, of(review.round, "close"))
        review.round.refresh_from_db()
        assert (review.round.state, review.round.collect_by) == ("open", near)
        for invitation in review.invitations.all():
            (written,) = emails_to(invitation.person)
            assert date_format(near, "D j M Y") in written
        dates.keep(near)
        assert state(review.round) == "open"
        dates.keep(near + timedelta(1))
        assert state(review.round) == "closing"

    @pytest.mark.parametrize("days", [0, 3])
    def test_a_day_that_is_near_comes_no_earlier(self, organiser, review, days):
        today = timezone.localdate()
        Round.objects.update(
            nominate_by=today, approve_by=today, collect_by=today + timedelta(days)
        )
        page = text(organiser.get(of(review.round, "close")))
        assert "so it cannot close earlier. It closes by itself after that day." in page
        review.round.refresh_from_db()
        with pytest.raises(NotNow, match="cannot close earlier"):
            closing_early.close_early(feedback_round=review.round)
        assert state(review.round) == "open"

    def test_those_of_a_360_that_was_stopped_were_told_so(self, organiser, review):
        stopping.stop(review=review)
        press(organiser, of(review.round, "close"))
        assert state(review.round) == "closing"

    def test_a_round_to_which_nobody_was_invited_closes_at_once(self, organiser, without_raters):
        page = text(organiser.get(of(without_raters, "close")))
        assert "Nobody has been invited yet, and nobody can be any more." in page
        press(organiser, of(without_raters, "close"))
        assert state(without_raters) == "closing"

    def test_a_post_without_what_was_read_closes_nothing(self, organiser, without_raters):
        organiser.post(of(without_raters, "close"))
        assert state(without_raters) == "open"

    def test_who_has_not_named_sent_or_rated_is_named(self, organiser):
        boss = make.person("Boss")
        people = [make.person(name, manager=boss) for name in ("Nobody", "Unsent", "Waiting")]
        feedback_round = make.feedback_round(*people)
        for review in feedback_round.reviews.exclude(recipient__name="Nobody"):
            for i in range(4):
                rater = make.person(f"{review.recipient.name} {i}")
                nominating.nominate(review=review, person=rater, relationship="peer")
        nominating.submit_nominations(review=feedback_round.reviews.get(recipient__name="Waiting"))
        page = text(organiser.get(of(feedback_round, "close")))
        parts = [
            *("These leaders have named nobody.", "These leaders have not sent their list"),
            *("The lists of these leaders wait", "These leaders have not rated themselves"),
        ]
        for part, name in zip(parts, ["Nobody", "Unsent", "Waiting"], strict=False):
            group = page[page.index(part) :].split("</ul>")[0]
            assert [n for n in ("Nobody", "Unsent", "Waiting") if f">{n}</a></li>" in group] == [
                name
            ]
        assert page[page.index(parts[3]) :].split("</ul>")[0].count("<li>") == 3
        assert "Nobody has been invited yet" in page

    @pytest.mark.parametrize("n", [0, 3])
    def test_nobody_and_a_few_answers_look_the_same(self, organiser, n, review):
        for invitation in review.invitations.all()[:n]:
            make.answer(invitation, [1, 2, 3])
        make.count(review.round)
        page = text(organiser.get(of(review.round, "close")))
        assert "had answered about these leaders when that was last counted, on" in page
        assert ": too few to say yet." in page
        assert not any(i.person.name in page for i in review.invitations.all())

    def test_answers_of_today_are_not_counted(self, organiser, review):
        make.count(review.round)
        before = text(organiser.get(of(review.round, "close")))
        make.answer_all(review, [1, 2, 3])
        after = text(organiser.get(of(review.round, "close")))
        assert (
            before[before.index("<main") :].split("csrf")[0]
            == (after[after.index("<main") :].split("csrf")[0])
        )
        make.count(review.round)
        assert "4 or more." in text(organiser.get(of(review.round, "close")))

    def test_the_page_leads_there_and_closes_nothing_itself(self, organiser, review):
        page = text(organiser.get(f"/rounds/{review.round_id}/"))
        assert f'href="{of(review.round, "close")}"' in page
        assert f'action="{of(review.round, "close")}"' not in page


class TestRemind:
    @pytest.fixture
    def review(self):
        made = make.collecting({"peer": 4})
        Email.objects.all().delete()
        return made

    def test_it_says_how_many_get_it_and_that_nobody_was_reminded(self, organiser, review):
        page = text(organiser.get(of(review.round, "remind")))
        assert "A reminder goes to the 4 people who were invited" in page
        assert "Nobody has been reminded yet." in page
        assert not Email.objects.exists()
        press(organiser, of(review.round, "remind"))
        assert Email.objects.count() == 4

    def test_a_second_one_within_48_hours_has_to_be_asked_for(self, organiser, review):
        reminding.remind(feedback_round=review.round)
        page = text(organiser.get(of(review.round, "remind")))
        assert "The last e-mail to everyone who was invited went out on" in page
        assert "Tick this if you are sure." in text(press(organiser, of(review.round, "remind")))
        with pytest.raises(NotNow, match="less than 48 hours"):
            reminding.remind(feedback_round=review.round)
        assert Email.objects.count() == 4
        press(organiser, of(review.round, "remind"), agree="on")
        assert Email.objects.count() == 8

    def test_after_48_hours_it_need_not_be(self, organiser, review):
        Round.objects.update(reminded_at=timezone.now() - timedelta(hours=48))
        assert "all the same" not in text(organiser.get(of(review.round, "remind")))
        press(organiser, of(review.round, "remind"))
        assert Email.objects.count() == 4

    def test_the_one_of_a_date_waits_after_one_by_hand(self, review):
        reminding.remind(feedback_round=review.round)
        near = review.round.collect_by - timedelta(2)
        sent = Email.objects.filter(urgency=Email.Urgency.REMINDER)
        kept = DateKept.objects.filter(what__startswith="collect")
        dates.keep(near)
        assert (sent.count(), kept.count()) == (4, 0)
        Round.objects.update(reminded_at=timezone.now() - timedelta(hours=48))
        dates.keep(near + timedelta(1))
        assert (sent.count(), kept.count()) == (8, 1)

    def test_one_by_hand_after_that_of_a_date_has_to_be_asked_for(self, review):
        dates.keep(review.round.collect_by - timedelta(1))
        review.round.refresh_from_db()
        with pytest.raises(NotNow, match="less than 48 hours"):
            reminding.remind(feedback_round=review.round)

    def test_with_nobody_invited_nobody_is_reminded(self, organiser):
        feedback_round = make.feedback_round(make.person("Lee"))
        Email.objects.all().delete()
        page = text(organiser.get(of(feedback_round, "remind")))
        assert "Nobody has been invited yet" in page
        press(organiser, of(feedback_round, "remind"))
        with pytest.raises(NotNow, match="Nobody has been invited"):
            reminding.remind(feedback_round=feedback_round)
        assert not Email.objects.exists()
        assert Review.objects.get().state == "nominate"


def test_the_check_of_closing_says_whom_it_tells_and_that_nothing_was_counted(organiser):
    review = make.collecting({"peer": 6})
    page = text(organiser.get(of(review.round, "close")))
    assert "We send one e-mail to each of the 6 people who were invited" in page
    assert "Answers about these leaders have not been counted yet:" in page
    assert "last counted" not in page


def test_empty_reports_are_warned_of_and_lead_to_where_they_can_be_stopped(organiser):
    made = make.feedback_round(make.person("Lee"), make.person("Kim"))
    lee = made.reviews.get(recipient__name="Lee")
    page = text(organiser.get(of(made, "close")))
    assert (
        "Nobody has been asked about 2 leaders. They get reports with no answers from others"
        in page
    )
    assert f'<a href="/rounds/{made.pk}/leaders/{lee.pk}/">Lee</a>' in page
    press(organiser, of(made, "close"))
    assert "reopen the round and stop their 360 first:" in text(organiser.get(of(made, "reports")))


def test_a_round_in_which_everybody_has_raters_warns_of_none(organiser):
    review = make.collecting({"peer": 6})
    assert "no answers from others" not in text(organiser.get(of(review.round, "close")))
