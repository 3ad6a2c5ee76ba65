"""Pages on which a plan is filled in, saved, compared, approved and taken away."""

import json
import tomllib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from everyseat.files.plans import to_toml
from everyseat.improvement.actions import capacity, capacity_approving, capacity_editing
from everyseat.improvement.models import CapacityPlan, PlanVersion
from everyseat.improvement.tests import make

pytestmark = pytest.mark.django_db
STAFF = {"band": "Band 5", "wte": "1.2", "hours": "37.5"}
HEADROOM = {"leave": "14", "training": "3", "sickness": "5", "other": "0"}
VISIT = {"name": "Wound care", "minutes": "32", "travel": "12", "records": "8"}
VISIT_MORE = {"bands": "Band 5", "expected": "60", "backlog": "0", "deferred": "80"}
COUNTS = "\n".join(str(n) for n in (61, 58, 65, 59, 62, 57, 64, 60))


@pytest.fixture
def lead(client, service, lena):
    client.force_login(lena)
    return client


def page(name, service, *more):
    return reverse(f"capacity_{name}", args=[service.pk, *more])


def document(number=1):
    return PlanVersion.objects.get(plan__number=number, is_draft=True).document


def test_a_plan_is_filled_in_row_by_row_until_it_says_what_it_comes_to(lead, service):
    response = lead.post(page("new", service), {"name": "This year"})
    assert response["Location"] == page("draft", service, 1)
    assert "Add your staff, band by band." in lead.get(response["Location"]).text
    lead.post(page("staff_new", service, 1), STAFF | HEADROOM)
    lead.post(page("visit_new", service, 1), VISIT | VISIT_MORE)
    found = document()
    assert found["staff"][0] | {"leave": 0.14, "sickness": 0.05} == found["staff"][0]
    assert found["visits"][0]["deferred"] == 0.8
    text = lead.get(page("draft", service, 1)).text
    assert "In nearly every week, new visits alone are more than the team can do." in text
    assert "Missing before it can be calculated" not in text


def test_time_that_is_not_for_visits_has_to_be_typed(lead, service):
    lead.post(page("new", service), {"name": "This year"})
    form = lead.post(page("staff_new", service, 1), STAFF).context["form"]
    assert set(form.errors) == set(HEADROOM)
    lead.post(page("staff_new", service, 1), STAFF | dict.fromkeys(HEADROOM, "0"))
    assert document()["staff"][0]["leave"] == 0
    visit = {"name": "Wound care", "minutes": "32", **VISIT_MORE}
    form = lead.post(page("visit_new", service, 1), visit).context["form"]
    assert set(form.errors) == {"travel", "records"}


def test_where_there_are_enough_staff_nobody_is_called_short(lead, service):
    make.kept(service, staff=[make.STAFF | {"wte": 40}])
    text = lead.get(page("version", service, 1, 1)).text
    assert "The team can do the new visits in nearly every week." in text
    assert "Most often short" not in text


def test_days_are_listed_only_where_they_differ(lead, service):
    make.kept(service)
    assert "On which days?" not in lead.get(page("version", service, 1, 1)).text
    week = {"demand": [9, 9, 9, 9, 9, 1, 1], "staff": [5, 5, 5, 5, 5, 5, 5]}
    make.kept(service, name="Days", week=week)
    assert "On which days?" in lead.get(page("version", service, 2, 1)).text


def test_a_visit_needs_staff_first(lead, service):
    lead.post(page("new", service), {"name": "This year"})
    response = lead.get(page("visit_new", service, 1), follow=True)
    assert "Add your staff first" in response.text


def test_a_form_shows_what_is_stored_as_it_was_typed(lead, service):
    make.plan(service, staff=[make.STAFF | {"leave": 0.14}])
    assert 'value="14"' in lead.get(page("staff", service, 1, 1)).text


def test_headroom_of_all_hours_is_refused(lead, service):
    make.plan(service)
    wrong = STAFF | HEADROOM | {"leave": "90", "other": "10"}
    response = lead.post(page("staff", service, 1, 1), wrong)
    assert "less than 100% of the hours" in response.text


