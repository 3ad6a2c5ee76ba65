import pytest

from everyseat.safety import chain


@pytest.fixture
def entries():
    made, last = [], chain.FIRST
    for n in range(5):
        entry = {"what": "released", "n": n}
        made.append((last, chain.digest(last, entry), entry))
        last = made[-1][1]
    return made


def test_a_whole_chain_holds(entries):
    assert chain.problems(entries, noted=[entries[2][1]]) == []
    assert chain.problems([]) == []


def test_a_changed_entry_is_named(entries):
    previous, stated, _ = entries[2]
    entries[2] = (previous, stated, {"what": "nothing"})
    assert chain.problems(entries) == ["entry 3 was changed: its hash is not that of its content"]


def test_a_missing_entry_is_named(entries):
    del entries[2]
    assert "entry 3 does not follow" in chain.problems(entries)[0]


def test_a_cut_end_is_seen_by_who_noted_it(entries):
    end = entries.pop()[1]
    assert chain.problems(entries) == []
    assert "was cut" in chain.problems(entries, noted=[end])[0]
