"""Leaders who are added while a round is under way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations.models import Email
from everyseat.threesixty import landing, who_sees
from everyseat.threesixty.actions import adding, closing, follow_ups, group_reports
from everyseat.threesixty.models import GroupReport, Invitation, Review, Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def in_days(n: int):
    return timezone.localdate() + timedelta(n)


@pytest.fixture
def feedback_round():
    made = make.feedback_round(make.person("Kim"))
    Email.objects.all().delete()
    return made


@pytest.fixture
def lee():
    return make.person("Lee")


def add(feedback_round, *people, coach=None):
    return adding.add_late(feedback_round=feedback_round, people=list(people), coach=coach)


def test_they_are_asked_to_name_raters_and_nobody_else_is_written_to(feedback_round, lee):
    (review,) = add(feedback_round, lee)
    assert review.state == Review.State.NOMINATE
    assert Email.objects.count() == 1
    assert "please name the people" in emails_to(lee)[0]


def test_they_are_not_asked_for_a_day_that_is_over(feedback_round, lee):
    Round.objects.update(nominate_by=in_days(-3), approve_by=in_days(-1))
    feedback_round.refresh_from_db()
    add(feedback_round, lee)
    assert "as soon as you can" in emails_to(lee)[0]
    (task, *_more) = landing.waiting(lee)
    assert task.by is None


def test_whoever_takes_part_is_left_as_they_are(feedback_round, lee):
    add(feedback_round, lee)
    Email.objects.all().delete()
    assert add(feedback_round, lee) == []
    assert not Email.objects.exists()
    assert feedback_round.reviews.count() == 2


def test_they_need_a_week_to_the_last_day(feedback_round, lee):
    Round.objects.update(nominate_by=in_days(1), approve_by=in_days(2), collect_by=in_days(6))
    feedback_round.refresh_from_db()
    with pytest.raises(NotNow, match="Move the last day to answer first"):
        add(feedback_round, lee)
    Round.objects.update(collect_by=in_days(7))
    assert len(add(feedback_round, lee)) == 1


def test_where_a_coach_reads_first_they_need_one_and_not_themselves(lee):
    cora = make.person("Cora", "coach")
    feedback_round = make.feedback_round(make.person("Kim"), coach=cora)
    with pytest.raises(Invalid, match="Choose their coach"):
        add(feedback_round, lee)
    with pytest.raises(Invalid, match="can't coach themselves"):
        add(feedback_round, cora, coach=cora)
    assert add(feedback_round, lee, coach=cora)[0].coach == cora


def test_only_to_a_round_under_way(feedback_round, lee):
    closing.close(feedback_round=feedback_round)
    with pytest.raises(NotNow, match="while the round is under way"):
        add(feedback_round, lee)


def test_never_to_a_follow_up(lee):
    review = make.collecting({"peer": 5}, name="Kim")
    again = follow_ups._asked_again(review, follow_ups._round_of(review, in_days(20)), ["sees"])
    with pytest.raises(NotNow, match="follow-up"):
        add(again.round, lee)


def test_a_group_report_comes_of_leaders_at_launch_and_raters_are_told(feedback_round, lee):
    """Added leaders make none that raters before them were never told of, and are told of none."""
    people = [make.person(f"Leader {i}") for i in range(4)]
    few = add(feedback_round, *people)
    assert feedback_round.reviews.count() >= feedback_round.rating_threshold
    assert not few[0].round.may_be_grouped
    assert not any("averages" in sentence for sentence in who_sees.rater_besides(few[0], "peer"))
    many = make.feedback_round(*[make.person(f"More {i}") for i in range(4)])
    assert many.may_be_grouped
    assert any(
        "averages" in sentence for sentence in who_sees.rater_besides(many.reviews.first(), "peer")
    )


def test_no_group_report_is_made_where_none_was_told_of():
    """Four leaders have figures in the end; raters of the first were told of no group report."""
    first = make.collecting({"peer": 5}, name="First")
    feedback_round = first.round
    reviews = [first, *add(feedback_round, *[make.person(f"Late {i}") for i in range(3)])]
    for n, review in enumerate(reviews[1:]):
        review.state = Review.State.COLLECT
        review.save(update_fields=["state"])
        for i in range(5):
            Invitation.objects.create(
                review=review,
                person=make.person(f"Rater {n} {i}"),
                relationship="peer",
                group="peer",
                state="invited",
            )
    for review in reviews:
        make.answer_all(review, [2, 3, 4])
    make.close(feedback_round)
    group_reports.make_due()
    assert not GroupReport.objects.exists()
    Round.objects.update(may_be_grouped=True)  # as if raters had been told
    group_reports.make_due()
    assert GroupReport.objects.exists()


@pytest.fixture
def organiser(client):
    client.force_login(make.person("Olu", "organiser"))
    return client


def test_an_organiser_adds_them_on_a_page(feedback_round, lee, organiser):
    address = f"/rounds/{feedback_round.pk}/leaders/add/"
    assert "We write to each of them at once" in text(organiser.get(address))
    page = text(organiser.post(address, {"people": ["Lee"]}, follow=True))
    assert "1 leader added. We are asking them to name raters." in page
    assert feedback_round.reviews.filter(recipient=lee).exists()


def test_the_page_says_what_to_do_where_too_little_time_is_left(feedback_round, lee, organiser):
    Round.objects.update(nominate_by=in_days(1), approve_by=in_days(2), collect_by=in_days(6))
    address = f"/rounds/{feedback_round.pk}/leaders/add/"
    assert "Fewer than 7 days are left to answer." in text(organiser.get(address))
    organiser.post(address, {"people": ["Lee"]})
    assert not feedback_round.reviews.filter(recipient=lee).exists()


def test_the_page_asks_for_the_coach_that_it_needs(client):
    cora = make.person("Cora", "coach")
    made = make.feedback_round(make.person("Kim"), coach=cora)
    make.person("Lee")
    client.force_login(make.person("Olu", "organiser"))
    address = f"/rounds/{made.pk}/leaders/add/"
    label = text(client.get(address)).split('for="id_coach"')[1].split("</label>")[0]
    assert "(optional)" not in label
    assert "Choose their coach." in text(client.post(address, {"people": ["Lee"]}))
    assert made.reviews.count() == 1
