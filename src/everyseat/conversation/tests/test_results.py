"""What a conversation has found: made anew once enough have answered, and giving none away."""

import io
import json
import re

import numpy as np
import pypdf
import pytest

from everyseat.conversation import released
from everyseat.conversation.actions import (
    answering,
    editions,
    erasing,
    joining,
    moderating,
    opening,
    writing,
)
from everyseat.conversation.models import Conversation, Edition, Participant, Statement
from everyseat.conversation.pending import NOTHING
from everyseat.conversation.queries import cast
from everyseat.conversation.report import figures, sentences
from everyseat.conversation.tests import make
from everyseat.giving.refusals import NotNow
from everyseat.safety import cell_keys
from everyseat.science.opinion import from_table

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SEEDS = [f"Statement number {i}" for i in range(1, 11)]
ONE = [1, 1, 1, 1, 1, 1, -1, -1, -1, -1]
OTHER = [1, -1, -1, -1, -1, -1, 1, 1, 1, 1]


@pytest.fixture
def conversation(sam):
    return make.opened(sam, *SEEDS)


@pytest.fixture
def divided(conversation):
    make.answered(conversation, *[ONE] * 20, *[OTHER] * 20)
    editions.make_due()
    return conversation


def page(client, conversation, ending="", status=200):
    response = client.get(f"/conversation/{conversation.code}/results/{ending}")
    assert response.status_code == status
    return response.content.decode()


def content_of(conversation):
    return Edition.objects.get(conversation=conversation).content


def by_number(conversation):
    return {row["name"]: row for row in content_of(conversation)["all"]}


def test_nothing_is_said_before_enough_people_have_answered(client, conversation):
    make.answered(conversation, *[ONE] * (conversation.threshold - 1))
    editions.make_due()
    assert not Edition.objects.exists()
    assert "It is too early for a result" in page(client, conversation)
    for ending in ("results.pdf", "results.json", "results.csv"):
        assert "too early" in page(client, conversation, ending, status=404)
    assert "too early" in page(client, conversation, "statements/")


def test_common_ground_comes_first_then_what_divides(client, divided):
    said = page(client, divided)
    assert said.index("Common ground") < said.index("What divides people") < said.index("The map")
    assert "in every group" in said
    assert "Statement number 1" in said
    assert [row["name"] for row in content_of(divided)["common_ground"]] == ["1"]
    assert len(content_of(divided)["groups"]) == 2


def test_a_draft_has_no_page_of_results(client, sam):
    page(client, make.draft(sam, *SEEDS), status=404)


def test_the_next_edition_waits_until_enough_people_have_answered_since(divided):
    make.answered(divided, *[ONE] * (divided.threshold - 1))
    editions.make_due()
    assert Edition.objects.get().number == 1
    make.answered(divided, ONE)
    editions.make_due()
    assert Edition.objects.get().number == 2
    editions.make_due()
    assert Edition.objects.get().number == 2


def test_one_person_who_answers_much_is_not_enough_people(divided):
    (who,) = make.answered(divided, ONE)
    for said in ("pass", "agree", "pass", "agree"):
        answering.answer(participant=who, number="1", said=said)
    editions.make_due()
    assert Edition.objects.get().number == 1


def test_numbers_stay_where_hardly_anybody_has_answered_since(divided, exact):
    Edition.objects.all().delete()
    editions.make_due()
    before = by_number(divided)
    few = divided.threshold - 1
    rows = [[-1, None], *[[None, 1]] * few, [None, 1]]  # one new answer to 1, k to 2
    make.answered(divided, *rows)
    editions.make_due()
    after = by_number(divided)
    assert Edition.objects.get().number == 2
    assert (after["1"]["n"], after["1"]["agree"]) == (before["1"]["n"], before["1"]["agree"])
    assert after["2"]["n"] == before["2"]["n"] + few + 1


def test_a_few_answers_in_each_edition_are_shown_once_they_are_enough(divided, exact):
    Edition.objects.all().delete()
    editions.make_due()
    few = divided.threshold - 1
    for expected in (40, 40 + 2 * few):
        make.answered(divided, *[[1]] * few, [None, 1])
        editions.make_due()
        assert by_number(divided)["1"]["n"] == expected


def test_after_a_withdrawal_numbers_stay_until_enough_people_have_answered(divided, exact):
    Edition.objects.all().delete()
    editions.make_due()
    who = Participant.objects.order_by("pk")[0]
    answering.withdraw(participant=who, number="10")
    make.answered(divided, *[[None, 1]] * divided.threshold)
    editions.make_due()
    assert by_number(divided)["10"]["n"] == 40
    assert by_number(divided)["2"]["n"] == 40 + divided.threshold