def test_a_row_that_somebody_changed_in_between_is_not_replaced_unseen(lead, service):
    draft = make.plan(service)
    seen = lead.get(page("staff", service, 1, 1)).context["form"].version
    row = make.STAFF | {"wte": 7.0}
    how = {"by": None, "today": make.today()}
    capacity_editing.put_row(version=draft, table="staff", place=1, row=row, **how)
    response = lead.post(page("staff", service, 1, 1), STAFF | HEADROOM | {"seen": seen})
    assert response.status_code == 409
    assert document()["staff"][0]["wte"] == 7.0


def test_rows_are_removed_and_raised_by_buttons(lead, service):
    make.plan(service, visits=[make.VISIT, make.VISIT | {"name": "Insulin"}])
    lead.post(page("visit_up", service, 1, 2), {"name": "Insulin"})
    assert [one["name"] for one in document()["visits"]] == ["Insulin", "Wound care"]
    lead.post(page("visit", service, 1, 1), {"remove": "Insulin"})
    assert [one["name"] for one in document()["visits"]] == ["Wound care"]
    response = lead.post(page("staff", service, 1, 1), {"remove": "Band 5"}, follow=True)
    assert "Choose other bands for them first." in response.text


def test_a_row_that_does_not_exist_has_no_page(lead, service):
    make.plan(service)
    for name in ("staff", "visit", "counts"):
        assert lead.get(page(name, service, 1, 2)).status_code == 404
    assert lead.get(page("table", service, 1, "garden")).status_code == 404


def test_weekly_counts_are_pasted_or_sent_in_a_file_and_removed(lead, service):
    make.plan(service)
    where = page("counts", service, 1, 1)
    lead.post(where, {"pasted": COUNTS})
    assert document()["visits"][0]["history"][-1] == 60
    file = SimpleUploadedFile("counts.csv", f"visits\n{COUNTS}\n70\n".encode())
    lead.post(where, {"file": file})
    assert document()["visits"][0]["history"][-1] == 70
    assert "9 weeks" in lead.get(page("draft", service, 1)).text
    lead.post(where, {"remove": "Wound care"})
    assert "history" not in document()["visits"][0]


def test_counts_with_a_mistake_save_nothing_and_name_the_line(lead, service):
    make.plan(service)
    where = page("counts", service, 1, 1)
    response = lead.post(where, {"pasted": "61\nmany"})
    assert "Nothing was saved." in response.text
    assert "line 2: “many” is no count" in response.text
    assert "history" not in document()["visits"][0]
    assert "Paste rows, or choose a file." in lead.post(where, {"pasted": ""}).text


def test_a_visit_without_a_number_is_named_as_missing(lead, service):
    visit = {key: value for key, value in make.VISIT.items() if key != "expected"}
    make.plan(service, visits=[visit])
    text = lead.get(page("draft", service, 1)).text
    assert "Wound care: say how many visits you expect" in text
    assert "not complete" in lead.get(page("version", service, 1, 1)).text


def test_the_week_the_queue_and_the_phone_are_set_and_removed(lead, service):
    make.plan(service)
    days = {f"{kind}_{day}": "9" for kind in ("demand", "staff") for day in range(7)}
    days |= {"demand_5": "4", "demand_6": "4"}
    lead.post(page("week", service, 1), days)
    assert document()["week"]["demand"] == [9, 9, 9, 9, 9, 4, 4]
    phone = {"calls_per_hour": "24", "minutes": "5", "seconds": "60", "share": "80"}
    lead.post(page("table", service, 1, "phone"), phone)
    assert document()["phone"]["share"] == 0.8
    queue = {"demand": "9", "capacity": "8", "waiting": "130", "target_wait": "18"}
    lead.post(page("table", service, 1, "queue"), queue | {"weeks_to_target": "26"})
    lead.post(page("weeks", service, 1), {"weeks": "8"})
    text = lead.get(page("version", service, 1, 1)).text
    assert "The duty phone in its busiest hour" in text
    assert "People who may wait so that the target is kept" in text
    for where in (page("week", service, 1), page("table", service, 1, "queue")):
        lead.post(where, {"remove": "yes"})
    assert "queue" not in document()
    assert document()["weeks"] == 8


