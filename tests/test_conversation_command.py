"""`everyseat conversation`: a conversation moves in, and out again."""

import pytest
from click.testing import CliRunner

from everyseat.cli.conversation import conversation
from everyseat.conversation.actions import erasing
from everyseat.conversation.models import Conversation
from everyseat.conversation.tests import make
from everyseat.site import setup

pytestmark = pytest.mark.django_db
FILES = {
    "comments.csv": "comment-id,author-id,moderated,comment-body\n0,1,1,Trams\n1,1,1,Buses\n",
    "votes.csv": "timestamp,comment-id,voter-id,vote\n1,0,1,1\n2,1,1,-1\n3,0,2,1\n",
}


@pytest.fixture(autouse=True)
def site(monkeypatch):
    monkeypatch.setattr(setup, "open_existing", lambda: None)
    make.person("Sam", "organiser")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return folder


def run(*arguments, code=0):
    done = CliRunner().invoke(conversation, [*map(str, arguments)])
    assert done.exit_code == code, done.output
    return done.output


def test_a_conversation_moves_in_and_out(folder, tmp_path):
    said = run("import", folder, "--organiser", "sam@trust.example")
    made = Conversation.objects.get()
    assert f"2 statements, 3 answers. Its code is {made.code}." in said
    assert made.organiser.name == "Sam"
    out = tmp_path / "out"
    assert "can find their row" in run("export", made.code, "--out", out)
    assert {path.name: path.read_text() for path in out.iterdir()} == FILES
    assert "already holds files" in run("export", made.code, "--out", out, code=1)


def test_what_can_not_move_is_said(folder, tmp_path):
    assert "Nobody here has" in run("import", folder, "--organiser", "x@x.example", code=1)
    assert "No conversation has the code" in run("export", "aaaaaaaa", "--out", tmp_path, code=1)
    (folder / "votes.csv").write_text("comment-id,voter-id,vote\n0,1,maybe\n")
    assert "line 2, column vote: 'maybe' is no vote" in run("import", folder, code=1)
    (folder / "summary.csv").write_text(f"topic,{'x' * 300}\n")
    (folder / "votes.csv").write_text(FILES["votes.csv"])
    assert "300 letters" in run("import", folder, code=1)
    assert not Conversation.objects.exists()


def test_erased_answers_do_not_move_out(folder, tmp_path):
    run("import", folder)
    made = Conversation.objects.get()
    erasing.erase(conversation=made, today=make.today())
    assert "have been erased" in run("export", made.code, "--out", tmp_path / "out", code=1)