def test_counts_leave_with_a_perturbation(conversation, same_keys):
    """Each statement is answered by other people: of the same people every count is the same."""
    rows = [*[ONE] * 25, *[OTHER] * 25]
    make.answered(
        conversation,
        *([v if (i + j) % 5 else None for j, v in enumerate(row)] for i, row in enumerate(rows)),
    )
    editions.make_due()
    exact = 40
    shown = [row["n"] for row in content_of(conversation)["all"]]
    assert any(n != exact for n in shown)
    assert all(abs(n - exact) <= 9 for n in shown)


def test_nothing_is_shown_of_fewer_people_than_the_threshold(conversation, exact):
    few = released.SHOWN - 1
    make.answered(conversation, *[ONE[:9]] * 20, *[OTHER[:9]] * 20, *[ONE] * few)
    editions.make_due()
    assert "10" not in by_number(conversation)
    for row in content_of(conversation)["all"]:
        assert all(one["n"] == 0 or one["n"] > few for one in row["groups"])
    squares = content_of(conversation)["map"]["squares"]
    assert all(square["people"] >= conversation.threshold for square in squares)


def test_whether_enough_have_answered_is_not_told_by_a_number_that_was_moved_up(conversation):
    make.answered(conversation, *[ONE[:9]] * 20, *[OTHER[:9]] * 20, *[ONE] * 9)
    editions.make_due()
    assert "10" not in by_number(conversation)
    make.answered(conversation, *[ONE] * 9)
    editions.make_due()
    assert "10" in by_number(conversation)


def test_no_sentence_counts_fewer_people_than_nobody(client, divided):
    assert content_of(divided)["groups"][0]["size"] > 0
    assert abs(content_of(divided)["grouped"] - 40) <= 6
    content = content_of(divided)
    for rest, is_said in ((-2, False), (0, False), (3, False), (4, True)):
        said = sentences.about_groups(content | {"people": content["grouped"] + rest})
        assert ("answered too little" in said) is is_said


def test_a_statement_that_is_not_published_stands_nowhere(conversation):
    conversation.statements.filter(number=3).update(
        state="rejected", reason="Abusive.", moderated_on=make.today()
    )
    conversation.statements.filter(number=4).update(is_meta=True)
    make.answered(conversation, *[ONE] * 20, *[OTHER] * 20)
    editions.make_due()
    said = json.dumps(content_of(conversation))
    assert "Statement number 3" not in said
    assert "Statement number 4" not in said
    assert "Statement number 5" in said


def test_after_closing_the_last_answers_count(divided):
    make.answered(divided, ONE)
    divided.refresh_from_db()
    opening.close(conversation=divided, today=make.today())
    editions.make_due()
    assert Edition.objects.get().number == 2
    assert abs(content_of(divided)["people"] - 41) <= 9


def test_a_result_outlives_the_answers_that_it_was_made_of(client, divided):
    opening.close(conversation=divided, today=make.today())
    erasing.erase(conversation=divided, today=make.today())
    editions.make_due()
    assert not Participant.objects.exists()
    assert "Common ground" in page(client, divided)


def test_whoever_holds_a_card_reads_where_they_stand(client, divided):
    secret = make.card(divided)
    address = f"/conversation/{divided.code}/{secret}/standing/"
    said = client.get(address).content.decode()
    assert "You are not in a group." in said
    assert "Answer 7 more statements" in said
    Participant.objects.filter(pk=make.holder(divided, secret).pk).update(group=1)
    said = client.get(address).content.decode()
    assert "think alike: you are in Group B." in said
    assert "Only whoever holds your card can read this page." in said
    assert client.get(f"/conversation/{divided.code}/{'a' * 20}/standing/").status_code == 404


def test_each_card_is_put_into_the_group_that_it_was_found_in(divided):
    groups = list(Participant.objects.order_by("pk").values_list("group", flat=True))
    assert len(set(groups[:20])) == len(set(groups[20:])) == 1
    assert groups[0] != groups[20]
    make.answered(divided, *[ONE] * divided.threshold)
    editions.make_due()
    assert list(Participant.objects.order_by("pk").values_list("group", flat=True))[:40] == groups


def test_every_statement_in_an_order_of_ones_choice(client, divided):
    def numbers(order):
        said = page(client, divided, f"statements/?order={order}")
        return [int(n) for n in re.findall(r"Statement number (\d+)\s+<span", said)]

    assert numbers("number") == list(range(1, 11))
    assert numbers("agree")[0] == numbers("nonsense")[0] == 1
    assert numbers("apart")[-1] == 1
    assert sorted(numbers("answers")) == list(range(1, 11))


