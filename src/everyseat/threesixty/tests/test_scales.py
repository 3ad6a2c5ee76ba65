"""Other scales, and statements worded negatively: reports agree with figures made by hand."""

import numpy as np
import pytest

from everyseat.threesixty import links
from everyseat.threesixty.actions import answers, nominating, questionnaires
from everyseat.threesixty.answer_form import AnswerForm
from everyseat.threesixty.models import Questionnaire, Review, Sheet
from everyseat.threesixty.queries.questionnaires import comparable_versions
from everyseat.threesixty.report import data, sheets
from everyseat.threesixty.report.present import present
from everyseat.threesixty.reporting import norms
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db

INTERRUPTS = {
    "key": "interrupts",
    "text": "{name} interrupts people.",
    "self_text": "I interrupt people.",
    "turned_text": "{name} lets people finish.",
    "turned_self_text": "I let people finish.",
}
HEARS = {"key": "hears", "text": "{name} hears me.", "self_text": "I hear people."}
SEES = {"key": "sees", "text": "{name} sees me.", "self_text": "I see people."}
TEN = {
    "labels": ["Not at all", *[""] * 9, "Completely"],
    "low": 0,
    "values": [
        {"key": "listening", "name": "Listening", "behaviours": [HEARS, INTERRUPTS]},
        {"key": "noticing", "name": "Noticing", "behaviours": [SEES]},
    ],
    "questions": [
        {"key": "keep", "text": "Keep?", "after": "listening"},
        {"key": "more", "text": "More?"},
    ],
}
ANSWERS = np.array(
    [[7, 2, 9], [6, 4, 10], [8, 1, 7], [5, 3, 8], [9, 0, 6], [7, 5, 9], [4, 2, -1], [8, 3, 5]]
)
OWN = [9, 1, 4]
REVERSED = 1


def asking(content: dict, version_of: Questionnaire | None = None) -> Questionnaire:
    made = (
        questionnaires.edit(questionnaire=version_of, name="Ten", licence="", content=content)
        if version_of
        else questionnaires.add(name="Ten", content=content)
    )
    questionnaires.publish(questionnaire=made)
    return made


def answered(asks: Questionnaire, given: np.ndarray, name: str = "Lee") -> Review:
    """Return the review of a closed round, in which so many peers gave these answers."""
    lee = make.Person.objects.filter(name=name).first() or make.person(name)
    review = make.feedback_round(lee, asks=asks).reviews.get()
    for i in range(len(given)):
        peer = f"{name} peer {i}"
        rater = make.Person.objects.filter(name=peer).first() or make.person(peer)
        nominating.nominate(review=review, person=rater, relationship="peer")
    nominating.submit_nominations(review=review)
    nominating.approve(review=review, refused=set())
    review.refresh_from_db()
    for invitation, row in zip(review.invitations.all(), given.tolist(), strict=True):
        make.answer(invitation, row)
    answers.assess_self(review=review, ratings=OWN[: given.shape[1]], words={})
    make.close(review.round)
    return Review.objects.get(pk=review.pk)


def by_hand(column: int) -> np.ndarray:
    """Return the answers to a statement in numbers of the scale 0 to 10, as a report has them."""
    seen = ANSWERS[:, column][ANSWERS[:, column] >= 0]
    return 10 - seen if column == REVERSED else seen


def test_a_report_on_eleven_points_agrees_with_figures_made_by_hand():
    report = answered(asking(TEN), ANSWERS).report
    assert report["scale"]["low"] == 0
    assert report["scale"]["high"] == 10
    statements = [b for value in report["values"] for b in value["behaviours"]]
    for column, statement in enumerate(statements):
        given, others = by_hand(column), statement["others"]
        assert others["n"] == len(given)
        assert others["counts"] == np.bincount(given, minlength=11).tolist()
        assert others["mean"] == pytest.approx(given.mean())
        assert others["ad"] == pytest.approx(np.abs(given - given.mean()).mean())
        assert others["interval"][0] <= given.mean() <= others["interval"][1]
    assert [s["self"] for s in statements] == [9, 9, 4]
    listening = report["values"][0]
    assert listening["others"]["mean"] == pytest.approx((by_hand(0).mean() + by_hand(1).mean()) / 2)
    assert listening["self"] == 9


def test_a_sheet_keeps_what_was_answered_and_the_report_says_what_was_turned():
    review = answered(asking(TEN), ANSWERS)
    kept = Sheet.objects.filter(review=review, relationship="peer").values_list(
        "ratings", flat=True
    )
    assert sorted(kept) == sorted(ANSWERS.tolist())
    turned = review.report["values"][0]["behaviours"][1]
    assert (turned["self_text"], turned["asked_self"]) == (
        "I let people finish.",
        "I interrupt people.",
    )
    assert "asked" not in review.report["values"][0]["behaviours"][0]
    row = present(review.report)["values"][0]["rows"][1]
    assert "asked as “I interrupt people”, and the answers are turned round" in row["notes"]
    given = data.of(review.report)
    assert given["values"][0]["behaviours"][1]["asked"] == "Lee interrupts people."
    cells = [str(cell) for rows in sheets.of(given).values() for row in rows for cell in row]
    assert any("(asked as “Lee interrupts people.”" in cell for cell in cells)


