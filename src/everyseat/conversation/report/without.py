"""A result without some statements: what is taken out is read nowhere from that moment."""

from collections.abc import Collection
from typing import Any

Content = dict[str, Any]
LISTS = ("common_ground", "divides", "undecided", "all", "apart")


def without(content: Content, names: Collection[str]) -> Content:
    """Return a result without the statements of some names, in no list and on no map.

    All else stays as it left: made again, its numbers could tell of who has answered since.
    """
    fewer = {key: _without(content[key], names) for key in LISTS if key in content}
    groups = [
        group | {"standing": _without(group["standing"], names)} for group in content["groups"]
    ]
    places = content["map"]["statements"]
    left = {name: place for name, place in places.items() if name not in names}
    return {
        **content,
        **fewer,
        "groups": groups,
        "map": content["map"] | {"statements": left},
        "statements": content["statements"] - (len(places) - len(left)),
    }


def _without(rows: list[Content], names: Collection[str]) -> list[Content]:
    return [row for row in rows if row["name"] not in names]
