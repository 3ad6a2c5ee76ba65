"""The page of waiting statements: found, ordered, put together, ticked, decided, and undone."""

import re

import pytest

from everyseat.conversation import holding
from everyseat.conversation.actions import answering, seeding, writing
from everyseat.conversation.models import Statement
from everyseat.conversation.queries import duplicates, queue
from everyseat.conversation.tests import make
from everyseat.conversation.tests.test_moderating import REASON, decide
from everyseat.giving.refusals import NotNow

pytestmark = pytest.mark.django_db


def write(conversation, *texts):
    """Let new participants write statements, which wait; return their numbers."""
    first = seeding.next_number(conversation)
    Statement.objects.bulk_create(
        Statement(
            conversation=conversation,
            number=number,
            text=text,
            origin="participant",
            state="waiting",
        )
        for number, text in enumerate(texts, first)
    )
    return list(range(first, first + len(texts)))


def unlike(n):
    """Return so many texts that are not alike."""
    return [chr(97 + k % 26) * (3 + k // 26 * 12) for k in range(n)]


@pytest.fixture
def organiser(client, sam):
    client.force_login(sam)
    return client


def address(conversation):
    return f"/conversations/{conversation.pk}/waiting/"


def press(client, conversation, go, at="", **sent):
    """Press a button that changes the page; return the page."""
    return client.post(address(conversation), {"go": go, "at": at, **sent})


def rows(page):
    return [row["one"].number for row in page.context["rows"]]


def ticked(page):
    return [row["one"].number for row in page.context["rows"] if row["ticked"]]


# found and ordered


def test_fifty_stand_on_a_page(organiser, conversation):
    write(conversation, *unlike(60))
    page = organiser.get(address(conversation))
    assert rows(page) == list(range(4, 54))
    assert "Page 1 of 2" in page.text
    assert rows(organiser.get(address(conversation) + "?page=2")) == list(range(54, 64))


def test_those_with_a_tag_come_first_where_that_is_asked(organiser, conversation):
    write(conversation, "Parks", "Sister Okonkwo shouts", "Trams", "Ring 07700 900123")
    page = organiser.get(address(conversation) + "?order=held")
    assert rows(page) == [5, 7, 4, 6]
    assert rows(organiser.get(address(conversation))) == [4, 5, 6, 7]


@pytest.mark.parametrize(
    ("search", "found"), [("TRAM", [4, 6]), ("5", [5]), ("99", []), ("9" * 30, [])]
)
def test_words_and_numbers_are_found(organiser, conversation, search, found):
    write(conversation, "Trams at night", "Free parking", "A tram stop")
    page = organiser.get(address(conversation), {"search": search})
    assert rows(page) == found
    assert ("No waiting statement matches that." in page.text) == (not found)


@pytest.mark.parametrize("query", ["page=99&order=best", "page=x&search=" + "a" * 200])
def test_what_can_not_be_asked_is_as_usual(organiser, conversation, query):
    write(conversation, "Trams")
    assert rows(organiser.get(f"{address(conversation)}?{query}")) == [4]


# put together


def test_word_for_word_repeats_come_first_and_then_the_largest_group(conversation):
    write(
        conversation,
        *("Trams to the hospital", "Tram to hospitals", "Tram to the hospital"),
        *("Free parking", "free  parking.", "Something else"),
    )
    waiting = list(conversation.statements.filter(state="waiting"))
    first, second = duplicates.grouped(conversation, waiting)
    assert [one.number for one in first.waiting] == [7, 8]
    assert (first.same, first.are_all_same) == (1, True)
    assert [one.number for one in second.waiting] == [4, 5, 6]
    assert second.same == 0


def test_nothing_is_in_two_groups_and_each_repeat_is_like_the_first(conversation):
    write(conversation, "one two three four", "one two three five", "one two six five")
    waiting = list(conversation.statements.filter(state="waiting"))
    (group,) = duplicates.grouped(conversation, waiting)
    assert [one.number for one in group.waiting] == [4, 5]


def test_what_is_like_a_published_one_stands_under_it(organiser, conversation):
    write(conversation, "Buses at night", "Bus at night", "Trams")
    page = organiser.get(address(conversation) + "?order=alike")
    group = page.context["parts"][0]["group"]
    assert (group.like.number, [one.number for one in group.waiting]) == (2, [4, 5])
    assert "Nearly the same words as published statement 2" in page.text
    assert f'href="/conversations/{conversation.pk}/statements/2/"' in page.text
    assert "Tick all of these" in page.text
    assert "may say the opposite" in " ".join(page.text.split())


def test_a_group_is_not_divided_between_pages_unless_it_is_longer(conversation):
    write(conversation, *["Same"] * 30, *["Other words"] * 30, *["Third thing"] * 120)
    found = queue.of(conversation, search="", order="alike", why=lambda _one: "")
    sizes = [[len(part.statements) for part in page] for page in found.pages]
    assert sizes == [[50], [50], [20, 30], [30]]
    assert [part.is_more for page in found.pages for part in page] == [
        *(False, True, True),
        *(False, False),
    ]
    assert not found.pages[0][0].is_whole
    assert found.pages[3][0].is_whole


def test_every_waiting_statement_is_on_one_page_in_each_order(conversation):
    write(conversation, *["Same"] * 40, *unlike(90), *["Buses at night"] * 20)
    for order, _label in queue.ORDERS:
        found = queue.of(conversation, search="", order=order, why=lambda one: one.text[:1] == "a")
        shown = [one.number for page in found.pages for part in page for one in part.statements]
        assert sorted(shown) == list(range(4, 154)), order
        assert all(sum(len(part.statements) for part in page) <= 50 for page in found.pages)


def test_a_row_leads_to_those_like_it(organiser, conversation):
    write(conversation, *unlike(60), "Trams to the hospital", "Tram to the hospital")
    assert "1 much like it" in organiser.get(address(conversation) + "?page=2").text
    page = press(organiser, conversation, "with-64", at="page=2", statement=[65], others="4")
    assert page.context["asked"].order == "alike"
    assert 64 in rows(page)
    assert page.context["ticked"] == 2


# ticked


def test_all_on_a_page_are_ticked_but_for_those_with_a_tag(organiser, conversation):
    write(conversation, "Parks", "Ring 07700 900123", "Matron on ward 4 shouts at students.")
    assert ticked(organiser.get(address(conversation))) == []
    page = press(organiser, conversation, "all")
    assert ticked(page) == [4]
    assert "We do not recognise every name." in page.text
    assert "May name a person" in page.text


@pytest.mark.parametrize("moderation", ["before", "after"])
@pytest.mark.parametrize(
    "text",
    [
        "The chief executive should listen to us",
        "We need more people like Fiona on reception",
        "Ask the ward manager of Cedar ward",
    ],
)
def test_what_its_writer_was_warned_of_has_a_tag_whoever_reads_first(
    organiser, sam, moderation, text
):
    found = make.opened(sam, moderation=moderation)
    writing.write(participant=make.participant(found), text=text)
    assert "es-queue__about" in (page := organiser.get(address(found)).text)
    assert "May tell who somebody is" in page or "May name a person" in page
    assert ticked(press(organiser, found, "all")) == []


def test_what_would_be_held_has_a_tag_in_the_queue_and_nothing_else_has(conversation):
    texts = ["Parks", "As a porter I know", "Ring 07700 900123", "This is shit", "Trams"]
    texts += ["Close ward 12 on Sundays", "The NHS should listen", "“Wait and see” is no plan"]
    waits = [False, True, True, True, False, False, False, False]
    assert [holding.waits(text) for text in texts] == waits
    assert [bool(holding.why(text)) for text in texts] == [holding.waits(text) for text in texts]


def test_all_but_the_first_of_a_group_are_ticked_wherever_they_stand(organiser, conversation):
    numbers = write(conversation, *["Same"] * 60)
    page = press(organiser, conversation, f"group-{numbers[0]}", at="order=alike")
    assert ticked(page) == numbers[1:50]
    assert (page.context["ticked"], page.context["elsewhere"]) == (59, 10)


def test_word_for_word_repeats_alone_are_ticked(organiser, conversation):
    write(conversation, "Trams to the hospital", "Tram to the hospital", "trams to the hospital.")
    assert ticked(press(organiser, conversation, "same-4", at="order=alike")) == [6]
    assert ticked(press(organiser, conversation, "group-4", at="order=alike")) == [6, 5]


def test_ticks_go_along_to_other_pages_and_back(organiser, conversation):
    write(conversation, *unlike(60))
    page = press(organiser, conversation, "page-2", statement=[4, 6])
    assert (ticked(page), page.context["others"]) == ([], "4,6")
    assert "Ticked: 2 (2 on other pages)" in " ".join(page.text.split())
    page = press(organiser, conversation, "page-1", at="page=2", statement=[55], others="4,6")
    assert (ticked(page), page.context["others"]) == ([4, 6], "55")
    page = press(organiser, conversation, "none", statement=[4], others="55")
    assert (ticked(page), page.context["ticked"]) == ([], 0)


def test_ticks_a_reason_and_a_note_go_along_when_something_is_searched(organiser, conversation):
    write(conversation, "Trams", "Parking", "Trees")
    sent = {"search": "Tr", "order": "held", "reason": REASON, "note": "Kept words"}
    page = press(organiser, conversation, "find", at="page=1", statement=[5, 6], **sent)
    assert (rows(page), ticked(page), page.context["others"]) == ([4, 6], [6], "5")
    assert "Kept words" in page.text
    assert page.context["form"]["reason"].value() == REASON


def test_a_search_that_is_typed_and_not_asked_for_changes_nothing(organiser, conversation):
    write(conversation, "Trams", "Parking")
    page = press(organiser, conversation, "all", at="search=park", search="tram", order="held")
    assert (rows(page), ticked(page)) == ([5], [5])


def test_what_was_decided_meanwhile_is_not_ticked_any_more(organiser, conversation):
    write(conversation, *unlike(60))
    conversation.statements.filter(number=4).update(state="published")
    page = press(organiser, conversation, "page-2", statement=[4, 6])
    assert (page.context["others"], page.context["ticked"]) == ("6", 1)


@pytest.mark.parametrize("go", ["burn", "group-x", "group-99", "page-0", "with-99", ""])
def test_a_button_that_no_page_has_changes_no_tick(organiser, conversation, go):
    write(conversation, "Trams", "Parking")
    assert ticked(press(organiser, conversation, go, statement=[4, "x"], others="z")) == [4]


# decided


def test_ticks_on_other_pages_are_decided_too_and_one_stays_where_one_was(organiser, conversation):
    write(conversation, *unlike(120))
    page = decide(organiser, conversation, "publish", 60, others="4,6", at="page=2&order=held")
    assert page.redirect_chain[-1][0] == f"{address(conversation)}?order=held&page=2"
    published = conversation.statements.filter(state="published", number__gt=3)
    assert list(published.values_list("number", flat=True)) == [4, 6, 60]
    assert "Published 3 statements." in page.text


def test_a_missing_reason_loses_neither_ticks_nor_the_page_of_the_queue(organiser, conversation):
    write(conversation, *unlike(60))
    sent = {"statement": [60], "others": "4", "seen": "waiting", "act": "reject", "at": "page=2"}
    page = organiser.post(f"/conversations/{conversation.pk}/decide/", sent)
    assert page.status_code == 400
    assert page.context["page"].number == 2
    assert (ticked(page), page.context["others"]) == ([60], "4")
    led = organiser.get(f"/conversations/{conversation.pk}/decide/?page=1")
    assert led["Location"] == f"{address(conversation)}?page=1"


def test_with_nothing_ticked_one_is_told_so_on_the_same_page(organiser, conversation):
    write(conversation, "Trams")
    sent = {"seen": "waiting", "act": "publish", "at": "search=tram", "note": "Kept", "draft": "q"}
    page = organiser.post(f"/conversations/{conversation.pk}/decide/", sent)
    assert page.status_code == 400
    assert "Choose at least one statement first." in page.text
    assert "This was not saved" not in page.text
    assert rows(page) == [4]


def test_it_is_said_what_was_decided_and_why(organiser, conversation):
    write(conversation, "Trams", "Parks")
    assert "Published 1 statement." in decide(organiser, conversation, "publish", 4).text
    page = decide(organiser, conversation, "reject", 5, reason=REASON)
    assert f"Rejected 1 statement: {REASON}" in page.text
    page = decide(organiser, conversation, "publish", 5, seen="rejected", one="yes")
    assert "Published 1 statement." in page.text


def test_a_reworded_statement_leads_back_to_where_one_was(organiser, conversation):
    write(conversation, "Trams")
    page = f"/conversations/{conversation.pk}/statements/4/reword/?order=held&search=tram"
    assert f"{address(conversation)}?search=tram&amp;order=held" in organiser.get(page).text
    led = organiser.post(page, {"state": "waiting", "texts": "Trains", "note": ""})
    assert led["Location"] == f"{address(conversation)}?search=tram&order=held"


# undone


def undo(client, page, **changed):
    """Press “Undo” on a page that has it."""
    form = re.search(r'action="([^"]*/undo/)"(.*?)</form>', page.text, re.S)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))
    fields = {name: value.replace("&amp;", "&") for name, value in fields.items()}
    return client.post(form[1], fields | changed, follow=True)


