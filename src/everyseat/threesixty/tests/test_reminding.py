"""Whom the dates of a round remind, and how a rater switches reminders off."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.html import strip_tags

from everyseat.giving.form_tokens import TICK, TOKEN
from everyseat.organisations.mail import message as mail_message
from everyseat.organisations.models import Email
from everyseat.threesixty import links
from everyseat.threesixty.actions import dates, emails, inviting, nominating, reminding
from everyseat.threesixty.actions.closing import note_and_forget
from everyseat.threesixty.models import DateKept, Invitation, InvitationToSend
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


def about(email: Email) -> str:
    return email.subject.split(":")[1].split(" by ")[0].strip()


def kept(feedback_round, name: str, days: int) -> list[tuple[str, str]]:
    """Return whom a day reminds of what: so many days before one of a round's dates."""
    Email.objects.all().delete()
    dates.keep(getattr(feedback_round, name) - timedelta(days))
    return sorted((email.to, about(email)) for email in Email.objects.all())


@pytest.fixture
def naming():
    return make.feedback_round(make.person("Lee", manager=make.person("Boss")))


def test_a_leader_who_has_named_nobody_is_reminded_7_and_2_days_before(naming):
    lee = ("lee@trust.example", "please name your raters")
    assert kept(naming, "nominate_by", 8) == []
    assert kept(naming, "nominate_by", 7) == [lee]
    assert kept(naming, "nominate_by", 7) == []
    assert kept(naming, "nominate_by", 4) == []
    assert kept(naming, "nominate_by", 1) == [lee]  # the server did not run on the day


def test_a_leader_who_is_late_is_reminded_of_the_next_date(naming):
    assert kept(naming, "approve_by", 7) == [("lee@trust.example", "please name your raters")]


def test_a_manager_who_has_not_approved_is_reminded_and_not_the_leader():
    review = make.collecting({"peer": 4})
    review.state = "approve"
    review.save()
    told = kept(review.round, "approve_by", 2)
    assert told == [("boss.of.lee@trust.example", "please approve the raters for Lee")]


def test_a_leader_who_has_rated_themselves_is_not_reminded_of_it():
    review = make.collecting({"peer": 4})
    mine = ("lee@trust.example", "please rate yourself")
    assert mine in kept(review.round, "collect_by", 7)
    review.sheets.create(relationship="self", ratings=[4, 3, 2])
    assert mine not in kept(review.round, "collect_by", 2)


def test_the_days_are_those_that_the_organiser_chose(naming):
    naming.remind_days = [4]
    naming.save()
    assert kept(naming, "nominate_by", 7) == []
    assert len(kept(naming, "nominate_by", 4)) == 1


def test_after_a_date_has_moved_the_reminders_come_again_but_not_on_the_same_day(naming):
    assert len(kept(naming, "nominate_by", 7)) == 1
    today = naming.nominate_by - timedelta(7)
    naming.nominate_by += timedelta(2)
    naming.save()
    dates.remind_anew(naming, ["nominate_by"], today)
    assert len(kept(naming, "nominate_by", 7)) == 1
    dates.remind_anew(naming, ["nominate_by"], naming.nominate_by - timedelta(7))
    assert kept(naming, "nominate_by", 7) == []
    assert DateKept.objects.filter(what="nominate 7").count() == 1


def test_somebody_who_rates_two_leaders_gets_one_email_with_two_links():
    boss = make.person("Boss")
    both = make.feedback_round(make.person("Ann", manager=boss), make.person("Bo", manager=boss))
    raters = [make.person(f"P{i}") for i in range(4)]
    for review in both.reviews.all():
        for rater in raters:
            nominating.nominate(review=review, person=rater, relationship="peer")
        nominating.submit_nominations(review=review)
    Email.objects.all().delete()
    first, second = both.reviews.all()
    assert nominating.approve(review=first, refused=set()) == 4
    assert not Email.objects.exists()  # they stand on the other list
    nominating.approve(review=second, refused=set())
    sent = list(Email.objects.all())
    assert sorted(email.to for email in sent) == sorted(rater.email for rater in raters)
    assert all(email.text.count("/invitation/") == 2 for email in sent)
    assert all("Ann and Bo" in email.subject for email in sent)
    both.refresh_from_db()
    assert len(make.reminders(both)) == 4