def test_results_as_files(client, divided):
    rows = page(client, divided, "results.csv").removeprefix("\ufeff").splitlines()
    assert rows[0].startswith(
        "statement,text,source,answers,agree,disagree,agree_low,agree_high,disagree_low"
    )
    assert len(rows) == 11
    data = json.loads(page(client, divided, "results.json"))
    assert data["question"] == divided.question
    response = client.get(f"/conversation/{divided.code}/results/results.pdf")
    assert response.content[:5] == b"%PDF-"


def same(one, other):
    pairs = [
        (one.live.votes.code, other.live.votes.code),
        (one.live.votes.start, other.live.votes.start),
        (one.people, other.people),
        *zip(one.live.tables.each, other.live.tables.each, strict=True),
    ]
    return all(np.array_equal(a, b) for a, b in pairs)


def test_what_is_followed_is_what_all_answers_read_anew_would_be(divided):
    cast.of(divided)
    who = make.participant(divided)
    Statement.objects.create(
        conversation=divided, number=11, text="Late", origin="organiser", state="published"
    )
    for number, said in (("2", "pass"), ("11", "agree"), ("2", "disagree")):
        answering.answer(participant=who, number=number, said=said)
    joining.begin(conversation=divided, today=make.today())
    divided.refresh_from_db()
    followed = cast.of(divided)
    cast.forget(divided)
    assert same(followed, cast.of(divided))


@pytest.mark.parametrize("how", ["withdraw", "forget"])
def test_what_was_deleted_is_in_no_sum(divided, how):
    cast.of(divided)
    who = Participant.objects.order_by("pk")[3]
    if how == "withdraw":
        answering.withdraw(participant=who, number="1")
    else:
        erasing.forget(participant=who)
    found = cast.of(Conversation.objects.get())
    cast.forget(divided)
    again = cast.of(Conversation.objects.get())
    assert same(found, again)
    assert len(found.live.votes.code) == (399 if how == "withdraw" else 390)


def organisers_page(client, conversation):
    client.force_login(conversation.organiser)
    return " ".join(client.get(f"/conversations/{conversation.pk}/").content.decode().split())


@pytest.mark.parametrize(("n", "said"), [(3, "Fewer than 4"), (4, "About 4"), (25, "About 25")])
def test_organisers_read_how_many_gave_one_answer_to_everything(
    client, conversation, exact, n, said
):
    alike = [[1] * 10, [-1] * 10, [0] * 10] * n
    make.answered(conversation, *[ONE] * 20, *alike[:n])
    editions.make_due()
    assert conversation.threshold == 4
    assert said in organisers_page(client, conversation)
    assert "alike" not in page(client, conversation, "results.json")
    assert content_of(conversation)["people"] == 20 + n


def test_the_number_is_perturbed_as_all_counts_are(conversation, monkeypatch):
    monkeypatch.setattr(cell_keys, "perturbed", lambda counts, _keys: np.asarray(counts) + 3)
    make.answered(conversation, *[ONE] * 20, *[[1] * 10] * 20)
    editions.make_due()
    assert Edition.objects.get().alike == 23


def test_a_few_answers_alike_say_nothing_of_anybody(conversation, exact):
    make.answered(conversation, *[ONE] * 20, *[[1] * 9] * 20)
    editions.make_due()
    assert Edition.objects.get().alike is None


def few_left(conversation) -> tuple[np.ndarray, ...]:
    """Return of each statement everybody less the groups that are shown, for each answer."""
    edition = Edition.objects.get(conversation=conversation)
    whole = {int(place): np.array(row[:3]) for place, row in edition.released.items()}
    groups = {int(place): np.array(rows) for place, rows in edition.by_group.items()}
    return tuple(whole[place] - groups[place].sum(axis=0) for place in whole)


def test_one_person_in_no_group_is_not_what_is_left_of_everybody(conversation):
    """They answered three statements. Something is left also where they said nothing."""
    make.answered(conversation, *[ONE] * 20, *[OTHER] * 20, [1, -1, 0])
    editions.make_due()
    assert Edition.objects.get().groups == 2
    left = few_left(conversation)
    silent = np.concatenate(left[3:])
    assert len(set(silent.tolist())) > 1
    assert np.abs(np.concatenate(left)).max() <= 4


