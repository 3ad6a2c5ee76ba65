import json
from dataclasses import replace

import numpy as np
import pytest

from everyseat.science.gaps import Verdict
from everyseat.threesixty import who_sees
from everyseat.threesixty.actions import answers
from everyseat.threesixty.models import Questionnaire, Review, Round
from everyseat.threesixty.report.build import build
from everyseat.threesixty.report.material import Behaviour, QuestionSet, Sheets, Value
from everyseat.threesixty.report.norms import Norms
from everyseat.threesixty.report.present import present
from everyseat.threesixty.tests import make

ASKED = QuestionSet(
    (Value("v", "Value", tuple(Behaviour(f"b{i}", f"B{i}", f"I{i}") for i in range(3))),),
    questions=(("keep", "Keep?"),),
)


def sheets(relationships: str, rows: list[list[int]], **words: list[str]) -> Sheets:
    return Sheets(np.array(relationships.split()), np.array(rows), words)


def report(one: Sheets, others: dict[str, Sheets] | None = None) -> dict:
    return build("me", ASKED, one, Norms(ASKED, {"me": one} | (others or {})))


def crowd(seed: int, people: int = 30, n: int = 8) -> dict[str, Sheets]:
    rng = np.random.default_rng(seed)
    found = {}
    for i in range(people):
        level = rng.normal(2.6, 0.4) + rng.normal(0, 0.7, (n, 3))
        table = np.clip(np.round(level), 0, 4).astype(int)
        found[f"p{i}"] = Sheets(np.array(["peer"] * n), table)
    return found


def test_fewer_than_four_show_nothing_of_theirs():
    made = report(sheets("self peer peer peer", [[4, 4, 4], [0, 1, 2], [1, 1, 1], [0, 0, 3]]))
    value = made["values"][0]
    assert made["raters"] is None
    assert value["others"] is None
    assert value["groups"] == []
    assert value["self"] == 5.0


def test_a_manager_is_shown_but_does_not_uncover_three_others():
    made = report(sheets("manager peer peer peer", [[3, 3, 3], [0, 1, 2], [1, 1, 1], [0, 0, 3]]))
    value = made["values"][0]
    assert value["named"] == [{"relationship": "manager", "rating": 4.0}]
    assert value["others"] is None


def test_two_managers_are_shown_as_two():
    made = report(sheets("manager manager", [[3, 3, -1], [0, -1, -1]]))
    value = made["values"][0]
    assert value["named"] == [{"relationship": "manager", "rating": 3.25, "n": 2}]
    assert value["behaviours"][1]["named"] == [{"relationship": "manager", "rating": 4.0}]
    assert value["behaviours"][2]["named"] == []


def test_a_second_self_assessment_is_not_dropped_in_silence():
    with pytest.raises(ValueError, match="2 self assessments of one person"):
        report(sheets("self self", [[3, 3, 3], [0, 0, 0]]))


def test_small_groups_are_merged_in_the_report():
    rows = [[2, 3, 1]] * 4 + [[1, 2, 3]] * 2 + [[3, 2, 2]] * 2
    made = report(sheets("peer " * 4 + "report " * 2 + "partner " * 2, rows))
    assert sorted(map(tuple, made["groups"])) == [("partner", "report"), ("peer",)]
    assert [row["n"] for row in made["values"][0]["groups"]] == [4, 4]


def test_an_item_seen_by_too_few_of_a_group_is_shown_for_everyone_together():
    rows = [[2, 3, 1]] * 3 + [[1, 3, -1]] * 1 + [[1, 2, 3], [2, 2, 1], [1, 1, 1], [3, 2, 0]]
    made = report(sheets("peer " * 4 + "report " * 4, rows))
    first, _, third = made["values"][0]["behaviours"]
    assert [row["n"] for row in first["groups"]] == [4, 4]
    assert [row["n"] for row in third["groups"]] == [7]


def test_a_value_that_too_few_of_a_group_saw_is_shown_for_everyone_together_or_not_at_all():
    seen, unseen = [2, 3, 1], [-1, -1, -1]
    some = sheets("peer " * 4 + "report " * 4, [seen, seen, unseen, unseen, *[[1, 2, 3]] * 4])
    assert [row["n"] for row in report(some)["values"][0]["groups"]] == [6]
    few = sheets("peer " * 4, [seen, seen, unseen, unseen])
    assert report(few)["values"][0]["others"] is None


def test_a_unanimous_group_shows_most_and_never_its_counts():
    made = report(sheets("peer peer peer peer", [[4, 1, 1], [4, 2, 1], [4, 3, 2], [4, 0, 1]]))
    row = made["values"][0]["behaviours"][0]["others"]
    assert (row["most"], row["counts"], row["mean"], row["ad"]) == (5, None, None, None)


