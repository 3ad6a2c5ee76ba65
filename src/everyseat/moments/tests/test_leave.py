"""A guardian is away: said to reporters and guardians, and their cases handed over and back."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.moments import subject_access
from everyseat.moments.actions import desk, leaving
from everyseat.moments.models import Case, Leave
from everyseat.moments.queries import leave
from everyseat.moments.tests import make
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Email

pytestmark = pytest.mark.django_db

RECEIPTS = [" ".join(["garden"] * 7 + [word]) for word in ("one", "two", "three")]


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def tunde():
    return make.person("Tunde", "guardian")


@pytest.fixture
def keys(guardian, key, tunde):
    return key[0], make.key(tunde)[0]


def _away(guardian, today, stand_in=None, days=14):
    return leaving.go(
        person=guardian, from_on=today, back_on=today + timedelta(days), stand_in=stand_in
    )


def _box(client, name):
    """Return the checkbox of a guardian as it stands on the page of a concern."""
    page = client.get("/speak-up/").content.decode()
    return next(part for part in page.split("<input")[1:] if f">{name}</label>" in part)


@pytest.mark.parametrize("path", ["/speak-up/", "/tell/"])
def test_a_reporter_reads_who_is_away_and_does_not_choose_them_by_chance(
    client, guardian, keys, tunde, today, path
):
    assert " checked" in _box(client, "Gwen").split(">")[0]
    for_good = "Whoever is not ticked can never open this, even when they are back."
    assert for_good not in client.get(path).content.decode()
    said = _away(guardian, today, tunde)
    page = client.get(path).content.decode()
    back = date_format(said.back_on)
    assert f"Gwen is away, and back on {back}. Tunde stands in for them." in page
    assert for_good in page
    assert " checked" not in _box(client, "Gwen").split(">")[0]
    assert " checked" in _box(client, "Tunde").split(">")[0]


def test_nobody_is_away_before_the_first_day_or_from_the_day_they_are_back(guardian, keys, today):
    said = leaving.go(
        person=guardian,
        from_on=today + timedelta(2),
        back_on=today + timedelta(4),
        stand_in=None,
    )
    days = [bool(leave.away(today + timedelta(n))) for n in range(6)]
    assert (days, leave.of(guardian)) == ([False, False, True, True, False, False], said)


def test_where_all_guardians_are_away_they_are_chosen_as_ever(client, guardian, key, today):
    _away(guardian, today)
    assert " checked" in _box(client, "Gwen").split(">")[0]
    assert "Gwen is away" in client.get("/speak-up/").content.decode()


def test_somebody_who_is_no_guardian_any_more_is_not_said_to_be_away(client, guardian, keys, today):
    _away(guardian, today)
    organisations.set_roles(person=guardian, roles=set())
    assert "is away" not in client.get("/speaking-up/").content.decode()


def test_the_other_guardians_and_everybody_read_who_is_away(client, guardian, keys, tunde, today):
    _away(guardian, today, tunde)
    assert "Gwen is away" in client.get("/speaking-up/").content.decode()
    client.force_login(tunde)
    assert "Gwen is away" in client.get("/guardian/").content.decode()
    client.force_login(guardian)
    assert "Gwen is away" not in client.get("/guardian/").content.decode()


def test_what_the_stand_in_can_open_is_handed_over_and_nothing_else(guardian, keys, tunde, today):
    both, alone, others = (
        make.case(*held, receipt=receipt)
        for held, receipt in zip([keys, keys[:1], keys], RECEIPTS, strict=True)
    )
    for case in (both, alone):
        desk.look_after(case=case, guardian=guardian, given_by=guardian)
    _away(guardian, today, tunde)
    assert leaving.hand_over(person=guardian) == [both]
    owners = dict(Case.objects.values_list("pk", "owner"))
    assert owners == {both.pk: tunde.pk, alone.pk: guardian.pk, others.pk: None}


def test_one_e_mail_tells_the_stand_in_and_none_where_nothing_was_handed_over(
    guardian, keys, tunde, today
):
    _away(guardian, today, tunde)
    Email.objects.all().delete()
    assert leaving.hand_over(person=guardian) == []
    assert Email.objects.count() == 0
    for receipt in RECEIPTS:
        case = make.case(*keys, receipt=receipt)
        desk.look_after(case=case, guardian=guardian, given_by=guardian)
    leaving.hand_over(person=guardian)
    assert [email.to for email in Email.objects.all()] == [tunde.email]


def test_whoever_is_back_takes_their_cases_back_unless_a_third_looks_after_them(
    guardian, keys, tunde, today
):
    third = make.person("Ada", "guardian")
    case, passed = (
        make.case(*keys, make_key, receipt=receipt)
        for make_key in [make.key(third)[0]]
        for receipt in RECEIPTS[:2]
    )
    for one in (case, passed):
        desk.look_after(case=one, guardian=guardian, given_by=guardian)
    _away(guardian, today, tunde)
    leaving.hand_over(person=guardian)
    desk.look_after(case=passed, guardian=third, given_by=tunde)
    assert leaving.end(person=guardian) == 1
    assert dict(Case.objects.values_list("pk", "owner")) == {
        case.pk: guardian.pk,
        passed.pk: third.pk,
    }
    assert not Leave.objects.exists()


def test_another_stand_in_gives_back_what_the_first_was_handed(guardian, keys, tunde, today):
    case = make.case(*keys)
    desk.look_after(case=case, guardian=guardian, given_by=guardian)
    _away(guardian, today, tunde)
    leaving.hand_over(person=guardian)
    _away(guardian, today, tunde, days=20)  # the same: nothing moves
    assert Case.objects.get().owner == tunde
    _away(guardian, today)
    assert Case.objects.get().owner == guardian


def test_without_a_stand_in_nothing_is_handed_over(guardian, keys, today):
    with pytest.raises(NotNow, match="who stands in"):
        leaving.hand_over(person=guardian)
    _away(guardian, today)
    with pytest.raises(NotNow, match="who stands in"):
        leaving.hand_over(person=guardian)


def test_a_leave_that_cannot_be_is_refused_at_its_field(guardian, keys, today):
    stranger = make.person("Stranger")
    wrong = [
        ({"back_on": today}, "back_on"),
        ({"from_on": today - timedelta(9), "back_on": today - timedelta(2)}, "back_on"),
        ({"back_on": today + timedelta(400)}, "back_on"),
        ({"stand_in": guardian}, "stand_in"),
        ({"stand_in": stranger}, "stand_in"),
    ]
    for given, field in wrong:
        chosen = {"from_on": today, "back_on": today + timedelta(3), "stand_in": None} | given
        with pytest.raises(Invalid) as refused:
            leaving.go(person=guardian, **chosen)
        assert refused.value.field == field
    with pytest.raises(IntegrityError), transaction.atomic():
        Leave.objects.create(person=guardian, from_on=today, back_on=today)


def test_the_desk_says_its_leave_and_ends_it(client, guardian, keys, tunde, today):
    client.force_login(guardian)

    def post(where, **sent):
        reply = client.post(f"/guardian/{where}/", json.dumps(sent), "application/json")
        return reply.status_code, reply.json()

    back = str(today + timedelta(7))
    status, said = post("away", from_on=str(today), back_on=back, stand_in=str(tunde.pk))
    assert status == 200
    assert (said["leave"]["back_on"], said["leave"]["stand_in"]["name"]) == (back, "Tunde")
    assert post("away", from_on="", back_on=back, stand_in="")[0] == 400
    assert post("hand-over") == (200, {"cases": [], "leave": said["leave"]})
    assert post("back") == (200, {"n": 0, "leave": None})


def test_a_leave_is_told_to_whom_it_is_about_and_erased(guardian, keys, today):
    _away(guardian, today)
    assert subject_access.held_about(guardian)["leave"][0]["from_on"] == today
    subject_access.erase(guardian)
    assert not Leave.objects.exists()


def test_a_leave_ends_by_itself_on_the_day_back_and_not_before(guardian, keys, tunde, today):
    case = make.case(*keys, receipt=RECEIPTS[0])
    desk.look_after(case=case, guardian=guardian, given_by=guardian)
    said = _away(guardian, today, tunde, days=3)
    leaving.hand_over(person=guardian)
    leaving.end_what_is_over(said.back_on - timedelta(1))
    case.refresh_from_db()
    assert (case.owner, leave.of(guardian)) == (tunde, said)
    leaving.end_what_is_over(said.back_on)
    case.refresh_from_db()
    assert (case.owner, leave.of(guardian)) == (guardian, None)