def test_a_decision_is_undone_and_the_writer_reads_the_truth(organiser, conversation, client):
    secret = make.card(conversation)
    writing.write(participant=make.holder(conversation, secret), text="Trams")
    write(conversation, "Parks")
    page = decide(
        organiser, conversation, "reject", 4, 5, reason=REASON, note="Sorry.", at="order=held"
    )
    own = f"/conversation/{conversation.code}/{secret}/write/"
    assert "Others do not see it." in client.get(own).text
    page = undo(organiser, page)
    assert page.redirect_chain[-1][0] == f"{address(conversation)}?order=held"
    assert "2 statements wait again." in page.text
    one = conversation.statements.get(number=4)
    assert (one.state, one.reason, one.note) == ("waiting", "", "")
    assert (one.moderated_by, one.moderated_on) == (None, None)
    told = client.get(own).text
    assert "An organiser has not decided about it yet." in told
    assert "Others do not see it." not in told
    assert "Sorry." not in told


def test_what_was_undone_is_in_the_log_and_on_the_page_of_the_statement(organiser, conversation):
    write(conversation, "Trams")
    undo(organiser, decide(organiser, conversation, "publish", 4))
    assert [step.state for step in conversation.statements.get(number=4).steps.all()] == [
        *("published", "undone"),
    ]
    page = organiser.get(f"/conversations/{conversation.pk}/statements/4/").text
    assert "Undone: it waits again" in page
    log = organiser.get(f"/conversations/{conversation.pk}/moderation.csv").text
    assert log.index("Published,") < log.index("Undone: it waits again,")
    decide(organiser, conversation, "publish", 4)
    assert conversation.statements.get(number=4).steps.count() == 3


