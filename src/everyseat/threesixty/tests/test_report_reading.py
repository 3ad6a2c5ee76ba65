"""What stands first in a report: its headline, where to start, what to keep, what changed."""

import pytest

from everyseat.science.gaps import Verdict
from everyseat.threesixty.report import cards as short_cards
from everyseat.threesixty.report import headlines, reading
from everyseat.threesixty.report.reading import Kind
from everyseat.threesixty.tests.reports import change, report, row, topic, value

BLIND, HIDDEN = Verdict.BLIND_SPOT, Verdict.HIDDEN_STRENGTH
STRONG, WEAK = Verdict.SHARED_STRENGTH, Verdict.SHARED_WEAKNESS
IN_STEP, UNSURE = Verdict.IN_STEP, Verdict.TOO_FEW


def said(made: dict) -> str:
    found = reading.headline(made)
    return " ".join([headlines.headline(made, found), *headlines.rests_on(made, found)])


def cards(made: dict) -> dict[str, str]:
    return {
        card.title: " ".join([card.statement, *card.lines]).strip()
        for card in short_cards.cards(made)
    }


def test_the_widest_gap_of_a_value_is_the_headline():
    made = report(
        value("Listening", 4.0, row(3.2), BLIND),
        value("Noticing", 4.6, row(2.6, counts=[1, 3, 5, 1, 0]), BLIND),
        value("Fairness", 2.0, row(3.9), HIDDEN),
    )
    assert said(made) == (
        "Noticing: people feel this less than you believe You put yourself at 4.6 of 5. "
        "About 9 in 10 answers from 10 people were 3 (Sometimes) or lower. "
        "A gap this wide is very unlikely to be chance."
    )


def test_nearly_all_is_said_of_nearly_all_answers():
    made = report(value("A", 5.0, row(2.0, counts=[4, 4, 2, 0, 0]), BLIND), value("B", 4, row(4)))
    assert "Nearly all answers from 10 people were 3 (Sometimes) or lower." in said(made)


def test_answers_that_lie_just_below_are_no_proof():
    """Of somebody who rates themselves 5, every answer but 5 is lower."""
    counts = [0, 0, 2, 8, 0]
    made = report(value("A", 5.0, row(3.8, counts=counts), BLIND), value("B", 4, row(4)))
    assert "or lower" not in said(made)
    assert "Others put you at about 3.8" in said(made)


def test_a_hidden_strength_counts_the_answers_far_above():
    made = report(value("A", 2, row(3.9, counts=[0, 0, 1, 8, 1]), HIDDEN), value("B", 4, row(4)))
    assert said(made).startswith(
        "A: people feel this more than you believe You put yourself at 2 of 5. "
        "About 9 in 10 answers from 10 people were 4 (Often) or higher."
    )


def test_a_gap_just_past_the_margin_is_called_the_widest_of_many():
    made = report(value("A", 5.0, row(4.15), BLIND), value("B", 4, row(4)))
    assert "probably real, but it is the widest of 4 that we looked at." in said(made)
    assert "very unlikely to be chance" not in said(made)


def test_where_others_rate_well_the_headline_does_not_sting():
    made = report(value("A", 5.0, row(3.9), BLIND), value("B", 4, row(4)))
    assert said(made).startswith("A: others rate you well, but lower than you do")
    less = report(value("A", 5.0, row(3.5), BLIND), value("B", 4, row(4)))
    assert said(less).startswith("A: people feel this less than you believe")


def test_without_counts_the_estimate_stands_under_the_headline():
    made = report(value("A", 5.0, row(3.1, counts=None), BLIND), value("B", 4, row(4)))
    assert "Others put you at about 3.1 (somewhere between 2.8 and 3.4)." in said(made)


def test_a_gap_of_a_behaviour_is_the_headline_where_no_value_has_one():
    gap = topic("greeting", 5.0, row(2.7), BLIND)
    made = report(value("A", 4.0, row(3.9), UNSURE, behaviours=[gap]), value("B", 4, row(4)))
    assert said(made).startswith("“I do greeting”: people feel this less than you believe")


def test_a_set_with_one_value_tells_of_its_behaviours():
    gap = topic("greeting", 5.0, row(3.0), BLIND)
    made = report(value("All items together", 5.0, row(3.0), BLIND, behaviours=[gap]))
    assert "greeting" in said(made)
    assert "All items" not in said(made)


@pytest.mark.parametrize(
    ("verdicts", "start"),
    [
        ((STRONG, WEAK), "B: you and others agree that this is rarely felt"),
        ((STRONG, IN_STEP), "A: you and others agree that it is a strength"),
        ((IN_STEP, IN_STEP), "How you see yourself and how others feel it are mostly in step"),
        ((UNSURE, IN_STEP), "You and others are not far enough apart to be sure of any gap"),
    ],
)
def test_without_a_gap_it_says_what_both_see(verdicts, start):
    a, b = verdicts
    made = report(value("A", 4.0, row(4.2), a), value("B", 2.5, row(2.4), b))
    assert said(made).startswith(start)


def test_few_answers_are_said_to_be_few_and_what_to_do():
    made = report(value("A", 4.0, row(3.6, half=0.6), UNSURE), raters=4)
    assert reading.headline(made).kind is Kind.ROUGH
    assert said(made) == (
        "Too few answers to be sure of most things here So few answers show only very large gaps. "
        "Talk with the people you work with, or ask more of them next time."
    )


