import sys

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from everyseat import science as es
from everyseat.science import agreement, change, crossed, paired, reliability, reml, tallies
from everyseat.science.change import Time
from everyseat.science.rated import TAKEN, Rated

LIBRARIES = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}
ITEMS = ["listens", "thanks", "explains"]


def wide(seed: int = 1, leaders: int = 8, raters: int = 6) -> dict[str, list]:
    """Return a row per rater; every rater rates every leader, on a scale from 1 to 5."""
    rng = np.random.default_rng(seed)
    leader, rater = (index.ravel() for index in np.indices((leaders, raters)))
    level = rng.normal(3.3, 0.7, leaders)[leader] + rng.normal(0, 0.4, raters)[rater]
    answers = np.clip(np.round(level[:, None] + rng.normal(0, 0.7, (len(leader), 3))), 1, 5)
    table = {"leader": [f"L{i}" for i in leader], "rater": [f"R{i}" for i in rater]}
    return table | {name: answers[:, i].astype(int).tolist() for i, name in enumerate(ITEMS)}


def long() -> dict[str, list]:
    table = wide()
    rows = [
        (leader, rater, name, table[name][i])
        for i, (leader, rater) in enumerate(zip(table["leader"], table["rater"], strict=True))
        for name in ITEMS
    ]
    return dict(
        zip(("leader", "rater", "item", "rating"), map(list, zip(*rows, strict=True)), strict=True)
    )


def rated(table=None, **named) -> es.Ratings:
    named = {"group": "leader", "items": ITEMS, "rater": "rater"} | named
    return es.Ratings.from_frame(wide() if table is None else table, **named)


def index(names: list) -> np.ndarray:
    return np.unique(names, return_inverse=True)[1]


QUESTIONS = ("agreement", "reliability", "one_way", "estimates", "severity")


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("library", LIBRARIES)
def test_every_library_has_the_same_answers_in_its_own_kind(library, question):
    make = LIBRARIES[library]
    found = getattr(rated(make(wide())), question)()
    plain = getattr(rated(), question)()
    for name, column in plain.columns.items():
        assert list(found[name]) == list(column) or np.allclose(found[name], column, equal_nan=True)
    frame = found.to_frame()
    assert type(frame).__module__.split(".")[0] == library
    assert len(frame) == len(plain)
    assert type(plain.to_frame()) is dict
    assert type(plain.to_frame(library)) is type(frame)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_long_table_has_the_same_answers_as_a_wide_one(question):
    of_long = rated(long(), items=None, rating="rating", item="item")
    ours, theirs = (getattr(each, question)() for each in (of_long, rated()))
    assert ours.figures == pytest.approx(theirs.figures)
    numbers = [name for name in ours.columns if ours[name].dtype.kind == "f"]
    order = np.argsort([f"{x}" for x in zip(*_names(ours), strict=True)])
    other = np.argsort([f"{x}" for x in zip(*_names(theirs), strict=True)])
    for name in numbers:
        assert ours[name][order] == pytest.approx(theirs[name][other], nan_ok=True)


def _names(result):
    return [column for column in result.columns.values() if column.dtype.kind not in "fi"]


def test_lazy_tables_are_collected():
    assert len(rated(pl.LazyFrame(wide())).agreement().to_frame()) == 24


def test_the_figures_are_those_of_the_modules():
    table, found = wide(), rated()
    group, values = index(table["leader"]), np.array([table[name] for name in ITEMS])
    of_means = tallies.of_values(group, values.mean(axis=0), 8)
    counts = np.zeros((8, 3, 5))
    np.add.at(counts, (group[:, None], np.arange(3), values.T - 1), 1)
    assert found.agreement()["ad"] == pytest.approx(agreement.ad_mean(counts).ravel())
    icc = reliability.one_way_icc(of_means)
    expected = (icc.icc1, icc.icc2, reliability.alpha(values.T))
    assert found.reliability()["estimate"] == pytest.approx(expected)
    assert found.one_way()["estimate"] == pytest.approx(reml.fit(of_means).estimates(of_means)[0])
    fitted = crossed.fit(group, index(table["rater"]), values.mean(axis=0))
    assert found.severity()["effect"] == pytest.approx(fitted.raters)


