"""Components against the markup that the NHS design system documents (nhsuk-frontend 10)."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.template import Context, Template
from tests.markup import markup

from everyseat.organisations.forms import FindPeopleForm
from everyseat.site.audit_page import FindForm


def rendered(source: str, **context: object) -> str:
    return markup(Template(source).render(Context(context)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            '{% inset role="status" data_step="done" hidden=True %}<p>x</p>{% endinset %}',
            '<div class="nhsuk-inset-text" data-step="done" role="status" hidden><p>x</p></div>',
        ),
        (
            '{% details "More" open=shown %}x{% enddetails %}',
            '<details class="nhsuk-details"><summary class="nhsuk-details__summary">'
            '<span class="nhsuk-details__summary-text">More</span></summary>'
            '<div class="nhsuk-details__text">x</div></details>',
        ),
        (
            '{% group "Name" "who" class="es-narrow" %}<input id="who">{% endgroup %}',
            '<div class="nhsuk-form-group es-narrow"><label class="nhsuk-label" for="who">Name'
            '</label><input id="who"></div>',
        ),
        ('{% hint "who" %}x{% endhint %}', '<div class="nhsuk-hint" id="who-hint">x</div>'),
        (
            '{% choices "Which?" size="m" %}x{% endchoices %}',
            '<fieldset class="nhsuk-fieldset nhsuk-form-group">'
            '<legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">Which?</legend>'
            "x</fieldset>",
        ),
        (
            '{% radio "Yes" name="a" value=1 chosen="1" %}',
            '<div class="nhsuk-radios__item">'
            '<input type="radio" class="nhsuk-radios__input" id="a-1" name="a" value="1" checked>'
            '<label class="nhsuk-label nhsuk-radios__label" for="a-1">Yes</label></div>',
        ),
        (
            '{% checkbox "Yes" id="b" %}',
            '<div class="nhsuk-checkboxes__item">'
            '<input type="checkbox" class="nhsuk-checkboxes__input" id="b">'
            '<label class="nhsuk-label nhsuk-checkboxes__label" for="b">Yes</label></div>',
        ),
        (
            '{% row "Name" class="es-letter" %} x {% endrow %}',
            '<div class="nhsuk-summary-list__row"><dt class="nhsuk-summary-list__key">Name</dt>'
            '<dd class="nhsuk-summary-list__value es-letter">x</dd></div>',
        ),
        (
            '{% wide "Cases" %}x{% endwide %}',
            '<div aria-label="Cases" class="es-scroll" role="region" tabindex="0">x</div>',
        ),
        ('{% tag "Open" "green" %}', '<strong class="nhsuk-tag nhsuk-tag--green">Open</strong>'),
        ('{% tag "Open" %}', '<strong class="nhsuk-tag">Open</strong>'),
        ('{% back "Home" "home" %}', '<a class="nhsuk-back-link" href="/">Home</a>'),
        (
            '{% callout "Stop" level=3 %}x{% endcallout %}',
            '<div class="nhsuk-warning-callout"><h3 class="nhsuk-warning-callout__label">'
            '<span role="text"><span class="nhsuk-u-visually-hidden">Important: </span>Stop</span>'
            "</h3>x</div>",
        ),
    ],
)
def test_each_writes_the_design_systems_markup(source, expected):
    assert rendered(source, shown=[]) == expected


@pytest.mark.parametrize(
    "source",
    [
        "{% inset title=text %}x{% endinset %}",
        "{% details text %}x{% enddetails %}",
        "{% callout text %}x{% endcallout %}",
        '{% group text "a" %}x{% endgroup %}',
        "{% choices text %}x{% endchoices %}",
        '{% radio text id="a" %}',
        '{% checkbox text id="a" value=text %}',
        "{% row text %}x{% endrow %}",
        "{% wide text %}x{% endwide %}",
        "{% tag text %}",
        '{% back text "home" %}',
        "{% row key %}{{ text }}{% endrow %}",
        "{% marked pieces %}",
    ],
)
def test_what_somebody_wrote_is_never_markup(source):
    pieces = [{"text": "<b>", "kind": "name"}, {"text": '"<b>', "kind": ""}]
    page = rendered(source, text='"<b>', pieces=pieces)
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


def test_what_may_identify_somebody_is_marked_with_no_space_added():
    pieces = [
        {"text": "On ", "kind": ""},
        {"text": "3 May", "kind": "a date"},
        {"text": ".", "kind": ""},
    ]
    assert rendered("{% marked pieces %}", pieces=pieces) == (
        'On <mark>3 May<span class="nhsuk-u-visually-hidden"> (a date)</span></mark>.'
    )


@pytest.mark.parametrize(
    ("chosen", "is_checked"), [(None, False), ("2", True), (2, True), ("3", False), (True, True)]
)
def test_a_choice_is_checked_where_it_was_chosen(chosen, is_checked):
    page = rendered('{% radio "Two" name="n" value="2" chosen=chosen %}', chosen=chosen)
    assert (" checked" in page) == is_checked


def test_a_listing_names_the_column_in_each_cell_and_is_a_table_to_all():
    source = (
        '{% listing "People" "Name" "Team" %}<tr><th scope="row">Ann</th><td class="a">B</td></tr>'
        '<tr><td colspan="2">None</td></tr>{% endlisting %}'
    )
    name = '<span class="nhsuk-table__heading" aria-hidden="true">{} </span><div>'
    assert rendered(source) == markup(
        '<table role="table" class="nhsuk-table nhsuk-table--responsive">'
        '<caption class="nhsuk-table__caption nhsuk-u-visually-hidden">People</caption>'
        '<thead role="rowgroup" class="nhsuk-table__head"><tr role="row">'
        '<th class="nhsuk-table__header" role="columnheader" scope="col">Name</th>'
        '<th class="nhsuk-table__header" role="columnheader" scope="col">Team</th></tr></thead>'
        '<tbody role="rowgroup" class="nhsuk-table__body">'
        '<tr class="nhsuk-table__row" role="row">'
        '<th class="nhsuk-table__header" role="rowheader" scope="row">'
        + name.format("Name")
        + 'Ann</div></th><td class="nhsuk-table__cell a" role="cell">'
        + name.format("Team")
        + 'B</div></td></tr><tr class="nhsuk-table__row" role="row">'
        '<td class="nhsuk-table__cell" role="cell" colspan="2"><div>None</div></td></tr>'
        "</tbody></table>"
    )


def test_days_have_their_weekday_and_year():
    when = datetime(2026, 11, 26, 14, 5, tzinfo=UTC)
    assert rendered("{{ d|day }}|{{ n|day }}", d=when.date(), n=None) == "Thu 26 Nov 2026|"
    assert rendered("{{ d|day_and_time }}", d=when) == "Thu 26 Nov 2026, 14:05"
    assert rendered("{{ d|day }}", d=when) == "Thu 26 Nov 2026"


class Named(forms.Form):
    UNMARKED = ("either",)

    needed = forms.CharField()
    either = forms.CharField(required=False)
    may_stay_empty = forms.CharField(required=False)


def test_only_what_may_stay_empty_is_called_optional():
    fields = [field.as_field_group() for field in Named()]
    assert ["(optional)" in field for field in fields] == [False, False, True]


@pytest.mark.django_db
def test_no_search_calls_its_fields_optional():
    for form in (FindPeopleForm(), FindForm()):
        assert "(optional)" not in form.as_div()
