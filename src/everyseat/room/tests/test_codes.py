"""Codes to type: what is forgiven, which sessions they find, and that guessing is limited."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.markup import markup

from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Spent
from everyseat.room import codes
from everyseat.room.actions import ending, finding, preparing
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db


def guess_wrong(room, times):
    wrong = "000000" if room.digits != "000000" else "000001"
    for _ in range(times):
        assert finding.find(wrong) is None


def wait(time):
    """Let a time have passed since codes were counted."""
    for counted in Spent.objects.all():
        Spent.objects.filter(pk=counted.pk).update(until=counted.until - time)


def test_a_new_session_has_six_digits_shown_in_threes(room):
    assert codes.is_short(room.digits)
    assert room.typed_code == f"{room.digits[:3]} {room.digits[3:]}"


@pytest.mark.parametrize(
    "typed", ["{0}", " {0} ", "{0:.3} {0[3]}{0[4]}{0[5]}", "{0:.3}-{0[3]}{0[4]}-{0[5]}"]
)
def test_spaces_and_hyphens_are_forgiven(client, room, typed):
    found = client.get("/join/", {"code": typed.format(room.digits)})
    assert found["Location"] == f"/join/{room.code}/"


def test_digits_of_another_script_are_read():
    assert codes.read("１２３ ４５６") == "123456"


def test_an_address_with_the_digits_leads_there_too(client, room):
    assert client.get(f"/join/{room.digits}/")["Location"] == f"/join/{room.code}/"
    assert client.get(f"/join/{room.typed_code}/")["Location"] == f"/join/{room.code}/"


def test_a_session_from_before_is_found_by_its_letters(client, room):
    type(room).objects.update(digits="")
    room.refresh_from_db()
    spaced = f"{room.code[:4].upper()} {room.code[4:]}"
    assert room.typed_code == room.code
    assert client.get("/join/", {"code": spaced})["Location"] == f"/join/{room.code}/"


def test_digits_find_no_session_that_has_ended_and_are_free_again(room):
    digits = room.digits
    make.end(room)
    assert room.digits == ""
    assert finding.find(digits) is None


def test_a_session_that_ends_by_itself_is_not_found_either(room):
    digits, after = room.digits, room.held_on + ending.LEFT_OPEN + timedelta(1)
    ending.keep_dates(after)
    assert finding.find(digits) is None


def test_digits_find_no_brief_but_its_teams_sessions(facilitator):
    brief = make.brief(facilitator, ["North"])
    copy = brief.room.copies.get()
    assert finding.find(brief.room.digits) is None
    assert finding.find(copy.digits) == copy


def test_no_two_open_sessions_share_digits(facilitator, room, monkeypatch):
    drawn = iter([room.digits, room.digits, "999999"])
    monkeypatch.setattr(codes, "new", lambda: next(drawn))
    assert make.room(facilitator).digits == "999999"
    drawn = iter(["999999", "888888"])
    again = preparing.again(room=room, held_on=timezone.localdate())
    assert again.digits == "888888"


def test_guessing_is_refused_even_when_it_would_be_right(client, room):
    guess_wrong(room, finding.MOST_WRONG - 1)
    assert finding.find(room.digits) == room
    guess_wrong(room, 1)
    with pytest.raises(NotNow):
        finding.find(room.digits)
    page = client.get("/join/", {"code": room.digits})
    assert (page.status_code, "Too many wrong codes" in page.text) == (200, True)
    assert "Too many wrong codes" in client.get(f"/join/{room.digits}/").text


def test_links_and_qr_codes_work_on_while_guessing_is_refused(client, room):
    guess_wrong(room, finding.MOST_WRONG)
    assert client.get(f"/join/{room.code}/").status_code == 200


def test_right_codes_are_never_counted(room):
    for _ in range(3):
        finding.find(room.digits)
    assert not Spent.objects.exists()


def test_after_ten_minutes_codes_are_taken_again(room):
    guess_wrong(room, finding.MOST_WRONG)
    wait(finding.WITHIN)
    assert finding.find(room.digits) == room
    guess_wrong(room, finding.MOST_WRONG)
    with pytest.raises(NotNow):
        finding.find(room.digits)


def test_a_wrong_code_is_said_at_its_field_with_what_was_typed(client, room):
    page = markup(client.get("/join/", {"code": "111 111"}))
    assert page.count("No open live session has this code") == 2  # above, and at the field
    assert 'value="111 111" aria-describedby="code-error" aria-invalid="true"' in page
    assert "code-error" not in markup(client.get("/join/"))
