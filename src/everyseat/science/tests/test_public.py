import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import pytest

from everyseat import science as es


@pytest.mark.parametrize("name", [*es.__all__, *es.MODULES])
def test_every_public_name_is_there(name):
    assert getattr(es, name) is not None
    assert name in dir(es)


def test_what_is_not_there_is_said():
    with pytest.raises(AttributeError, match="no attribute 'severity'"):
        es.severity  # noqa: B018 (to look is what fails)


INNER = {
    "tallies": {"sums", "as_counts", "points", "sum_of_squares"},
    "shrinkage": {"spread_of_means"},
}
"""Functions that only the science itself and reports call."""


def is_offered(thing: object) -> bool:
    """Return whether it is a function by which one begins with `opinion`."""
    return inspect.isfunction(thing) and thing.__name__ in es.opinion.__all__


def functions() -> dict[str, Callable]:
    """Return every public function of a module, and every method of Ratings."""
    found = {"response_surface": es.response_surface, "plan": es.plan}
    for module in map(partial(getattr, es), es.MODULES):
        short = module.__name__.rsplit(".")[-1]
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_public = not name.startswith("_") and name not in INNER.get(short, ())
            if is_public and function.__module__ == module.__name__:
                found[f"{short}.{name}"] = function
    found |= {f"opinion.{f.__name__}": f for f in vars(es.opinion).values() if is_offered(f)}
    for name, method in inspect.getmembers(es.Ratings, callable):
        if not name.startswith("_") and name not in ("only", "of_item", "each_item"):
            found[f"Ratings.{name}"] = method
    return found


@pytest.mark.parametrize("name", sorted(functions()))
def test_every_public_function_says_what_it_takes_and_gives_with_an_example(name):
    function = functions()[name]
    text = inspect.getdoc(function)
    takes = set(inspect.signature(function).parameters) - {"self"}
    sections = re.findall(r"^(\w+)\n-{4,}$", text, re.M)
    assert {"Returns", "Examples"} | ({"Parameters"} if takes else set()) <= set(sections)
    assert [parameter for parameter in takes if not re.search(rf"\b{parameter}\b", text)] == []
    assert ">>>" in text


def loaded_by(code: str) -> set[str]:
    command = f"import sys; {code}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in done.stdout.split()}


def test_the_package_loads_nothing_before_it_is_asked_for():
    assert not loaded_by("from everyseat import science as es") & {"numpy", "scipy", "narwhals"}


def test_a_mapping_of_lists_needs_no_library_of_tables_and_no_picture():
    table = "{'leader': ['A', 'A', 'B'], 'rating': [1, 2, 3]}"
    code = f"es.Ratings.from_frame({table}, group='leader', rating='rating').agreement()"
    loaded = loaded_by(f"from everyseat import science as es; {code}")
    assert not loaded & {"narwhals", "pandas", "polars", "pyarrow", "matplotlib", "django"}
