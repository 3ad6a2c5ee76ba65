from datetime import date

import pytest
from django.db import connection
from tests.markup import agreed, markup

from everyseat.giving.models import Snapshot
from everyseat.moments import present, subject_access
from everyseat.moments.actions import asking as actions
from everyseat.moments.models import Moment
from everyseat.moments.tests.make import answers
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host

pytestmark = pytest.mark.django_db


def test_a_leader_opens_a_moment_and_reads_what_they_meant_beside_how_it_felt(client, leader):
    client.force_login(leader)
    sent = {
        "what": "Brief",
        "held_on": "2026-11-20",
        "meant": ["calm"],
        "sentence": "Be clear.",
        "days": "0",
    }
    page = client.post("/moments/new/", sent, follow=True)
    made = Moment.objects.get()
    assert (made.held_on, made.meant) == (date(2026, 11, 20), ["calm"])
    assert f"/felt/{made.code}/" in page.content.decode()
    assert "Be clear." not in page.content.decode()
    answers(made, 6)
    actions.close(moment=made)
    text = client.get(f"/moments/{made.pk}/").content.decode()
    assert "Fewer than 4 people felt calm, as you had meant." in text
    assert "6 people answered. Fewer than 4 of them chose a word that you meant." in text
    assert "Be clear." in text
    assert "Because 5." in text


def test_more_than_three_words_or_none_are_told_so_and_nothing_typed_is_lost(client, moment):
    four = ["calm", "heard", "angry", "upset"]
    page = client.post(f"/felt/{moment.code}/", {"felt": four, "sentence": "Kept."})
    text = page.content.decode()
    assert "Choose at most 3." in text
    assert "Kept." in text
    assert text.count(" checked") == 4
    assert "Choose a word, or write one." in client.post(f"/felt/{moment.code}/").content.decode()
    assert Snapshot.objects.count() == 0


def test_what_may_identify_is_shown_before_it_is_kept(client, moment):
    sent = {"felt": ["heard"], "sentence": "On 3 May you rang me.", "token": "t"}
    page = client.post(f"/felt/{moment.code}/", sent)
    assert "<mark>3 May<" in markup(page)
    assert page.text.index('href="#read-again"') < page.text.index("<h1>")  # without scripts
    assert 'id="read-again"' in page.text
    assert Snapshot.objects.count() == 0
    other = sent | {"sentence": "Ask Oluwaseun who sat by me."}
    assert "<mark>Oluwaseun<" in client.post(f"/felt/{moment.code}/", other | agreed(page)).text
    assert Snapshot.objects.count() == 0
    done = client.post(f"/felt/{moment.code}/", sent | agreed(page))
    assert done.url == f"/felt/{moment.code}/sent/"
    assert Snapshot.objects.count() == 1


def test_a_code_in_capitals_works_and_an_unknown_one_says_so(client, moment):
    assert client.get(f"/felt/{moment.code.upper()}/").status_code == 200
    assert client.get("/felt/nonsense/").status_code == 404


def test_a_giver_gets_no_cookie_and_their_session_is_not_read(client, leader, moment):
    client.force_login(leader)

    def no_session(execute, sql, params, many, context):
        assert "session" not in sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(no_session):
        pages = [
            client.get(f"/felt/{moment.code}/"),
            client.post(f"/felt/{moment.code}/", {"felt": ["calm"]}),
            client.get(f"/felt/{moment.code}/sent/"),
        ]
    assert [page.status_code for page in pages] == [200, 302, 200]
    assert not any(page.cookies for page in pages)
    assert {page["Referrer-Policy"] for page in pages} == {"no-referrer"}


def test_nobody_but_its_leader_opens_a_moment(client, leader, moment):
    answers(moment, 5)
    administrator = Person.objects.get(email="admin@trust.example")
    other = Person.objects.create(name="O", email="o@trust.example", organisation=host())
    for person in (administrator, other):
        client.force_login(person)
        assert client.get(f"/moments/{moment.pk}/").status_code == 404
        assert moment.what not in client.get("/moments/").content.decode()
    client.logout()
    assert client.get("/moments/").status_code == 302
    moment.refresh_from_db()
    assert moment.is_open


def test_the_table_says_most_where_a_count_would_tell_each_ones_answer(client, leader, moment):
    for i in range(5):
        actions.answer(moment=moment, token=f"t{i}", felt=["angry"], own="", sentence="")
    client.force_login(leader)
    actions.close(moment=moment)
    text = markup(client.get(f"/moments/{moment.pk}/"))
    assert "<td>most</td>" in text
    assert ">5<" not in text.replace("of 5", "")


def test_a_leader_can_not_count_answers_before_it_closes(client, leader, moment):
    client.force_login(leader)
    before, after = (_main(client, moment), answers(moment, 9) or _main(client, moment))
    assert before == after


def _main(client, moment):
    return client.get(f"/moments/{moment.pk}/").content.partition(b"<main")[2]


def test_the_page_does_not_tell_who_is_in_the_directory(client, moment):
    Person.objects.create(name="Bukola Ade", email="b@trust.example", organisation=host())
    done = client.post(f"/felt/{moment.code}/", {"sentence": "ok bukola ok"})
    assert done.status_code == 302


def test_a_few_and_nobody_look_the_same_for_a_word_that_was_meant(leader, moment):
    pages = []
    for felt in (["calm", "angry"], ["angry"]):
        made = actions.open_moment(
            leader=leader, what="W", held_on=moment.held_on, meant=["calm"], sentence=""
        )
        for i, words in enumerate([felt, felt, *[["angry", "upset"]] * 2, *[["upset"]] * 3]):
            actions.answer(moment=made, token=f"t{i}", felt=words, own="", sentence="")
        actions.close(moment=made)
        made.refresh_from_db()
        page = present.page(made)
        pages.append([page[name] for name in ("first", "how_many", "doubt", "rows", "plane")])
    assert pages[0] == pages[1]


def test_a_word_of_a_few_is_on_no_page_and_in_no_copy_of_a_leaders_data(client, leader, moment):
    for i, words in enumerate([["worthless"], *[["ashamed"]] * 3, *[["upset"]] * 4]):
        actions.answer(moment=moment, token=f"t{i}", felt=words, own="", sentence="")
    actions.close(moment=moment)
    client.force_login(leader)
    text = markup(client.get(f"/moments/{moment.pk}/"))
    held = str(subject_access.held_about(leader))
    for word in ("worthless", "ashamed"):
        assert word not in text
        assert word not in held
    assert "Other unpleasant words" in text
    assert "fewer than 4" in text  # of pleasant words, and of what was meant
