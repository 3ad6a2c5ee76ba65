"""Another coach, or another approver, while a leader's 360 goes on."""

import pytest

from everyseat.giving.refusals import NotNow
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import AuditEntry, Email, Person
from everyseat.threesixty import landing, who_sees
from everyseat.threesixty.actions import coaching, finishing, helping, nominating, retention
from everyseat.threesixty.models import Review
from everyseat.threesixty.queries import permissions
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def review():
    made = make.collecting({"peer": 5}, coach=make.person("Cora", "coach"))
    make.answer_all(made, [4, 3, 2])
    Email.objects.all().delete()
    return made


@pytest.fixture
def dan():
    return make.person("Dan", "coach")


@pytest.fixture
def organiser(client):
    client.force_login(make.person("Olu", "organiser"))
    return client


class TestCoach:
    def test_all_three_are_told(self, review, dan):
        cora = review.coach
        helping.change_coach(review=review, coach=dan)
        assert "You are now the coach of Lee" in emails_to(dan)[0]
        assert "You are no longer the coach of Lee" in emails_to(cora)[0]
        assert "Your coach is now Dan" in emails_to(review.recipient)[0]
        assert Email.objects.count() == 3

    def test_the_new_coach_reads_and_the_one_before_no_longer(self, review, dan):
        make.close(review.round)
        review.refresh_from_db()
        cora = review.coach
        assert permissions.may_read_report(cora, review)
        helping.change_coach(review=review, coach=dan)
        assert permissions.may_read_report(dan, review)
        assert not permissions.may_read_report(cora, review)
        assert not permissions.readable_reviews(cora).exists()
        assert "Please read the report about Lee first" in emails_to(dan)[-1]

    def test_after_the_release_too(self, review, dan):
        make.close(review.round)
        review.refresh_from_db()
        coaching.release(review=review, note="")
        helping.change_coach(review=review, coach=dan)
        assert permissions.may_read_report(dan, review)

    def test_the_self_assessment_names_the_coach_of_now(self, review, dan):
        helping.change_coach(review=review, coach=dan)
        assert "your coach, Dan, will see" in who_sees.self_assessment(review)

    def test_nobody_who_is_no_coach_or_is_the_leader_or_is_the_coach_already(self, review, dan):
        organisations.set_roles(person=review.recipient, roles={"coach"})
        refused = [make.person("No coach"), Person.objects.get(name="Lee"), review.coach]
        for person in refused:
            with pytest.raises(NotNow):
                helping.change_coach(review=review, coach=person)
        assert not Email.objects.exists()

    def test_none_where_raters_were_told_of_none(self, dan):
        review = make.collecting({"peer": 5})
        with pytest.raises(NotNow, match="No coach reads the reports"):
            helping.change_coach(review=review, coach=dan)

    def test_it_is_logged_with_both_names(self, review, dan, organiser):
        address = f"/rounds/{review.round_id}/leaders/{review.pk}/coach/"
        cora = review.coach
        organiser.post(address, {"coach": "Dan"})
        review.refresh_from_db()
        assert review.coach == dan
        entry = AuditEntry.objects.get(what="leader_coach")
        assert entry.about == f"{review.round_id} {review.pk} {cora.pk} {dan.pk}"
        olu = Person.objects.get(name="Olu")
        organisations.set_roles(person=olu, roles={"administrator"})
        page = text(organiser.get("/audit-log/"))
        assert "Olu changed the coach of Lee (Spring) from Cora to Dan." in page


