"""Plans of capacity and their versions: what may be changed, and what is refused."""

import pytest

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.improvement import subject_access
from everyseat.improvement.actions import capacity, capacity_editing, capacity_results
from everyseat.improvement.actions import capacity_approving as approving
from everyseat.improvement.models import CapacityPlan, PlanVersion
from everyseat.improvement.queries import capacity as queries
from everyseat.improvement.tests import make
from everyseat.science.capacity import summary

pytestmark = pytest.mark.django_db


def how(person):
    return {"by": person, "today": make.today()}


def put(draft, table, place, by=None, **row):
    capacity_editing.put_row(version=draft, table=table, place=place, row=row, **how(by))


def test_the_result_of_a_version_is_that_of_the_science_with_the_runs_of_the_command(service):
    draft = make.plan(service)
    assert draft.result == summary(draft.document, runs=10_000, seed=1)
    again = make.plan(service, name="Again")
    assert again.result == draft.result


def test_a_plan_begins_with_a_draft_that_is_empty_and_has_no_result(service, lena):
    made = capacity.add(service=service, name="Ours", **how(lena))
    capacity_results.calculate(version=made)
    assert (made.number, made.is_draft, made.result, made.by) == (1, True, None, lena)


def test_plans_and_versions_are_numbered_by_themselves(service, lena):
    first, second = make.kept(service, name="A"), make.kept(service, name="B")
    assert (first.plan.number, second.plan.number) == (1, 2)
    assert capacity.begin(version=second, **how(lena)).number == 2


def test_every_change_of_a_draft_needs_a_new_calculation(service, lena):
    draft = make.plan(service)
    put(draft, "staff", 1, lena, **make.STAFF | {"wte": 2.0})
    draft.refresh_from_db()
    assert (draft.result, draft.by) == (None, lena)
    capacity_results.calculate(version=draft)
    assert draft.result["staff"][0]["wte"] == 2.0


def test_a_result_that_came_too_late_is_not_kept_with_another_document(service):
    draft = make.plan(service)
    slow = PlanVersion.objects.get(pk=draft.pk)
    put(draft, "staff", 1, **make.STAFF | {"wte": 2.0})
    capacity_results.calculate(version=slow)
    slow.refresh_from_db()
    assert slow.result is None


def test_rows_are_added_replaced_raised_and_removed(service):
    draft = make.plan(service)
    where = {"version": draft, **how(None)}
    put(draft, "visits", None, **make.VISIT | {"name": "Insulin"})
    put(draft, "visits", 1, **make.VISIT | {"minutes": 35.0})
    capacity_editing.raise_visit(place=2, name="Insulin", **where)
    names = [(one["name"], one["minutes"]) for one in draft.document["visits"]]
    assert names == [("Insulin", 40.0), ("Wound care", 35.0)]
    capacity_editing.remove_row(table="visits", place=1, name="Insulin", **where)
    assert [one["name"] for one in draft.document["visits"]] == ["Wound care"]


def test_the_most_urgent_visit_stays_where_it_is(service):
    draft = make.plan(service)
    capacity_editing.raise_visit(version=draft, place=1, name="Wound care", **how(None))
    assert draft.result is not None


def test_two_rows_do_not_have_one_name(service):
    draft = make.plan(service)
    with pytest.raises(Invalid, match="has this name"):
        put(draft, "staff", None, band="band 5", wte=1.0)


def test_a_row_that_somebody_moved_is_not_removed_in_its_place(service):
    draft = make.plan(service)
    where = {"version": draft, "table": "visits", **how(None)}
    with pytest.raises(NotNow, match="in between"):
        capacity_editing.remove_row(place=1, name="Insulin", **where)
    with pytest.raises(NotNow, match="no longer here"):
        capacity_editing.remove_row(place=2, name="Insulin", **where)