def test_what_was_answered_or_decided_since_stays_and_is_named(organiser, conversation):
    write(conversation, "Trams", "Parks", "Trees", "Gone")
    page = decide(organiser, conversation, "publish", 4, 5, 6, 7)
    make.answered(conversation, [None, None, None, 1])
    conversation.statements.get(number=7).delete()
    decide(organiser, conversation, "reject", 5, seen="published", one="yes", reason=REASON)
    told = undo(organiser, page).text
    assert "1 statement waits again." in told
    assert "Statement 4 stays published: people have answered it." in told
    assert "Sam has decided about statement 5: rejected. We left it so." in told
    assert "1 statement has been deleted by the person who wrote it." in told
    states = conversation.statements.filter(number__gt=3).values_list("state", flat=True)
    assert list(states) == ["published", "rejected", "waiting"]


@pytest.mark.parametrize("since", ["answered", "decided", "undone", "deleted"])
def test_where_all_of_it_stays_undoing_is_refused(organiser, conversation, since):
    write(conversation, "Trams")
    page = decide(organiser, conversation, "publish", 4)
    if since == "answered":
        make.answered(conversation, [None, None, None, 1])
    elif since == "decided":
        decide(organiser, conversation, "reject", 4, seen="published", one="yes", reason=REASON)
    elif since == "undone":
        undo(organiser, page)
    else:
        conversation.statements.get(number=4).delete()
    before = list(conversation.statements.values_list("number", "state"))
    assert "This can’t be undone any more" in undo(organiser, page).text
    assert list(conversation.statements.values_list("number", "state")) == before


