"""Who rated as what in a file: their own ratings, their manager's, and who can't be a peer."""

import pytest

from everyseat.files.problems import FileError
from everyseat.files.tests.plain import HEADER, PLAIN, ROWS, TABLE, csv, read, sheets


@pytest.mark.parametrize(
    "spelled",
    ["Self", "SELF ", "self-assessment", "Self assessment", "Myself", "self_rating", "Selbst"],
)
def test_self_is_self_however_spelled(spelled):
    found = read(csv().replace("self", spelled))
    assert found.relationships[0] == "self"
    assert found.by_others.sum() == 5


def test_what_may_be_self_asks():
    text = csv().replace("self", "Self (online)")
    with pytest.raises(FileError, match=r"'Self \(online\)' may be people's own") as caught:
        read(text)
    assert "--self" in caught.value.advice
    assert sheets(read(text, selves=("Self (online)",))) == PLAIN
    assert read(text, selves=("none",)).by_others.all()


def test_a_relationship_that_is_said_must_be_there():
    with pytest.raises(FileError, match="no relationship is 'boss of bosses'"):
        read(csv(), managers=("boss of bosses",))
    found = read(csv().replace("manager", "Chair"), managers=("chair",))
    assert "manager" in found.relationships


def test_a_relationship_column_of_another_name_asks():
    text = csv([[*HEADER[:1], "Role of rater", *HEADER[2:]], *ROWS])
    with pytest.raises(FileError, match="'Role of rater' seems to say who rated as what") as caught:
        read(text)
    assert "--relationship 'Role of rater'" in caught.value.advice
    assert sheets(read(text, relationship="Role of rater")) == PLAIN


def test_a_second_self_assessment_is_named():
    again = csv([*TABLE, ["Ada", "self", "A9", "1", "1", "1"]])
    with pytest.raises(FileError, match="line 9, column relationship: a second self-assessment"):
        read(again)
    assert sheets(read(again, leave_out=True)) == PLAIN


def test_a_second_self_assessment_is_named_in_a_long_file():
    long = "recipient,relationship,rater,item,rating\na,self,1,x,4\na,self,1,y,4\na,self,2,x,1\n"
    with pytest.raises(FileError, match="line 4, column relationship: a second self-assessment"):
        read(long + "a,peer,3,x,3\n")


def test_a_rater_of_the_recipients_own_name_is_no_peer():
    with pytest.raises(FileError, match="line 2, column rater: the rater has the recipient's own"):
        read("recipient,relationship,rater,x\nAda,peer,ada,4\nAda,peer,Bo,4\n")
    assert len(read("recipient,relationship,rater,x\n7,peer,7,4\n7,peer,8,4\n").table) == 2


def test_a_total_below_the_table_is_no_person():
    with pytest.raises(FileError, match="line 9, column relationship: this row does not say"):
        read(csv([*TABLE, ["Total", "", "", "3", "3", "4"]]))


def test_names_that_may_be_one_person_and_second_managers_are_said():
    rows = [["ada", "manager", "Z", "3", "3", "3"], ["Ben", "manager", "Y", "3", "3", "3"]]
    found = read(csv([*TABLE, *rows]))
    line = found.understood.line(found)
    assert "counted as different people: 'Ada' and 'ada'" in line
    assert "1 person with more than one manager" in line


def test_a_file_of_nothing_but_self_assessments_or_blanks_has_no_figures():
    with pytest.raises(FileError, match="only self-assessments"):
        read("recipient,relationship,x\na,self,3\nb,self,4\n")
    with pytest.raises(FileError, match="holds no rating"):
        read("recipient,x\na,\nb,n/a\n")