def test_a_week_without_any_visit_is_refused(lead, service):
    make.plan(service)
    days = {f"{kind}_{day}": "0" for kind in ("demand", "staff") for day in range(7)}
    assert "On one day at least" in lead.post(page("week", service, 1), days).text


def test_a_plan_goes_out_as_toml_and_comes_in_again(lead, service):
    make.plan(service, phone={"calls_per_hour": 24, "minutes": 5})
    out = lead.get(page("file", service, 1, 1, "plan.toml"))
    assert 'filename="this-year-1.toml"' in out["Content-Disposition"]
    assert tomllib.loads(out.text) == {"name": "This year", **document()}
    file = SimpleUploadedFile("plan.toml", out.content)
    lead.post(page("new", service), {"name": "From a file", "file": file})
    assert document(2) == document(1)


def test_a_file_replaces_the_whole_draft_but_not_the_name(lead, service):
    make.plan(service)
    plan = {"visits": [make.VISIT | {"name": "Insulin"}], "staff": [make.STAFF]}
    file = SimpleUploadedFile("plan.toml", to_toml({"name": "Theirs", **plan}).encode())
    lead.post(page("upload", service, 1), {"file": file})
    assert (document()["visits"][0]["name"], "name" in document()) == ("Insulin", False)
    assert CapacityPlan.objects.get().name == "This year"


def test_a_wrong_file_changes_nothing_and_every_mistake_is_named(lead, service):
    make.plan(service)
    file = SimpleUploadedFile("plan.toml", b"weeks = 0\n[[staff]]\nband = 5\n")
    text = lead.post(page("upload", service, 1), {"file": file}).text
    for told in ("Nothing was saved.", "weeks: must be", "staff[1].band", "visits: is missing"):
        assert told in text
    assert document() == make.PLAN


def test_a_version_is_saved_with_a_reason_and_lists_who_when_and_why(lead, service):
    make.plan(service)
    lead.post(page("keep", service, 1), {"reason": ""})
    assert PlanVersion.objects.get().is_draft
    response = lead.post(page("keep", service, 1), {"reason": "For the budget"})
    assert response["Location"] == page("version", service, 1, 1)
    text = lead.get(page("plan", service, 1)).text
    assert "For the budget" in text
    assert "Lena" in text
    assert lead.get(page("draft", service, 1)).status_code == 404


def test_a_version_says_first_what_it_means_and_that_it_is_no_verdict(lead, service):
    make.kept(service)
    text = lead.get(page("version", service, 1, 1)).text
    said = [
        *("new visits alone are more than the team can do.", "Most often short: Band 5."),
        *("no verdict on whether staffing is safe", "<svg", "How many staff would be enough?"),
    ]
    places = [text.index(one) for one in said]
    assert places == sorted(places)


def test_two_versions_are_compared_in_the_same_weeks(lead, service, lena):
    first = make.kept(service, lena)
    more = make.kept(service, lena, name="More", staff=[make.STAFF | {"wte": 1.6}])
    asked = {"first": first.pk, "second": more.pk}
    response = lead.get(page("compare", service), asked)
    assert "fewer" in response.text
    assert "Band 5" in response.text
    row = response.context["compared"].rows[0]
    assert float(row["difference"]) < 0
    again = lead.get(page("compare", service), asked)
    assert again.context["compared"].rows == response.context["compared"].rows


def test_of_two_versions_the_other_one_is_chosen_already(lead, service, lena):
    first, second = make.kept(service, lena), make.kept(service, lena, name="More")
    form = lead.get(page("compare", service), {"first": second.pk}).context["form"]
    assert form["second"].value() == first.pk


def test_a_version_is_not_compared_with_itself_or_with_that_of_another_service(lead, service):
    version, other = make.kept(service), make.kept(make.service("Podiatry"))
    same = lead.get(page("compare", service), {"first": version.pk, "second": version.pk})
    assert "Choose another version than the first." in same.text
    asked = {"first": version.pk, "second": other.pk}
    assert lead.get(page("compare", service), asked).context["compared"] is None