def test_nobody_undoes_what_somebody_else_decided(organiser, conversation, client):
    write(conversation, "Trams")
    page = decide(organiser, conversation, "publish", 4)
    client.force_login(make.person("Lee", "organiser"))
    assert "can’t be undone" in undo(client, page).text
    assert conversation.statements.get(number=4).state == "published"


def test_a_form_that_we_did_not_make_undoes_nothing(organiser, conversation):
    write(conversation, "Trams")
    page = decide(organiser, conversation, "publish", 4)
    step = conversation.statements.get(number=4).steps.get()
    assert "can’t be undone" in undo(organiser, page, steps=f"[{step.pk}]").text
    assert conversation.statements.get(number=4).state == "published"


def test_undo_is_offered_once_and_in_its_own_queue(organiser, conversation, sam):
    write(conversation, "Trams")
    other = make.opened(sam)
    organiser.post(
        f"/conversations/{conversation.pk}/decide/",
        {"statement": [4], "seen": "waiting", "act": "publish"},
    )
    assert "/undo/" not in organiser.get(address(other)).text
    assert "/undo/" in organiser.get(address(conversation)).text
    assert "/undo/" not in organiser.get(address(conversation)).text


def test_an_undone_statement_can_not_be_answered(organiser, conversation):
    write(conversation, "Trams")
    undo(organiser, decide(organiser, conversation, "publish", 4))
    with pytest.raises(NotNow):
        answering.answer(participant=make.participant(conversation), number="4", said="agree")