def test_counts_give_what_ratings_give():
    counts = rated().counts[:, 0]
    table = {"leader": [f"L{i}" for i in range(8)]}
    table |= {f"n{p + 1}": counts[:, p].astype(int).tolist() for p in range(5)}
    points = [f"n{p}" for p in range(1, 6)]
    found = es.Ratings.from_counts(pl.DataFrame(table), group="leader", points=points)
    ours, theirs = found.one_way(), rated(items=["listens"]).one_way()
    assert ours["estimate"] == pytest.approx(theirs["estimate"])
    assert isinstance(ours.to_frame(), pl.DataFrame)


def test_who_was_rated_is_no_column_that_results_have():
    table = {"n": ["A", "B"], "rating": [1, 2]}
    with pytest.raises(ValueError, match="rename the column 'n'"):
        es.Ratings.from_frame(table, group="n", rating="rating")


def test_every_column_of_results_is_known_as_one():
    results = [getattr(rated(), question)() for question in ("agreement", "one_way", "estimates")]
    results += [rated().gaps(selves(listens=[3.0] * 8)), rated().change(rated(wide(2)))]
    assert set().union(*(result.columns for result in results)) - {"leader"} == TAKEN


def test_severity_says_that_it_is_a_diagnostic_only():
    text = " ".join(str(rated().severity()).split())
    assert "A diagnostic only" in text
    assert "Do not correct anybody's ratings" in text


def test_severity_of_nameless_raters_is_refused():
    with pytest.raises(ValueError, match="give rater="):
        rated(rater=None).severity()


def test_estimates_never_leave_the_scale():
    table = wide()
    table["listens"] = [5 if leader == "L0" else 1 for leader in table["leader"]]
    found = rated(table, items=["listens"]).estimates(0.999)
    assert found["low"].min() >= 1
    assert found["high"].max() <= 5


def test_a_norm_needs_five_groups():
    assert "No norm" in str(rated(wide(leaders=4)).estimates())
    assert "No norm" not in str(rated(wide(leaders=5)).estimates())
    assert "No norm" not in str(rated(wide(leaders=4)).estimates(norm=False))


def test_a_norm_draws_estimates_towards_each_other():
    with_norm, alone = (rated(wide(leaders=30)).estimates(norm=norm) for norm in (True, False))
    least, most = alone["mean"].argmin(), alone["mean"].argmax()
    assert with_norm["estimate"][least] > with_norm["mean"][least]
    assert with_norm["estimate"][most] < with_norm["mean"][most]
    assert np.any(with_norm["own_share"] != alone["own_share"])


def selves(leaders: int = 8, **answers: list) -> es.Ratings:
    table = {"leader": [f"L{i}" for i in range(leaders)]} | answers
    return es.Ratings.from_frame(table, group="leader", items=list(answers), missing="leave out")


def test_self_is_compared_over_what_self_answered_only():
    """Like with like: others' means over the behaviours that self answered."""
    own = selves(listens=[5.0] * 8, thanks=[np.nan] * 4 + [1.0] * 4)
    found, table = rated().gaps(own), wide()
    for i, leader in enumerate(found["leader"]):
        rows = np.array(table["leader"]) == leader
        asked = ["listens"] if i < 4 else ["listens", "thanks"]
        assert found["mean"][i] == pytest.approx(
            np.mean([np.array(table[name])[rows] for name in asked])
        )
        assert found["self"][i] == (5 if i < 4 else 3)


def test_gaps_are_the_reports_verdicts():
    others = {"leader": ["A"] * 12 + ["B"] * 12, "rating": [2, 2, 3, 2] * 3 + [5] * 12}
    rated = es.Ratings.from_frame(others, group="leader", rating="rating")
    own = {"leader": ["A", "B", "C"], "self": [5, 2, 4]}
    found = rated.gaps(es.Ratings.from_frame(own, group="leader", rating="self"))
    assert found["leader"].tolist() == ["A", "B"]
    assert found["verdict"].tolist() == ["blind spot", "hidden strength"]


def test_nobody_in_common_is_refused():
    own = es.Ratings.from_frame(
        {"leader": ["X"], "listens": [3]}, group="leader", items=["listens"]
    )
    with pytest.raises(ValueError, match="nobody rated themselves"):
        rated().gaps(own)


