import pytest

from everyseat import science as es


def test_a_plan_is_the_table_of_what_is_found():
    plan = es.plan((4, 12), leaders=20, gap=1.5)
    expected = [es.planning.found(raters, 20, gap=1.5) for raters in (4, 12)]
    assert plan["found"].tolist() == expected
    assert plan.to_frame() == {"raters": [4, 12], "found": expected}
    assert str(plan).startswith("True gaps of 1.5 that reports name")


def test_a_plan_says_whether_there_is_a_norm():
    assert "without a norm" in str(es.plan(leaders=4))
    assert "leaning on a norm" in str(es.plan(leaders=5))


def test_a_plan_is_drawn_by_raters():
    plan = es.plan((4, 12))
    line = plan.plot().lines[0]
    assert line.get_xdata().tolist() == [4, 12]
    assert line.get_ydata().tolist() == plan["found"].tolist()


def test_raters_beyond_what_can_be_planned_are_refused():
    with pytest.raises(ValueError, match="from 1 to 100"):
        es.plan((4, 400))