def test_an_invitation_waits_an_hour_at_most():
    boss = make.person("Boss")
    both = make.feedback_round(make.person("Ann", manager=boss), make.person("Bo", manager=boss))
    first, second = both.reviews.all()
    raters = [make.person(f"P{i}") for i in range(4)]
    for rater in raters:
        nominating.nominate(review=first, person=rater, relationship="peer")
    nominating.nominate(review=second, person=raters[0], relationship="peer")
    nominating.submit_nominations(review=first)
    Email.objects.all().delete()
    nominating.approve(review=first, refused=set())
    assert Email.objects.count() == 3
    inviting.send_waiting(both.collect_by)
    assert Email.objects.count() == 3
    InvitationToSend.objects.update(until=InvitationToSend.objects.get().until - timedelta(hours=1))
    inviting.send_waiting(both.collect_by)
    assert Email.objects.count() == 4
    assert not InvitationToSend.objects.exists()


class TestSwitchingRemindersOff:
    @pytest.fixture
    def review(self):
        return make.collecting({"peer": 4})

    @pytest.fixture
    def rater(self, review) -> Invitation:
        return review.invitations.first()

    def page(self, rater: Invitation) -> str:
        token = links.REMINDERS.token(f"{rater.review.round_id} {rater.person_id}")
        return f"/reminders/{token}/"

    def test_a_mail_program_does_it_at_one_press_and_nobody_else_is_affected(self, review, rater):
        browser = Client(enforce_csrf_checks=True)
        answer = browser.post(self.page(rater), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 204
        assert not answer.cookies
        to = {email.to for email in make.reminders(review.round)}
        assert to == {i.person.email for i in review.invitations.exclude(pk=rater.pk)}

    def test_opening_the_link_or_sending_its_form_as_it_is_changes_nothing(self, client, rater):
        page = client.get(self.page(rater)).text
        assert "No page shows who has switched them off." in page
        token = page.split(f'name="{TOKEN}" value="')[1].split('"')[0]
        client.post(self.page(rater), {TOKEN: token})
        client.post(self.page(rater))
        client.post(self.page(rater), {TICK: "yes"})
        assert not Invitation.objects.filter(without_reminders=True).exists()
        client.post(self.page(rater), {TOKEN: token, TICK: "yes"})
        assert Invitation.objects.filter(without_reminders=True).get() == rater

    def test_they_can_be_switched_on_again(self, client, review, rater):
        client.post(self.page(rater), {"List-Unsubscribe": "One-Click"})
        page = client.get(self.page(rater)).text
        token = page.split(f'name="{TOKEN}" value="')[1].split('"')[0]
        client.post(self.page(rater), {TOKEN: token, TICK: "yes"})
        assert len(make.reminders(review.round)) == 4

    def test_the_organiser_does_not_learn_of_it(self, client, review, rater):
        client.force_login(make.person("O", "organiser"))
        pages = (f"/rounds/{review.round_id}/", f"/rounds/{review.round_id}/remind/")
        before = [strip_tags(client.get(page).text) for page in pages]
        Client().post(self.page(rater), {"List-Unsubscribe": "One-Click"})
        assert [strip_tags(client.get(page).text) for page in pages] == before
        assert reminding.remind(feedback_round=review.round) == 4

    def test_the_link_in_the_header_can_not_answer(self, client, rater):
        token = self.page(rater).split("/")[2]
        assert client.get(f"/invitation/{token}/").status_code == 404

    def test_it_is_forgotten_when_the_round_closes(self, client, review, rater):
        client.post(self.page(rater), {"List-Unsubscribe": "One-Click"})
        make.close(review.round)
        note_and_forget(review.round)
        assert not Invitation.objects.filter(without_reminders=True).exists()

    def test_it_is_named_in_the_headers_with_one_press_where_we_have_https(
        self, settings, review, rater
    ):
        email = make.reminders(review.round)[0]
        message = mail_message.message(email).message()
        assert message["List-Unsubscribe"].startswith("<http://localhost:8000/reminders/")
        assert "List-Unsubscribe-Post" not in message
        settings.URL = "https://feedback.example"
        message = mail_message.message(make.reminders(review.round)[0]).message()
        assert message["List-Unsubscribe"].startswith("<https://feedback.example/reminders/")
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    def test_no_email_to_anybody_else_can_be_switched_off(self, review):
        for kind in ("nominate", "approve", "released", "to_read", "rate_yourself"):
            message = mail_message.message(emails.email_about(review, review.recipient, kind))
            assert "List-Unsubscribe" not in message.message(), kind

    @pytest.mark.parametrize("kind", ["invitation", "reminder"])
    def test_it_is_on_what_can_be_switched_off_alone(self, review, kind):
        for email in emails.to_raters(emails.to_remind(review.round), kind):
            assert "List-Unsubscribe" in mail_message.message(email).message()
        news = {"dates": {}, "until": review.round.collect_by}
        for kind in ("dates_to_raters", "reopened_to_raters", "stopped_to_raters"):
            for email in emails.to_raters(emails.to_remind(review.round), kind, **news):
                assert "List-Unsubscribe" not in mail_message.message(email).message(), kind
                assert "/reminders/" not in email.text
