"""SPSS files (.sav, .zsav): numbers, and what their labels say. Read in a process of its own."""

import io
from collections.abc import Mapping
from typing import Any

from everyseat.files import roles
from everyseat.files.grid import Grid
from everyseat.files.not_seen import is_not_seen
from everyseat.files.problems import FileError
from everyseat.files.texts import folded


def grid_of(content: bytes, name: str, recipient: str) -> Grid:
    """Return the rows of an SPSS file under the names of its variables. FileError if it is none.

    A rating is given with its label, as in "5 - Always"; who was rated, a relationship, and what a
    label calls "don't know" or the like as the label alone. What the file itself declares as
    missing is empty.
    """
    import pyreadstat

    try:
        columns, about = pyreadstat.read_sav(io.BytesIO(content), output_format="dict")
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, OSError, ValueError) as error:
        raise FileError(name, f"can't be read as an SPSS file ({error})") from error
    cells = []
    for column, values in columns.items():
        labels = about.variable_value_labels.get(column, {})
        is_named = folded(column) == folded(recipient) or roles.is_relationship(
            set(labels.values())
        )
        cells.append([_text(value, labels, is_named) for value in values])
    rows = [list(columns), *map(list, zip(*cells, strict=True))]
    texts = {k: v for k, v in about.column_names_to_labels.items() if v}
    return Grid(name, rows, list(range(len(rows))), texts=texts)


def _text(value: object, labels: Mapping[Any, str], is_named: bool) -> str:
    label = str(labels.get(value, "")).strip()
    if label and (is_named or is_not_seen(label)):
        return label
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    is_point = isinstance(value, int) and label and not label[0].isdigit()
    return f"{value} - {label}" if is_point else str(value).strip()
