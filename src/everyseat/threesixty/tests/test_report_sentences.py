"""The sentences of a report: each says what its facts can carry, and no more."""

import pytest

from everyseat.science.gaps import Verdict
from everyseat.threesixty import plan_topics
from everyseat.threesixty.report import methods, prompts, sentences
from everyseat.threesixty.tests.reports import SCALE, change, report, row, topic, value


@pytest.mark.parametrize(
    ("verdict", "end"),
    [
        (Verdict.BLIND_SPOT, "You believe people feel this more than they do."),
        (Verdict.HIDDEN_STRENGTH, "It is felt more than you think."),
        (Verdict.SHARED_STRENGTH, "You and others see a strength here."),
        (Verdict.SHARED_WEAKNESS, "You and others see that this is rarely felt."),
        (Verdict.IN_STEP, "You and others see this alike."),
        (Verdict.TOO_FEW, "You and others are not far enough apart to be sure."),
    ],
)
def test_each_verdict_has_its_sentence(verdict, end):
    half = 1.1 if verdict == Verdict.TOO_FEW else 0.3
    said = sentences.topic(topic("a", 4.0, row(3.0, half), verdict), SCALE)
    low, high = f"{3 - half:.1f}", f"{3 + half:.1f}"
    others = f"Others feel this at about 3.0 (between {low} and {high}, n = 10)."
    assert said == f"You put yourself at 4. {others} {end}"


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (
            4.0,
            "Others probably feel this less than you believe. The difference may be less than half",
        ),
        (
            2.0,
            "Others probably feel this more than you believe. The difference may be less than half",
        ),
        (3.0, "You and others are not far enough apart to be sure."),
        (3.7, "You and others are not far enough apart to be sure."),
    ],
)
def test_where_both_seem_apart_the_reader_learns_why_no_gap_is_named(own, said):
    made = topic("a", own, row(3.0, 0.7), Verdict.TOO_FEW)
    assert said in sentences.topic(made, SCALE)
    assert bool(sentences.unsure(made, SCALE)) == ("probably" in said)


@pytest.mark.parametrize("verdict", [v for v in Verdict if v != Verdict.TOO_FEW])
def test_where_more_is_sure_nothing_is_said_to_be_likely(verdict):
    assert sentences.unsure(topic("a", 5.0, row(3.0), verdict), SCALE) == ""


def test_nothing_is_likely_of_a_topic_that_one_side_did_not_rate():
    for made in (topic("a", None, row(3.0)), topic("a", 4.0, None)):
        assert sentences.unsure(made | {"verdict": Verdict.TOO_FEW}, SCALE) == ""


def test_the_first_picture_says_what_not_sure_means_where_it_stands():
    unsure = report(value("A", 4.0, row(3.0, 0.7), Verdict.TOO_FEW))
    assert sentences.not_sure(unsure) == (
        "“Not sure” means: we name a gap only if the whole line lies more than half a point from "
        "your own rating."
    )
    assert sentences.not_sure(report(value("A", 4.0, row(4.0), Verdict.IN_STEP))) == ""
    wide = report(value("A", 4.0, row(3.0, 0.7), Verdict.TOO_FEW), scale=SCALE | {"high": 11})
    assert "more than 1.25 points from" in sentences.not_sure(wide)


def test_without_self_only_others_are_told():
    said = sentences.topic(topic("a", None, row(3.0)), SCALE)
    assert said == "Others feel this at about 3.0 (between 2.7 and 3.3, n = 10)."


def test_without_others_nothing_is_told():
    assert sentences.topic(topic("a", 4.0, None), SCALE) == (
        "There are too few answers to show anything here."
    )


@pytest.mark.parametrize(("rating", "said"), [(4.0, "4"), (4.6, "4.6"), (0.0, "0"), (None, "–")])
def test_ones_own_point_is_said_as_it_was_given(rating, said):
    assert sentences.own(rating) == said


def test_a_change_is_told_with_its_interval_where_it_is_sure():
    assert sentences.change(change(0.9)) == "Since last time: +0.9 (between +0.6 and +1.2)."
    assert sentences.change(change(-0.9)) == "Since last time: −0.9 (between −1.2 and −0.6)."


