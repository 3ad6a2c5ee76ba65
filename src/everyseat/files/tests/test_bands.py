"""Drawings of weeks ahead: lines known by their dashes, a band known by its hatching."""

import re
from xml.etree import ElementTree

import pytest

from everyseat.files.charts import SHARES, bands

WEEKS = [float(n) for n in range(1, 53)]
SAID = {"title": "Visits that wait", "description": "They grow.", "axis": "Weeks from now"}


def drawn(width: int = 960, weeks: list[float] | None = None) -> str:
    weeks = weeks or WEEKS
    lines = [bands.Line(weeks, "In the middle"), bands.Line([1.0] * len(weeks), "New visits")]
    band = bands.Band([0.5 * n for n in weeks], [2 * n for n in weeks], "8 of 10 runs")
    return bands.svg(lines, band, **SAID, width=width)


@pytest.mark.parametrize("width", [360, 960])
def test_a_drawing_is_svg_in_which_all_words_stand_within_its_width(width):
    root = ElementTree.fromstring(drawn(width))
    assert root.attrib["viewBox"].startswith(f"0 0 {width} ")
    texts = [one for one in root.iter() if one.tag.endswith("text")]
    assert {"In the middle", "New visits", "8 of 10 runs"} <= {one.text for one in texts}
    assert all(0 <= float(one.attrib["x"]) <= width for one in texts)


def test_each_line_has_its_own_dashes_and_the_band_is_hatched():
    text = drawn()
    assert 'stroke-dasharray="7 4"' in text
    assert 'fill="url(#weeks-hatch)"' in text
    assert text.count("<pattern") == 1


def test_what_it_shows_is_said_to_people_who_do_not_see_it_and_no_tag_comes_in_by_words():
    text = bands.svg([bands.Line([1.0], "<b>")], **SAID | {"title": "A <b>"})
    assert "A &lt;b&gt;</title>" in text
    assert "They grow.</desc>" in text
    assert "<b>" not in text


def test_shares_are_drawn_up_to_all_of_them():
    line = bands.Line([0.0, 0.5, 1.0], "Probability")
    text = bands.svg([line], **SAID, most=1.0, numbers=SHARES)
    assert ">100%<" in text
    assert re.search(r">0%<", text)


def test_one_week_and_nothing_that_waits_can_be_drawn():
    assert "<svg" in bands.svg([bands.Line([0.0], "Nothing")], **SAID)
    assert ">1<" in drawn(weeks=[3.0])


def test_lines_of_different_weeks_are_refused():
    with pytest.raises(ValueError, match="each line needs"):
        bands.svg([bands.Line([1.0], "One"), bands.Line([1.0, 2.0], "Two")], **SAID)
    with pytest.raises(ValueError, match="each line needs"):
        bands.svg([], **SAID)
