"""A framework for a file of ratings: which of its columns are behaviours of which value.

It is a questionnaire, as the site keeps and sends them: JSON, whose behaviours' keys are names of
columns, or a table with the columns value, behaviour, and item, the name of a column. Without an
item, the behaviour's own text is the column's name, or what the file says that it asks.
"""

from collections.abc import Iterator
from dataclasses import replace

from everyseat.files import tables
from everyseat.files.problems import FileError
from everyseat.files.rating_sheets import Ratings
from everyseat.files.texts import folded
from everyseat.threesixty import questionnaire_format, questionnaire_table
from everyseat.threesixty.programme import Item
from everyseat.threesixty.questionnaire_checks import QuestionnaireError

NEEDS = "A framework needs a line for each behaviour, with the columns value, behaviour and item"


def read(name: str, framework: str | tables.Table, ratings: Ratings) -> list[Item]:
    """Return the items of a file of ratings, value by value.

    `framework` is JSON or a table, from the file of that name. FileError if it is none, or if it
    and the ratings do not have the same items.
    """
    places = {folded(name): i for i, name in enumerate(ratings.texts)}
    places |= {folded(name): i for i, name in enumerate(ratings.items)}
    found, unknown = [], []
    for value, names, text, self_text in _behaviours(name, framework):
        place = next((places[folded(name)] for name in names if folded(name) in places), None)
        if place is None:
            unknown.append(names[0])
        else:
            found.append(Item(value, place, text, self_text))
    _check(name, found, unknown, ratings.items)
    order = list(dict.fromkeys(item.value for item in found))
    return sorted(found, key=lambda item: order.index(item.value))


def _behaviours(
    name: str, framework: str | tables.Table
) -> Iterator[tuple[str, list[str], str, str]]:
    """Yield each behaviour's value, the names its column may have, and its two texts."""
    if isinstance(framework, str):
        yield from _of_json(name, framework)
    else:
        yield from _of_table(framework)


def _of_json(name: str, text: str) -> Iterator[tuple[str, list[str], str, str]]:
    try:
        content = questionnaire_format.from_json(text)["content"]
    except QuestionnaireError as error:
        raise FileError(name, "; ".join(error.problems)) from error
    for value in content["values"]:
        for behaviour in value["behaviours"]:
            names = [behaviour["key"], behaviour["text"]]
            yield value["name"], names, behaviour["text"], behaviour["self_text"]


def _of_table(table: tables.Table) -> Iterator[tuple[str, list[str], str, str]]:
    behaviour, item = table.column("behaviour"), table.column("item")
    if item and not behaviour:  # names of columns alone
        behaviour, data = "behaviour", table.data.with_columns(behaviour=table.data[item])
        table = replace(table, data=data)
    try:
        content = questionnaire_table.from_table(table)["content"]
    except QuestionnaireError as error:
        raise FileError(table.name, f"{'; '.join(error.problems)} {NEEDS}") from error
    columns = [behaviour, item] if behaviour and item else []
    own = dict(table.data.select(columns).iter_rows()) if columns else {}
    own = {str(text).strip(): str(name).strip() for text, name in own.items()}
    for value in content["values"]:
        for one in value["behaviours"]:
            names = [own.get(one["text"]) or one["text"]]
            yield value["name"], names, one["text"], one["self_text"]


def _check(name: str, found: list[Item], unknown: list[str], items: list[str]) -> None:
    """FileError unless each item is a behaviour of one value, and each behaviour an item."""
    have = ", ".join(map(repr, items[:12]))
    if unknown:
        raise FileError(name, f"no item is called {unknown[0]!r}. The ratings have: {have}")
    places = [item.place for item in found]
    for place, item in enumerate(items):
        if places.count(place) != 1:
            times = "in no value" if place not in places else "more than once"
            raise FileError(name, f"the item {item!r} is {times}. Each belongs to one value")