def test_a_change_that_may_be_none_is_none_for_sure():
    said = "No sure change since last time (between −0.1 and +0.5)."
    assert sentences.change(change(0.2)) == said


def test_where_nothing_is_compared_no_change_is_told():
    assert sentences.change(None) == ""


@pytest.mark.parametrize(
    ("n", "said"),
    [(10, ""), (8, ""), (7, "Only 7 of 10 people had seen this."), (5, "Only 5 of 10")],
)
def test_it_is_said_where_few_had_seen_a_behaviour(n, said):
    assert sentences.seen(topic("a", 4, row(3, n=n)), 10).startswith(said)
    assert bool(sentences.seen(topic("a", 4, row(3, n=n)), 10)) == bool(said)


def test_a_behaviour_that_too_few_saw_says_why_it_is_empty():
    said = "Too few people had seen this to show their answers."
    assert sentences.seen(topic("a", 4, None), 10) == said


def test_a_norm_is_of_so_many_others_or_of_none():
    assert sentences.norm(report(norm_people=12)) == (
        "Estimates are drawn towards what is usual for 12 other leaders: here by up to 0 %."
    )
    one = report(value("A", 4, row(4, own_share=0.59)), norm_people=12)
    assert "here by up to 41 %." in sentences.norm(one)
    assert "Too few other leaders have been rated" in sentences.norm(report(norm_people=0))


def about(made: dict) -> str:
    return " ".join(sentences.about_numbers(made))


def test_larger_groups_weigh_more_is_said_of_groups():
    two = report(value("A", 4, row(4)), groups=[["peer"], ["report"]])
    assert "larger groups weigh more" in about(two)
    assert "larger groups weigh more" not in about(report(value("A", 4, row(4))))


def test_of_a_group_that_looks_unanimous_only_the_point_is_told():
    said = "All or nearly all chose 4."
    assert sentences.most(topic("a", 4, row(4, most=4, counts=None))) == said
    assert sentences.most(topic("a", 4, row(4))) == ""
    assert sentences.most(topic("a", 4, None)) == ""
    said = " ".join(methods.short())
    assert "all but one who chose the point next to it, we show only that point" in said
    assert "One answer may have been a point off, and the interval allows for it." in said
    assert "A single answer that lies further off is shown." in said


def test_a_mark_does_not_sting_where_others_rate_well():
    scale = report()["scale"]
    assert sentences.badge(topic("a", 5, row(2.6), Verdict.BLIND_SPOT), scale) == "Blind spot"
    well = topic("a", 5, row(3.9), Verdict.BLIND_SPOT)
    assert sentences.badge(well, scale) == "You rate it higher"


def test_the_plan_calls_a_finding_as_the_report_does():
    well = topic("a", 5, row(3.9), Verdict.BLIND_SPOT)
    found = report(value("A", 5, row(3.9), behaviours=[well]))
    found["findings"] = {"blind spot": ["a"]}
    (first, *_others) = plan_topics.findings_first(found)
    assert first == ("a", f"{well['self_text']} (You rate it higher)")


def test_chance_is_said_to_bring_extremes_back_where_then_is_compared():
    compared = report(value("A", 4, row(4), change=change(0.9)), compared_with="last year")
    assert "by chance alone" in about(compared)
    assert "by chance alone" not in about(report(value("A", 4, row(4))))


def test_nothing_is_said_of_numbers_that_are_not_shown():
    assert sentences.about_numbers(report(value("A", 4, None), raters=None)) == []


def test_prompts_lead_to_a_plan_about_where_to_start():
    made = report(value("A", 5, row(3), Verdict.BLIND_SPOT))
    found = prompts.prompts(made)
    assert [prompt.topic for prompt in found] == ["", "", "A-1"]
    assert "“I do A-1.”" in found[-1].text
    assert "Do not try to find out who answered what." in found[1].text


def test_with_few_answers_one_asks_again_before_anything_else():
    made = report(value("A", 4, row(3.6, half=0.6), Verdict.TOO_FEW), raters=4)
    assert prompts.prompts(made)[1].text.startswith("Ask again, with more people.")
    nobody = report(value("A", 4, None), raters=None)
    assert [p.text.split(",")[0] for p in prompts.prompts(nobody)] == ["Ask again"]
