"""`everyseat opinion`, as somebody who moves from Polis runs it."""

import csv
import gzip
import json

import numpy as np
import pytest
from click.testing import CliRunner, Result
from conftest import SHARED

from everyseat.cli import main

FOLDER = SHARED / "conversation"
BREXIT, BOWLING = FOLDER / "brexit-consensus", FOLDER / "american-assembly.bowling-green"
needs_conversations = pytest.mark.skipif(not BREXIT.exists(), reason="real votes are not here")
METHODS = ("everyseat", "polis")
SHAPES = ("votes", "participants-votes")


def run(*arguments: object, code: int = 0) -> Result:
    done = CliRunner().invoke(main, ["opinion", *map(str, arguments)])
    assert done.exit_code == code, done.output
    return done


def found(*arguments: object) -> dict:
    return json.loads(run(*arguments, "--json").stdout)


@pytest.fixture
def log(tmp_path):
    """Twenty people of two minds who agree on one statement; one of them changes her mind."""
    rows = ["timestamp,comment-id,voter-id,vote", "1,0,0,-1"]
    for person in range(20):
        side = 1 if person < 10 else -1
        votes = [1, side, -side, side, -side, side, -side]
        rows += [f"{2 + i},{i},{person},{vote}" for i, vote in enumerate(votes)]
    path = tmp_path / "votes.csv"
    path.write_text("\n".join(rows) + "\n")
    return path


@pytest.mark.parametrize("method", METHODS)
def test_a_log_gives_groups_and_common_ground(log, method):
    said = found(log, "--method", method, "--members")
    assert (said["participants"], said["statements"], said["votes"]) == (20, 7, 140)
    assert [group["members"] for group in said["groups"]] in (
        [list(range(10)), list(range(10, 20))],
        [list(range(10, 20)), list(range(10))],
    )
    agreed = [(one["statement"], one["side"]) for one in said["common_ground"]]
    assert agreed[0] == (0, "agree")
    assert set(said["stability"]) == {"median", "min", "refits"}
    assert 0 <= said["silhouette"] <= 1
    assert 0 < said["explained_variance"] <= 1


def test_without_members_no_person_is_named(log):
    assert "members" not in found(log)["groups"][0]


def test_rejected_statements_are_left_out(log, tmp_path):
    comments = tmp_path / "comments.csv"
    rows = ["comment-id,moderated,comment-body", "0,-1,Rejected", "1,0,New", "2,1,Good"]
    comments.write_text("\n".join([*rows, *(f"{i},1,Text {i}" for i in range(3, 7))]))
    assert found(log, "--comments", comments)["common_ground"] == []
    standing = {
        one["statement"]
        for group in found(log, "--comments", comments, "--strict")["groups"]
        for one in group["representative"]
    }
    assert not standing & {0, 1}
    assert "Text 3" in run(log, "--comments", comments).stdout


def test_people_read_a_table_of_the_same(log):
    lines = run(log).stdout
    assert "20 people cast 140 votes on 7 statements; 20 voted enough to be in a group." in lines
    assert "Group B: 10 people" in lines
    assert "adjusted Rand index" in lines
    assert "adjusted Rand index" not in run(log, "--refits", "0").stdout


def test_a_report_is_written_into_a_folder_all_or_nothing(log, tmp_path):
    folder = tmp_path / "out"
    assert "result.html" in run(log, "--out", folder, "--title", "What now?").stdout
    assert "What now?" in (folder / "result.html").read_text()
    assert "already holds files" in run(log, "--out", folder, code=1).output
    run(log, "--out", folder, "--overwrite", "--title", "And now?")
    assert "And now?" in (folder / "result.html").read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("comment-id,voter-id,vote\n1,1,yes\n", "votes.csv, line 2, column vote: 'yes' is no vote"),
        ("comment-id,voter-id,vote\n", "votes.csv holds no vote."),
        ("participant,1\n7,\n", "votes.csv holds no vote."),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_a_line(tmp_path, text, said):
    path = tmp_path / "votes.csv"
    path.write_text(text)
    assert said in run(path, code=1).output


@needs_conversations
@pytest.mark.parametrize("method", METHODS)
def test_the_log_and_the_matrix_of_a_real_conversation_say_the_same(method):
    options = ("--comments", BREXIT / "comments.csv.gz", "--members", "--method", method)
    log, matrix = (found(BREXIT / f"{name}.csv.gz", *options) for name in SHAPES)
    if method == "polis":  # its groups depend on who came first, which a matrix does not tell
        log, matrix = ([one["p"] for one in said["common_ground"]] for said in (log, matrix))
    assert log == matrix


@needs_conversations
@pytest.mark.parametrize("method", METHODS)
def test_every_figure_of_a_real_conversation_follows_from_who_is_in_which_group(method):
    path = BOWLING / "participants-votes.csv.gz"
    comments = BOWLING / "comments.csv.gz"
    said = found(path, "--comments", comments, "--method", method, "--members", "--refits", 1)
    with gzip.open(path, "rt") as file:
        rows = {int(row["participant"]): row for row in csv.DictReader(file)}
    assert (said["participants"], said["statements"]) == (2031, 896)
    share = {}
    for group in said["groups"]:
        inside = [rows[member] for member in group["members"]]
        assert len(inside) == group["size"]
        for statement in (200, 83):
            votes = [row[str(statement)] for row in inside if row[str(statement)]]
            share[group["id"], statement] = (votes.count("1") + 1) / (len(votes) + 2)
        for one in group["representative"]:
            votes = [row[str(one["statement"])] for row in inside if row[str(one["statement"])]]
            hits = votes.count("1" if one["side"] == "agree" else "-1")
            assert one["p"] == pytest.approx((hits + 1) / (len(votes) + 2), abs=1e-9)
    for statement in (200, 83):
        product = np.prod([share[group["id"], statement] for group in said["groups"]])
        power = 1 if method == "polis" else 1 / len(said["groups"])
        assert said["group_aware_consensus"][str(statement)] == pytest.approx(product**power)