def test_a_translation_made_since_is_no_decision(organiser, conversation, sam):
    write(conversation, "Trams")
    page = decide(organiser, conversation, "publish", 4)
    one = conversation.statements.get(number=4)
    one.steps.create(state="published", language="cy", text="Tramiau", by=sam, on=make.today())
    assert "1 statement waits again." in undo(organiser, page).text
    assert conversation.statements.get(number=4).state == "waiting"


def test_what_is_asked_next_is_chosen_again_after_a_decision_was_undone(organiser, conversation):
    write(conversation, "Trams")
    page = decide(organiser, conversation, "publish", 4)
    conversation.refresh_from_db()
    before = conversation.statements_changed
    undo(organiser, page)
    conversation.refresh_from_db()
    assert conversation.statements_changed == before + 1


# what has been decided


def test_several_published_ones_are_taken_out_together_with_one_reason(organiser, conversation):
    numbers = write(conversation, *unlike(60))
    decide(organiser, conversation, "publish", *numbers)
    page = organiser.get(address(conversation), {"state": "published"})
    assert set(rows(page)) < set(numbers)
    assert "Published statements" in page.text
    assert "Take out" in page.text
    assert 'value="publish"' not in page.text
    page = press(organiser, conversation, "page-2", at="state=published", statement=[60, 61])
    assert (page.context["others"], page.context["asked"].state) == ("60,61", "published")
    sent = {"seen": "published", "at": "state=published", "others": "60,61", "reason": REASON}
    page = decide(organiser, conversation, "reject", 2, **sent)
    assert page.redirect_chain[-1][0] == f"{address(conversation)}?state=published"
    assert f"Took out 3 statements: {REASON}" in page.text
    assert "/undo/" not in page.text
    out = conversation.statements.filter(state="rejected").values_list("number", flat=True)
    assert sorted(out) == [2, 60, 61]