def test_a_group_that_is_not_shown_is_not_what_is_left_of_the_others():
    """Five of the second group agree. Over many keys what is left is seldom that."""
    votes = from_table(np.array([[1]] * 25))
    labels = np.repeat([0, 1], [20, 5])
    left = []
    for secret in range(200):
        keys = cell_keys.record_keys(secret.to_bytes(2, "big"), np.arange(29))
        shown = released.Disclosure(keys[:25], 4, keys[25:]).counts(votes, labels, 2, NOTHING)
        assert (shown.groups.seen[0, 0] > 0, shown.groups.seen[1, 0]) == (True, 0)
        left.append(int(shown.counts.agree[0] - shown.groups.agree[0, 0]))
    assert min(left) >= 2
    assert max(left) <= 8
    assert left.count(5) < 80


def test_a_square_is_shown_by_how_many_stand_there_and_not_by_the_number_shown(
    conversation, monkeypatch
):
    monkeypatch.setattr(cell_keys, "steps", lambda keys: np.full_like(keys, 3))
    rng = np.random.default_rng(3)
    monkeypatch.setattr(figures, "COARSER", {})  # nowhere stand four
    make.answered(conversation, *rng.choice([-1, 1], (40, 10)).tolist())
    editions.make_due()
    assert content_of(conversation)["map"]["squares"] == []


def test_groups_keep_their_numbers_with_a_statement_that_hardly_anybody_answered(divided):
    def numbers(edition):
        return edition.released["0"][:3], edition.by_group["0"]

    before = numbers(Edition.objects.get())
    few = divided.threshold - 1
    make.answered(divided, *[[1]] * few, *[[None, 1]] * 2)
    editions.make_due()
    edition = Edition.objects.get()
    assert (edition.number, numbers(edition)) == (2, before)
    row = by_number(divided)["1"]
    assert sum(one["n"] for one in row["groups"]) == sum(map(sum, before[1]))
    make.answered(divided, *[[1]] * 2, *[[None, 1]] * 2)
    editions.make_due()
    assert numbers(Edition.objects.get()) != before


def test_sizes_add_up_to_how_many_took_part(divided):
    content = content_of(divided)
    assert content["grouped"] == sum(group["size"] for group in content["groups"])
    assert content["people"] >= content["grouped"]
    assert content["votes"] == sum(row["n"] for row in content["all"])


def decided(conversation, act, number, sam):
    now = Conversation.objects.get(pk=conversation.pk)
    one = now.statements.get(number=number)
    decision = moderating.Decision(
        act, sam, make.today(), reason=now.reasons[0] if act == "rejected" else ""
    )
    return moderating.decide(conversation=now, numbers=[number], seen=one.state, decision=decision)


@pytest.mark.parametrize("is_open", [True, False])
def test_what_is_taken_out_is_read_nowhere_from_that_moment(client, divided, sam, is_open):
    hear = make.point(divided, 2)
    make.answer(divided)
    if not is_open:
        opening.close(conversation=Conversation.objects.get(pk=divided.pk), today=make.today())
        editions.make_due()
    decided(divided, "rejected", 2, sam)
    for ending in ("", "statements/", "results.json", "results.csv"):
        text = page(client, divided, ending)
        assert "Statement number 2" not in text, ending
        assert "Statement number 3" in text
    assert "Statement number 2" not in client.get(f"/conversation/{divided.code}/heard/").text
    assert hear.statements.count() == 1


def test_all_else_stays_as_it_left(divided, sam):
    before = content_of(divided)
    decided(divided, "rejected", 2, sam)
    after = content_of(divided)
    assert after["statements"] == before["statements"] - 1
    assert "2" not in after["map"]["statements"]
    assert after["all"] == [row for row in before["all"] if row["name"] != "2"]
    assert Edition.objects.get().number == 1
    editions.make_due()
    assert Edition.objects.get().number == 1  # nobody has answered since


def test_after_closing_it_can_come_back_and_the_result_with_it(client, divided, sam):
    opening.close(conversation=Conversation.objects.get(pk=divided.pk), today=make.today())
    editions.make_due()
    decided(divided, "rejected", 2, sam)
    editions.make_due()
    assert "Statement number 2" not in page(client, divided, "statements/")
    client.force_login(sam)
    assert "Publish it" in client.get(f"/conversations/{divided.pk}/statements/2/").text
    decided(divided, "published", 2, sam)
    editions.make_due()
    assert "Statement number 2" in page(client, divided, "statements/")
    assert not Edition.objects.get().is_stale


def test_after_closing_nothing_is_published_that_nobody_answered(client, divided, sam):
    writing.write(participant=make.participant(divided), text="A late idea")
    opening.close(conversation=Conversation.objects.get(pk=divided.pk), today=make.today())
    with pytest.raises(NotNow, match="takes no more statements"):
        decided(divided, "published", 11, sam)
    client.force_login(sam)
    assert "Publish it" not in client.get(f"/conversations/{divided.pk}/statements/11/").text


