"""A participant writes a statement, and reads what happened to it."""

import pytest
from tests.markup import agreed

from everyseat.conversation.actions import answering, opening, writing
from everyseat.conversation.models import Statement
from everyseat.conversation.tests import make
from everyseat.giving.refusals import Invalid, NotNow

pytestmark = pytest.mark.django_db


def page_of(conversation) -> str:
    return f"/conversation/{conversation.code}/{make.card(conversation)}/write/"


def written() -> list[tuple[str, str]]:
    found = Statement.objects.filter(origin="participant")
    return list(found.values_list("text", "state"))


def test_a_statement_waits_and_its_writer_sees_that_after_sending_it(client, conversation):
    page = page_of(conversation)
    sent = client.post(page, {"text": "  Trams to\nthe hospital "}, follow=True)
    assert sent.redirect_chain == [(f"{page}?sent#said", 302)]
    assert "your statement has been sent" in " ".join(sent.text.split())
    assert written() == [("Trams to the hospital", "waiting")]
    assert "An organiser has not decided about it yet." in sent.text
    assert "Trams to the hospital" not in client.get(page_of(conversation)).text


def test_after_publication_it_says_how_many_have_answered(client, conversation):
    page = page_of(conversation)
    client.post(page, {"text": "Trams"})
    Statement.objects.filter(text="Trams").update(state="published")
    answering.answer(participant=make.participant(conversation), number="4", said="agree")
    assert "Fewer than 4 people have answered it so far." in " ".join(client.get(page).text.split())
    for _ in range(4):
        answering.answer(participant=make.participant(conversation), number="4", said="agree")
    assert "At least 4 people have answered it." in " ".join(client.get(page).text.split())


def test_of_a_rejected_one_its_writer_reads_the_reason_and_the_note(client, conversation):
    page = page_of(conversation)
    client.post(page, {"text": "Trams"})
    rejected = {"state": "rejected", "reason": "Not about the question.", "note": "Write to us."}
    Statement.objects.filter(text="Trams").update(moderated_on=make.today(), **rejected)
    shown = client.get(page).text
    assert "Not about the question." in shown
    assert "Write to us." in shown


def test_of_a_reworded_one_its_writer_reads_the_new_words(client, conversation):
    page = page_of(conversation)
    client.post(page, {"text": "Trams and trains"})
    own = Statement.objects.get(text="Trams and trains")
    Statement.objects.filter(pk=own.pk).update(state="replaced", moderated_on=make.today())
    conversation.statements.create(
        number=9, text="Trams first", origin="organiser", state="published", made_from=own
    )
    shown = client.get(page).text
    assert "An organiser has put it in other words:" in shown
    assert "Trams first" in shown


def test_moderated_afterwards_it_is_seen_at_once(client, sam):
    conversation = make.opened(sam, moderation="after")
    client.post(page_of(conversation), {"text": "Trams"})
    assert written() == [("Trams", "published")]


def written_numbers() -> list[int]:
    return list(Statement.objects.exclude(written_by=None).values_list("number", flat=True))


@pytest.mark.parametrize(
    "text",
    [
        *("Ask Gwendolen Fairweather", "This is shit", "Ring 07700 900123", "me@home.example"),
        *("Janet in payroll is rude", "receptionist megan", "Sod off, you useless lot"),
    ],
)
def test_abuse_names_of_people_and_addresses_wait_all_the_same(client, sam, text):
    make.person("Gwendolen Fairweather".replace(" ", "."))
    conversation = make.opened(sam, moderation="after")
    page = page_of(conversation)
    client.post(page, {"text": text} | agreed(client.post(page, {"text": text})))
    assert written() == [(text, "waiting")]


def test_a_writer_first_sees_what_may_tell_who_they_are(client, conversation):
    page = page_of(conversation)
    asked = client.post(page, {"text": "As the only ward sister on 3 May I know"})
    assert "We have not saved anything yet." in asked.text
    assert written() == []
    assert client.post(page, asked.wsgi_request.POST.dict() | agreed(asked)).status_code == 302
    assert len(written()) == 1


def test_a_day_a_number_or_a_quotation_tells_of_nobody_and_stops_nothing(client, conversation):
    for n, text in enumerate(["They closed it on 3 May", "40 beds", "“Wait” is no plan"], start=1):
        assert client.post(page_of(conversation), {"text": text}).status_code == 302, text
        assert conversation.statements.filter(origin="participant").count() == n


def test_a_warning_agreed_to_says_nothing_of_another_text(client, conversation):
    page = page_of(conversation)
    warned = client.post(page, {"text": "They told Nurse Sarah Jones on 3 May"})
    other = {"text": "My neighbour Karen Lloyd of 12 High Street is ill"}
    shown = client.post(page, other | agreed(warned))
    assert "We have not saved anything yet." in shown.text
    assert "<mark>Karen<" in shown.text
    less = {"text": "They told Nurse Sarah Jones  once"}
    assert client.post(page, less | agreed(warned)).status_code == 302
    assert client.post(page, {"text": "He met Lloyd", "checked": "yes"}).status_code == 200
    assert len(written()) == 1


def test_what_was_said_before_is_gone_once_there_is_something_newer(client, conversation):
    page = page_of(conversation)
    client.post(page, {"text": "More bikes"})
    back = client.post(page, {"back": written_numbers()[0]})["Location"].partition("#")[0]
    assert "You took the statement back." in client.get(back).text
    for newer in ({"text": "Ask Gwendolen, he said on 3 May"}, {"text": ""}, {"back": "77"}):
        assert "You took the statement back." not in client.post(back, newer).text


