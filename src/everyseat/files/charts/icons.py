"""Two kinds of icon beside a chart: what its last point says, and whether its target is met.

Our own drawing: points go on, and end in the mark that the chart gives them; or they stay on one
side of a target, or cross it.
"""

from everyseat.files.charts import marks

SIDE = 48
PASS, FAIL, INCONSISTENT = "consistent_pass", "consistent_fail", "inconsistent"
LEVEL = "M11 25l5 -5l5 8l6 -7l5 5l5 -3"
"""Points that go up and down around where they were."""


def variation(kind: str, side: int, words: str, *, key: str = "variation") -> str:
    """Return the icon of a kind of point; `side` is 1 if it is high or rises, −1 if low or falls.

    `words` say what it means; `key` begins its id, which must differ from others of the page.
    """
    name = marks.SHORT[kind]
    if kind == marks.COMMON:
        drawn = marks.stroke("common", LEVEL, 2.5)
    else:
        path = "M11 32Q19 32 24 25T33 17" if side > 0 else "M11 16Q19 16 24 23T33 31"
        line = f'<path class="es-spc__{name}-line" d="{path}" {_stroke(name, 2.5)}/>'
        drawn = line + marks.point(kind, 33, 17 if side > 0 else 31, 4.5)
    return _icon(name, drawn, words, key)


def assurance(kind: str, direction: int, words: str, *, key: str = "assurance") -> str:
    """Return the icon of an assurance; `direction` is 1 if more is better, −1 if less is.

    Passing is blue with a tick, failing is orange with a cross; points lie above the target or
    below it, or cross it.
    """
    above = {PASS: direction, FAIL: -direction, INCONSISTENT: 0}[kind]
    name = {PASS: "improvement", FAIL: "concern", INCONSISTENT: "common"}[kind]
    target = marks.stroke("target", f"M9 {24 + 4 * above}H39", 2, "5 3")
    points = f"M12 {24 - 7 * above}l8 -4l8 6l8 -5" if above else "M12 30l8 -12l8 12l8 -12"
    line = f'<path class="es-spc__{name}-line" d="{points}" {_stroke(name, 2.5)}/>'
    y = 24 + 13 * above
    glyph = {
        PASS: f"M19.5 {y}l3.5 3.5l6.5 -7",
        FAIL: f"M20.5 {y - 3.5}l7 7m0 -7l-7 7",
        INCONSISTENT: "",
    }[kind]
    judged = f'<path d="{glyph}" fill="none" stroke="currentColor" stroke-width="2.5"/>'
    return _icon(name, target + line + (judged if glyph else ""), words, key)


def _stroke(name: str, width: float) -> str:
    return f'fill="none" stroke="{marks.LIGHT[name]}" stroke-width="{width}"'


def _icon(name: str, drawn: str, words: str, key: str) -> str:
    ring = f'<circle class="es-spc__{name}-line" cx="24" cy="24" r="21.5" {_stroke(name, 3)}/>'
    title = f"{marks.said(key)}-title"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" '
        f'height="{SIDE}" role="img" class="es-spc es-spc-icon" aria-labelledby="{title}">'
        f'<title id="{title}">{marks.said(words)}</title>'
        f'<g aria-hidden="true">{ring}{drawn}</g></svg>'
    )
