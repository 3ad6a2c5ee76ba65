"""A control chart or a run chart as SVG, from its numbers and what is to be written on it.

One drawing serves pages, files and paper. On a page its colours are the style sheet's; without one
they are its own. A drawing that stands alone says its title, and turns dark where screens do.
"""

from collections.abc import Sequence
from datetime import date

from everyseat.files.charts import legend, lines, marks
from everyseat.files.charts.axes import PLAIN, DayTick, Numbers
from everyseat.files.charts.frame import EDGE, Frame, apart
from everyseat.files.charts.marks import ENGLISH, Words
from everyseat.files.charts.sheet import Action, Charted, Sheet

FONT = 'font-family="Arial, Noto Sans, sans-serif"'
GROUND = f'class="es-spc__ground" fill="{marks.LIGHT["ground"]}"'


def svg(
    chart: Charted,
    dates: Sequence[date],
    *,
    title: str,
    description: str,
    width: int = 720,
    numbers: Numbers = PLAIN,
    actions: Sequence[Action] = (),
    words: Words = ENGLISH,
    key: str = "chart",
    alone: bool = False,
) -> str:
    """Return a chart as SVG.

    `title` names the measure and `description` says what the chart shows, for people who do not
    see it. `width` is that of the screen it is made for, in CSS pixels. `key` begins the ids, and
    must differ between the charts of a page. `alone`: it has a style and a visible title, and
    lists its actions. ValueError if there are not as many dates as values.
    """
    if len(dates) != len(chart.values):
        raise ValueError(f"{len(dates)} dates do not fit {len(chart.values)} values")
    asked = (title, description, width, numbers, actions, words, key, alone)
    sheet = Sheet(chart, dates, *asked)
    frame = Frame.of(sheet)
    has_years = any(tick.year for tick in frame.days())
    below = frame.bottom + (3.7 if has_years else 2.5) * frame.size
    under, height = legend.rows(legend.under(sheet, frame.step), below, frame.size)
    drawn = [
        _heading(frame) if alone else "",
        _grid(frame),
        lines.band(frame),
        _actions(frame),
        lines.lines(frame),
        lines.points(frame),
        "" if sheet.is_narrow else lines.names(frame),
        under,
    ]
    return _svg(sheet, "".join(drawn), height)


def _svg(sheet: Sheet, drawn: str, height: float) -> str:
    style, ink = "", ""
    if sheet.alone:
        style = f'{marks.style()}<rect {GROUND} width="100%" height="100%"/>'
        ink = f' color="{marks.LIGHT["ink"]}"'
    ids = f"{marks.said(sheet.key)}-title", f"{marks.said(sheet.key)}-desc"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width} {height:.0f}" '
        f'role="img" class="es-spc" aria-labelledby="{" ".join(ids)}" {FONT} '
        f'font-size="{sheet.size}" fill="currentColor"{ink}>'
        f'<title id="{ids[0]}">{marks.said(sheet.title)}</title>'
        f'<desc id="{ids[1]}">{marks.said(sheet.description)}</desc>'
        f'{style}<g aria-hidden="true">{drawn}</g></svg>'
    )


def _heading(frame: Frame) -> str:
    bold = f' font-weight="700" font-size="{frame.size + 2}"'
    return "".join(
        marks.text(line, EDGE, (legend.ROW * place + 1.6) * frame.size, more=bold)
        for place, line in enumerate(legend.title_lines(frame.sheet))
    )


def _grid(frame: Frame) -> str:
    """Return light lines with their values, and the axis of time."""
    across = "".join(f"M{frame.left:.1f} {frame.up(v):.1f}H{frame.right:.1f}" for v in frame.values)
    base = f"M{frame.left:.1f} {frame.bottom:.1f}H{frame.right:.1f}"
    base += "".join(f"M{frame.across(tick.day):.1f} {frame.bottom:.1f}v4" for tick in frame.days())
    written = [_value(value, frame) for value in frame.values]
    written += [_day(tick, frame) for tick in frame.days()]
    return (
        marks.stroke("grid", across, 1, opacity=".12")
        + marks.stroke("axis", base, 1, opacity=".6")
        + "".join(written)
    )


def _value(value: float, frame: Frame) -> str:
    text = frame.sheet.numbers.text(value, frame.step)
    return marks.text(text, frame.left - 6, frame.up(value) + 0.35 * frame.size, anchor="end")


def _day(tick: DayTick, frame: Frame) -> str:
    x, y = frame.across(tick.day), frame.bottom + 1.4 * frame.size
    year = marks.text(tick.year, x, y + 1.2 * frame.size, anchor="middle") if tick.year else ""
    return marks.text(tick.text, x, y, anchor="middle") + year


def _actions(frame: Frame) -> str:
    """Return a numbered line for each action; one before the first value has no place."""
    r = 0.72 * frame.size
    placed = sorted(
        (frame.across(action.day), number)
        for number, action in enumerate(frame.sheet.actions, start=1)
        if action.day >= frame.first
    )
    discs = apart([x for x, _ in placed], 2 * r + 3, frame.sheet.width - r)
    return "".join(
        _action(number, x, disc, r, frame) for disc, (x, number) in zip(discs, placed, strict=True)
    )


def _action(number: int, x: float, disc: float, r: float, frame: Frame) -> str:
    """Return the line of an action at `x`, and its number in a disc above."""
    y = frame.top - r - 3
    path = f"M{disc:.1f} {y + r:.1f}L{x:.1f} {frame.top:.1f}V{frame.bottom:.1f}"
    bold = f' {GROUND} font-weight="700" font-size="{frame.size - 2}"'
    return (
        marks.stroke("action", path, 1.5, opacity=".8")
        + f'<circle cx="{disc:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="currentColor"/>'
        + marks.text(str(number), disc, y + 0.3 * frame.size, anchor="middle", more=bold)
    )