def test_the_check_does_not_tell_who_is_in_the_directory(client, conversation):
    make.person("Zebedee")
    page = client.post(page_of(conversation), {"text": "zebedee should go"})
    assert page.status_code == 302


def test_one_that_is_too_long_is_refused_whole_and_stays_in_its_field(client, conversation):
    page = client.post(page_of(conversation), {"text": "x" * 141})
    assert written() == []
    assert "x" * 141 in page.text
    assert 'data-longest="140"' in page.text
    with pytest.raises(Invalid):
        writing.write(participant=make.participant(conversation), text="x" * 141)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_one_is_refused(client, conversation, text):
    client.post(page_of(conversation), {"text": text})
    assert written() == []


def test_sent_twice_it_is_one(client, conversation):
    page = page_of(conversation)
    for _press in range(2):
        client.post(page, {"text": "Trams"})
    assert len(written()) == 1


def test_what_is_there_already_can_be_answered_instead(client, conversation):
    page = client.post(page_of(conversation), {"text": "parks for all."})
    assert "Somebody has said this already." in page.text
    assert written() == []


def test_nobody_writes_where_participants_may_not_or_after_closing(client, sam, conversation):
    silent = make.opened(sam, may_write=False)
    with pytest.raises(NotNow):
        writing.write(participant=make.participant(silent), text="Trams")
    assert 'name="text"' not in client.get(page_of(silent)).text
    page = page_of(conversation)
    opening.close(conversation=conversation, today=make.today())
    client.post(page, {"text": "Trams"})
    assert written() == []


def test_one_card_and_many_cards_end_somewhere(conversation, monkeypatch):
    monkeypatch.setattr(writing, "MOST_OF_ONE", 2)
    one, two = make.participant(conversation), make.participant(conversation)
    for text in ("One", "Two"):
        writing.write(participant=one, text=text)
    with pytest.raises(NotNow):
        writing.write(participant=one, text="Three")
    monkeypatch.setattr(writing, "MOST_WAITING", 2)
    with pytest.raises(NotNow):
        writing.write(participant=two, text="Four")


def test_a_statement_says_where_it_comes_from(client, conversation):
    conversation.statements.update(origin="participant", is_seed=False)
    address = f"/conversation/{conversation.code}/{make.card(conversation)}/"
    assert "From a participant" in client.get(address).text


@pytest.mark.parametrize(
    "text", ["Gillian Rusk must go", "Councillor Peter Hale lies", "As the only sister on ward 4"]
)
def test_what_its_writer_was_warned_about_waits_though_others_see_statements_at_once(sam, text):
    conversation = make.opened(sam, moderation="after")
    who = make.participant(conversation)
    assert writing.write(participant=who, text=text).state == "waiting"
    assert writing.write(participant=who, text="More trams").state == "published"


def test_what_nobody_decided_says_so_after_closing(client, conversation):
    page = page_of(conversation)
    client.post(page, {"text": "Trams"})
    opening.close(conversation=conversation, today=make.today())
    assert "It was not decided before the conversation closed." in client.get(page).text


def test_the_limit_stands_before_it_is_reached(client, conversation):
    assert "At most 140 letters." in client.get(page_of(conversation)).text


@pytest.mark.parametrize("page", ["", "results/"])
@pytest.mark.parametrize("state", ["opened", "closed"])
def test_everybody_reads_how_statements_are_decided_about(client, sam, page, state):
    made = getattr(make, state)(sam)
    text = client.get(f"/conversation/{made.code}/{page}").text
    assert "One idea each." in text
    assert "Abusive." in text


def test_where_nobody_writes_no_policy_is_shown(client, sam):
    made = make.opened(sam, may_write=False)
    assert "One idea each." not in client.get(f"/conversation/{made.code}/").text


def test_the_same_statement_sent_again_is_said_to_be_there(client, conversation):
    page = page_of(conversation)
    for _ in range(2):
        said = client.post(page, {"text": "Trams"}, follow=True)
    assert "You have sent this statement before." in said.text
    assert conversation.statements.filter(text="Trams").count() == 1


def test_a_statement_that_its_writer_regrets_is_taken_back(client, conversation):
    page = page_of(conversation)
    client.post(page, {"text": "Trams"})
    said = client.post(page, {"back": "4"}, follow=True)
    assert "You took the statement back." in said.text
    assert not conversation.statements.filter(text="Trams").exists()


@pytest.mark.parametrize("back", ["1", "99", "x", ""])
def test_nobody_takes_back_what_is_not_theirs(client, conversation, back):
    said = client.post(page_of(conversation), {"back": back})
    assert said.status_code == 409
    assert conversation.statements.count() == 3


def test_what_others_have_answered_or_an_organiser_rejected_stays(client, conversation):
    page = page_of(conversation)
    for text in ("Trams", "Buses"):
        client.post(page, {"text": text})
    assert client.get(page).text.count('name="back"') == 2
    Statement.objects.filter(text="Trams").update(state="published")
    answering.answer(participant=make.participant(conversation), number="4", said="agree")
    Statement.objects.filter(text="Buses").update(
        state="rejected", reason="Abusive.", moderated_on=make.today()
    )
    assert 'name="back"' not in client.get(page).text
    for number in ("4", "5"):
        said = client.post(page, {"back": number})
        assert "Others have answered it" in said.text
    assert conversation.statements.count() == 5