def test_others_norms_turn_answers_by_the_version_that_was_answered():
    """The second version asks the opposite of the first, and keeps the key."""
    first = asking(TEN)
    answered(first, ANSWERS)
    finishes = {"key": "interrupts", "text": "{name} lets finish.", "self_text": "I let finish."}
    values = [{**TEN["values"][0], "behaviours": [HEARS, finishes]}, TEN["values"][1]]
    second = asking({**TEN, "values": values}, first)
    others = make.feedback_round(make.person("Ada"), asks=second)
    found = norms(second.question_set(), others)
    table = found.sheets[str(make.Person.objects.get(name="Lee").pk)].table
    peers = table[found.sheets[str(make.Person.objects.get(name="Lee").pk)].relationship == "peer"]
    assert sorted(peers[:, 1].tolist()) == sorted(by_hand(1).tolist())


def test_versions_on_another_scale_are_not_compared():
    first = asking(TEN)
    answered(first, ANSWERS)
    agree = {**TEN, "labels": ["Never", *[""] * 9, "Always"]}
    second = asking(agree, first)
    third = asking(TEN, second)
    assert comparable_versions(second) == [second.pk]
    assert set(comparable_versions(third)) == {first.pk, third.pk}
    lee = str(make.Person.objects.get(name="Lee").pk)
    ada = make.person("Ada")
    assert lee not in norms(second.question_set(), make.feedback_round(ada, asks=second)).sheets
    assert lee in norms(third.question_set(), make.feedback_round(ada, asks=third)).sheets
    other_words = answered(second, ANSWERS).report
    assert not any(value["change"] for value in other_words["values"])
    assert other_words["compared_with"] is None


def test_the_form_asks_a_statement_as_it_is_worded_with_the_numbers_of_the_scale():
    questionnaire = questionnaires.add(name="Ten", content=TEN)
    pages = AnswerForm(questionnaire.question_set(), questionnaire.content, "Lee").pages()
    interrupts = pages[0]["behaviours"][1]
    assert interrupts["text"] == "Lee interrupts people."
    labels = [point["label"] for point in interrupts["points"]]
    assert labels == ["0 Not at all", *map(str, range(1, 10)), "10 Completely", "Not seen"]


def test_an_open_question_stands_below_its_value_or_at_the_end():
    questionnaire = questionnaires.add(name="Ten", content=TEN)
    form = AnswerForm(questionnaire.question_set(), questionnaire.content, "Lee")
    assert [[q["key"] for q in page["questions"]] for page in form.pages()] == [["keep"], []]
    assert [q["key"] for q in form.last_questions()] == ["more"]
    assert [q["key"] for q in form.questions()] == ["more", "keep"]


def rated(**of_hears: bool) -> Review:
    """Return a review in which the statement “hears” has these qualities."""
    hears = {**HEARS, **of_hears}
    values = [{"key": "v", "name": "V", "behaviours": [hears, SEES]}]
    asks = asking({"values": values, "questions": [{"key": "keep", "text": "Keep?"}]})
    review = make.feedback_round(make.person("Lee"), asks=asks, mode="confidential").reviews.get()
    for i in range(4):
        peer = make.person(f"Peer {i}")
        nominating.nominate(review=review, person=peer, relationship="peer")
    nominating.submit_nominations(review=review)
    nominating.approve(review=review, refused=set())
    return Review.objects.get(pk=review.pk)


def rater_page(review: Review) -> tuple[str, dict[str, str]]:
    """Return the address of a rater's form, and what each sending of it carries."""
    invitation = review.invitations.first()
    answers.keep_link(invitation=invitation)
    page = links.FORMS.token("answer_kept", invitation.pk)
    return f"/invitation/{links.INVITATIONS.token(invitation.pk)}/answer/", {"page": page}


@pytest.mark.parametrize("not_seen", [True, False])
def test_what_must_be_answered_is_asked_for_again_with_everything_kept(client, not_seen):
    page, form = rater_page(rated(required=True, not_seen=not_seen))
    asked = client.post(page, form | {"b-sees": "3", "w-keep": "Thank you for the visit."})
    text = asked.content.decode()
    assert asked.status_code == 400
    assert "Please answer this, too: “Lee hears me.”" in text
    assert "“Lee sees me.”" not in text
    assert "Thank you for the visit." in text
    said = client.post(page, form | {"b-sees": "", "b-hears": "", "w-keep": ""})
    assert said.status_code == (302 if not_seen else 400)
    assert client.post(page, form | {"b-hears": "2"}).status_code == 302


def test_a_leader_must_answer_it_too(client):
    review = rated(required=True)
    client.force_login(review.recipient)
    page = f"/reviews/{review.pk}/self/"
    asked = client.post(page, {"b-sees": "3"})
    assert "Please answer this, too: “I hear people.”" in asked.content.decode()
    assert not review.sheets.exists()
    assert client.post(page, {"b-hears": "3"}).status_code == 302


def test_not_seen_is_offered_where_it_makes_sense(client):
    review = rated(not_seen=False)
    page = client.get(rater_page(review)[0]).content.decode()
    assert page.count("Not seen") == 1
    client.force_login(review.recipient)
    own = client.get(f"/reviews/{review.pk}/self/").content.decode()
    assert "Not seen" not in own
    assert "not seen" not in own
    assert own.count("Does not apply to my role") == 1
