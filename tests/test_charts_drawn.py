"""Every kind of chart of the science is drawn by the one drawing."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from everyseat.files import charts
from everyseat.science import spc

TIMES = [12, 30, 8, 45, 22, 17, 33, 90, 95, 100, 85, 99, 91, 94]
OF = [50 + 7 * place % 40 + 100 for place in range(14)]
KINDS = {
    "xmr": spc.xmr(TIMES, rebase=[7], target=[(0, 40), (7, 80)], direction="neutral"),
    "p": spc.p(TIMES, OF, direction="decrease"),
    "p′": spc.p_prime(TIMES, OF),
    "t": spc.t(TIMES),
    "g": spc.g(TIMES),
    "run": spc.run_chart(TIMES, target=60),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [360, 1280])
def test_a_chart_of_each_kind_is_one_picture_with_all_its_points(kind, width):
    chart = KINDS[kind]
    dates = [date(2024, 1, 1) + timedelta(days=31 * place) for place in range(len(TIMES))]
    svg = charts.svg(chart, dates, title=kind, description="What it shows", width=width)
    ElementTree.fromstring(svg)
    under = svg.index("es-spc__common-line")
    marks = ("common", "improvement", "concern", "neutral")
    drawn = sum(svg[under:].count(f'class="es-spc__{name}"') for name in marks)
    assert drawn == len(TIMES) + len(set(chart.kinds))  # and what explains each
