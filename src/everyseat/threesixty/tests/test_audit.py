import json

import pytest

from everyseat.giving.refusals import NotNow
from everyseat.safety import audit as checks
from everyseat.safety import credentials
from everyseat.threesixty.audit import record
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed():
    """A closed round's record, as it comes out of its file, and the code of one card."""
    review = make.collecting({"peer": 5, "report": 4, "partner": 1})
    codes = [make.answer(i, [3, 2, 1]) for i in review.invitations.all()]
    make.close(review.round)
    return json.loads(json.dumps(record(review.round))), codes[0]


def test_a_record_holds_and_finds_a_card(closed):
    found, code = closed
    assert checks.problems(found) == []
    assert len(found["sheets"]) == 10
    assert checks.is_counted(found, credentials.read_card(code).serial)
    assert not checks.is_counted(found, bytes(32))


def test_a_forged_credential_fails_by_name(closed):
    found, _ = closed
    found["sheets"][3]["mark"] = "00" * 16
    assert checks.problems(found) == [
        f"forged: sheet {found['sheets'][3]['serial']} bears no mark of this key"
    ]


def test_a_repeated_credential_fails_by_name(closed):
    found, _ = closed
    found["sheets"][1] = found["sheets"][0]
    assert "repeated" in checks.problems(found)[0]
    assert found["sheets"][0]["serial"] in checks.problems(found)[0]


def test_a_wrongly_addressed_credential_fails_by_name(closed):
    found, _ = closed
    sheet = next(s for s in found["sheets"] if s["group"] == "peer")
    sheet["group"] = "partner+report"
    (problem,) = checks.problems(found)
    assert problem.startswith("wrongly addressed")
    assert problem.endswith("as peer")


def test_another_key_or_fingerprint_fails(closed):
    found, _ = closed
    other = credentials.new_key()
    assert "does not belong" in checks.problems(found | {"private_key": other.hex()})[0]
    assert "fingerprint" in checks.problems(found | {"fingerprint": "A"})[0]


def test_more_sheets_than_credentials_drawn_fails(closed):
    found, _ = closed
    assert "9 credentials were drawn" in checks.problems(found | {"drawn": 9})[0]


@pytest.mark.parametrize("broken", [{}, [], {"record": checks.RECORD}, {"record": "x"}])
def test_what_is_no_audit_file_is_said_to_be_none(broken):
    assert len(checks.problems(broken)) == 1


@pytest.mark.parametrize("label", ["peer+", "peer+report", "report+peer", "peer+peer", ""])
def test_a_group_made_for_one_rater_fails_by_name(closed, label):
    """A label of somebody's own would tell their sheet from the others'."""
    found, _ = closed
    review = found["groups"][0]["review"]
    found["groups"].append({"review": review, "group": label})
    assert any("group" in problem for problem in checks.problems(found))


def test_a_relationship_under_the_threshold_can_not_be_told_from_the_total(closed):
    """One partner drew: without them, and the four reports, five are left out."""
    found, _ = closed
    assert found["drawn_by_relationship"] == {"peer": 5}
    assert found["drawn"] == 10


def test_an_answer_changed_after_closing_is_noticed(closed):
    from everyseat.threesixty.models import Sheet

    sheet = Sheet.objects.select_related("review__round").first()
    sheet.ratings[0] = 0
    sheet.save()
    with pytest.raises(NotNow, match="not those"):
        record(sheet.review.round)


def test_the_file_outlives_the_answers(closed):
    from everyseat.threesixty.models import Sheet

    found, _ = closed
    feedback_round = Sheet.objects.select_related("review__round").first().review.round
    Sheet.objects.all().delete()
    assert record(feedback_round) == found


def test_an_open_round_keeps_its_key():
    review = make.collecting({"peer": 4})
    with pytest.raises(NotNow, match="closed first"):
        record(review.round)