def test_a_gap_among_few_answers_is_no_certainty_and_says_what_to_do():
    gap = topic("greeting", 5.0, row(3.0, half=0.6), BLIND)
    made = report(value("A", 4.0, row(3.6, half=0.6), UNSURE, behaviours=[gap]), raters=4)
    assert reading.headline(made).kind is Kind.ROUGH
    assert "greeting" not in said(made)
    assert cards(made)["Ask about this first"] == (
        "I do greeting. You: 5. Others: about 3.0 (2.4 to 3.6). "
        "With so few answers this may be chance."
    )


def test_without_a_self_rating_nothing_is_compared():
    made = report(value("A", None, row(3.6)), self_given=False)
    assert said(made).startswith("You did not rate yourself, so this shows only how it felt")


@pytest.mark.parametrize(
    ("means", "start"),
    [
        ((4.2, 2.5), "B: people rarely feel this from you Others put you at about 2.5"),
        ((4.2, 2.9), "A: people often feel this from you Others put you at about 4.2"),
        ((3.9, 2.9), "You did not rate yourself"),
    ],
)
def test_without_a_self_rating_what_is_surely_felt_is_the_headline(means, start):
    a, b = means
    made = report(value("A", None, row(a)), value("B", None, row(b)), self_given=False)
    assert said(made).startswith(start)
    assert "You did not rate yourself, so this shows only how it felt" in said(made)


def test_without_answers_there_is_a_headline_and_no_card():
    made = report(value("A", 4.0, None), raters=None)
    assert said(made) == "Too few people answered to say how it felt"
    assert short_cards.cards(made) == []
    left_out = made | {"left_out": {"peer": 3}}
    assert said(left_out) == "Too few answers are left to say how it felt"


def test_values_stand_from_the_widest_gap_to_what_is_felt_more():
    values = [value("A", 3, row(4)), value("B", 4, row(4)), value("C", 5, row(3))]
    values.append(value("D", None, row(2)))
    assert [v["key"] for v in reading.by_gap(values)] == ["C", "B", "A", "D"]


def test_one_starts_with_the_widest_gap_within_the_value_of_the_headline():
    within = [topic("small", 4.0, row(3.2), BLIND), topic("wide", 5.0, row(3.2), BLIND)]
    elsewhere = [topic("wider", 5.0, row(2.0), BLIND)]
    made = report(
        value("A", 4.5, row(3.2), BLIND, behaviours=within),
        value("B", 4.0, row(3.8), UNSURE, behaviours=elsewhere),
    )
    assert cards(made)["Start here"] == "I do wide. You: 5. Others: about 3.2 (2.9 to 3.5)."


def test_where_nothing_is_sure_the_cards_say_so():
    least, most = topic("least", 3.0, row(2.9), UNSURE), topic("most", 3.0, row(3.4), UNSURE)
    made = report(value("A", 3.0, row(3.1), UNSURE, behaviours=[most, least]))
    found = cards(made)
    assert found["Start here"].startswith("I do least.")
    assert found["Start here"].endswith("this is felt least, as far as we can tell.")
    assert found["Keep doing this"].startswith("I do most.")
    assert found["Keep doing this"].endswith("this is felt most, as far as we can tell.")


def test_one_keeps_the_strength_that_is_felt_most():
    strong, stronger = topic("a", 4.0, row(4.0), STRONG), topic("b", 3.0, row(4.2), HIDDEN)
    made = report(value("A", 4.0, row(4.1), STRONG, behaviours=[strong, stronger]))
    assert cards(made)["Keep doing this"] == (
        "I do b. You: 3. Others: about 4.2 (3.9 to 4.5). Of your strengths, others feel this most."
    )


def test_what_is_felt_more_than_one_thinks_is_no_strength_by_that_alone():
    hidden = topic("b", 1.0, row(3.3), HIDDEN)
    made = report(value("A", 4.0, row(3.1), UNSURE, behaviours=[hidden]))
    assert cards(made)["Keep doing this"].endswith("felt most, as far as we can tell.")


def test_a_first_report_has_no_card_of_changes():
    made = report(value("A", 4.0, row(4.0), STRONG))
    assert list(cards(made)) == ["Start here", "Keep doing this"]


def test_only_sure_changes_are_named_the_farthest_first():
    made = report(
        value("A", 4, row(4), change=change(0.5)),
        value("B", 4, row(4), change=change(-0.9)),
        value("C", 4, row(4), change=change(0.2)),
        compared_with="last year",
    )
    assert cards(made)["Changed since last year"] == (
        "“B” is felt less: −0.9 (between −1.2 and −0.6). "
        "“A” is felt more: +0.5 (between +0.2 and +0.8)."
    )


def test_the_value_of_the_headline_is_told_with_ones_own_ratings_of_both_times():
    still = value("A", 4.6, row(2.6), BLIND, change=change(-0.1), self_before=4.0)
    made = report(still, value("B", 4, row(4), change=change(0.9)), compared_with="last year")
    assert cards(made)["Changed since last year"].endswith(
        "“A”: no sure change. You rated yourself at 4 then, 4.6 now."
    )
    for before in (None, 4.6):
        unknown = report(still | {"self_before": before}, compared_with="last year")
        assert "rated yourself" not in cards(unknown)["Changed since last year"]


def test_where_nothing_surely_changed_the_card_says_so():
    made = report(value("A", 4, row(4), change=change(0.2)), compared_with="last year")
    assert cards(made)["Changed since last year"] == "Nothing that so many answers could show."