def test_two_self_ratings_of_one_item_are_refused():
    table = {"leader": ["L1", "L1"], "listens": [3, 4]}
    own = es.Ratings.from_frame(table, group="leader", items=["listens"])
    with pytest.raises(ValueError, match="themselves twice"):
        rated().gaps(own)


def test_change_is_that_of_the_modules_over_people_and_items_in_both():
    before, after = rated(), rated(wide(2, leaders=7), items=["thanks", "listens"])
    found = before.change(after)
    assert found["leader"].tolist() == [f"L{i}" for i in range(7)]
    then, now = (rated(wide(s), items=ITEMS[:2]).tallies for s in (1, 2))
    now = rated(wide(2, leaders=7), items=ITEMS[:2]).tallies
    then = tallies.Tallies(*(part[:7] for part in then))
    assert found.figures["mean change"] == pytest.approx(paired.paired(then, now).mean)
    times = [Time(int(t.n[3]), float(t.mean[3]), float(t.variance[3])) for t in (then, now)]
    expected = change.change(*times, es.Scale(1, 5))
    row = (found["difference"][3], found["low"][3], found["high"][3])
    assert row == pytest.approx((expected.difference, expected.low, expected.high))
    assert "regression to the mean" in " ".join(str(found).split())


def test_other_items_at_the_other_time_are_refused():
    with pytest.raises(ValueError, match="no item was asked both times"):
        rated(items=["listens"]).change(rated(items=["thanks"]))


def test_another_scale_is_not_compared_with():
    with pytest.raises(ValueError, match="scales differ"):
        rated().change(rated(scale=(0, 10)))


def with_cell(column: str, value: object) -> dict[str, list]:
    table = wide()
    table[column] = [value, *table[column][1:]]
    return table


@pytest.mark.parametrize("make", [lambda table: table, *LIBRARIES.values()])
@pytest.mark.parametrize(
    ("table", "message"),
    [
        (with_cell("thanks", 6), "6 is not on a scale from 1 to 5"),
        (with_cell("thanks", 0), "0 is not on a scale from 1 to 5"),
        (with_cell("thanks", 80), "80 is not on a scale from 1 to 5"),
        (with_cell("thanks", None), "1 of 144 ratings are missing"),
        (with_cell("leader", None), "'leader': row 0 has no value"),
        (wide() | {"thanks": ["often"] * 48}, "'thanks' holds 'often', not numbers"),
        (wide() | {"thanks": [True] * 48}, "'thanks' holds True, not numbers"),
    ],
)
def test_what_is_no_rating_is_refused(make, table, message):
    with pytest.raises(ValueError, match=message):
        rated(make(table))


