import subprocess
import sys

import pytest

from everyseat import science as es


@pytest.mark.parametrize("name", [*es.__all__, *es.MODULES])
def test_every_public_name_is_there(name):
    assert getattr(es, name) is not None
    assert name in dir(es)


def test_what_is_not_there_is_said():
    with pytest.raises(AttributeError, match="no attribute 'severity'"):
        es.severity  # noqa: B018


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