def test_nearly_unanimous_and_unanimous_groups_make_the_same_report():
    """Whoever reads “most” can't tell that all did: one who chose the next point is not seen."""
    rows = [[4, 1, 1], [4, 2, 1], [4, 3, 2], [4, 0, 4]]
    all_five, all_but_one = (sheets("peer " * 4, rows) for _ in range(2))
    all_but_one.table[2, 0] = 3
    assert report(all_five, crowd(3)) == report(all_but_one, crowd(3))


def test_an_answer_that_was_moved_makes_no_gap():
    """Three chose 3 and one 4, let out as four 3s: their spread is not nothing."""
    rows = [[2, 1, 1], [2, 2, 1], [2, 3, 2], [3, 0, 4]]
    made = report(sheets("self " + "peer " * 4, [[3, 3, 3], *rows]), crowd(2))
    behaviour = made["values"][0]["behaviours"][0]
    assert behaviour["others"]["most"] == 3
    assert behaviour["others"]["interval"][1] > 3.5
    assert behaviour["verdict"] == Verdict.TOO_FEW


def test_the_interval_of_a_group_that_looks_unanimous_holds_one_answer_off_either_way():
    alike = sheets("peer " * 4, [[2, 1, 1], [2, 2, 1], [2, 3, 2], [2, 0, 4]])
    low, high = report(alike, crowd(2))["values"][0]["behaviours"][0]["others"]["interval"]
    for off in (1, 3):
        near = sheets("peer " * 4, alike.table.tolist())
        near.table[3, 0] = off
        moved = report(near, crowd(2))["values"][0]["behaviours"][0]["others"]["interval"]
        assert (low, high) == tuple(moved)
    assert low < 2.75 < 3.25 < high


def test_many_answers_that_agree_are_hardly_less_sure():
    rows = [[2, 1, 1], [2, 3, 2]] * 12
    made = report(sheets("self " + "peer " * 24, [[4, 3, 3], *rows]), crowd(2))
    assert made["values"][0]["behaviours"][0]["verdict"] == Verdict.BLIND_SPOT


def test_a_value_tells_nothing_that_its_behaviours_do_not():
    """Two who left out different things: the value's mean is that of the behaviours' means."""
    rows = [[2, 3, 1], [1, -1, 3], [0, 2, 4], [3, 1, 0], [1, 1, 1]]
    value = report(sheets("peer " * 5, rows))["values"][0]
    means = [behaviour["others"]["mean"] for behaviour in value["behaviours"]]
    assert value["others"]["mean"] == pytest.approx(np.mean(means), abs=1e-12)


def test_a_norm_rests_on_four_other_recipients_or_on_none():
    one = sheets("peer " * 5, [[2, 3, 1], [1, 2, 3], [0, 2, 4], [3, 1, 0], [1, 1, 1]])
    alone, with_three, with_four = (report(one, crowd(1, people=n)) for n in (0, 3, 4))
    assert alone["values"] == with_three["values"]
    assert (with_three["norm_people"], with_four["norm_people"]) == (0, 4)
    assert with_four["values"] != alone["values"]


def test_a_norm_does_not_change_with_what_a_small_group_says():
    """A colleague with three raters is in nobody's numbers."""
    one = sheets("peer " * 5, [[2, 3, 1], [1, 2, 3], [0, 2, 4], [3, 1, 0], [1, 1, 1]])
    small = {"few": sheets("peer " * 3, [[0, 0, 0]] * 3)}
    assert report(one, crowd(1) | small)["values"] == report(one, crowd(1))["values"]


def test_nobody_of_a_group_and_too_few_of_it_look_the_same():
    rows = [[2, 3, 1], [1, 2, 3], [0, 2, 4], [3, 1, 0]]
    nobody = Sheets(np.array(["peer"] * 4), np.array(rows), invited=("peer", "partner"))
    assert report(nobody)["groups"] == [["partner", "peer"]]


def test_the_estimate_leans_on_the_norm_and_says_by_how_much():
    one = sheets("peer peer peer peer", [[4, 4, 3], [4, 3, 4], [3, 4, 3], [3, 3, 4]])
    row = report(one, crowd(1))["values"][0]["others"]
    assert 3.6 < row["estimate"] < row["mean"]
    assert 0 < row["own_share"] < 1
    low, high = row["interval"]
    assert low < row["estimate"] < high


def test_a_real_gap_is_named_and_a_doubtful_one_is_not():
    many = [[1, 1, 1], [2, 1, 2], [1, 2, 1]] * 8
    made = report(sheets("self " + "peer " * 24, [[4, 4, 4], *many]), crowd(2))
    assert made["findings"][Verdict.BLIND_SPOT][0] == "v"
    few = report(sheets("self " + "peer " * 4, [[3, 4, 3], *[[3, 2, 3]] * 3, [2, 3, 4]]), crowd(2))
    assert few["values"][0]["verdict"] == Verdict.TOO_FEW


