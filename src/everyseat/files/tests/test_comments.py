"""Comments and their themes from a table; lists of themes."""

import json

import pytest

from everyseat.files import comments, frameworks, tables
from everyseat.files.problems import FileError

NAMES = ["Food", "Cleanliness, tidiness", "Parking"]


def table(*rows):
    content = "text,labels\n" + "".join(f'A,"{row}"\n' for row in rows)
    return tables.from_bytes(content.encode(), "some.csv", tables.Opening(column="text"))


def read(*rows, names=NAMES):
    found = comments.themes(table(*rows), "labels", names)
    return [[found.names[i] for i in row.nonzero()[0]] for row in found.labels]


@pytest.mark.parametrize(
    "cell",
    [
        *("Food;Parking", "parking | FOOD", "Food, Parking", "0;2", "2,0", "0|2"),
        *("Food;;Parking;", "Parking;2;Food"),
    ],
)
def test_names_and_numbers_are_read_however_they_are_separated(cell):
    assert read(cell) == [["Food", "Parking"]]


def test_a_comma_may_belong_to_a_name():
    assert read("Food, Cleanliness, tidiness, Parking") == [NAMES]


def test_without_a_list_the_themes_are_what_stands_there():
    assert read("b, c; A", "a", "", names=None) == [["A", "b, c"], ["A"], []]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Food; Waiting", "line 3, column labels: “Waiting” is no theme that is known"),
        ("Food, Waiting", "line 3, column labels: “Waiting” is no theme that is known"),
        ("3", "line 3, column labels: there is no theme 3: the list has 0 to 2"),
    ],
)
def test_an_unknown_theme_is_refused_by_its_line(cell, told):
    with pytest.raises(FileError, match=told):
        read("Food", cell)


def test_a_column_without_themes_or_texts_is_refused():
    with pytest.raises(FileError, match="no row has a theme"):
        read("", names=NAMES)
    with pytest.raises(FileError, match="no row has a text in the column “labels”"):
        comments.of(table(""), "labels")


def test_the_framework_of_the_nhs_has_32_themes_in_10_groups_each_described_and_licensed():
    themes = frameworks.patient_experience()
    assert len({theme.name for theme in themes}) == 32
    assert len({theme.group for theme in themes}) == 10
    assert all(theme.description.endswith(".") for theme in themes)
    raw = json.loads((frameworks.FOLDER / "patient_experience.json").read_text(encoding="utf-8"))
    assert "NHS England" in raw["source"]
    assert "MIT License" in raw["licence"]


@pytest.mark.parametrize("content", ["[]", "{}", '{"labels": "a"}', "[1]", '{"groups": [{}]}', "3"])
def test_a_file_without_themes_is_refused(tmp_path, content):
    (tmp_path / "names.json").write_text(content)
    with pytest.raises(FileError, match="holds no themes"):
        frameworks.read(tmp_path / "names.json")


@pytest.mark.parametrize(
    ("content", "told"),
    [("{", "can't be read as JSON"), ('["Food", "food "]', "has a theme twice: Food, food")],
)
def test_a_file_that_can_not_be_used_is_refused(tmp_path, content, told):
    (tmp_path / "names.json").write_text(content)
    with pytest.raises(FileError, match=told):
        frameworks.read(tmp_path / "names.json")
