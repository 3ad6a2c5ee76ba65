"""Plans of capacity as TOML: every mistake at once, by table and key; written as they were read."""

import copy
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everyseat.files import plans
from everyseat.files.problems import FileError

EXAMPLE = Path(__file__).parents[4] / "docs/examples/district-nursing.toml"
PLAN = {
    "visits": [
        {"name": "Wound care", "expected": 60, "minutes": 40, "bands": ["Band 5"]},
        {"name": "Ears", "history": [9, 8, 7, 9, 8, 7, 9, 8], "minutes": 20, "bands": ["Band 5"]},
    ],
    "staff": [{"band": "Band 5", "wte": 2, "leave": 0.15}],
}


def changed(*path, to):
    """Return the plan with another value at a place; None deletes it."""
    plan = copy.deepcopy(PLAN)
    inner = plan
    for key in path[:-1]:
        inner = inner[key] if not isinstance(inner, dict) else inner.setdefault(key, {})
    if to is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = to
    return plan


def told(plan):
    return [str(problem) for problem in plans.problems(plan)]


def test_thousands_of_unknown_keys_are_said_in_a_few_lines():
    found = [str(one) for one in plans.problems({f"key{n}": 1 for n in range(15_000)})]
    assert "key19: is not a key of a plan." in found
    assert "the plan: has 14980 more keys that are none of a plan" in found
    assert len(found) < 30


def test_the_plan_of_these_tests_and_the_example_have_no_mistake():
    assert told(PLAN) == []
    read = plans.read(EXAMPLE)
    assert len(read["visits"][1]["history"]) >= 26


@pytest.mark.parametrize(
    ("path", "to", "said"),
    [
        (("visits", 1, "minutes"), 0, "visits[2].minutes: must be a number above 0"),
        (("visits", 1, "minutes"), "20", "visits[2].minutes: must be a number above 0"),
        (("visits", 1, "minutes"), True, "visits[2].minutes: must be a number above 0"),
        (("visits", 0, "minutes"), float("nan"), "visits[1].minutes: must be a number above 0"),
        (("visits", 0, "minutes"), None, "visits[1].minutes: is missing"),
        (("visits", 0, "name"), " ", "visits[1].name: must be a text in quotes"),
        (("visits", 0, "travel"), -1, "visits[1].travel: must be a number of at least 0"),
        (
            *(("visits", 0, "deferred"), 1.5),
            "visits[1].deferred: must be a number of at least 0 and of at most 1",
        ),
        (("visits", 0, "dispersion"), 0.5, "visits[1].dispersion: must be a number of at least 1"),
        (("visits", 0, "bands"), "Band 5", "visits[1].bands: must be a list of names"),
        (("visits", 0, "bands"), [], "visits[1].bands: must be a list of names"),
        (
            *(("visits", 0, "bands"), ["Band 6"]),
            "visits[1].bands: “Band 6” is no band of the staff. Did you mean “Band 5”?",
        ),
        (("visits", 0, "expected"), None, "visits[1].expected: is missing. Give it, or a history"),
        (("visits", 1, "history"), [9] * 7, "visits[2].history: must have at least 8 weeks"),
        (("visits", 1, "history"), [0] * 9, "visits[2].history: must not be 0 in every week"),
        (("visits", 1, "history"), [-1] * 9, "visits[2].history: must be a list of counts"),
        (("visits", 1, "history"), "../a.csv", "visits[2].history: must be the name of a file"),
        (("visits", 1, "history"), "", "visits[2].history: must be the name of a file"),
        (("visits", 1, "name"), "Wound care", "visits[2].name: “Wound care” stands in visits[1]"),
        (("visits",), [], "visits: must be tables, each beginning with [[visits]]"),
        (("visits",), {"name": "x"}, "visits: must be tables, each beginning with [[visits]]"),
        (("visits",), None, "visits: is missing"),
        (("visits", 0), 3, "visits[1]: must be a table"),
        (("visits", 0, "minuts"), 3, "visits[1].minuts: is not a key of a plan. Did you mean “min"),
        (("vists",), 3, "vists: is not a key of a plan. Did you mean “visits”?"),
        (("colour",), 3, "colour: is not a key of a plan."),
        (
            ("staff", 0, "leave"),
            1,
            "staff[1]: leave, training, sickness, other must add up to less",
        ),
        (("staff", 0, "hours"), 200, "staff[1].hours: must be a number above 0 and of at most 168"),
        (
            *(("staff",), [{"band": str(n), "wte": 1} for n in range(9)]),
            "staff: may have at most 8 bands, not 9",
        ),
        (("weeks",), 0, "weeks: must be a whole number from 1 to 260"),
        (("weeks",), 5.5, "weeks: must be a whole number from 1 to 260"),
        (("week",), 5, "week: must be a table"),
        (("week", "demand"), [1] * 6, "week.demand: must be seven numbers from Monday"),
        (("week", "staff"), [0] * 7, "week.staff: must be seven numbers from Monday"),
        (("queue", "demand"), 3, "queue.capacity: is missing"),
        (("phone", "staff"), 0, "phone.staff: must be a whole number from 1 to 10,000"),
        (("change",), 3, "change: must be tables, each beginning with [[change]]"),
        (("change",), [3], "change[1]: must be a table"),
        (("change",), [{}], "change[1].name: is missing"),
        (("change",), [{"name": "x", "staff": 3}], "change[1].staff: must be a table by band"),
        (
            *(("change",), [{"name": "x", "staff": {"Band 6": {"wte": 3}}}]),
            'change[1].staff."Band 6": is not the band of any of the staff. Did you mean “Band 5”?',
        ),
        (
            *(("change",), [{"name": "x", "visits": {"Ears": {"history": [3]}}}]),
            'change[1].visits."Ears".history: is not a key of a plan.',
        ),
        (
            *(("change",), [{"name": "x", "staff": {"Band 5": {"other": 0.9}}}]),
            'change[1].staff."Band 5": leave, training, sickness, other must add up to less',
        ),
    ],
)
def test_a_mistake_is_named_by_its_table_and_key(path, to, said):
    found = told(changed(*path, to=to))
    assert [line for line in found if line.startswith(said)], found


