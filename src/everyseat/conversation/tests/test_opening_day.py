"""A draft opens by itself on its day, or says what stopped it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from everyseat.conversation import checks, links
from everyseat.conversation.actions import inviting, opening, preparing, writing_to_invited
from everyseat.conversation.models import Conversation, Participant
from everyseat.conversation.tests import make
from everyseat.conversation.tests.test_organising import filled, sure
from everyseat.organisations.models import Email
from everyseat.safety import thresholds

pytestmark = pytest.mark.django_db


def in_days(n):
    return make.today() + timedelta(n)


@pytest.fixture
def planned(sam):
    return make.draft(sam, opens_on=in_days(2))


@pytest.fixture
def missed(sam):
    """A draft that had nothing to answer on its day."""
    made = make.draft(sam, opens_on=in_days(2), may_write=False)
    made.statements.all().delete()
    opening.keep_dates(in_days(2))
    made.refresh_from_db()
    return made


def correct(client, draft, **values):
    client.post(f"/conversations/{draft.pk}/edit/", filled(may_write="on", **values))
    draft.refresh_from_db()


def test_it_opens_by_itself_on_its_day_and_not_before(planned):
    opening.keep_dates(in_days(1))
    planned.refresh_from_db()
    assert planned.is_draft
    opening.keep_dates(in_days(2))
    planned.refresh_from_db()
    assert (planned.is_open, planned.opened_on) == (True, in_days(2))
    assert (planned.threshold, planned.opens_on) == (thresholds.RATINGS, None)


def test_it_opens_later_if_nothing_ran_on_its_day(planned):
    opening.keep_dates(in_days(4))
    planned.refresh_from_db()
    assert (planned.is_open, planned.opened_on) == (True, in_days(4))


def test_a_draft_without_a_day_stays_one(sam):
    made = make.draft(sam)
    opening.keep_dates(in_days(9))
    made.refresh_from_db()
    assert made.is_draft


def test_what_stops_it_is_a_task_of_the_organisers_until_it_opens(client, sam, missed):
    assert (missed.is_draft, missed.missed_opening) == (True, True)
    client.force_login(sam)
    for page in ("/", f"/conversations/{missed.pk}/"):
        text = client.get(page).text
        assert "could not open by itself" in text
        assert "There is nothing to answer yet." in text
    preparing.correct(conversation=missed, values={"may_write": True})
    assert "Nothing stops it now" in client.get("/").text
    opening.open_to_all(conversation=missed, today=make.today())
    assert "could not open by itself" not in client.get("/").text


def test_nobody_else_reads_that_it_could_not_open(client, missed):
    client.force_login(make.person("Ann"))
    assert "could not open" not in client.get("/").text


def test_what_missed_its_day_opens_on_another_and_not_at_the_first_statement(client, sam, missed):
    preparing.correct(conversation=missed, values={"may_write": True})
    opening.keep_dates(in_days(3))
    missed.refresh_from_db()
    assert missed.is_draft
    client.force_login(sam)
    correct(client, missed, opens_on=in_days(4))
    assert not missed.missed_opening
    opening.keep_dates(in_days(4))
    missed.refresh_from_db()
    assert missed.is_open


def test_by_invitation_too_few_stop_it_and_enough_are_written_to(sam):
    made = make.draft(sam, entry="invited", opens_on=make.today())
    other = make.draft(sam, entry="invited", opens_on=make.today())
    names = ("Ann", "Bo", "Cy", "Di")
    inviting.invite(conversation=made, teams=[], pasted=make.pasted(*names))
    inviting.invite(conversation=other, teams=[], pasted=make.pasted(*names[:3]))
    opening.keep_dates(make.today())
    writing_to_invited.write_due(make.today())
    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.is_open, other.is_draft, other.missed_opening) == (True, True, True)
    assert sorted(email.to for email in Email.objects.all()) == sorted(
        made.invited.values_list("email", flat=True)
    )


def test_its_last_day_over_stops_it(planned):
    opening.keep_dates(planned.closes_on + timedelta(1))
    planned.refresh_from_db()
    assert (planned.is_draft, planned.missed_opening) == (True, True)


@pytest.mark.parametrize("opens_on", [-1, 6])
def test_a_day_in_the_past_or_after_the_last_one_is_refused(client, sam, opens_on):
    client.force_login(sam)
    page = client.post("/conversations/new/", filled(opens_on=in_days(opens_on)))
    assert list(page.context["form"].errors) == ["opens_on"]
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("opens_on", [0, 5])
def test_today_and_the_last_day_are_days_to_open(client, sam, opens_on):
    client.force_login(sam)
    client.post("/conversations/new/", filled(opens_on=in_days(opens_on)))
    assert Conversation.objects.get().opens_on == in_days(opens_on)


def test_the_day_of_a_draft_is_changed_and_removed(client, sam, planned):
    client.force_login(sam)
    correct(client, planned, opens_on=in_days(3))
    assert planned.opens_on == in_days(3)
    correct(client, planned, opens_on="")
    assert planned.opens_on is None


def test_a_day_that_was_missed_does_not_keep_its_draft_from_being_corrected(client, sam, missed):
    Conversation.objects.filter(pk=missed.pk).update(opens_on=in_days(-3))
    client.force_login(sam)
    correct(client, missed, opens_on=in_days(-3), question="Which?")
    assert (missed.question, missed.missed_opening) == ("Which?", True)


def test_once_open_it_takes_no_day(conversation):
    preparing.correct(conversation=conversation, values={"opens_on": in_days(3)})
    conversation.refresh_from_db()
    assert conversation.opens_on is None


def test_opening_by_hand_is_possible_earlier_and_says_so(client, sam, planned):
    assert any("It opens now" in text for text in checks.opened(planned, make.today()).happens)
    client.force_login(sam)
    sure(client, f"/conversations/{planned.pk}/open/")
    planned.refresh_from_db()
    assert (planned.is_open, planned.opened_on, planned.opens_on) == (True, make.today(), None)


def test_before_it_opens_its_link_says_the_day_and_nothing_else(client, planned):
    address = f"/conversation/{planned.code}/"
    for page in (client.get(address), client.post(address)):
        assert "has not opened yet" in page.text
        assert planned.question not in page.text
        assert "Parks for all" not in page.text
    assert not Participant.objects.exists()
    assert client.get(f"{address}results/").status_code == 404


def test_the_link_of_what_missed_its_day_promises_none(client, missed):
    assert client.get(f"/conversation/{missed.code}/").status_code == 404


def test_the_pages_of_organisers_and_the_preview_say_the_day(client, sam, planned):
    client.force_login(sam)
    preview = links.preview(planned)
    for page in (f"/conversations/{planned.pk}/", preview, "/conversations/"):
        assert "Opens on" in client.get(page).text
    assert "It opens on" in client.get(f"/conversations/{planned.pk}/share/").text
    opening.open_to_all(conversation=planned, today=make.today())
    assert "Opens on" not in client.get(preview).text


@pytest.mark.parametrize(
    "wrong", [{"opens_on": "2999-01-01"}, {"missed_opening": True, "opens_on": None}]
)
def test_the_database_refuses_a_day_to_open_that_can_not_be(sam, planned, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=planned.pk).update(**wrong)


def test_the_database_refuses_a_day_to_open_for_what_is_open(conversation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).update(opens_on=make.today())
