"""The design system's components as tags, always loaded: a page says what it shows.

Each writes the markup of the NHS design system (nhsuk-frontend 10) in this one place. What is said
to a tag by name becomes an attribute of its outermost element: `data_step="done"` is
`data-step="done"`, `hidden=True` is `hidden`.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import template
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from everyseat.giving.letters import counted

if TYPE_CHECKING:  # a page of a file has these tags, too, and no model
    from everyseat.organisations.marking import Piece

register = template.Library()


def _attributes(given: dict[str, object], *classes: str) -> SafeString:
    """Return given attributes for a start tag, with these classes in front of a given one."""
    names = {name.replace("_", "-"): value for name, value in given.items() if value is not None}
    names |= {name: bool(names[name]) for name in ("hidden", "open") if name in names}
    every = " ".join(filter(None, [*classes, str(names.pop("class", ""))]))
    return flatatt({"class": every, **names} if every else names)


@register.simple_block_tag
def inset(content: str, **attributes: object) -> SafeString:
    """Set content apart from the text around it."""
    return format_html("<div{}>{}</div>", _attributes(attributes, "nhsuk-inset-text"), content)


@register.simple_block_tag
def callout(content: str, title: str, level: int = 2, **attributes: object) -> SafeString:
    """Warn: a title, read out as important, above the content."""
    return format_html(
        '<div{}><h{} class="nhsuk-warning-callout__label"><span role="text">'
        '<span class="nhsuk-u-visually-hidden">{} </span>{}</span></h{}>{}</div>',
        _attributes(attributes, "nhsuk-warning-callout"),
        level,
        _("Important:"),
        title,
        level,
        content,
    )


@register.simple_block_tag
def details(content: str, summary: str, **attributes: object) -> SafeString:
    """Hide content until its summary is pressed."""
    return format_html(
        '<details{}><summary class="nhsuk-details__summary">'
        '<span class="nhsuk-details__summary-text">{}</span></summary>'
        '<div class="nhsuk-details__text">{}</div></details>',
        _attributes(attributes, "nhsuk-details"),
        summary,
        content,
    )


@register.simple_block_tag
def group(content: str, label: str, control: str, **attributes: object) -> SafeString:
    """Label one control, which the content holds and which has the id `control`."""
    return format_html(
        '<div{}><label class="nhsuk-label" for="{}">{}</label>{}</div>',
        _attributes(attributes, "nhsuk-form-group"),
        control,
        label,
        content,
    )


@register.simple_block_tag
def hint(content: str, control: str = "", **attributes: object) -> SafeString:
    """Help with a control, whose `aria-describedby` is `CONTROL-hint`."""
    if control:
        attributes["id"] = f"{control}-hint"
    return format_html("<div{}>{}</div>", _attributes(attributes, "nhsuk-hint"), content)


@register.simple_tag
def letters(longest: int) -> SafeString:
    """Attributes of a field: its letters are counted, and no browser cuts what is pasted."""
    return flatatt(counted(longest))


@register.simple_block_tag
def choices(content: str, legend: str, size: str = "s", **attributes: object) -> SafeString:
    """Ask one question over several radios or checkboxes; `size` is s, m or l."""
    return format_html(
        '<fieldset{}><legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--{}">{}</legend>'
        "{}</fieldset>",
        _attributes(attributes, "nhsuk-fieldset", "nhsuk-form-group"),
        size,
        legend,
        content,
    )


def _choice(kind: str, label: str, chosen: object, given: dict[str, object]) -> SafeString:
    """Write one radio or checkbox; without an id, its name and value are its id."""
    given.setdefault("id", f"{given.get('name')}-{given.get('value')}")
    is_chosen = chosen is True or (chosen is not None and str(chosen) == str(given.get("value")))
    given |= {"checked": is_chosen}
    return format_html(
        '<div class="nhsuk-{0}__item"><input type="{1}"{2}>'
        '<label class="nhsuk-label nhsuk-{0}__label" for="{3}">{4}</label></div>',
        kind,
        {"radios": "radio", "checkboxes": "checkbox"}[kind],
        _attributes(given, f"nhsuk-{kind}__input"),
        given["id"],
        label,
    )


@register.simple_tag
def radio(label: str, chosen: object = None, **attributes: object) -> SafeString:
    """One radio, checked where `chosen` is True or its value."""
    return _choice("radios", label, chosen, attributes)


@register.simple_tag
def checkbox(label: str, chosen: object = None, **attributes: object) -> SafeString:
    """One checkbox, checked where `chosen` is True or its value."""
    return _choice("checkboxes", label, chosen, attributes)


@register.simple_block_tag
def row(content: str, key: str, **attributes: object) -> SafeString:
    """One row of a summary list; attributes are its value's."""
    return format_html(
        '<div class="nhsuk-summary-list__row"><dt class="nhsuk-summary-list__key">{}</dt>'
        "<dd{}>{}</dd></div>",
        key,
        _attributes(attributes, "nhsuk-summary-list__value"),
        mark_safe(content.strip()),  # the value's spaces may be shown: it may be somebody's words
    )


@register.simple_block_tag
def answer(
    content: str, key: str, change: str, address: str = "", **attributes: object
) -> SafeString:
    """One answer that is checked before it is sent, with a button to change it.

    `change` is the id of its field: on this page, or on the page at `address`, to which the form
    around it is sent back.
    """
    how = {"formaction": f"{address}#{change}", "name": "back", "value": change}
    button = how if address else {"type": "button", "data-change": change}
    return format_html(
        '<div{}><dt class="nhsuk-summary-list__key">{}</dt>'
        '<dd class="nhsuk-summary-list__value es-letter">{}</dd>'
        '<dd class="nhsuk-summary-list__actions"><button class="es-link"{}>{}'
        '<span class="nhsuk-u-visually-hidden"> ({})</span></button></dd></div>',
        _attributes(attributes, "nhsuk-summary-list__row es-answer"),
        key,
        mark_safe(content.strip()),
        flatatt(button),
        _("Change"),
        key,
    )


@register.simple_block_tag
def wide(content: str, label: str, **attributes: object) -> SafeString:
    """Let a wide table scroll by itself, by keyboard too, and not the page."""
    return format_html(
        "<div{}>{}</div>",
        _attributes(
            {**attributes, "role": "region", "tabindex": 0, "aria-label": label}, "es-scroll"
        ),
        content,
    )


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """A state, never an order; `colour` is one of the design system's."""
    classes = ["nhsuk-tag", f"nhsuk-tag--{colour}" if colour else ""]
    return format_html("<strong{}>{}</strong>", _attributes({}, *classes), text)


@register.simple_tag
def back(text: str, page: str, *arguments: object) -> SafeString:
    """A link to the page above this one."""
    return format_html(
        '<a class="nhsuk-back-link" href="{}">{}</a>', reverse(page, args=arguments), text
    )


@register.simple_tag
def marked(pieces: "Iterable[Piece]") -> SafeString:
    """Show a text with what may identify somebody marked, and say what each mark is."""
    mark = '<mark>{}<span class="nhsuk-u-visually-hidden"> ({})</span></mark>'
    return format_html_join(
        "",
        "{}",
        (
            [format_html(mark, piece["text"], piece["kind"]) if piece["kind"] else piece["text"]]
            for piece in pieces
        ),
    )