def test_versions_that_say_the_same_hardly_differ(lead, service):
    first, second = make.kept(service), make.kept(service, name="Twin")
    response = lead.get(page("compare", service), {"first": first.pk, "second": second.pk})
    assert "hardly changes how many weeks" in response.text
    assert "Nothing: both say the same." in response.text


def test_approving_asks_first_and_shows_name_and_day(lead, service, lena):
    make.kept(service, lena)
    where = page("approve", service, 1, 1)
    lead.post(where)
    check = lead.get(where)
    assert PlanVersion.objects.get().approved_on is None
    assert "You saved this version yourself." in check.text
    lead.post(where, {"seal": check.context["check"].seal})
    assert "Approved by Lena" in lead.get(page("version", service, 1, 1)).text
    assert "Version 1 holds." in lead.get(page("plan", service, 1)).text


def test_an_approval_is_withdrawn_with_a_reason_which_stays_in_sight(lead, service, sam):
    version = make.kept(service)
    capacity_approving.approve(version=version, by=sam, today=make.today())
    where = page("withdraw", service, 1, 1)
    lead.post(where, {"because": ""})
    version.refresh_from_db()
    assert version.is_approved
    lead.post(where, {"because": "Wrong minutes"})
    text = lead.get(page("version", service, 1, 1)).text
    for told in ("Approved by Sam", "Lena withdrew the approval", "Wrong minutes"):
        assert told in text
    assert "No version of this plan is approved." in lead.get(page("plan", service, 1)).text


def test_a_new_version_is_made_from_an_old_one_by_a_button_alone(lead, service):
    make.kept(service)
    where = page("begin", service, 1, 1)
    lead.get(where)
    assert PlanVersion.objects.count() == 1
    assert lead.post(where)["Location"] == page("draft", service, 1)
    response = lead.post(where, follow=True)
    assert "There is a draft of this plan already." in response.text


def test_a_draft_and_a_plan_are_deleted_after_a_check(lead, service, sam):
    version = make.kept(service)
    capacity.begin(version=version, by=sam, today=make.today())
    for name in ("discard", "delete"):
        where = page(name, service, 1)
        lead.post(where)
        assert CapacityPlan.objects.exists()
        lead.post(where, {"seal": lead.get(where).context["check"].seal})
    assert not CapacityPlan.objects.exists()


def test_a_plan_that_was_approved_has_no_button_to_delete_it(lead, service, sam):
    version = make.kept(service)
    capacity_approving.approve(version=version, by=sam, today=make.today())
    text = lead.get(page("delete", service, 1)).text
    assert "A version of this plan was approved, so the plan stays." in text


def test_a_plan_is_copied_and_gets_another_name(lead, service):
    make.kept(service)
    assert lead.post(page("copy", service, 1), {"name": "What if"}).status_code == 302
    lead.post(page("edit", service, 2), {"name": "What if we had more"})
    assert [one.name for one in CapacityPlan.objects.all()] == ["This year", "What if we had more"]


def test_tables_and_the_result_are_taken_away_and_no_spreadsheet_finds_a_formula(lead, service):
    visit = make.VISIT | {"name": "=cmd()"}
    version = make.kept(service, visits=[visit])
    table = lead.get(page("file", service, 1, 1, "tables.csv")).content.decode("utf-8-sig")
    assert "bands,wte,over_new_visits_alone,wte_p50,wte_p65,wte_p80,wte_p85,wte_p95" in table
    assert "'=cmd()" in table
    found = json.loads(lead.get(page("file", service, 1, 1, "result.json")).content)
    assert found == version.result | {"name": "This year"}
    assert lead.get(page("file", service, 1, 1, "plan.exe")).status_code == 404


def test_a_draft_without_a_result_has_its_plan_and_no_other_file(lead, service):
    make.plan(service, visits=[])
    assert lead.get(page("file", service, 1, 1, "plan.toml")).status_code == 200
    assert lead.get(page("file", service, 1, 1, "result.json")).status_code == 404


def test_a_plan_of_another_service_has_no_page_here(lead, service):
    make.kept(make.service("Podiatry"))
    assert lead.get(page("plan", service, 1)).status_code == 404
    assert lead.get(page("version", service, 1, 1)).status_code == 404
