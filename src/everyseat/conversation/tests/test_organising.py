"""An organiser prepares a conversation, corrects it, opens and closes it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from everyseat.conversation import checks
from everyseat.conversation.actions import editions, opening, preparing
from everyseat.conversation.models import Conversation
from everyseat.conversation.tests import make
from everyseat.giving.refusals import NotNow
from everyseat.safety import thresholds

pytestmark = pytest.mark.django_db


def sure(client, address, **sent):
    """Press the button of a check page, and then press it again."""
    seal = client.get(address).context["check"].seal
    return client.post(address, {"seal": seal, **sent}, follow=True)


def filled(**values):
    form = {
        "entry": "link",
        "question": "What next?",
        "closes_on": make.today() + timedelta(5),
        "longest": 140,
    }
    form |= {"moderation": "before", "policy": "Ours.", "reasons": "One\n\n Two ", "erase_after": 6}
    return form | values


def test_a_new_conversation_has_the_rules_that_its_organiser_saved(client, sam):
    client.force_login(sam)
    page = client.post("/conversations/new/", filled(may_write="on"), follow=True)
    made = Conversation.objects.get()
    assert page.redirect_chain[-1][0] == f"/conversations/{made.pk}/seeds/"
    assert (made.reasons, made.erase_after, made.may_write) == (["One", "Two"], 6, True)
    assert (made.organiser, made.state, made.threshold) == (sam, "draft", None)


def test_moderation_before_publication_is_what_the_form_begins_with_and_opening_keeps_it(
    client, sam
):
    client.force_login(sam)
    form = client.get("/conversations/new/").context["form"]
    assert form["moderation"].value() == "before"
    assert make.opened(sam).moderation == "before"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"longest": 59}, "longest"),
        ({"longest": 301}, "longest"),
        ({"closes_on": "2001-01-01"}, "closes_on"),
        ({"reasons": " \n "}, "reasons"),
        ({"reasons": "x" * 121}, "reasons"),
        ({"question": "x" * 201}, "question"),
    ],
)
def test_a_conversation_that_can_not_be_is_not_made(client, sam, wrong, said):
    client.force_login(sam)
    page = client.post("/conversations/new/", filled(**wrong))
    assert list(page.context["form"].errors) == [said]
    assert not Conversation.objects.exists()


def test_opening_asks_first_and_freezes_the_threshold(client, sam):
    made = make.draft(sam)
    client.force_login(sam)
    address = f"/conversations/{made.pk}/open/"
    client.post(address)
    made.refresh_from_db()
    assert made.is_draft
    sure(client, address)
    made.refresh_from_db()
    assert (made.is_open, made.threshold) == (True, thresholds.RATINGS)
    assert made.opened_on == make.today()


def test_very_many_statements_are_a_warning(sam):
    seeds = [f"Statement {n}" for n in range(checks.MANY + 1)]
    assert "101 statements" in checks.opened(make.draft(sam, *seeds), make.today()).warns[0]
    assert checks.opened(make.draft(sam, *seeds[:-1]), make.today()).warns == []


def test_few_statements_are_a_warning_and_none_at_all_a_stop(client, sam):
    client.force_login(sam)
    made = make.draft(sam, may_write=False)
    check = client.get(f"/conversations/{made.pk}/open/").context["check"]
    assert check.warns
    assert not check.stops
    made.statements.all().delete()
    assert client.get(f"/conversations/{made.pk}/open/").context["check"].stops
    with pytest.raises(NotNow):
        opening.open_to_all(conversation=made, today=make.today())


def test_a_conversation_does_not_open_after_its_last_day(sam):
    made = make.draft(sam)
    with pytest.raises(NotNow):
        opening.open_to_all(conversation=made, today=made.closes_on + timedelta(1))


def test_it_closes_by_itself_after_its_last_day_and_not_on_it(conversation):
    opening.keep_dates(conversation.closes_on)
    conversation.refresh_from_db()
    assert conversation.is_open
    opening.keep_dates(conversation.closes_on + timedelta(3))
    conversation.refresh_from_db()
    assert (conversation.is_closed, conversation.closed_on) == (True, conversation.closes_on)


def test_closing_asks_first(client, sam, conversation):
    client.force_login(sam)
    sure(client, f"/conversations/{conversation.pk}/close/")
    conversation.refresh_from_db()
    assert (conversation.is_closed, conversation.closed_on) == (True, make.today())
    with pytest.raises(NotNow):
        opening.close(conversation=conversation, today=make.today())


def test_once_open_what_people_were_promised_stays(client, sam, conversation):
    client.force_login(sam)
    values = filled(description="New words", may_write="on", moderation="after")
    client.post(f"/conversations/{conversation.pk}/edit/", values)
    conversation.refresh_from_db()
    assert (conversation.description, conversation.moderation) == ("New words", "after")
    assert (conversation.question, conversation.erase_after) == ("What should change?", 12)
    preparing.correct(conversation=conversation, values={"question": "Another?"})
    conversation.refresh_from_db()
    assert conversation.question == "What should change?"


def test_a_closed_conversation_is_not_corrected(sam):
    with pytest.raises(NotNow):
        preparing.correct(conversation=make.closed(sam), values={"description": "Late"})


def test_a_draft_is_deleted_after_a_check_and_an_opened_one_is_not(client, sam, conversation):
    draft = make.draft(sam)
    client.force_login(sam)
    sure(client, f"/conversations/{draft.pk}/delete/")
    assert list(Conversation.objects.all()) == [conversation]
    with pytest.raises(NotNow):
        preparing.delete(conversation=conversation)
    assert client.get(f"/conversations/{conversation.pk}/delete/").context["check"].stops


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "open"},
        {"threshold": 4},
        {"closed_on": "2026-01-01"},
        {"erased_on": "2026-01-01"},
        {"longest": 30},
        {"erase_after": 0},
    ],
)
def test_the_database_refuses_a_draft_that_can_not_be(sam, wrong):
    made = make.draft(sam)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=made.pk).update(**wrong)


def test_the_list_and_the_first_page_of_an_organiser_lead_to_it(client, sam, conversation):
    client.force_login(sam)
    for page in ("/conversations/", "/"):
        assert f"/conversations/{conversation.pk}/" in client.get(page).text


def test_counts_are_of_cards_that_answered(client, sam, conversation):
    make.card(conversation)
    client.force_login(sam)
    counts = client.get(f"/conversations/{conversation.pk}/").context["counts"]
    assert (counts.participants, counts.answers, counts.published) == (0, 0, 3)


def test_it_is_said_what_is_counted_here_and_not_in_the_result(client, conversation, sam):
    make.answered(conversation, *[[1, -1, 0]] * 1200)
    client.force_login(sam)
    page = client.get(f"/conversations/{conversation.pk}/").text
    assert "At least 1,200" in page
    assert "At least 3,600" in page
    assert "Counted here is every answer" not in page
    editions.make_due()
    assert "Counted here is every answer" in client.get(f"/conversations/{conversation.pk}/").text


def test_who_chooses_how_to_moderate_reads_that_some_gets_through(client, sam):
    """No page promises more of what we recognise than lists and rules can keep."""
    client.force_login(sam)
    made = make.draft(sam, moderation="after")
    for address in ("new/", f"{made.pk}/edit/", f"{made.pk}/open/"):
        page = " ".join(client.get(f"/conversations/{address}").text.split())
        assert "gets through" in page or "get through" in page, address
        assert "read what is published too" in page, address
        assert "we hold abuse" not in page


def test_a_conversation_says_who_else_decides_and_once_that_it_has_closed(client, sam):
    client.force_login(sam)
    page = client.get(f"/conversations/{make.closed(sam).pk}/")
    assert "Every organiser of conversations can decide" in " ".join(page.text.split())
    assert "Closed on" not in page.text


def test_the_preview_has_a_link_to_copy(client, sam):
    client.force_login(sam)
    page = client.get(f"/conversations/{make.draft(sam).pk}/share/")
    assert f'<p class="es-invitation">{page.context["preview"]}</p>' in page.text
    assert page.context["preview"].startswith("http")
