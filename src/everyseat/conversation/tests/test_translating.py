"""Statements in other languages: written by organisers, read by whoever reads the site so."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import translation
from django.utils.html import escape

from everyseat.conversation import cards, links, moderation_log, subject_access
from everyseat.conversation.actions import (
    answering,
    editions,
    moderating,
    preparing,
    seeding,
    translating,
    writing,
)
from everyseat.conversation.actions.moderating import Decision
from everyseat.conversation.actions.translating import Change
from everyseat.conversation.models import Conversation, Statement, Translation
from everyseat.conversation.queries import translations
from everyseat.conversation.tests import make
from everyseat.giving.refusals import Invalid, NotNow

pytestmark = pytest.mark.django_db
WELSH = "Parciau i bawb"
MARK = "Translated by the organisers"
MARC = "Cyfieithwyd gan y trefnwyr"


def write(conversation, by, *changes):
    conversation = Conversation.objects.get(pk=conversation.pk)
    changes = [Change(*one) for one in changes]
    translating.write(conversation=conversation, changes=changes, by=by, today=make.today())


@pytest.fixture
def translated(conversation, sam):
    write(conversation, sam, (1, "cy", WELSH))
    return Conversation.objects.get(pk=conversation.pk)


def texts(conversation):
    found = Translation.objects.filter(statement__conversation=conversation)
    return {(one.statement.number, one.language): one.text for one in found}


def at(conversation, number=1):
    return f"/conversations/{conversation.pk}/statements/{number}/"


def post(client, by, conversation, text, number=1, language="cy", **more):
    client.force_login(by)
    address = f"{at(conversation, number)}translate/{language}/"
    return client.post(address, {f"{language}-text": text, **more})


def written(conversation, text):
    """Return a statement that a participant wrote in a language of their own."""
    who = make.participant(conversation)
    return who, writing.write(participant=who, text=text)


def decide(conversation, by, number, state, seen, reason=""):
    decision = Decision(state=state, by=by, on=make.today(), reason=reason)
    moderating.decide(conversation=conversation, numbers=[number], seen=seen, decision=decision)


def reword(statement, by):
    moderating.reword(
        statement=statement,
        texts=["Parks for us"],
        note="",
        seen=statement.state,
        by=by,
        today=make.today(),
    )


# ---- writing one


def test_an_organiser_translates_corrects_and_removes_on_the_page_of_a_statement(
    client, sam, conversation
):
    assert post(client, sam, conversation, f"  {WELSH}  ")["Location"] == at(conversation)
    one = Translation.objects.get()
    assert (one.text, one.translated_by, one.translated_on) == (WELSH, sam, make.today())
    conversation.refresh_from_db()
    assert conversation.translated_into == ["cy"]
    page = client.get(at(conversation)).text
    assert "In other languages" in page
    assert WELSH in page
    post(client, sam, conversation, "Parciau i bob un")
    assert texts(conversation) == {(1, "cy"): "Parciau i bob un"}
    post(client, sam, conversation, "")
    conversation.refresh_from_db()
    assert (texts(conversation), conversation.translated_into) == ({}, [])


def test_every_change_of_a_translation_is_in_the_moderation_log(client, sam, conversation):
    for text in (WELSH, "Parciau i bob un", ""):
        post(client, sam, conversation, text)
    head, *rows = list(moderation_log.rows(conversation))
    assert head[-2:] == ("language", "translation")
    of_one = [row for row in rows if row[0] == 1]
    assert [row[-2:] for row in of_one] == [("cy", WELSH), ("cy", "Parciau i bob un"), ("cy", "")]
    assert {row[6] for row in of_one} == {"Sam"}
    page = client.get(at(conversation)).text
    assert "Translated into Cymraeg" in page
    assert "Translation into Cymraeg removed" in page


def test_a_translation_decides_nothing(sam, conversation):
    _who, statement = written(conversation, "Tramiau")
    write(conversation, sam, (statement.number, "en-gb", "Trams"))
    statement.refresh_from_db()
    assert (statement.state, statement.moderated_by) == ("waiting", None)
    decide(conversation, sam, statement.number, "published", "waiting")
    assert [one.language for one in moderation_log.steps(statement)] == ["en-gb", ""]


def test_it_may_be_longer_than_a_statement_may(sam, conversation):
    write(conversation, sam, (1, "cy", "x" * 2000))
    with pytest.raises(Invalid):
        write(conversation, sam, (2, "cy", "x" * 2001))
    assert len(texts(conversation)) == 1


def test_one_that_is_too_long_is_refused_beside_its_field_and_kept_there(client, sam, conversation):
    page = post(client, sam, conversation, "x" * 2001)
    assert "2001" in str(page.context["sent"].errors["text"])
    assert "x" * 2001 in page.text
    assert not texts(conversation)


def test_a_seed_has_no_translation_into_its_own_language(client, sam, conversation):
    page = post(client, sam, conversation, "Parks!", 1, "en-gb")
    assert "is written in this language, English" in str(page.context["sent"].errors)
    assert [one.language for one in client.get(at(conversation)).context["translations"]] == ["cy"]
    assert not texts(conversation)


def test_what_a_participant_wrote_may_be_translated_into_the_language_of_the_conversation(
    client, sam, conversation
):
    _who, statement = written(conversation, "Tramiau i bawb")
    client.force_login(sam)
    page = client.get(at(conversation, statement.number))
    assert [one.language for one in page.context["translations"]] == ["en-gb", "cy"]
    write(conversation, sam, (statement.number, "en-gb", "Trams for all"))
    conversation.refresh_from_db()
    known = translations.among(conversation, [statement.number])
    english, welsh = known.of(statement, "en-gb"), known.of(statement, "cy")
    assert (english.text, english.original) == ("Trams for all", "Tramiau i bawb")
    assert (welsh.text, welsh.is_translated) == ("Tramiau i bawb", False)
    assert english.written_in == welsh.language == ""  # not English, and more nobody knows


@pytest.mark.parametrize("state", ["rejected", "replaced"])
def test_what_nobody_reads_is_not_translated(client, sam, translated, state):
    one = translated.statements.get(number=1)
    one.conversation = translated
    if state == "rejected":
        decide(translated, sam, 1, state, "published", "Abusive.")
    else:
        reword(one, sam)
    with pytest.raises(NotNow):
        write(translated, sam, (1, "cy", "Rhywbeth arall", WELSH))
    client.force_login(sam)
    assert client.get(at(translated)).context["translations"] == []


def test_a_rewording_has_no_translation(sam, translated):
    one = translated.statements.get(number=1)
    one.conversation = translated
    reword(one, sam)
    assert not Translation.objects.filter(statement__text="Parks for us").exists()
    assert texts(translated) == {(1, "cy"): WELSH}


def test_other_words_of_a_seed_remove_its_translations_and_the_log_keeps_them(
    client, sam, translated
):
    client.force_login(sam)
    client.post(at(translated), {"text": "Parks for all."})
    assert texts(translated) == {(1, "cy"): WELSH}
    client.post(at(translated), {"text": "Parks for children"})
    assert not texts(translated)
    (first, last) = moderation_log.steps(translated.statements.get(number=1))
    assert (first.text, last.text, last.by) == (WELSH, "", sam)


def test_a_statement_that_is_deleted_takes_its_translations_along(client, sam, translated):
    client.force_login(sam)
    client.post(at(translated), {"remove": "yes"})
    assert not Translation.objects.exists()


def test_one_that_somebody_else_wrote_meanwhile_is_not_replaced_unseen(client, sam, conversation):
    client.force_login(sam)
    (form,) = client.get(at(conversation)).context["translations"]
    write(conversation, make.person("Lee", "organiser"), (1, "cy", WELSH))
    page = post(client, sam, conversation, "Fy ngeiriau i", seen=form.version)
    assert page.status_code == 409
    assert WELSH in page.text
    assert "Fy ngeiriau i" in page.text
    assert texts(conversation) == {(1, "cy"): WELSH}
    seen = page.context["sent"].version
    post(client, sam, conversation, "Fy ngeiriau i", seen=seen)
    assert texts(conversation) == {(1, "cy"): "Fy ngeiriau i"}


def test_of_many_changes_none_is_saved_where_one_was_made_meanwhile(sam, translated):
    with pytest.raises(NotNow):
        write(translated, sam, (2, "cy", "Bysiau"), (1, "cy", "Parciau"))
    assert texts(translated) == {(1, "cy"): WELSH}


def test_one_of_a_statement_that_is_gone_is_refused(sam, conversation):
    with pytest.raises(NotNow):
        write(conversation, sam, (99, "cy", "Dim"))


def test_a_language_that_the_site_has_not_is_refused(client, sam, conversation):
    assert post(client, sam, conversation, "Parcs", language="fr").status_code == 404
    with pytest.raises(Invalid):
        write(conversation, sam, (1, "fr", "Parcs"))


def test_a_closed_conversation_may_be_translated(client, sam):
    closed = make.closed(sam)
    post(client, sam, closed, WELSH)
    assert texts(closed) == {(1, "cy"): WELSH}


def test_the_address_of_a_form_leads_back_to_the_statement(client, sam, conversation):
    client.force_login(sam)
    assert client.get(f"{at(conversation)}translate/cy/")["Location"] == at(conversation)


def test_there_is_one_per_statement_and_language_and_none_is_empty(translated):
    (one,) = Translation.objects.all()
    values = {"statement": one.statement, "translated_on": make.today()}
    for wrong in ({"language": "cy", "text": "Dau"}, {"language": "fr", "text": ""}):
        with transaction.atomic(), pytest.raises(IntegrityError):
            Translation.objects.create(**values, **wrong)


def test_a_step_that_is_no_translation_decides_something(conversation):
    statement = conversation.statements.get(number=1)
    for wrong in ({"state": "waiting"}, {"state": "published", "text": "Parciau"}):
        with transaction.atomic(), pytest.raises(IntegrityError):
            statement.steps.create(on=make.today(), **wrong)


def test_whoever_is_erased_is_named_by_no_translation(sam, translated):
    assert {"steps_of_moderation": 1} in subject_access.held_about(sam)
    subject_access.erase(sam)
    assert Translation.objects.get().translated_by is None


@override_settings(LANGUAGES=[("en-gb", "English")])
def test_a_site_of_one_language_offers_none_of_it(client, sam, conversation):
    client.force_login(sam)
    assert "In other languages" not in client.get(at(conversation)).text
    address = f"/conversations/{conversation.pk}/"
    assert "Translate the conversation" not in client.get(f"{address}statements/").text
    assert client.get(f"{address}translations/").status_code == 404
    assert client.get(f"{address}translations/translations.csv").status_code == 404
    assert "language" not in client.get(f"{address}edit/").context["form"].fields


# ---- the language of a conversation


def test_a_conversation_is_in_the_language_of_the_site_unless_its_organiser_says_another(
    client, sam
):
    draft = make.draft(sam)
    assert draft.language == "en-gb"
    client.force_login(sam)
    address = f"/conversations/{draft.pk}/edit/"
    assert client.get(address).context["form"]["language"].value() == "en-gb"
    sent = {"question": "Beth?", "closes_on": make.today().isoformat(), "entry": "link"}
    sent |= {"moderation": "before", "longest": 140, "policy": "x", "reasons": "y"}
    sent |= {"erase_after": 12}
    client.post(address, {**sent, "language": "cy"})
    draft.refresh_from_db()
    assert draft.language == "cy"
    client.post(address, sent)  # from an older page, which does not ask
    draft.refresh_from_db()
    assert draft.language == "cy"
    client.post(address, {**sent, "language": "fr"})
    draft.refresh_from_db()
    assert draft.language == "cy"


# ---- reading


def test_who_reads_the_site_in_a_language_reads_its_translations(client, sam):
    conversation = make.opened(sam, "Parks for all")
    address = client.post(f"/conversation/{conversation.code}/")["Location"]
    before = client.get(address, headers={"accept-language": "cy"}).text
    assert MARC not in before.split("data-original")[0]
    assert 'lang="en-gb"' in before
    write(conversation, sam, (1, "cy", WELSH))
    welsh = client.get(address, headers={"accept-language": "cy"}).text
    assert WELSH in welsh.split("</title>")[0]
    assert MARC in welsh
    assert '<p dir="auto" lang="en-gb">Parks for all</p>' in welsh
    english = client.get(address, headers={"accept-language": "en"}).text
    assert WELSH not in english
    assert "Parks for all" in english


def test_own_answers_and_the_preview_are_translated_too(client, sam, translated):
    card = make.card(translated)
    answering.answer(participant=make.holder(translated, card), number="1", said="agree")
    pages = (f"/conversation/{translated.code}/{card}/answers/", links.preview(translated))
    for page in pages:
        said = client.get(page, headers={"accept-language": "cy"}).text
        assert (WELSH in said, MARC in said) == (True, True), page
        assert WELSH not in client.get(page).text, page


def test_whoever_wrote_a_statement_reads_how_it_was_translated(client, sam, conversation):
    card = make.card(conversation)
    one = writing.write(participant=make.holder(conversation, card), text="Tramiau")
    page = f"/conversation/{conversation.code}/{card}/write/"
    assert "The organisers translated it" not in client.get(page).text
    write(conversation, sam, (one.number, "en-gb", "Trams"))
    said = client.get(page).text
    assert "The organisers translated it into English:" in said
    assert '<span dir="auto" lang="en-gb">Trams</span>' in said


def test_results_and_what_was_heard_are_translated_on_pages_and_in_no_file(client, sam, translated):
    make.point(translated, 1)
    make.answer(translated)
    make.answered(translated, *[(1, -1, 1)] * 20, *[(1, 1, -1)] * 20)
    editions.make_due()
    base = f"/conversation/{translated.code}/"
    for page in ("results/", "results/statements/", "heard/"):
        said = client.get(base + page, headers={"accept-language": "cy"}).text
        assert (WELSH in said, MARC in said, "Parks for all" in said) == (True,) * 3, page
        assert WELSH not in client.get(base + page).text, page
    for name in ("results.csv", "results.json"):
        file = client.get(f"{base}results/{name}", headers={"accept-language": "cy"})
        assert b"Parks for all" in file.content
        assert WELSH.encode() not in file.content
        assert b'"said": {' not in file.content
    client.force_login(sam)
    preview = f"/conversations/{translated.pk}/heard/preview/"
    assert WELSH in client.get(preview, headers={"accept-language": "cy"}).text


def test_what_a_group_thinks_is_said_in_the_words_of_its_translation(client, sam):
    conversation = make.opened(sam, *(f"Statement number {n}" for n in range(1, 11)))
    write(conversation, sam, *((n, "cy", f"Datganiad {n}") for n in range(1, 11)))
    one, other = [1] * 6 + [-1] * 4, [1] + [-1] * 5 + [1] * 4
    make.answered(conversation, *[one] * 20, *[other] * 20)
    secret = "a" * cards.LENGTH
    conversation.participants.filter(pk=conversation.participants.first().pk).update(
        card=cards.hashed(secret)
    )
    editions.make_due()
    base = f"/conversation/{conversation.code}/"
    for page in ("results/", f"{secret}/standing/"):
        said = client.get(base + page, headers={"accept-language": "cy"}).text
        assert "(cyfieithwyd gan y trefnwyr)" in said, page
        assert "(translated by the organisers)" not in client.get(base + page).text


def test_saving_the_same_text_again_is_no_step(client, sam, conversation):
    for _press in range(2):
        post(client, sam, conversation, WELSH)
    assert conversation.statements.get(number=1).steps.count() == 1


def test_who_reads_in_no_language_of_a_translation_reads_the_original(translated):
    known = translations.among(translated, [1])
    one = translated.statements.get(number=1)
    with translation.override("en-gb"):
        said = known.of(one, "en-gb")
    assert (said.text, said.language, said.is_original) == ("Parks for all", "en-gb", True)


def count(django_assert_max_num_queries, client, address):
    with django_assert_max_num_queries(99) as asked:
        client.get(address, headers={"accept-language": "cy"})
    return len(asked)


def test_a_translation_costs_one_query_and_none_where_there_is_none(
    client, sam, django_assert_max_num_queries
):
    conversation = make.opened(sam, "Parks for all")
    card = make.card(conversation)
    answer = f"/conversation/{conversation.code}/{card}/"
    client.get(answer)
    asked = count(django_assert_max_num_queries, client, answer)
    with django_assert_max_num_queries(0):
        known = translations.among(conversation, [1])
        known.of(conversation.statements.model(number=1, text="x"), "cy")
    write(conversation, sam, (1, "cy", WELSH))
    assert count(django_assert_max_num_queries, client, answer) == asked + 1


def test_who_writes_what_a_translation_says_already_is_told_so(sam, translated):
    with pytest.raises(Invalid):
        writing.write(participant=make.participant(translated), text="parciau i BAWB.")


def test_organisers_find_a_statement_by_its_translation(client, sam, translated):
    client.force_login(sam)
    page = client.get(f"/conversations/{translated.pk}/statements/?search=parciau")
    assert [one.number for one in page.context["page"]] == [1]


def test_no_language_is_stored_with_a_participant_or_a_statement():
    for model in (Statement, make.Participant, make.Vote):
        assert not [f.name for f in model._meta.concrete_fields if "lang" in f.name]


def test_correcting_needs_nobody_to_translate(sam, conversation):
    one = conversation.statements.get(number=1)
    one.conversation = conversation
    seeding.correct(statement=one, text="Parks", by=sam, today=make.today())
    assert not moderation_log.steps(one)


PAGES = ["", "results/", "{card}/", "{card}/write/", "{card}/answers/", "{card}/card/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_question_is_marked_as_of_its_language_on_every_page(client, sam, page):
    conversation = make.opened(sam, "Parciau i bawb", language="cy")
    card = make.card(conversation)
    text = client.get(f"{links.join(conversation)}{page.format(card=card)}").text
    assert re.search(rf'lang="cy"[^>]*>\s*{re.escape(escape(conversation.question))}', text)


def test_nobody_is_told_a_language_in_which_a_participant_may_not_have_written(conversation):
    _who, statement = written(conversation, "Mae angen mwy o fysiau")
    seed = conversation.statements.get(number=1)
    known = translations.among(conversation, [seed.number, statement.number])
    assert known.of(statement, "cy").language == known.of(statement, "en-gb").language == ""
    assert known.of(seed, "cy").language == "en-gb"


def word(client, by, conversation, language="cy", **texts):
    client.force_login(by)
    address = f"/conversations/{conversation.pk}/translations/{language}/"
    sent = {f"{language}-{name}": text for name, text in texts.items()}
    return client.post(address, sent)


@pytest.mark.parametrize("page", PAGES)
def test_a_question_is_read_in_the_language_of_its_reader(client, sam, page):
    conversation = make.opened(sam, "Parks for all")
    word(client, sam, conversation, question="Beth ddylai newid?", policy="Yn deg.")
    client.logout()
    address = f"{links.join(conversation)}{page.format(card=make.card(conversation))}"
    english = client.get(address).text
    assert "Beth ddylai newid?" not in english
    welsh = client.get(address, headers={"accept-language": "cy"}).text
    assert re.search(r'lang="cy"[^>]*>\s*Beth ddylai newid\?', welsh)
    assert conversation.question not in welsh


def test_what_is_not_translated_is_read_as_it_is(client, sam):
    conversation = make.opened(sam, "Parks for all", description="We ask <everybody>.")
    word(client, sam, conversation, question="Beth ddylai newid?")
    page = client.get(links.join(conversation), headers={"accept-language": "cy"}).text
    assert re.search(r'lang="en-gb"[^>]*>\s*<p>We ask &lt;everybody&gt;.</p>', page)


def test_a_wording_is_removed_by_emptying_it_and_by_changing_what_it_translates(client, sam):
    conversation = make.draft(sam, description="Please say.")
    word(client, sam, conversation, question="Beth?", description="Dywedwch.")
    correct = {"question": "What else?", "description": "Please say."}
    preparing.correct(conversation=Conversation.objects.get(pk=conversation.pk), values=correct)
    assert Conversation.objects.get(pk=conversation.pk).wordings == {
        "cy": {"description": "Dywedwch."}
    }
    word(client, sam, conversation, description="")
    assert Conversation.objects.get(pk=conversation.pk).wordings == {}


def test_a_conversation_has_no_wording_in_its_own_language(client, sam):
    conversation = make.draft(sam)
    assert word(client, sam, conversation, "en-gb", question="What?").status_code == 404
    assert word(client, sam, conversation, "fr", question="Quoi ?").status_code == 404
    address = f"/conversations/{conversation.pk}/translations/"
    assert client.get(f"{address}cy/")["Location"] == address
    text = "x" * 201
    refused = word(client, sam, conversation, question=text)
    assert text in refused.text
    assert Conversation.objects.get(pk=conversation.pk).wordings == {}


def test_files_of_a_result_keep_the_question_that_people_answered(client, sam):
    conversation = make.opened(sam, *[f"Statement {n}" for n in range(5)])
    word(client, sam, conversation, question="Beth ddylai newid?")
    client.logout()
    make.answered(conversation, *[[1, 1, -1, -1, 1]] * 8)
    editions.make_due()
    found = client.get(
        f"{links.join(conversation)}results/results.json", headers={"accept-language": "cy"}
    ).json()
    assert found["question"] == conversation.question