def test_what_is_about_the_conversation_itself_leaves_the_result_at_once(divided, sam):
    one = divided.statements.get(number=2)
    moderating.set_meta(statement=one, is_meta=True)
    assert "2" not in by_number(divided)
    moderating.set_meta(statement=one, is_meta=False)
    make.answered(divided, *[ONE] * divided.threshold)
    editions.make_due()
    assert "2" in by_number(divided)


def test_the_first_words_of_what_is_reworded_leave_the_result_at_once(divided, sam):
    one = divided.statements.get(number=2)
    moderating.reword(
        statement=one, texts=["Other"], note="", seen="published", by=sam, today=make.today()
    )
    assert "2" not in by_number(divided)


def test_a_statement_that_comes_while_a_result_is_made_stands_in_the_next(divided, monkeypatch):
    made = editions.opinion.analyse

    def late(*args, **more):
        Statement.objects.create(
            conversation=divided, number=11, text="Late", origin="organiser", state="published"
        )
        return made(*args, **more)

    monkeypatch.setattr(editions.opinion, "analyse", late)
    make.answered(divided, *[ONE] * divided.threshold)
    editions.make_due()
    assert Edition.objects.get().number == 2
    assert "Late" not in json.dumps(content_of(divided))


def test_a_result_that_can_not_be_made_keeps_no_other_from_being_made(divided, sam, monkeypatch):
    other = make.opened(sam, *SEEDS)
    made = editions.make

    def fails(*, conversation):
        if conversation.pk == divided.pk:
            raise ValueError("cannot be made")
        return made(conversation=conversation)

    make.answered(divided, *[ONE] * divided.threshold)
    make.answered(other, *[ONE] * 20)
    monkeypatch.setattr(editions, "make", fails)
    with pytest.raises(ValueError, match="cannot be made"):
        editions.make_due()
    assert Edition.objects.filter(conversation=other).exists()


def test_what_is_taken_out_while_a_result_is_made_is_not_in_it(divided, sam, monkeypatch):
    made = editions.opinion.analyse

    def meanwhile(*args, **more):
        decided(divided, "rejected", 2, sam)
        return made(*args, **more)

    make.answered(divided, *[ONE] * divided.threshold)
    monkeypatch.setattr(editions.opinion, "analyse", meanwhile)
    editions.make_due()
    edition = Edition.objects.get()
    assert (edition.number, edition.is_stale) == (2, True)
    assert "Statement number 2" not in json.dumps(edition.content)
    assert "Statement number 3" in json.dumps(edition.content)


def test_a_statement_that_is_deleted_while_a_result_is_made_shifts_no_other(divided, monkeypatch):
    made = editions.opinion.analyse

    def meanwhile(*args, **more):
        divided.statements.get(number=2).delete()
        return made(*args, **more)

    before = {name: row["text"] for name, row in by_number(divided).items()}
    make.answered(divided, *[ONE] * divided.threshold)
    monkeypatch.setattr(editions.opinion, "analyse", meanwhile)
    editions.make_due()
    after = {name: row["text"] for name, row in by_number(divided).items()}
    del before["2"]
    assert after == before
    assert "gone" not in json.dumps(content_of(divided))


EARLY = ("too early", "so far", "yet", "can still change", "Go on answering")


@pytest.mark.parametrize("people", [3, 8, 40])
def test_once_it_is_closed_the_result_says_nothing_of_later(client, conversation, people):
    make.answered(conversation, *[ONE] * (people // 2), *[[-v for v in ONE]] * (people // 2))
    secret = make.card(conversation)
    editions.make_due()
    card = f"/conversation/{conversation.code}/{secret}/"
    opened = page(client, conversation) + client.get(f"{card}standing/").text
    assert any(word in opened for word in EARLY)
    opening.close(conversation=conversation, today=make.today())
    editions.make_due()
    pages = [page(client, conversation, ending) for ending in ("", "statements/")]
    pages += [client.get(address).text for address in (card, f"{card}standing/")]
    for said in pages:
        main = re.sub("<[^>]+>", "", said.partition("<main")[2])
        assert [word for word in EARLY if word in main] == []
    assert "This conversation closed on" in pages[0]


def test_the_pdf_and_the_data_say_when_it_closed(client, divided):
    assert json.loads(page(client, divided, "results.json"))["closed_on"] is None
    opening.close(conversation=divided, today=make.today())
    assert json.loads(page(client, divided, "results.json"))["closed_on"] == str(make.today())
    pdf = client.get(f"/conversation/{divided.code}/results/results.pdf").content
    text = " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "This conversation closed on" in text
