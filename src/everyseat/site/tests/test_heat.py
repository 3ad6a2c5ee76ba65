"""The heat map: a number, a shade and a pattern in each cell, and a reason where there is none."""

import pytest
from django.template import Context, Template
from tests.markup import markup

from everyseat.site.templatetags.heat import heat

ROWS = [
    {
        "name": "Listening",
        "cells": [
            {"text": "3.8", "shade": 3, "note": "5 leaders"},
            {"text": "–", "why": "Too few leaders."},
        ],
    },
    {
        "name": "Noticing",
        "cells": [{"text": "–", "why": "Too few leaders."}, {"text": "–", "why": "Nobody saw it."}],
    },
]


def rendered(rows=ROWS, **named) -> str:
    context = {"rows": rows, "headings": ["North", "South"], "legend": [], **named}
    return markup(
        Template('{% heat "Felt" headings rows legend "Value" %}').render(Context(context))
    )


def test_every_cell_stands_under_a_heading_and_beside_a_name():
    page = rendered()
    assert page.count('<th scope="col">') == 3
    assert page.count('<th scope="row">') == 2
    assert '<div class="es-scroll" role="region" tabindex="0" aria-label="Felt">' in page


def test_a_number_has_a_shade_and_a_note():
    assert (
        '<td class="es-heat__3"><span class="es-heat__number">3.8</span>'
        '<span class="es-heat__note">5 leaders</span></td>'
    ) in rendered().replace("> <", "><")


def test_a_cell_without_a_number_has_no_shade_and_says_why_aloud_and_once_below():
    page = rendered()
    assert page.count('class="es-heat__hidden"') == 3
    assert page.count('<span class="nhsuk-u-visually-hidden">Too few leaders.</span>') == 2
    assert page.count('<sup aria-hidden="true">a</sup>') == 3
    assert page.count('<p class="es-heat-why">') == 2


def test_without_a_legend_or_reasons_nothing_stands_under_the_table():
    page = rendered(rows=[{"name": "Listening", "cells": [{"text": "3.8", "shade": 0}]}])
    assert "es-heat-key" not in page
    assert "es-heat-why" not in page


def test_the_legend_shows_all_shades_it_is_told():
    page = rendered(legend=["low", "high"])
    assert "es-heat-key__shade es-heat__1" in page


def test_a_shade_without_a_ground_is_refused():
    with pytest.raises(ValueError, match="0 to 4"):
        heat("Felt", ["North"], [{"name": "Listening", "cells": [{"text": "9", "shade": 5}]}])


def test_what_somebody_wrote_is_never_markup():
    rows = [{"name": "<b>", "cells": [{"text": "<b>", "note": "<b>"}, {"text": "–", "why": "<b>"}]}]
    assert "<b>" not in rendered(rows=rows, headings=["<b>"], legend=["<b>"])
