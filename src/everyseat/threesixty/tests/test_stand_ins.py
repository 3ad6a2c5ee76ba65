"""What a stand-in may do in the 360 for an approver or a coach who is away, and what nobody may."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from everyseat.organisations import actions as organisations
from everyseat.organisations import subject_access
from everyseat.organisations.models import Email, Person, StandIn
from everyseat.organisations.stand_ins import actions
from everyseat.threesixty import landing, standing, who_sees
from everyseat.threesixty.actions import coaching, nominating
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.queries import permissions, plans
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import ticks

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def stands_in(person: Person, stand_in: Person) -> StandIn:
    today = timezone.localdate()
    last = today + timedelta(3)
    return actions.name(person=person, stand_in=stand_in, first_day=today, last_day=last, by=person)


def anew(review: Review) -> Review:
    return Review.objects.get(pk=review.pk)


def waits(person: Person) -> list[str]:
    person = Person.objects.get(pk=person.pk)
    return [task.text for task in landing.waiting(person) if "Lee" in task.text]


def emails_to(person: Person) -> list[str]:
    return [email.subject for email in Email.objects.all() if email.to == person.email]


def text(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


class TestApprover:
    @pytest.fixture
    def boss(self):
        return make.person("Boss")

    @pytest.fixture
    def ann(self):
        return make.person("Ann")

    @pytest.fixture
    def review(self, boss):
        """A review whose list of raters waits for approval."""
        made = make.feedback_round(make.person("Lee", manager=boss)).reviews.get()
        for i in range(4):
            nominating.nominate(review=made, person=make.person(f"Peer {i}"), relationship="peer")
        return made

    def submitted(self, review: Review) -> Review:
        nominating.submit_nominations(review=review)
        return review

    def approve(self, client, review: Review, person: Person) -> int:
        client.force_login(person)
        return client.get(f"/reviews/{review.pk}/approve/").status_code

    def test_the_list_waits_for_the_stand_in_too_who_is_told_and_approves(
        self, client, review, boss, ann
    ):
        stands_in(boss, ann)
        self.submitted(anew(review))
        assert any("Please approve" in subject for subject in emails_to(ann))
        assert any("Please approve" in subject for subject in emails_to(boss))
        assert waits(ann)[0].startswith("Approve the raters of Lee (for Boss, until")
        assert waits(boss) == ["Approve the raters of Lee"]
        client.force_login(ann)
        address = f"/reviews/{review.pk}/approve/"
        assert "You do this for Boss, who is away." in text(client.get(address))
        client.post(address, ticks(review))
        review.refresh_from_db()
        assert review.state == Review.State.COLLECT
        assert waits(boss) == waits(ann) == []

    def test_a_list_that_waits_already_waits_for_them_from_then_on(self, client, review, boss, ann):
        self.submitted(review)
        assert self.approve(client, review, ann) == 404
        stands_in(boss, ann)
        assert self.approve(client, review, ann) == 200
        actions.end(person=boss, by=boss)
        assert self.approve(client, review, ann) == 404

    def test_a_chosen_approver_has_a_stand_in_and_the_managers_then_has_nothing(
        self, client, review, boss, ann
    ):
        chosen, cat = make.person("Chosen"), make.person("Cat")
        Review.objects.update(approver=chosen)
        self.submitted(anew(review))
        stands_in(chosen, cat)
        stands_in(boss, ann)
        assert self.approve(client, review, cat) == 200
        assert self.approve(client, review, ann) == 404

    def test_leaders_never_approve_their_own_raters_as_stand_ins(self, client, review, boss):
        lee = review.recipient
        self.submitted(review)
        stands_in(boss, lee)
        assert self.approve(client, review, lee) == 403
        assert not permissions.may_approve(lee, anew(review))
        assert [p.name for p in permissions.approvers(anew(review))] == ["Boss"]

    def test_a_leaders_own_stand_in_does_not_approve_their_raters(self, client, review, ann):
        """Though somebody chose the leader to approve them: that is the manager's then."""
        Review.objects.update(approver=review.recipient)
        self.submitted(anew(review))
        stands_in(review.recipient, ann)
        assert self.approve(client, review, ann) == 404

    def test_once_the_approver_cannot_sign_in_the_organisers_approve(
        self, client, review, boss, ann
    ):
        self.submitted(review)
        stands_in(boss, ann)
        Person.objects.filter(pk=boss.pk).update(is_active=False)
        assert self.approve(client, review, ann) == 404
        assert "Admin" in [p.name for p in permissions.approvers(anew(review))]

    def test_an_organiser_and_the_leader_read_who_it_is(self, client, review, boss, ann):
        stands_in(boss, ann)
        client.force_login(review.recipient)
        page = text(client.get(f"/reviews/{review.pk}/raters/"))
        assert "Boss checks the list before anyone is invited, or Ann, who stands in" in page
        self.submitted(review)
        assert any(
            "Ann stands in for Boss until" in said for said in standing.stand_ins(anew(review))
        )

    def test_it_takes_no_more_queries_for_more_reviews(
        self, boss, ann, django_assert_max_num_queries
    ):
        leaders = [make.person(f"Lee {i}", manager=boss) for i in range(8)]
        made = make.feedback_round(*leaders)
        made.reviews.update(state=Review.State.APPROVE)
        stands_in(boss, ann)
        ann = Person.objects.get(pk=ann.pk)
        with django_assert_max_num_queries(12):
            assert len(list(landing.waiting(ann))) == 8