SHORT = {"leader": ["A", "A", "B", "B"], "rating": [1, 2, 3, 4]}
KINDS = {
    "nullable": lambda: pd.DataFrame(SHORT).convert_dtypes(),
    "arrow in pandas": lambda: pd.DataFrame(SHORT).convert_dtypes(dtype_backend="pyarrow"),
    "categories": lambda: pd.DataFrame(SHORT).astype({"leader": "category"}),
    "polars categories": lambda: pl.DataFrame(SHORT).cast({"leader": pl.Categorical}),
    "decimals": lambda: pl.DataFrame(SHORT).cast({"rating": pl.Decimal(10, 2)}),
    "a dictionary in arrow": lambda: pa.table(
        {"leader": pa.array(SHORT["leader"]).dictionary_encode(), "rating": SHORT["rating"]}
    ),
    "chunks": lambda: pa.concat_tables(
        [
            pa.table({name: column[part] for name, column in SHORT.items()})
            for part in (slice(2), slice(2, 4))
        ]
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_columns_of_every_kind_are_read(kind):
    found = es.Ratings.from_frame(KINDS[kind](), group="leader", rating="rating")
    assert found.groups.tolist() == ["A", "B"]
    assert found.tallies.mean.tolist() == [1.5, 3.5]


@pytest.mark.parametrize(
    "labels",
    [
        pd.array(["A", None, "B", "B"], dtype="string"),
        pd.to_datetime(["2026-01-01", None, "2026-01-02", "2026-01-02"]),
        pd.Categorical(["A", None, "B", "B"]),
        [1.0, np.nan, 2.0, 2.0],
    ],
)
def test_a_name_that_is_missing_is_refused_whatever_its_kind(labels):
    table = pd.DataFrame(SHORT).assign(leader=labels)
    with pytest.raises(ValueError, match="row 1 has no value"):
        es.Ratings.from_frame(table, group="leader", rating="rating")


def test_nan_is_missing_too():
    with pytest.raises(ValueError, match="missing"):
        rated(pl.DataFrame(with_cell("thanks", float("nan")), strict=False))


def test_missing_ratings_are_left_out_where_that_is_asked_for():
    found = rated(pd.DataFrame(with_cell("thanks", None)), missing="leave out")
    assert len(found.value) == 143


def test_a_column_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(ValueError, match=r"no column 'thank': the table has leader, rater"):
        rated(items=["thank"])


def test_a_rater_who_rates_the_same_twice_is_refused():
    table = {name: [*column, column[0]] for name, column in wide().items()}
    with pytest.raises(ValueError, match="twice"):
        rated(table)


def test_agreement_of_means_is_refused():
    with pytest.raises(ValueError, match=r"3\.5 lies between two points"):
        rated(with_cell("thanks", 3.5)).agreement()


def test_means_may_be_fitted():
    assert rated(with_cell("thanks", 3.5)).one_way().figures["between"] > 0


def test_several_items_of_nameless_raters_have_no_rater_means():
    of_long = rated(long(), items=None, rating="rating", item="item", rater=None)
    with pytest.raises(ValueError, match="give rater="):
        of_long.reliability()


def test_a_wide_and_a_long_table_at_once_are_refused():
    with pytest.raises(ValueError, match="either items"):
        rated(rating="listens")


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([[4, 5, 3, 4, 2], [3, 3, 4, 5, 1]], "look like ratings"),
        ([[0, 5, 3, 4.5, 2], [3, 3, 4, 5, 0]], "whole numbers"),
        ([[0, -5, 3, 4, 2], [3, 3, 4, 5, 0]], "0 or more"),
        ([[0, 5, 3, None, 2], [3, 3, 4, 5, 0]], "none missing"),
        ([[0, 5, 3, 4], [3, 3, 4, 5]], "4 columns of counts do not fit a scale from 1 to 5"),
    ],
)
def test_what_is_no_count_is_refused(cells, message):
    names = [f"c{i}" for i in range(len(cells[0]))]
    table = {"leader": ["A", "B"]} | dict(
        zip(names, map(list, zip(*cells, strict=True)), strict=True)
    )
    with pytest.raises(ValueError, match=message):
        es.Ratings.from_counts(table, group="leader", points=names, scale=(1, 5))


@pytest.mark.parametrize("question", ["agreement", "reliability", "estimates", "severity"])
def test_a_percentage_is_no_confidence(question):
    with pytest.raises(ValueError, match=r"did you mean 0\.95"):
        getattr(rated(), question)(95)


def test_what_is_no_table_is_refused():
    with pytest.raises(TypeError):
        rated([[1, 2, 3]])


def test_names_of_several_kinds_are_put_in_order_by_their_letters():
    table = {"leader": ["B", 2, "A", 2], "rating": [1, 2, 3, 4]}
    groups = Rated.from_frame(table, group="leader", rating="rating").groups
    assert groups.tolist() == ["2", "A", "B"]


def test_a_long_result_says_how_much_is_not_shown():
    text = str(rated().agreement())
    assert "… and 4 more rows: to_frame() has all" in text
    assert len(text.splitlines()) == 23


@pytest.mark.parametrize("question", ["estimates", "severity"])
def test_results_are_drawn_with_their_intervals(question):
    result = getattr(rated(), question)()
    ax = result.plot()
    drawn = ax.lines[0].get_xdata()
    assert drawn == pytest.approx(result[result.drawn[1]])
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == result[result.drawn[0]].tolist(), "in the order of the table: no ranking"
    assert result.plot(ax) is ax


def test_a_table_without_a_picture_says_so():
    with pytest.raises(TypeError, match="no picture"):
        rated().reliability().plot()


def test_without_matplotlib_a_picture_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match=r"pip install 'everyseat\[plot\]'"):
        rated().estimates().plot()
