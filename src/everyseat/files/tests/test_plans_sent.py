"""Plans that somebody sends are read apart, and every mistake is named."""

import pytest

from everyseat.files import plans_sent
from everyseat.files.problems import FileError

PLAN = """
weeks = 4

[[visits]]
name = "Wound care"
expected = 60
minutes = 40
bands = ["Band 5"]

[[staff]]
band = "Band 5"
wte = 2
"""


def refused(text: str | bytes) -> str:
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(FileError) as error:
        plans_sent.document_of(content, "plan.toml")
    return str(error.value)


def test_a_plan_is_read_in_a_process_of_its_own():
    found = plans_sent.of_stranger(PLAN.encode(), "plan.toml")
    assert (found["weeks"], found["visits"][0]["name"]) == (4, "Wound care")


def test_every_mistake_is_named_with_its_table_and_key_at_once():
    wrong = PLAN.replace("minutes = 40", "minutes = 0\nhistry = [1]").replace("wte = 2", "wte = -1")
    with pytest.raises(FileError) as error:
        plans_sent.of_stranger(wrong.encode(), "plan.toml")
    text = str(error.value)
    for where in ("plan.toml", "visits[1].minutes", "visits[1].histry", "staff[1].wte"):
        assert where in text
    assert "Did you mean “history”?" in text


def test_what_is_no_toml_is_refused_with_its_line():
    assert "line 2" in refused("weeks = 4\nvisits = = 3")
    assert "is no text in UTF-8" in refused(b"\xff\xfe\x00")


def test_a_file_beside_the_plan_cannot_be_read_here():
    text = refused(PLAN.replace("expected = 60", 'history = "counts.csv"'))
    assert "visits[1].history: names a file beside the plan" in text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("Wound care", "Wound " + "c" * 120), "visits[1].name: may have at most 120 letters"),
        (("Wound care", "Wound\\u0000"), "visits[1].name: must be a line of letters"),
        (("expected = 60", f"history = {[3] * 521}"), "may have at most 520 weeks here"),
    ],
)
def test_what_a_page_cannot_show_is_refused(change, told):
    assert told in refused(PLAN.replace(*change))


def test_more_kinds_of_visit_than_a_page_shows_are_refused():
    visit, staff = PLAN.split("[[staff]]")
    head, one = visit.split("[[visits]]")
    many = "".join(f"[[visits]]{one.replace('Wound care', f'Kind {n}')}" for n in range(21))
    assert "visits: may have at most 20 tables here" in refused(f"{head}{many}[[staff]]{staff}")


def test_a_file_that_takes_too_long_ends_alone():
    with pytest.raises(FileError):
        plans_sent.of_stranger(b"a = " + b"[" * 50_000, "plan.toml")