def test_all_mistakes_are_told_at_once(tmp_path):
    path = tmp_path / "plan.toml"
    plan = changed("visits", 0, "minutes", to=-3)
    plan["staff"][0]["wte"] = "two"
    plan["change"] = [{"name": "More", "visits": {"Ears": {"minutes": 0}}}]
    path.write_text(plans.to_toml(plan))
    with pytest.raises(plans.PlanError) as raised:
        plans.read(path)
    assert [problem.where for problem in raised.value.found] == [
        *("visits[1].minutes", "staff[1].wte", 'change[1].visits."Ears".minutes')
    ]
    assert str(raised.value).startswith("plan.toml: ")
    assert all(str(problem) in str(raised.value) for problem in raised.value.found)


def test_what_is_no_toml_is_refused_by_its_line(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text("weeks = 52\nname = Riverside\n")
    with pytest.raises(FileError, match=r"plan.toml: is no TOML: .*line 2"):
        plans.read(path)
    path.write_bytes(b"name = \xff")
    with pytest.raises(FileError, match="can't be read"):
        plans.read(path)


def with_counts(folder, rows, **visit):
    (folder / "counts.csv").write_text("\n".join(rows))
    plan = changed("visits", 1, "history", to="counts.csv")
    plan["visits"][1] |= visit
    (folder / "plan.toml").write_text(plans.to_toml(plan))
    return folder / "plan.toml"


WEEKS = [f"2025-0{m}-{d:02},{d}" for m, d in [(3, 3), (3, 10), (3, 17), (3, 24), (3, 31)]]
MORE = [f"2025-04-{d:02},{d}" for d in (7, 14, 21, 28)]


def test_a_history_is_read_from_a_file_beside_the_plan_in_order_of_its_weeks(tmp_path):
    path = with_counts(tmp_path, ["week,Ears", *MORE, *WEEKS])
    assert plans.read(path)["visits"][1]["history"] == [3, 10, 17, 24, 31, 7, 14, 21, 28]
    path = with_counts(tmp_path, ["week,Hearing", *WEEKS, *MORE], history_column="Hearing")
    assert len(plans.read(path)["visits"][1]["history"]) == 9


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            ["week,Ears", *WEEKS, *MORE[1:]],
            "has 2025-04-14 after 2025-03-31: the weeks must follow",
        ),
        (["week,Ears", *WEEKS], "must have at least 8 weeks and at most 2,000, not 5"),
        (["week,Nose", *WEEKS], "no column is called “Ears”"),
        (["week,Ears", *WEEKS, "2025-04-07,many"], "line 7, column Ears: “many” is no number"),
        (["week,Ears", *(row.split(",")[0] + ",0" for row in WEEKS + MORE)], "not be 0 in every"),
        (["week,Ears", *(row.split(",")[0] + ",-1" for row in WEEKS + MORE)], "list of counts"),
    ],
)
def test_a_history_that_can_not_be_used_is_refused_by_its_file(tmp_path, rows, said):
    with pytest.raises(plans.PlanError) as raised:
        plans.read(with_counts(tmp_path, rows))
    assert "visits[2].history: counts.csv" in str(raised.value)
    assert said in str(raised.value)


def test_a_history_that_is_not_there_is_refused(tmp_path):
    path = with_counts(tmp_path, [])
    (tmp_path / "counts.csv").unlink()
    with pytest.raises(plans.PlanError, match="can't be opened"):
        plans.read(path)


def test_the_example_is_the_same_when_it_is_written_and_read_again():
    document = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert plans.parse(plans.to_toml(document), "again") == document


LASTING = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
VALUES = st.one_of(
    TEXT, st.integers(-(10**9), 10**9), st.floats(allow_nan=False, allow_infinity=False)
)
TABLES = st.dictionaries(TEXT, st.one_of(VALUES, st.lists(VALUES, max_size=3)), max_size=4)


@LASTING
@given(st.dictionaries(TEXT, st.one_of(VALUES, TABLES, st.lists(TABLES, max_size=3)), max_size=4))
def test_whatever_a_form_sends_is_written_so_that_it_reads_the_same(document):
    assert plans.parse(plans.to_toml(document), "again") == document


@LASTING
@given(
    st.dictionaries(
        TEXT | st.sampled_from([*PLAN, "change", "week"]),
        VALUES | TABLES | st.lists(TABLES, max_size=3),
    )
)
def test_whatever_a_form_sends_is_answered_with_problems(document):
    assert plans.problems(document)
