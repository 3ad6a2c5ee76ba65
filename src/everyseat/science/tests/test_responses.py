import numpy as np
import polars as pl
import pytest

from everyseat import science as es
from everyseat.science import surface
from everyseat.science.tests.test_surface import leaders


def table() -> dict[str, np.ndarray]:
    return dict(zip(("own", "felt", "trust"), leaders(1), strict=True))


def fitted(frame, **named):
    return es.response_surface(frame, own="own", others="felt", outcome="trust", **named)


def test_the_table_is_that_of_the_surface():
    found = fitted(pl.DataFrame(table()))
    terms = surface.fit(*leaders(1), centre=3).terms()
    assert found["term"].tolist() == list(terms)
    assert found["estimate"] == pytest.approx([term.estimate for term in terms.values()])
    assert found["p"] == pytest.approx([term.p for term in terms.values()])
    assert isinstance(found.to_frame(), pl.DataFrame)
    assert "curvature along self = −others" in str(found)


def test_ratings_are_counted_from_the_middle_of_their_scale():
    moved = table()
    moved = moved | {name: moved[name] - 1 for name in ("own", "felt")}
    assert fitted(moved, scale=(0, 4))["estimate"] == pytest.approx(fitted(table())["estimate"])


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("own", 6.0, "'own': 6 is not on a scale from 1 to 5"),
        ("felt", np.nan, "others: 1 of 120 are no numbers"),
        ("trust", np.nan, "outcome: 1 of 120 are no numbers"),
    ],
)
def test_what_is_no_rating_is_refused(column, value, message):
    wrong = table()
    wrong[column] = np.append(wrong[column][:-1], value)
    with pytest.raises(ValueError, match=message):
        fitted(wrong)


def test_a_surface_is_drawn_over_its_scale():
    ax = fitted(table()).plot()
    assert ax.get_xlabel() == "self"
    assert ax.lines[0].get_xdata().tolist() == [1, 5]
