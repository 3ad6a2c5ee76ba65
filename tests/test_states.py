import ast
from pathlib import Path

import pytest

import everyseat
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing, lock
from everyseat.organisations.models import Organisation
from everyseat.room.models import Question, Room
from everyseat.room.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

NO_MORE = "It is open no more."


@pytest.fixture
def room() -> Room:
    return make.room(make.person("Fran"))


def older_copy(row):
    return type(row).objects.get(pk=row.pk)


def test_what_an_older_copy_did_not_know_is_kept(room):
    older = older_copy(room)
    Room.objects.update(title="Changed meanwhile")
    with changing(older):
        older.held_on = room.held_on.replace(year=2031)
    now = older_copy(room)
    assert (now.title, now.held_on.year) == ("Changed meanwhile", 2031)


def test_only_what_was_set_is_saved_though_a_list_was_changed_in_place(room, monkeypatch):
    question = room.questions.create(number=9, kind="word", text="One word?")
    saved = []
    monkeypatch.setattr(Question, "save", lambda self, update_fields: saved.append(update_fields))
    with changing(question):
        question.hidden.append("rude")
    with changing(question):
        pass
    assert saved == [["hidden"]]


def test_the_state_is_that_of_the_database_and_not_of_the_copy(room):
    question = room.questions.create(number=9, kind="word", text="One word?", state="open")
    older = older_copy(question)
    Question.objects.filter(pk=question.pk).update(state="closed")
    with pytest.raises(NotNow, match=NO_MORE), changing(older, must_be="open", otherwise=NO_MORE):
        older.text = "Not saved"
    assert older_copy(question).text == "One word?"


def test_nothing_is_changed_by_a_block_that_refuses(room):
    def refuse_half_way():
        with changing(room):
            room.title = "Half done"
            Organisation.objects.create(name="Half done")
            raise NotNow(NO_MORE)

    with pytest.raises(NotNow):
        refuse_half_way()
    assert older_copy(room).title != "Half done"
    assert not Organisation.objects.filter(name="Half done").exists()


def test_what_is_gone_is_refused_in_words(room):
    older = older_copy(room)
    room.delete()
    with pytest.raises(NotNow, match="no longer here"):
        lock(older)


ROOT = Path(everyseat.__file__).parent
ACTIONS = [*ROOT.glob("*/actions/*.py"), *ROOT.glob("*/actions.py")]
VIEWS = [
    path
    for pattern in ("*/views/*.py", "**/views.py", "*/forms.py", "*/forms/*.py")
    for path in ROOT.glob(pattern)
    if "tests" not in path.parts
]


def test_no_action_changes_a_row_in_a_way_of_its_own():
    """`changing` and `locked` are the one way: see their text."""
    assert len(ACTIONS) > 20
    assert [call for path in ACTIONS for call in _own_ways(path)] == []


def test_no_page_and_no_form_changes_a_row():
    """What changes something is an action: it can be found, tested, and called from elsewhere."""
    assert len(VIEWS) > 20
    assert [call for path in VIEWS for call in _own_ways(path)] == []


def _own_ways(path: Path) -> list[str]:
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    named = [(call, call.func.attr) for call in calls if isinstance(call.func, ast.Attribute)]
    return [
        f"{path.relative_to(ROOT)}:{call.lineno} {name}"
        for call, name in named
        if name == "select_for_update" or (name == "save" and not _makes_a_new_row(call))
    ]


def _makes_a_new_row(call: ast.Call) -> bool:
    return any(keyword.arg == "force_insert" for keyword in call.keywords)