def test_self_is_not_compared_over_what_others_hardly_saw():
    """The hard behaviour, which two of twelve saw: 3.7 against 4.8 was no hidden strength."""
    seen = [[4, 4, -1]] * 6 + [[4, 3, -1]] * 4 + [[4, 4, 0]] * 2
    value = report(sheets("self " + "peer " * 12, [[4, 4, 0], *seen]), crowd(2))["values"][0]
    assert value["self"] == 5.0
    assert value["verdict"] != Verdict.HIDDEN_STRENGTH
    assert value["behaviours"][2]["self"] == 1.0
    assert value["behaviours"][2]["verdict"] is None


def test_others_are_compared_over_what_self_rated():
    """Self left out the hard behaviour: 5.0 against 3.8 was no blind spot."""
    raters = [[4, 3, 0]] * 7 + [[4, 4, 1], [3, 4, 1]] * 4
    made = report(sheets("self " + "peer " * 15, [[4, 4, -1], *raters]), crowd(2))
    value = made["values"][0]
    assert value["others"]["mean"] < 3.7
    assert value["compared"]["mean"] > 4.6
    assert value["verdict"] == Verdict.SHARED_STRENGTH
    shown = present(made)["values"][0]
    assert "On the behaviours that you rated too, others feel this at about 4." in shown["words"]
    rows = shown["tables"][0]["rows"]
    assert "All others, on the behaviours that you rated too" in [row["who"] for row in rows]


def test_self_and_others_who_rated_the_same_have_one_row():
    made = report(sheets("self " + "peer " * 5, [[4, 4, 4], *[[3, 2, 1]] * 5]))
    assert made["values"][0]["compared"] is None


def test_over_less_than_half_of_a_value_nobody_is_compared():
    raters = [[4, 3, 0]] * 7 + [[3, 4, 1]] * 7
    value = report(sheets("self " + "peer " * 14, [[4, -1, -1], *raters]))["values"][0]
    assert (value["self"], value["compared"], value["verdict"]) == (None, None, None)
    assert value["behaviours"][0]["self"] == 5.0


def test_six_ones_and_six_fives_are_wider_than_twelve_threes():
    camps, same = [[0, 0, 0]] * 6 + [[4, 4, 4]] * 6, [[1, 2, 3], [3, 2, 1], [2, 2, 2]] * 4
    for norms in (crowd(1), {}):
        wide, narrow = (
            report(sheets("peer " * 12, rows), norms)["values"][0]["others"]["interval"]
            for rows in (camps, same)
        )
        assert wide[1] - wide[0] > 1.8 * (narrow[1] - narrow[0])
        assert wide[1] - wide[0] > 1.5


def test_now_is_compared_with_then_over_the_behaviours_of_both():
    then = report(sheets("peer " * 12, [[3, 1, -1], [2, 0, -1], [3, 1, -1]] * 4))
    now_rows = [[3, -1, 4], [2, -1, 4], [3, -1, 3]] * 4
    one = sheets("peer " * 12, now_rows)
    made = build("me", ASKED, one, Norms(ASKED, {"me": one}), previous=then)
    value = made["values"][0]
    assert value["change"] is None  # one of three behaviours is on both sides
    assert value["behaviours"][0]["change"]["difference"] == pytest.approx(0)
    assert value["behaviours"][1]["change"] is None
    more = sheets("peer " * 12, [[a, 1, b] for a, _, b in now_rows])
    value = build("me", ASKED, more, Norms(ASKED, {"me": more}), previous=then)["values"][0]
    assert value["change"] is None  # the second is unanimous now: its spread is not told


def test_a_change_is_over_both_behaviours_and_not_over_the_third():
    then = report(sheets("peer " * 12, [[3, 1, -1], [2, 0, -1], [3, 1, -1]] * 4))
    one = sheets("peer " * 12, [[3, 2, 0], [2, 1, 0], [3, 2, 1]] * 4)
    made = build("me", ASKED, one, Norms(ASKED, {"me": one}), previous=then)
    change = made["values"][0]["change"]
    assert change["behaviours"] == 2
    assert change["difference"] == pytest.approx(0.5)


def test_a_report_on_another_scale_is_not_compared_with():
    then = report(sheets("peer " * 12, [[3, 1, 2], [2, 0, 1], [3, 1, 0]] * 4))
    then["scale"] = {"low": 0, "high": 10, "labels": []}
    one = sheets("peer " * 12, [[3, 2, 0], [2, 1, 0], [3, 2, 1]] * 4)
    made = build("me", ASKED, one, Norms(ASKED, {"me": one}), previous=then)
    assert made["values"][0]["change"] is None