def test_a_band_that_does_visits_is_not_removed(service):
    draft = make.plan(service)
    where = {"version": draft, "table": "staff", **how(None)}
    with pytest.raises(NotNow, match="Band 5 does these visits: Wound care"):
        capacity_editing.remove_row(place=1, name="Band 5", **where)
    put(draft, "staff", None, band="Band 3", wte=1.0)
    capacity_editing.remove_row(place=2, name="Band 3", **where)
    assert len(draft.document["staff"]) == 1


def test_visits_and_changes_follow_a_band_that_gets_another_name(service):
    change = {"name": "More", "staff": {"Band 5": {"wte": 3}}, "visits": {}}
    draft = make.plan(service, change=[change])
    put(draft, "staff", 1, **make.STAFF | {"band": "Nurses"})
    assert draft.document["visits"][0]["bands"] == ["Nurses"]
    assert draft.document["change"][0]["staff"] == {"Nurses": {"wte": 3}}
    put(draft, "visits", 1, **draft.document["visits"][0] | {"name": "Wounds"})
    capacity_results.calculate(version=draft)
    assert draft.result["changes"][0]["name"] == "More"


def test_what_a_change_says_of_a_row_goes_with_it(service):
    change = {"name": "Quicker", "visits": {"Insulin": {"minutes": 9}}}
    visits = [make.VISIT, make.VISIT | {"name": "Insulin"}]
    draft = make.plan(service, visits=visits, change=[change])
    where = {"version": draft, "table": "visits", **how(None)}
    capacity_editing.remove_row(place=2, name="Insulin", **where)
    assert draft.document["change"] == [{"name": "Quicker", "visits": {}}]


def test_there_are_so_many_rows_and_no_more(service):
    bands = [{"band": f"Band {n}", "wte": 1.0} for n in range(1, 9)]
    draft = make.plan(service, staff=bands)
    with pytest.raises(NotNow, match="which is the most"):
        put(draft, "staff", None, band="Band 9", wte=1.0)


def test_a_version_that_was_saved_is_never_changed(service, lena):
    version = make.kept(service, lena)
    before = version.document
    for change in (
        lambda: put(version, "staff", 1, **make.STAFF | {"wte": 9.0}),
        lambda: capacity_editing.look_ahead(version=version, weeks=9, **how(lena)),
        lambda: capacity_editing.replace(version=version, document={}, **how(lena)),
        lambda: capacity.keep(version=version, reason="Again", **how(lena)),
        lambda: capacity.discard(version=version),
    ):
        with pytest.raises(NotNow, match="saved and does not change"):
            change()
    version.refresh_from_db()
    assert version.document == before


def test_a_draft_that_is_not_complete_is_not_saved_as_a_version(service, lena):
    draft = capacity.add(service=service, name="Ours", **how(lena))
    with pytest.raises(NotNow, match="not complete"):
        capacity.keep(version=draft, reason="Why not", **how(lena))


def test_a_plan_has_one_draft_at_a_time_which_begins_as_its_version(service, lena):
    version = make.kept(service, lena)
    draft = capacity.begin(version=version, **how(lena))
    assert (draft.document, draft.result) == (version.document, version.result)
    with pytest.raises(NotNow, match="a draft of this plan already"):
        capacity.begin(version=version, **how(lena))
    capacity.discard(version=draft)
    assert queries.draft(version.plan) is None


def test_the_only_draft_of_a_plan_is_not_deleted_without_the_plan(service):
    with pytest.raises(NotNow, match="Delete the plan instead"):
        capacity.discard(version=make.plan(service))


def test_a_copy_is_a_plan_of_its_own(service, lena):
    version = make.kept(service, lena)
    copy = capacity.copy(version=version, name="What if", **how(lena))
    put(copy, "staff", 1, **make.STAFF | {"wte": 9.0})
    version.refresh_from_db()
    assert version.document["staff"][0]["wte"] == 1.2
    assert (copy.plan.number, copy.is_draft) == (2, True)


