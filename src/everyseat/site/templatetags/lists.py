"""Lists of things, always loaded: tables that become cards on a phone, and their pages."""

import re
from collections.abc import Iterator
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
BREAKS = re.compile(r"[@._-](?=\w)")
START = re.compile(r'<(?P<name>tr|td|th)(?: class="(?P<classes>[^"]*)")?(?P<given>[^>]*)>')
"""The start of a row or of a cell; its class, if it has one, stands first."""
PARTS = {"tr": ("row", "row"), "td": ("cell", "cell"), "th": ("header", "rowheader")}
"""The design system's name of each, and its role: without one, rows laid out as cards are no table
to anybody who has the page read out."""


@register.simple_block_tag
def listing(content: str, title: str, *columns: str, is_shown: bool = False) -> SafeString:
    """Show rows as a table, which on a phone is a card per row, each cell with its column's name.

    Its content is rows of cells, `<tr><th>…</th><td>…</td></tr>`. The title is read out; it is seen
    where it `is_shown`.
    """
    head = '<th class="nhsuk-table__header" role="columnheader" scope="col">{}</th>'
    return format_html(
        '<table role="table" class="nhsuk-table nhsuk-table--responsive">'
        '<caption class="nhsuk-table__caption{}">{}</caption>'
        '<thead role="rowgroup" class="nhsuk-table__head"><tr role="row">{}</tr></thead>'
        '<tbody role="rowgroup" class="nhsuk-table__body">{}</tbody></table>',
        "" if is_shown else " nhsuk-u-visually-hidden",
        title,
        format_html_join("", head, ((column,) for column in columns)),
        _with_names(content, columns),
    )


def _with_names(content: str, columns: tuple[str, ...]) -> SafeString:
    """Return rows with the name of its column in each cell, and with the roles of a table."""
    following: Iterator[str] = iter(())

    def start(found: re.Match[str]) -> str:
        nonlocal following
        tag, classes, given = found["name"], found["classes"] or "", found["given"]
        if tag == "tr":
            following = iter(columns)
        name, role = PARTS[tag]
        classes = f"nhsuk-table__{name} {classes}".strip()
        opened = f'<{tag} class="{classes}" role="{role}"{given}>'
        if tag == "tr":
            return opened
        if "colspan" in given:
            return f"{opened}<div>"
        heading = '<span class="nhsuk-table__heading" aria-hidden="true">{} </span><div>'
        return opened + format_html(heading, next(following, ""))

    marked = START.sub(start, content)
    return mark_safe(re.sub(r"</t[dh]>", r"</div>\g<0>", marked))  # the template has escaped it


@register.filter
def breakable(text: str) -> SafeString:
    """Return a text that breaks behind the signs of an e-mail address, and in no word."""
    return mark_safe(BREAKS.sub(r"\g<0><wbr>", conditional_escape(text)))


@register.inclusion_tag("site/pages.html", takes_context=True)
def pages(context: template.Context, page: Page[Any]) -> dict[str, object]:
    """Lead to the pages before and after one of a list; keep what the list was searched for."""
    return {"page": page, "request": context["request"]}