class TestCoach:
    @pytest.fixture
    def dan(self):
        return make.person("Dan", "coach")

    @pytest.fixture
    def review(self):
        """A review whose report waits for its coach, Cora."""
        made = make.collecting({"peer": 5}, coach=make.person("Cora", "coach"))
        make.answer_all(made, [4, 3, 2], "You left early.")
        make.close(made.round)
        Email.objects.all().delete()
        return anew(made)

    def opened(self, client, review: Review, person: Person) -> dict[str, int]:
        client.force_login(person)
        pages = ("", "report/", "report.pdf", "release/")
        return {p: client.get(f"/reviews/{review.pk}/{p}").status_code for p in pages}

    def nothing(self, client, review: Review, person: Person) -> bool:
        person = Person.objects.get(pk=person.pk)
        assert not permissions.may_read_report(person, anew(review))
        return set(self.opened(client, review, person).values()) <= {403, 404}

    def test_another_coach_reads_first_and_releases(self, client, review, dan):
        cora = review.coach
        stands_in(cora, dan)
        assert set(self.opened(client, review, dan).values()) == {200}
        assert waits(dan)[0].startswith("Read the report about Lee before they do (for Cora, until")
        page = text(client.get(f"/reviews/{review.pk}/release/"))
        assert "You do this for Cora, who is away." in page
        address = f"/reviews/{review.pk}/release/"
        asked = text(client.post(address, {"note": "Well done. Dan"}))
        seal = asked.split('name="seal" value="')[1].split('"')[0]
        sent = client.post(address, {"note": "Well done. Dan", "seal": seal}, follow=True)
        assert sent.status_code == 200
        review.refresh_from_db()
        assert review.state == Review.State.RELEASED
        assert "The report about Lee has been released" in emails_to(cora)

    def test_after_the_release_they_can_open_nothing_any_more(self, client, review, dan):
        stands_in(review.coach, dan)
        coaching.release(review=review, note="", by=dan)
        assert self.nothing(client, review, dan)
        assert not plans.may_read_plan(dan, anew(review))

    def test_the_coach_can_still_do_it_themselves_and_is_told_nothing(self, client, review, dan):
        stands_in(review.coach, dan)
        assert set(self.opened(client, review, review.coach).values()) == {200}
        Email.objects.all().delete()
        coaching.release(review=review, note="", by=review.coach)
        assert emails_to(review.coach) == []

    def test_the_leader_reads_who_may_read_before_them(self, client, review, dan):
        stands_in(review.coach, dan)
        client.force_login(review.recipient)
        page = text(client.get(f"/reviews/{review.pk}/"))
        assert "Cora is away. Until" in page
        assert "Dan, a coach too, may read it first" in page
        assert not permissions.may_read_report(review.recipient, anew(review))

    def test_before_they_rate_themselves_leaders_are_told_that_it_may_be_another(self, review):
        said = who_sees.self_assessment(review)
        assert said.startswith("You and your coach, Cora, will see this")
        assert "another coach may read it instead" in said

    def test_somebody_without_the_role_reads_nothing(self, client, review):
        ann = make.person("Ann")
        stands_in(review.coach, ann)
        assert self.nothing(client, review, ann)

    def test_once_the_role_is_taken_the_stand_in_reads_nothing(self, client, review, dan):
        stands_in(review.coach, dan)
        organisations.set_roles(person=dan, roles=set())
        assert self.nothing(client, review, dan)

    def test_once_the_coachs_role_is_taken_their_stand_in_reads_nothing(self, client, review, dan):
        stands_in(review.coach, dan)
        organisations.set_roles(person=review.coach, roles=set())
        assert self.nothing(client, review, dan)
        assert review in permissions.without_coach()

    def test_the_leader_does_not_read_their_own_report_first(self, client, review):
        lee = review.recipient
        organisations.set_roles(person=lee, roles={"coach"})
        stands_in(review.coach, lee)
        lee = Person.objects.get(pk=lee.pk)
        assert not permissions.may_read_report(lee, anew(review))
        assert not permissions.reads_as_coach(lee, anew(review))
        client.force_login(lee)
        assert client.get(f"/reviews/{review.pk}/report/").status_code == 404
        assert client.get(f"/reviews/{review.pk}/release/").status_code == 403

    @pytest.mark.parametrize("state", Invitation.State)
    def test_a_rater_reads_nothing_of_the_others(self, client, review, dan, state):
        rater = review.invitations.first()
        Invitation.objects.filter(pk=rater.pk).update(person=dan, state=state)
        stands_in(review.coach, dan)
        assert self.nothing(client, review, dan)

    def test_the_leaders_manager_reads_nothing(self, client, review, dan):
        Person.objects.filter(pk=review.recipient_id).update(manager=dan)
        stands_in(review.coach, dan)
        assert self.nothing(client, review, dan)

    def test_a_stand_in_who_is_erased_reads_nothing_and_the_report_waits_for_the_coach(
        self, client, review, dan
    ):
        stands_in(review.coach, dan)
        subject_access.erase(dan)
        assert [p.name for p in permissions.coaches(anew(review))] == ["Cora"]

    def test_a_report_that_nobody_waits_for_is_opened_by_nobody_more(self, client, dan):
        """While people answer, a stand-in has nothing to do, and opens nothing."""
        made = make.collecting({"peer": 5}, coach=make.person("Cora", "coach"))
        stands_in(made.coach, dan)
        assert self.nothing(client, made, dan)

    def test_both_are_told_when_a_round_closes_meanwhile(self, dan):
        made = make.collecting({"peer": 5}, coach=make.person("Cora", "coach"))
        stands_in(made.coach, dan)
        make.answer_all(made, [4, 3, 2], "You left early.")
        Email.objects.all().delete()
        make.close(made.round)
        assert emails_to(dan) == ["Please read the report about Lee before they do"]
        assert len(emails_to(made.coach)) == 1

    def test_where_no_coach_reads_a_stand_in_does_not_either(self, client, dan):
        made = make.collecting({"peer": 5})
        make.answer_all(made, [4, 3, 2], "You left early.")
        make.close(made.round)
        Review.objects.update(coach=make.person("Cora", "coach"))
        stands_in(anew(made).coach, dan)
        assert self.nothing(client, made, dan)


class TestWhatIsLeftOver:
    def page(self, client, person: Person) -> str:
        client.force_login(person)
        return text(client.get("/account/away/"))

    def test_a_coach_reads_which_reports_their_stand_in_may_not_read(self, client):
        made = make.collecting({"peer": 5}, coach=make.person("Cora", "coach"))
        ann, dan = make.person("Ann"), make.person("Dan", "coach")
        stands_in(made.coach, ann)
        said = "Ann may not read the reports of these leaders."
        assert f"{said} They wait, unless an organiser chooses another coach: Lee." in self.page(
            client, made.coach
        )
        stands_in(made.coach, dan)
        assert "may not read" not in self.page(client, made.coach)
        Invitation.objects.filter(review=made).first().delete()
        Invitation.objects.create(review=made, person=dan, relationship="peer")
        assert "Dan may not read" in self.page(client, made.coach)

    def test_a_manager_reads_that_a_leader_does_not_approve_their_own_raters(self, client):
        boss = make.person("Boss")
        made = make.feedback_round(make.person("Lee", manager=boss)).reviews.get()
        stands_in(boss, made.recipient)
        assert "Lee does not approve their own raters" in self.page(client, boss)