def test_a_version_is_approved_once_with_name_and_day(service, sam, lena):
    version = make.kept(service, lena)
    approving.approve(version=version, **how(sam))
    assert (version.approved_as, version.approved_on) == ("Sam", make.today())
    with pytest.raises(NotNow, match="approved already"):
        approving.approve(version=version, **how(lena))
    assert queries.approved(version.plan) == version


def test_a_draft_is_not_approved(service, sam):
    with pytest.raises(NotNow, match="Save it as a version first"):
        approving.approve(version=make.plan(service), **how(sam))


def test_an_approval_that_is_withdrawn_stays_in_sight_and_is_not_given_again(service, sam, lena):
    version = make.kept(service, lena)
    with pytest.raises(NotNow, match="nothing to withdraw"):
        approving.withdraw(version=version, because="A slip", **how(lena))
    approving.approve(version=version, **how(sam))
    approving.withdraw(version=version, because="Wrong minutes", **how(lena))
    assert (version.approved_as, version.withdrawn_as) == ("Sam", "Lena")
    assert (version.withdrawn_because, version.is_approved) == ("Wrong minutes", False)
    assert queries.approved(version.plan) is None
    with pytest.raises(NotNow, match="was withdrawn"):
        approving.approve(version=version, **how(sam))
    with pytest.raises(NotNow, match="nothing to withdraw"):
        approving.withdraw(version=version, because="Twice", **how(lena))


def test_the_version_that_was_approved_last_holds(service, sam, lena):
    first = make.kept(service, lena)
    second = capacity.begin(version=first, **how(lena))
    capacity.keep(version=second, reason="More", **how(lena))
    for version in (first, second):
        approving.approve(version=version, **how(sam))
    assert queries.approved(first.plan) == second
    approving.withdraw(version=second, because="Too dear", **how(sam))
    assert queries.approved(first.plan) == first


def test_a_plan_that_was_ever_approved_stays(service, sam):
    version = make.kept(service, sam)
    approving.approve(version=version, **how(sam))
    approving.withdraw(version=version, because="A slip", **how(sam))
    with pytest.raises(NotNow, match="so the plan stays"):
        capacity.delete(plan=version.plan)
    other = make.kept(service, sam, name="Another")
    capacity.delete(plan=other.plan)
    assert CapacityPlan.objects.get() == version.plan


def test_a_plan_that_is_too_large_for_a_page_has_fewer_runs_or_says_so(service):
    visits = [make.VISIT | {"name": f"Kind {n}"} for n in range(20)]
    large = {"weeks": 260, "visits": visits, "staff": [make.STAFF]}
    assert 500 < capacity_results.runs_of(large) < 10_000
    changes = [{"name": f"Change {n}", "staff": {"Band 5": {"wte": n}}} for n in range(10)]
    found = capacity_results.of(large | {"change": changes})
    assert found.result is None
    assert "too large for a page" in found.trouble


def test_what_only_the_calculation_can_see_is_said(service):
    phone = {"calls_per_hour": 100_000, "minutes": 600}
    found = capacity_results.of(make.PLAN | {"phone": phone})
    assert found.result is None
    assert "people are not enough" in found.trouble


def test_what_somebody_did_for_plans_is_told_them_and_only_their_approvals_keep_the_name(
    service, sam
):
    version = make.kept(service, sam)
    approving.approve(version=version, **how(sam))
    approving.withdraw(version=version, because="A slip", **how(sam))
    did = subject_access.held_about(sam)[-1]
    names = ("versions_of_plans", "plans_approved", "approvals_of_plans_withdrawn")
    assert [did[name] for name in names] == [1, 1, 1]
    subject_access.erase(sam)
    version.refresh_from_db()
    assert (version.by, version.approved_by, version.withdrawn_by) == (None, None, None)
    assert (version.approved_as, version.withdrawn_as) == ("Sam", "Sam")