class TestWithoutACoach:
    """Raters were told that a coach reads first: a report never goes out without."""

    def gone(self, review):
        retention.erase(review.coach)
        review.coach.delete()
        return Review.objects.get(pk=review.pk)

    def test_raters_still_read_of_a_coach(self, review):
        before = who_sees.rater(review, "peer", kept=False)
        review = self.gone(review)
        assert who_sees.rater(review, "peer", kept=False) == before
        assert "You and your coach will see this" in who_sees.self_assessment(review)

    def test_the_report_waits_and_the_organisers_are_told(self, review):
        olu = make.person("Olu", "organiser")
        review = self.gone(review)
        Email.objects.all().delete()
        make.close(review.round)
        review.refresh_from_db()
        assert review.state == Review.State.READ
        assert not review.is_released
        assert not permissions.may_read_report(review.recipient, review)
        assert emails_to(review.recipient) == []
        assert "Please choose a coach for Lee" in emails_to(olu)[0]
        assert "Choose a coach for Lee: nobody can release their report" in _tasks(olu)

    def test_once_chosen_the_coach_reads_and_nothing_waits_for_the_organiser(self, review, dan):
        olu = make.person("Olu", "organiser")
        review = self.gone(review)
        make.close(review.round)
        review.refresh_from_db()
        helping.change_coach(review=review, coach=dan)
        assert not any("Choose a coach" in task for task in _tasks(olu))
        assert permissions.may_read_report(dan, review)

    def test_a_coach_who_lost_the_role_or_cannot_sign_in_counts_as_none(self, review):
        olu = make.person("Olu", "organiser")
        organisations.set_roles(person=review.coach, roles=set())
        assert any("Choose a coach for Lee" in task for task in _tasks(olu))
        organisations.set_roles(person=review.coach, roles={"coach"})
        assert not any("Choose a coach" in task for task in _tasks(olu))
        Person.objects.filter(pk=review.coach_id).update(is_active=False)
        assert any("Choose a coach for Lee" in task for task in _tasks(olu))

    def test_a_report_is_handed_to_nobody_who_cannot_read_it(self, review):
        Person.objects.filter(pk=review.coach_id).update(is_active=False)
        make.person("Olu", "organiser")
        make.close(review.round)
        assert emails_to(review.coach) == []


def _tasks(person: Person) -> list[str]:
    return [task.text for task in landing.waiting(person)]


class TestApprover:
    @pytest.fixture
    def waiting(self):
        """A review whose list waits for Boss."""
        made = make.feedback_round(make.person("Kim", manager=make.person("Boss"))).reviews.get()
        for i in range(4):
            nominating.nominate(review=made, person=make.person(f"P {i}"), relationship="peer")
        nominating.submit_nominations(review=made)
        Email.objects.all().delete()
        return made

    def test_both_are_told_and_the_list_waits_for_the_new_one(self, waiting):
        ann = make.person("Ann")
        helping.choose_approver(review=waiting, approver=ann)
        assert "Please approve the raters for Kim" in emails_to(ann)[0]
        boss = Person.objects.get(name="Boss")
        assert "You no longer need to approve the raters for Kim" in emails_to(boss)[0]
        assert not permissions.may_approve(boss, waiting)
        nominating.approve(review=waiting, refused=set())

    def test_before_the_list_is_sent_they_are_told_that_it_will_come(self):
        made = make.feedback_round(make.person("Kim", manager=make.person("Boss"))).reviews.get()
        ann = make.person("Ann")
        helping.choose_approver(review=made, approver=ann)
        assert "You will approve the raters for Kim" in emails_to(ann)[0]

    def test_nobody_approves_their_own_raters_or_who_cannot_sign_in(self, waiting):
        gone = make.person("Gone")
        Person.objects.filter(pk=gone.pk).update(is_active=False)
        gone.refresh_from_db()
        for person in (waiting.recipient, gone, Person.objects.get(name="Boss")):
            with pytest.raises(NotNow):
                helping.choose_approver(review=waiting, approver=person)
        assert not Email.objects.exists()

    def test_not_once_the_raters_are_approved(self, review):
        with pytest.raises(NotNow, match="approved already"):
            helping.choose_approver(review=review, approver=make.person("Ann"))

    def test_an_organiser_takes_it_over(self, waiting, organiser):
        address = f"/rounds/{waiting.round_id}/leaders/{waiting.pk}/approver/"
        assert "Approve them myself" in text(organiser.get(address))
        organiser.post(address, {"take_over": "1"})
        waiting.refresh_from_db()
        assert waiting.approver.name == "Olu"
        assert organiser.get(f"/reviews/{waiting.pk}/approve/").status_code == 200

    def test_an_organiser_does_not_take_over_their_own(self, waiting, client):
        organisations.set_roles(person=waiting.recipient, roles={"organiser"})
        client.force_login(Person.objects.get(name="Kim"))
        address = f"/rounds/{waiting.round_id}/leaders/{waiting.pk}/approver/"
        assert "Approve them myself" not in text(client.get(address))
        client.post(address, {"take_over": "1"})
        waiting.refresh_from_db()
        assert waiting.approver is None


def test_finishing_writes_to_each_organiser_once(review):
    make.person("Olu", "organiser")
    Review.objects.update(coach=None)
    Email.objects.all().delete()
    make.close(review.round)
    finishing.work()
    assert Email.objects.count() == 2  # Olu, and the administrator, who is one too
