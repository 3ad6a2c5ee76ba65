"""A report's content as a page and a PDF show it: every sentence and drawing made once."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation import sources
from everyseat.conversation.report import picture, sentences
from everyseat.science.opinion import divisions

Content = dict[str, Any]
Presented = dict[str, Any]
AT_ONCE = 3
"""Rows of a list that are seen before its fold."""


def present(
    content: Content,
    question: str = "",
    description: str = "",
    held: str = "",
    heard: Presented | None = None,
) -> Presented:
    """Return what a page and a PDF show of a report's content.

    `held` says until when it is held. `heard` is what an organiser has published of what they
    heard, and what comes of it.
    """
    names = [sentences.name_of(group) for group in range(len(content["groups"]))]
    return {
        "question": question,
        "description": description,
        "held": held,
        "heard": heard,
        "headline": sentences.headline(content),
        "took_part": sentences.took_part(content),
        "about_groups": sentences.about_groups(content),
        "exact": sentences.exact(content),
        "common_ground": _rows(
            content["common_ground"], sentences.of_agreed, content["more_common_ground"]
        ),
        "divides": _rows(content["divides"], sentences.of_divided, content["more_divides"]),
        "no_common_ground": sentences.no_common_ground(content),
        "no_division": sentences.no_division(content),
        "side_by_side": _side_by_side(content),
        "undecided": _rows(content["undecided"], sentences.of_undecided, content["more_undecided"]),
        "few": " ".join(filter(None, [sentences.few(content), sentences.in_no_list(content)])),
        "groups": [_group(content, group, name) for group, name in enumerate(names)],
        "map": _map(content),
        "no_map": sentences.no_map(content),
        "map_in_words": _map_in_words(content),
        "steadiness": " ".join(filter(None, _how_clear(content))),
        "explained": f"{sentences.explained(content)} {sentences.missing(content)}".strip(),
        "methods": methods(content),
    }


def _how_clear(content: Content) -> list[str]:
    """Return how clearly groups are groups: by a gap, by who stands between, by seeking again."""
    return [sentences.apart(content), sentences.between(content), sentences.steadiness(content)]


def _side_by_side(content: Content) -> Presented | None:
    """Return how those who were invited as different things answered; None if nobody was."""
    audiences = content.get("audiences", [])  # not in a result of before there were any
    if not audiences:
        return None
    rows = _rows(content["apart"], lambda row: sentences.of_apart(row, audiences))
    for shown, row in zip([*rows["first"], *rows["rest"]], content["apart"], strict=True):
        shown["by_group"] = _by_audience(row, audiences)
    return {
        "took_part": [sentences.of_audience(one) for one in audiences],
        "rows": rows,
        "none_apart": sentences.none_apart(content),
    }


def _group(content: Content, group: int, name: str) -> Presented:
    """Return a group with the statements that stand for it, in its own shares."""
    standing = [row | row["groups"][group] for row in content["groups"][group]["standing"]]
    return {
        "name": name,
        "said": sentences.of_group(content, group),
        "rows": _rows(standing, sentences.of_agreed),
        "key": picture.key(group),
    }


def said() -> list[str]:
    """Return how the numbers of any result come about."""
    return [
        _(
            "Everybody who took part chose to: others may think differently. Each person’s last "
            "answer to a statement counts. People who pass are counted among those who answered."
        ),
        _(
            "Common ground: more than half agree (or disagree), with 95 % confidence. In each "
            "group more than half of those who answered do, without such a certainty. What "
            "divides: the answers of two groups surely differ, and most of one agree while most of "
            "the other do not."
        ),
        _(
            "Groups: people who answer alike stand near each other on a map that shows as much as "
            "two axes can (principal components), and people who stand near each other are one "
            "group (k-means). The number of groups is the one that keeps them furthest apart. "
            "Groups are found in any crowd, also where no gap runs through it; and they are made "
            "of the same answers by which they are then compared."
        ),
        _(
            "Between two groups stands whoever is less than twice as far from the middle of "
            "another group as from the middle of their own."
        ),
        _(
            "Allowing for chance: of a hundred ranges like those beside the shares, about 95 hold "
            "the share of everybody who could have answered as these people did."
        ),
    ]


def methods(content: Content) -> list[str]:
    """Return how the numbers of a result came about."""
    lines = said()
    if found := content["steadiness"]:
        text = _(
            "Steadiness: groups were sought again %(refits)s times, each time without a fifth of "
            "the statements, and never without any of the people. The adjusted Rand index with the "
            "groups shown was %(median)s at the median and %(least)s at the worst (1 the same "
            "groups, 0 as by chance). Silhouette: %(silhouette)s."
        )
        lines.append(text % {key: f"{round(value, 2):g}" for key, value in found.items()})
    if content.get("audiences"):
        text = _(
            "Side by side: a statement’s numbers are shown of those of whom %(n)s have answered "
            "it. They change once %(n)s more of them have, and one more for every ten."
        )
        lines.append(text % {"n": divisions.NEEDED})
    return [*lines, *filter(None, [sentences.off(content)])]


def rows(found: list[Content], audiences: list[Content]) -> list[Presented]:
    """Return the rows of a list of statements, each with how many agree."""
    return [
        _row(row, sentences.of_shares(row)) | {"by_audience": _by_audience(row, audiences)}
        for row in found
    ]


def _rows(found: list[Content], said: Callable[[Content], str], left_out: int = 0) -> Presented:
    """Return a list: rows that are seen at once, the rest, and how many more there are."""
    shown = [_row(row, said(row)) for row in found]
    return {
        "first": shown[:AT_ONCE],
        "rest": shown[AT_ONCE:],
        "all": shown,
        "more": sentences.more(left_out),
    }


def _row(row: Content, said: str) -> Presented:
    side = "agree" if row.get("agrees", True) else "disagree"
    return {
        "name": _("Statement %(name)s") % {"name": row["name"]},
        "text": row["text"],
        "words": row.get("words"),
        "label": str(sources.SOURCES.get(row["source"], "")),
        "said": said,
        "n": f"{row['n']:,}",
        "agree": _("%(share)s agree") % {"share": _percent(row["agree"])},
        "disagree": _("%(share)s disagree") % {"share": _percent(row["disagree"])},
        "interval": _interval(row, side),
        "by_group": _by_group(row) if len(row["groups"]) > 1 else "",
    }


def _by_group(row: Content) -> str:
    """Return the share of each group that agrees, or disagrees, as in "Agree: A 82%, B 47%"."""
    return _shares(row, row["groups"], sentences.LETTERS, ", ")


def _by_audience(row: Content, audiences: list[Content]) -> str:
    """Return the share of each audience that agrees, or disagrees."""
    names = [sentences.name_of_audience(audience) for audience in audiences]
    return _shares(row, row.get("audiences", []), names, "\n") if names else ""


def _shares(row: Content, shares: list[Content], names: Sequence[str], between: str) -> str:
    is_agreed = row.get("agrees", True)
    side = "agree" if is_agreed else "disagree"
    text = _("Agree: %(shares)s") if is_agreed else _("Disagree: %(shares)s")
    pairs = zip(names, shares, strict=False)
    each = [f"{name}\u00a0{_percent(one[side])}" for name, one in pairs]
    return text % {"shares": between.join(each)}


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{round(100 * share)}%"


def _interval(row: Content, side: str) -> str:
    """Return the interval of the share that a row is about."""
    low, high = ("low", "high") if side == "agree" else ("disagree_low", "disagree_high")
    if row[low] is None:
        return ""
    bounds = {"low": _percent(row[low]), "high": _percent(row[high])}
    return (
        _("Allowing for chance, %(low)s to %(high)s agree")
        if side == "agree"
        else _("Allowing for chance, %(low)s to %(high)s disagree")
    ) % bounds


def _map(content: Content) -> str:
    """Return the map; nothing where no square of it may be shown."""
    if not content["map"]["squares"]:
        return ""
    return picture.svg(content, _map_in_words(content))


def _map_in_words(content: Content) -> str:
    """Return what the map shows, for those who do not see it."""
    if not content["groups"]:
        return _("The map shows people as one cloud, without groups.")
    return " ".join(
        _place(x, y) % {"name": sentences.name_of(group)} + _near(content, group)
        for group, (x, y) in enumerate(content["map"]["centres"])
    )


def _near(content: Content, group: int) -> str:
    """Return which of the statements on the map stand nearest to a group; nothing if none do."""
    centres = content["map"]["centres"]
    near = [
        name
        for name in picture.numbered(content)
        if group == _nearest(content["map"]["statements"][name], centres)
    ]
    text = ngettext("Near it: statement %(n)s.", "Near it: statements %(n)s.", len(near))
    return f" {text % {'n': ', '.join(near)}}" if near else ""


def _nearest(place: Sequence[float], centres: Sequence[Sequence[float]]) -> int:
    return min(range(len(centres)), key=lambda group: math.dist(place, centres[group]))


def _place(x: float, y: float) -> str:
    """Return where on the map a group stands, as a sentence about it."""
    near = 0.15
    if abs(x) < near and abs(y) < near:
        return _("%(name)s stands in the middle of the map.")
    if abs(x) < near:
        return _("%(name)s stands above.") if y > 0 else _("%(name)s stands below.")
    if abs(y) < near:
        return _("%(name)s stands on the right.") if x > 0 else _("%(name)s stands on the left.")
    if y > 0:
        return _("%(name)s stands above right.") if x > 0 else _("%(name)s stands above left.")
    return _("%(name)s stands below right.") if x > 0 else _("%(name)s stands below left.")
