import gzip

import pytest

from everyseat.files import votes
from everyseat.files.problems import FileError

LOG = """timestamp,datetime,comment-id,voter-id,vote
300,Wed,10,2,-1
100,Mon,2,10,1
200,Tue,10,2,1
400,Thu,2,2,0
"""
MATRIX = """participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,2,10
10,,0,0,1,1,0,1,
2,,1,0,2,0,1,0,-1
"""


@pytest.fixture
def file(tmp_path):
    def write(text, name="votes.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def cast(found):
    """Return the last vote of each person on each statement, by name."""
    places = zip(found.person, found.statement, found.vote, strict=True)
    return {(found.people[p], found.statements[s]): int(v) for p, s, v in places}


def test_a_log_is_read_in_order_of_time(file):
    found = votes.read(file(LOG))
    assert (found.people, found.statements) == (["2", "10"], ["2", "10"])
    assert found.vote.tolist() == [1, 1, -1, 0]
    assert [found.people[p] for p in found.arrival] == ["10", "2"]


def test_a_matrix_holds_the_same(file):
    assert cast(votes.read(file(MATRIX))) == cast(votes.read(file(LOG)))
    assert votes.read(file(MATRIX)).arrival.tolist() == [1, 0]


def test_a_statement_without_a_vote_is_in_neither(file):
    lines = MATRIX.splitlines()
    wider = [f"{lines[0]},11", *(f"{line}," for line in lines[1:])]
    assert votes.read(file("\n".join(wider))).statements == ["2", "10"]


def test_a_packed_file_is_read(file):
    assert cast(votes.read(file(gzip.compress(LOG.encode()), "votes.csv.gz"))) == {
        ("2", "2"): 0,
        ("2", "10"): -1,
        ("10", "2"): 1,
    }


def test_a_log_without_times_counts_as_it_stands(file):
    found = votes.read(file("Comment-ID,Voter-ID,Vote\n1,1,agree\n1,1,disagree\n1,2,Pass\n"))
    assert cast(found) == {("1", "1"): -1, ("2", "1"): 0}


def test_names_that_are_no_numbers_stand_by_the_alphabet(file):
    found = votes.read(file("statement,participant,vote\nbuses,zoe,1\nparks,ann,1\n"))
    assert (found.people, found.statements) == (["ann", "zoe"], ["buses", "parks"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("comment-id,voter-id,vote\n1,1,1\n1,2,5\n1,3,x\n", "line 3, column vote: '5' is no vote"),
        ("comment-id,voter-id,vote\n1,1,1\n,2,1\n", "line 3, column comment-id: is empty"),
        ("timestamp,comment-id,voter-id,vote\n1,1,1,1\nsoon,1,1,1\n", "'soon' is no time"),
        ("participant,1,2\n7,1,2\n", "line 2, column 2: '2' is no vote"),
        ("participant,1\n7,1\n7,0\n", "line 3, column participant: stands here for the second"),
        ("participant,group-id\n7,1\n", "has no column of a statement"),
        ("name,age\nAnn,4\n", "holds no votes that can be read"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(file, text, said):
    with pytest.raises(FileError, match=said):
        votes.read(file(text))


def test_all_wrong_votes_are_named(file):
    with pytest.raises(FileError) as error:
        votes.read(file("comment-id,voter-id,vote\n1,1,4\n1,2,1\n1,3,\n"))
    assert [problem.line for problem in error.value.problems] == [2, 4]


COMMENTS = """timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body,is-meta
1,0,1,3,1,1,"Buses, and trains",false
2,1,1,3,1,-1,Rubbish,false
3,2,1,3,1,0,I live here,true
"""


def test_statements_say_what_was_rejected_and_what_is_not_about_the_question(file):
    found = votes.read_statements(file(COMMENTS, "comments.csv"))
    assert found.moderated == {"0": 1, "1": -1, "2": 0}
    assert found.meta == {"2"}
    assert found.texts["0"] == "Buses, and trains"


def test_statements_may_say_less(file):
    found = votes.read_statements(file("comment-id\n4\n"))
    assert (found.moderated, found.meta, found.texts) == ({}, set(), {})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("text\nBuses\n", "has no column comment-id"),
        ("comment-id,moderated\n1,maybe\n", "line 2, column moderated: 'maybe' is not -1, 0 or 1"),
    ],
)
def test_statements_that_cannot_be_read_are_said(file, text, said):
    with pytest.raises(FileError, match=said):
        votes.read_statements(file(text))