def test_those_decided_last_come_first_among_the_published(organiser, conversation):
    numbers = write(conversation, "Trams", "Parks", "Trees")
    for number in (5, 4, 6):
        decide(organiser, conversation, "publish", number)
    page = organiser.get(address(conversation), {"state": "published"})
    assert rows(page) == [6, 4, 5, 1, 2, 3]
    assert rows(organiser.get(address(conversation), {"state": "published", "search": "Tr"})) == [
        *(6, 4),
    ]
    assert set(numbers) < set(rows(page))


def test_the_reason_of_several_rejected_ones_is_corrected_together(organiser, conversation):
    write(conversation, "Trams", "Parking")
    other = conversation.reasons[1]
    decide(organiser, conversation, "reject", 4, 5, reason=REASON)
    page = organiser.get(address(conversation), {"state": "rejected"})
    assert "Change reason" in page.text
    assert REASON in page.text
    sent = {"seen": "rejected", "at": "state=rejected", "reason": other}
    page = decide(organiser, conversation, "reject", 4, 5, **sent)
    assert f"Changed the reason or the note of 2 statements: {other}" in page.text
    assert set(conversation.statements.filter(state="rejected").values_list("reason")) == {
        (other,),
    }
    decide(organiser, conversation, "publish", 4, **(sent | {"reason": ""}))
    assert conversation.statements.get(number=4).state == "published"


def test_all_on_a_page_of_published_ones_are_ticked_tag_or_not(organiser, conversation):
    decide(organiser, conversation, "publish", *write(conversation, "Ring 07700 900123"))
    page = press(organiser, conversation, "all", at="state=published")
    assert sorted(ticked(page)) == [1, 2, 3, 4]
    assert "May be a phone number" in page.text


def test_ticks_of_one_state_are_none_of_another(organiser, conversation):
    write(conversation, "Trams")
    page = press(organiser, conversation, "page-1", at="state=published", statement=[4], others="4")
    assert (page.context["ticked"], page.context["others"]) == (0, "")


def test_a_reason_is_needed_to_take_out_and_nothing_is_lost_without_one(organiser, conversation):
    sent = {"seen": "published", "act": "reject", "at": "state=published", "statement": [2]}
    page = organiser.post(f"/conversations/{conversation.pk}/decide/", sent)
    assert page.status_code == 400
    assert ticked(page) == [2]
    assert conversation.statements.get(number=2).state == "published"


def test_an_unknown_state_is_that_of_those_that_wait(organiser, conversation):
    write(conversation, "Trams")
    assert rows(organiser.get(address(conversation), {"state": "replaced"})) == [4]


def test_a_waiting_statement_leads_to_its_own_page(organiser, conversation):
    write(conversation, "Trams")
    page = organiser.get(address(conversation)).text
    assert f'href="/conversations/{conversation.pk}/statements/4/"' in page
    assert "Open or translate" in page


# decided by two at once


def test_many_that_somebody_else_decided_are_said_in_one_sentence(organiser, conversation, client):
    numbers = write(conversation, *unlike(20))
    lee = make.person("Lee", "organiser")
    client.force_login(lee)
    decide(client, conversation, "publish", *numbers[:12])
    decide(client, conversation, "reject", *numbers[12:15], reason=REASON)
    client.force_login(conversation.organiser)
    page = decide(client, conversation, "publish", *numbers)
    (said,) = re.findall(r"<p>(15 statements were decided in the meantime.*?)</p>", page.text, re.S)
    assert f'<a href="{address(conversation)}?state=published">12 published by Lee</a>' in said
    assert f'<a href="{address(conversation)}?state=rejected">3 rejected by Lee</a>' in said
    assert "has decided about statement" not in page.text
    assert "Published 5 statements." in page.text


def test_many_that_people_have_answered_are_said_in_one_sentence(organiser, conversation):
    numbers = write(conversation, *unlike(6))
    page = decide(organiser, conversation, "publish", *numbers)
    make.answered(conversation, [None, None, None, *[1] * 5, None])
    told = undo(organiser, page).text
    assert "5 statements stay published: people have answered them." in told
    assert "stays published" not in told
