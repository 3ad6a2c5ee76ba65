"""An organiser reminds leaders, and whoever approves, of what they still have to do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Email
from everyseat.organisations.tests.checking import press
from everyseat.threesixty.actions import dates, nominating, reminding_leaders
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def organiser(client):
    client.force_login(make.person("O", "organiser"))
    return client


@pytest.fixture
def several() -> Round:
    """Return a round of three leaders: A names raters, B has sent a list, C collects answers."""
    people = [make.person(name, manager=make.person(f"Boss of {name}")) for name in "ABC"]
    made = make.feedback_round(*people)
    for review in made.reviews.exclude(recipient__name="A"):
        for i in range(5):
            rater = make.person(f"{review.recipient.name} peer {i}")
            nominating.nominate(review=review, person=rater, relationship="peer")
        nominating.submit_nominations(review=review)
        if review.recipient.name == "C":
            nominating.approve(review=review, refused=set())
            review.sheets.create(relationship="self", ratings=[4, 3, 2])
    Email.objects.all().delete()
    return made


def page_of(feedback_round: Round, what: str) -> str:
    return f"/rounds/{feedback_round.pk}/remind/{what}/"


def written() -> list[str]:
    return sorted(f"{email.to.split('@')[0]}: {email.subject}" for email in Email.objects.all())


@pytest.mark.parametrize(
    ("what", "whom", "begins"),
    [
        ("naming", ["A"], ["a: Reminder: please name your raters"]),
        (
            "approving",
            ["Boss of B, about the raters of B"],
            ["boss.of.b: Reminder: please approve the raters for B"],
        ),
        ("without-self", ["A", "B"], ["a: Reminder: please rate", "b: Reminder: please rate"]),
    ],
)
def test_it_names_whom_it_reminds_and_writes_to_nobody_else(organiser, several, what, whom, begins):
    said = text(organiser.get(page_of(several, what)))
    assert all(f">{name}<" in said.replace("> ", ">").replace(" <", "<") for name in whom), said
    assert not Email.objects.exists()
    press(organiser, page_of(several, what))
    assert len(written()) == len(begins)
    assert all(mail.startswith(start) for mail, start in zip(written(), begins, strict=True))


def test_no_reminder_goes_to_raters_by_whether_they_have_answered(organiser, several):
    for what in ("collecting", "few", "late", "nowhere"):
        assert organiser.get(page_of(several, what)).status_code == 404


def test_the_board_leads_to_each_of_them_with_how_many(organiser, several):
    page = text(organiser.get(f"/rounds/{several.pk}/"))
    assert f'href="{page_of(several, "naming")}">Remind leaders to name raters: 1</a>' in page
    assert "Remind people to approve raters: 1</a>" in page
    assert "Remind leaders to rate themselves: 2</a>" in page


def test_a_leaders_page_reminds_them_alone(organiser, several):
    b = several.reviews.get(recipient__name="B")
    address = f"/rounds/{several.pk}/leaders/{b.pk}/"
    page = text(organiser.get(address))
    assert "Remind whoever approves the raters: Boss of B" in page
    assert "to name raters" not in page
    press(organiser, f"{address}remind/without-self/")
    assert [mail.partition(":")[0] for mail in written()] == ["b"]


def test_somebody_who_only_observes_is_offered_none(client, several):
    client.force_login(make.person("Obs", "observer"))
    assert "Remind " not in text(client.get(f"/rounds/{several.pk}/"))


def test_a_second_one_within_48_hours_has_to_be_asked_for(organiser, several):
    press(organiser, page_of(several, "naming"))
    page = text(organiser.get(page_of(several, "naming")))
    assert "The last reminder went out on" in page
    press(organiser, page_of(several, "naming"))
    with pytest.raises(NotNow, match="less than 48 hours"):
        reminding_leaders.remind(feedback_round=several, what="naming")
    assert len(written()) == 1
    press(organiser, page_of(several, "naming"), agree="on")
    assert len(written()) == 2
    press(organiser, page_of(several, "without-self"))  # of something else
    assert len(written()) == 4


def test_a_date_reminds_nobody_whom_an_organiser_has_just_reminded(several):
    a = several.reviews.get(recipient__name="A")
    reminding_leaders.remind(feedback_round=several, what="naming")
    Email.objects.all().delete()
    today = timezone.localdate()
    Round.objects.update(nominate_by=today + timedelta(3), remind_days=[2])
    dates.keep(today + timedelta(1))
    assert written() == []
    Review.objects.filter(pk=a.pk).update(reminded={})
    dates.keep(today + timedelta(2))
    assert len(written()) == 1


def test_nobody_is_reminded_once_the_round_has_closed_or_the_leader_was_stopped(several):
    several.reviews.filter(recipient__name="A").update(state="stopped")
    with pytest.raises(NotNow, match="Nobody needs this reminder any more"):
        reminding_leaders.remind(feedback_round=several, what="naming")
    Round.objects.update(state=Round.State.CLOSING)
    with pytest.raises(NotNow, match="only send reminders while a round is under way"):
        reminding_leaders.remind(feedback_round=several, what="approving")


def test_two_dates_on_one_day_remind_a_leader_once(several):
    today = timezone.localdate()
    day = today + timedelta(7)
    Round.objects.update(nominate_by=day, approve_by=day, collect_by=day + timedelta(30))
    dates.keep(today)
    assert [mail.partition(":")[0] for mail in written()] == ["a", "boss.of.b"]