def test_what_a_report_holds_is_plain_json_and_can_be_presented():
    one = sheets("self " + "peer " * 5, [[4, 4, 4], *[[3, 2, -1], [1, 2, 3]] * 2, [2, 2, 2]])
    made = json.loads(json.dumps(report(one)))
    shown = present(made | {"title": "T"})
    rows = shown["values"][0]["tables"][0]["rows"]
    assert [row["who"] for row in rows] == ["Yourself", "All others"]
    assert shown["overview"][0]["svg"].startswith("<svg")


def test_words_wait_for_five_raters():
    four = sheets("peer peer peer peer", [[1, 2, 3]] * 4, keep=["A", "B"])
    five = sheets("peer peer peer peer peer", [[1, 2, 3]] * 5, keep=["A", "B"])
    four, five = (Sheets(s.relationship, s.table, {"keep": ["A", "B"]}) for s in (four, five))
    assert report(four)["words"][0]["words"] == []
    assert report(five)["words"][0]["words"] == ["A", "B"]


def test_words_say_which_value_they_are_about():
    asked = replace(ASKED, questions=(("keep", "Keep?"), ("why", "Why?")), about=(("why", "v"),))
    five = Sheets(np.array(["peer"] * 5), np.array([[1, 2, 3]] * 5), {"keep": ["A"], "why": ["B"]})
    words = build("me", asked, five, Norms(asked, {"me": five}))["words"]
    assert [(q["words"], q.get("value")) for q in words] == [(["A"], None), (["B"], "v")]


@pytest.mark.django_db
@pytest.mark.parametrize("group", ["peer", "manager"])
def test_the_page_says_that_words_may_be_the_only_ones_and_of_how_many_raters(group):
    review = make.collecting({"peer": 5})
    said = who_sees.rater(review, group, kept=False)
    k = review.round.word_threshold
    assert f"if at least {k} people answer, even if yours are the only ones" in said
    alone = {"keep": ["Mine."]}
    for n, shown in ((k - 1, []), (k, ["Mine."])):
        made = report(Sheets(np.array(["peer"] * n), np.array([[1, 2, 3]] * n), alone))
        assert made["words"][0]["words"] == shown


@pytest.mark.django_db
def test_words_for_the_coach_are_not_in_what_the_recipient_reads():
    coach = make.person("Coach", "coach")
    review = make.collecting({"peer": 6}, coach=coach)
    for i, invitation in enumerate(review.invitations.all()):
        make.answer(invitation, [4, 3, i % 5], f"Words {i}", "coach" if i == 0 else "as written")
    answers.assess_self(review=review, ratings=[4, 4, 4], words={})
    make.close(review.round)
    review.refresh_from_db()
    mine, theirs = present(review.report), present(review.report, for_coach=True)
    assert sorted(mine["words"][0]["words"]) == [f"Words {i}" for i in range(1, 6)]
    assert mine["words_for_coach"] == []
    assert theirs["words_for_coach"][0]["words"] == ["Words 0"]


@pytest.mark.django_db
def test_the_stored_report_has_no_trace_of_who_rated():
    review = make.collecting({"peer": 6, "manager": 1})
    make.answer_all(review, [4, 3, 2])
    make.close(review.round)
    review.refresh_from_db()
    stored = json.dumps(review.report)
    for invitation in review.invitations.select_related("person"):
        assert str(invitation.person_id) not in stored
        assert invitation.person.name not in stored
    assert not any(str(sheet.pk) in stored for sheet in review.sheets.all())


@pytest.mark.django_db
@pytest.mark.parametrize(("earlier", "now"), [(6, 4), (4, 6)])
def test_norms_are_at_the_highest_threshold_of_the_rounds_that_they_rest_on(earlier, now):
    """Four raters were enough in one round, and six in the other: only blocks of six count."""
    for n in range(6):
        _closed_with_raters(f"L{n}", 4 if earlier == 4 else 7, earlier)
        _closed_with_raters(f"M{n}", 5, 4)
    review = _closed_with_raters("Lee", 7, now)
    assert review.report["norm_people"] == (0 if earlier == 4 else 6)


def _closed_with_raters(name: str, n: int, k: int):
    review = make.collecting({"peer": n}, name=name)
    Round.objects.filter(pk=review.round_id).update(rating_threshold=k)
    family = Questionnaire.objects.order_by("pk").values_list("family", flat=True)[0]
    version = Questionnaire.objects.count() + 100
    Questionnaire.objects.filter(pk=review.round.questionnaire_id).update(
        family=family, version=version
    )
    review = Review.objects.get(pk=review.pk)
    for i, invitation in enumerate(review.invitations.all()):
        make.answer(invitation, [i % 3, 1, 2])
    make.close(review.round)
    return Review.objects.get(pk=review.pk)
