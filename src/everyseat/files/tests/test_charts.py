"""Charts as SVG: what is drawn, how it is told without seeing it, and that nothing overlaps."""

import re
from datetime import date
from types import SimpleNamespace
from xml.etree import ElementTree

import numpy as np
import pytest

from everyseat.files import charts
from everyseat.files.charts import Action, axes, icons, legend, marks

SVG = "{http://www.w3.org/2000/svg}"
DATES = [date(2023 + month // 12, month % 12 + 1, 1) for month in range(24)]


def chart(values=None, **changed):
    """Return a chart as the drawing takes it: any object with these columns."""
    values = np.array([5.0, 7.0] * 12 if values is None else values)
    columns = {
        "values": values,
        "mean": np.full(len(values), 6.0),
        "lower": np.full(len(values), 1.0),
        "upper": np.full(len(values), 11.0),
        "targets": np.full(len(values), np.nan),
        "stretch": np.zeros(len(values), dtype=int),
        "kinds": [marks.COMMON] * len(values),
    }
    return SimpleNamespace(**columns | changed)


def drawn(of=None, dates=DATES, **options):
    options = {"title": "Falls", "description": "What it shows", **options}
    return charts.svg(of or chart(), dates, **options)


def texts(svg):
    return [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def path(svg, name):
    found = re.search(rf'class="es-spc__{name}-line" d="([^"]+)"', svg)
    return found[1] if found else None


def test_it_is_one_picture_with_a_title_and_a_description():
    root = ElementTree.fromstring(drawn(title="Falls < 5 & more", key="falls"))
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert (title.text, description.text) == ("Falls < 5 & more", "What it shows")
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert title.get("id").startswith("falls")
    assert root.find(f"{SVG}g").get("aria-hidden") == "true"


def test_words_with_characters_that_no_drawing_may_hold_lose_them():
    root = ElementTree.fromstring(drawn(title="Fal\0ls\x1b \ud800\uffff", alone=True))
    assert root.find(f"{SVG}title").text == "Falls "


def test_each_kind_of_point_has_a_shape_of_its_own():
    shapes = {
        re.sub(r"[\d.-]+", "", marks.outline(kind, 10, 10, 4)) + str(n)
        for n, kind in enumerate((marks.COMMON, marks.IMPROVEMENT, marks.CONCERN))
    }
    assert len(shapes) == 3
    assert marks.outline(marks.HIGH, 10, 10, 4) != marks.outline(marks.LOW, 10, 10, 4)


@pytest.mark.parametrize("colours", [marks.LIGHT, marks.DARK], ids=["light", "dark"])
def test_each_colour_is_told_from_the_ground(colours):
    for name in set(colours) - {"ground"}:
        assert contrast(colours[name], colours["ground"]) >= 3, name


def contrast(one, other):
    """Return the contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_legend_names_the_kinds_that_are_there_and_no_others():
    kinds = [marks.COMMON] * 23 + [marks.CONCERN]
    told = texts(drawn(chart(kinds=kinds)))
    assert {"Usual variation", "Concern"} <= set(told)
    assert "Improvement" not in told


def test_words_are_the_readers():
    words = charts.Words(mean="Cymedr", months=["Ion", *axes.MONTHS[1:]])
    told = texts(drawn(words=words))
    assert "Ion" in told
    assert any(text.startswith("Cymedr") for text in told)


def test_lines_are_named_beside_a_wide_chart_and_under_a_narrow_one():
    wide, narrow = (texts(drawn(width=width)) for width in (1280, 360))
    assert "Upper limit 11.0" in wide
    assert "Process limits 1.0 – 11.0" in narrow
    assert "Process limits 1.0 – 11.0" not in wide


def test_nothing_lies_outside_the_drawing():
    for width in (360, 1280):
        root = ElementTree.fromstring(drawn(width=width))
        _, _, across, down = map(float, root.get("viewBox").split())
        assert across == width
        for text in root.iter(f"{SVG}text"):
            size = marks.wide(text.text, 14)
            start = float(text.get("x")) - {"end": size, "middle": size / 2}.get(
                text.get("text-anchor"), 0
            )
            assert start > -8
            assert start + size < width + 8
            assert 0 < float(text.get("y")) < down


def test_names_of_lines_that_lie_together_are_moved_apart():
    together = chart(mean=np.full(24, 6.0), targets=np.full(24, 6.05))
    root = ElementTree.fromstring(drawn(together, width=1280))
    places = sorted(
        float(text.get("y"))
        for text in root.iter(f"{SVG}text")
        if text.text.startswith(("Mean", "Target", "Upper", "Lower"))
    )
    assert len(places) == 4
    assert min(np.diff(places)) >= 1.2 * 14


def test_limits_break_where_a_new_stretch_begins():
    stretch = np.repeat([0, 1], 12)
    assert path(drawn(), "mean").count("M") == 1
    assert path(drawn(chart(stretch=stretch)), "mean").count("M") == 2


def test_a_target_that_changes_is_a_step():
    targets = np.repeat([np.nan, 4.0, 5.0], 8)
    line = path(drawn(chart(targets=targets)), "target")
    assert (line.count("M"), line.count("V")) == (1, 1)
    assert path(drawn(), "target") is None


def test_without_limits_there_is_a_mean_and_no_band():
    no_limits = np.full(24, np.nan)
    svg = drawn(chart(lower=no_limits, upper=no_limits))
    assert path(svg, "limit") is None
    assert path(svg, "mean")
    assert "es-spc__band" not in svg


def test_an_action_is_a_numbered_line_and_its_words_stand_in_a_file_alone():
    actions = [Action(date(2023, 6, 3), "Night round"), Action(date(2023, 6, 9), "Bay watch")]
    page, file = drawn(actions=actions), drawn(actions=actions, alone=True)
    assert page.count("<circle") == 2
    assert {"1", "2"} <= set(texts(page))
    assert "1. 3 Jun 2023: Night round" in texts(file)
    assert not any("Night round" in text for text in texts(page))
    across = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', page)]
    assert across[1] - across[0] > 20  # their numbers do not cover each other


def test_many_actions_at_once_stay_on_the_drawing():
    actions = [Action(DATES[-1], str(number)) for number in range(9)]
    across = [
        float(x) for x in re.findall(r'<circle cx="([\d.]+)"', drawn(actions=actions, width=360))
    ]
    assert len(across) == 9
    assert max(across) < 360
    assert min(np.diff(sorted(across))) > 18


def test_an_action_before_the_first_value_has_no_line_and_is_still_listed():
    svg = drawn(actions=[Action(date(2020, 1, 1), "Earlier")], alone=True)
    assert "<circle" not in svg
    assert "1. 1 Jan 2020: Earlier" in texts(svg)


def test_an_action_after_the_last_value_makes_the_axis_longer():
    later = drawn(actions=[Action(date(2025, 6, 1), "Later")], width=1280)
    assert "2025" in texts(later)


def test_a_file_has_its_own_style_and_a_page_has_none():
    page, file = drawn(), drawn(alone=True)
    assert "prefers-color-scheme:dark" in file
    assert "Falls" in texts(file)
    assert "<style" not in page
    assert "style=" not in page  # the site forbids styles in markup
    assert "Falls" not in texts(page)


def test_long_titles_and_actions_are_folded():
    long = "Falls per 1,000 occupied bed days on all wards of both hospitals of the trust"
    told = texts(drawn(width=360, title=long, actions=[Action(DATES[3], long)], alone=True))
    assert long not in told
    assert sum(word in long for word in " ".join(told).split()) >= len(long.split())
    assert legend.folded("a b c", 1000, 12) == ["a b c"]


@pytest.mark.parametrize(
    "values", [[3.0], [4.0] * 5, [0.0] * 5, [-3.0, 5.0], [1e7, 3e7], [1e-4, 2e-4]]
)
def test_few_equal_large_and_small_values_are_drawn(values):
    flat = np.full(len(values), np.nan)
    of = chart(values, mean=np.array(values), lower=flat, upper=flat, targets=flat)
    root = ElementTree.fromstring(drawn(of, DATES[: len(values)]))
    assert len(root.findall(f".//{SVG}path[@class='es-spc__common']")) == len(values) + 1


def test_dates_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="23 dates do not fit 24 values"):
        drawn(dates=DATES[1:])


@pytest.mark.parametrize(
    ("numbers", "value", "step", "told"),
    [
        (charts.PLAIN, 12_500, 500, "12,500"),
        (charts.PLAIN, 1_800_000, 200_000, "1.8m"),
        (charts.PLAIN, -0.25, 0.05, "−0.25"),
        (charts.PLAIN, -0.001, 0.5, "0.0"),
        (charts.PERCENT, 61, 1, "61%"),
        (charts.SHARES, 0.615, 0.005, "61.5%"),
    ],
)
def test_values_are_written_as_people_write_them(numbers, value, step, told):
    assert numbers.text(value, step) == told


@pytest.mark.parametrize(("low", "high"), [(0, 1), (3, 17), (-2.2, 9.9), (880, 1104), (0.84, 0.96)])
def test_ticks_are_round_and_few(low, high):
    for about in (4, 6):
        found = axes.ticks(low, high, about)
        assert 3 <= len(found) <= 2 * about
        assert low <= found[0] + 1e-9
        assert found[-1] <= high + 1e-9


@pytest.mark.parametrize(
    ("last", "most", "told"),
    [
        (date(2024, 1, 5), 8, ["1 Jan", "2 Jan", "3 Jan", "4 Jan", "5 Jan"]),
        (date(2024, 2, 10), 8, ["1 Jan", "8 Jan", "15 Jan", "22 Jan", "29 Jan", "5 Feb"]),
        (date(2024, 12, 1), 5, ["Jan", "Apr", "Jul", "Oct"]),
        (date(2031, 1, 1), 5, ["2024", "2026", "2028", "2030"]),
    ],
)
def test_days_are_marked_as_far_apart_as_fits(last, most, told):
    assert [tick.text for tick in axes.days(date(2024, 1, 1), last, most)] == told


def test_the_year_is_said_once():
    found = axes.days(date(2023, 10, 1), date(2024, 4, 1), 8)
    assert [tick.year for tick in found if tick.year] == ["2023", "2024"]


def test_icons_differ_by_shape_where_they_differ_in_meaning():
    shapes = [
        icons.variation(kind, side, "")
        for kind in (marks.IMPROVEMENT, marks.CONCERN)
        for side in (1, -1)
    ]
    shapes += [
        icons.assurance(kind, direction, "")
        for kind in (icons.PASS, icons.FAIL)
        for direction in (1, -1)
    ]
    shapes.append(icons.assurance(icons.INCONSISTENT, 1, ""))
    shapes.append(icons.variation(marks.COMMON, 0, ""))
    without_colour = {re.sub(r'#[0-9a-f]{6}|class="[^"]*"', "", shape) for shape in shapes}
    assert len(without_colour) == len(shapes)


def test_an_icon_says_what_it_means():
    root = ElementTree.fromstring(icons.variation(marks.HIGH, 1, "Higher than usual", key="v"))
    assert root.find(f"{SVG}title").text == "Higher than usual"
    assert root.get("aria-labelledby") == "v-title"
