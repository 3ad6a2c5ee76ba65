"""When a group report is made, what becomes of it, and who reads it as what."""

import io
import json
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from everyseat.organisations.models import AuditEntry, Person, Team
from everyseat.organisations.queries import host
from everyseat.threesixty import grouping
from everyseat.threesixty.actions import group_reports, retention
from everyseat.threesixty.models import GroupReport, Making, Report, Review, Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.group_reports import closed_round, report

pytestmark = pytest.mark.django_db
PAGES = ["group_report", "group_report_pdf", "group_report_json", "group_report_xlsx"]


@pytest.fixture
def leaders():
    people = [make.person(f"Leader {i}") for i in range(9)]
    surgery, estates = (
        Team.objects.create(organisation=host(), name=n) for n in ("Surgery", "Estates")
    )
    for i, person in enumerate(people):
        person.team = surgery if i < 5 else estates
        person.save()
    return people


@pytest.fixture
def round_(leaders):
    made = closed_round(leaders, 4, 3)
    group_reports.make_due()
    return made


def content(round_):
    return GroupReport.objects.get(round=round_).content


def signed_in(client, *roles, name="Reader"):
    person = make.person(name, *roles)
    client.force_login(person)
    return person


def got(client, round_, page="group_report"):
    return client.get(reverse(page, args=[round_.pk]))


def test_it_is_made_when_a_round_has_closed():
    review = make.collecting({"peer": 5})
    review.round.may_be_grouped = True  # as if raters had been told who reads one
    review.round.save(update_fields=["may_be_grouped"])
    make.answer_all(review, [4, 3, 2])
    assert not GroupReport.objects.exists()
    make.close(review.round)
    assert content(review.round)["rated"] == 1


def test_it_waits_for_a_single_report_that_is_not_made_yet(leaders):
    """Made without it, and again with it, it would tell of that leader."""
    round_ = closed_round(leaders, 4)
    late = round_.reviews.first()
    Report.objects.filter(review=late).delete()
    Making.objects.create(review=late, step=Making.Step.REPORT)
    group_reports.make_due()
    assert not GroupReport.objects.exists()
    Making.objects.all().delete()
    group_reports.make_due()
    assert content(round_)["told"] == 8


def test_it_is_made_once_whatever_happens_later(round_, leaders):
    before = content(round_)
    leaders[0].team = leaders[8].team
    leaders[0].save()
    retention.erase(leaders[1])
    group_reports.make_due()
    assert content(round_) == before


def test_there_is_none_of_a_follow_up_nor_of_a_round_under_way(leaders):
    round_ = closed_round(leaders[:1], 4)
    first = closed_round(leaders[1:2], 4).reviews.get()
    Review.objects.filter(round=round_).update(follow_up_of=first)
    open_round = closed_round(leaders, 4)
    Round.objects.filter(pk=open_round.pk).update(state="closing")
    group_reports.make_due()
    assert not GroupReport.objects.filter(round__in=[round_, open_round]).exists()


def test_there_is_none_of_a_round_whose_raters_had_not_been_told_of_it(leaders):
    round_ = closed_round(leaders, 4, may_be_grouped=False)
    group_reports.make_due()
    assert not GroupReport.objects.filter(round=round_).exists()


def test_there_is_none_where_all_reports_have_been_deleted(leaders):
    round_ = closed_round(leaders, 4)
    Report.objects.all().delete()
    group_reports.make_due()
    assert not GroupReport.objects.filter(round=round_).exists()


def test_it_is_deleted_with_the_reports(round_):
    retention.delete_what_is_due(round_.reports_deleted_on)
    assert not GroupReport.objects.exists()
    group_reports.make_due()
    assert not GroupReport.objects.exists()


def test_somebody_who_is_erased_is_taken_out_of_the_list_of_whom_it_counts(round_, leaders):
    key = "counted_in_the_group_reports_of"
    assert retention.held_about(leaders[0])[key] == ["Spring"]
    sizes = [[len(b) for b in blocks] for blocks in GroupReport.objects.get().counted.values()]
    retention.erase(leaders[0])
    kept = GroupReport.objects.get().counted
    assert str(leaders[0].pk) not in json.dumps(kept)
    assert [[len(block) for block in blocks] for blocks in kept.values()] == sizes
    assert retention.held_about(leaders[0])[key] == []


def test_a_second_round_is_checked_against_the_first(leaders):
    """One leader more: both reports in full would tell how that one is felt."""
    today = timezone.localdate()
    questionnaire = make.questionnaire()
    first = closed_round(leaders[:8], 4, collect_by=today, approve_by=today, nominate_by=today)
    Round.objects.filter(pk=first.pk).update(questionnaire=questionnaire)
    group_reports.make_due()
    second = closed_round(leaders, 4, name="Autumn", questionnaire=questionnaire)
    group_reports.make_due()
    (value,) = content(second)["values"]
    assert value["everybody"]["step"] == 0.5
    assert value["change"] is None
    (first_value,) = content(first)["values"]
    assert first_value["everybody"]["step"] == 0.25


def test_one_that_was_not_checked_against_another_is_made_again(leaders, monkeypatch):
    """Two rounds may close at once, and neither may miss the other."""
    round_ = closed_round(leaders, 4)
    other = closed_round(leaders, 4, name="Autumn")
    Round.objects.filter(pk=other.pk).update(state="closing")
    made = grouping.made

    def slowly(due):
        report = made(due)
        GroupReport.objects.get_or_create(round=other, content={}, counted={})
        return report

    monkeypatch.setattr(grouping, "made", slowly)
    group_reports.make_due()
    assert list(GroupReport.objects.values_list("round", flat=True)) == [other.pk]
    group_reports.make_due()
    assert GroupReport.objects.filter(round=round_).exists()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["organiser", "board"])
def test_organisers_and_board_members_read_it(client, round_, page, role):
    signed_in(client, role)
    assert got(client, round_, page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["administrator", "coach", "guardian", "facilitator", None])
def test_nobody_else_does(client, round_, page, role):
    signed_in(client, *([role] if role else []))
    assert got(client, round_, page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_a_leader_whom_it_counts_does_not_read_it(client, round_, leaders, page):
    client.force_login(leaders[0])
    assert got(client, round_, page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_it_is_not_there_before_it_is_made(client, leaders, page):
    round_ = closed_round(leaders, 4)
    signed_in(client, "organiser")
    assert got(client, round_, page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_reading_it_leaves_a_trace(client, round_, page):
    board = signed_in(client, "board")
    got(client, round_, page)
    (entry,) = AuditEntry.objects.filter(who=str(board.pk))
    assert entry.what.endswith(page)


def test_it_names_no_leader_and_no_rater(client, round_, leaders):
    signed_in(client, "board")
    for page in ("group_report", "group_report_json"):
        shown = got(client, round_, page).content.decode()
        assert "Leader" not in shown.replace("leader", "")
        assert not any(str(person.pk) in shown for person in Person.objects.all())


def test_of_too_few_leaders_the_page_says_why_there_is_nothing(client, leaders):
    round_ = closed_round(leaders[:3], 4)
    group_reports.make_due()
    signed_in(client, "board")
    page = got(client, round_)
    assert "fewer than 4 leaders" in page.content.decode()
    assert "es-heat" not in page.content.decode()
    assert "/group.xlsx" not in page.content.decode()
    assert got(client, round_, "group_report_json").json()["values"] == []


def test_teams_stand_by_the_names_they_have_now(client, round_):
    Team.objects.filter(name="Surgery").update(name="Theatres")
    Team.objects.filter(name="Estates").delete()
    signed_in(client, "board")
    page = got(client, round_).content.decode()
    assert "Theatres" in page
    assert "Surgery" not in page
    assert "Estates" in page


def test_the_round_links_to_it_for_its_organiser_once_it_is_there(client, leaders):
    round_ = closed_round(leaders, 4)
    signed_in(client, "organiser")
    address = reverse("group_report", args=[round_.pk])
    assert address not in got(client, round_, "round").content.decode()
    group_reports.make_due()
    assert address in got(client, round_, "round").content.decode()


def test_the_360_page_lists_it_for_the_board_and_not_for_others(client, round_):
    address = reverse("group_report", args=[round_.pk])
    signed_in(client, "board")
    assert address in client.get(reverse("threesixty")).content.decode()
    signed_in(client, "coach", name="Coach")
    assert address not in client.get(reverse("threesixty")).content.decode()


def test_a_board_member_is_led_back_to_a_page_that_opens_for_them(client, round_):
    signed_in(client, "board")
    page = got(client, round_).content.decode()
    assert f'href="{reverse("threesixty")}"' in page
    assert f'href="{reverse("round", args=[round_.pk])}"' not in page


def test_data_and_workbook_have_the_numbers_of_the_page(client, round_):
    signed_in(client, "board")
    data = got(client, round_, "group_report_json").json()
    assert data["format"] == "everyseat group report 2"
    assert data["values"][0]["all_leaders"] == {"leaders": 9, "mean": 4.0, "step": 0.25}
    workbook = openpyxl.load_workbook(io.BytesIO(got(client, round_, "group_report_xlsx").content))
    rows = list(workbook["Values and teams"].iter_rows(values_only=True))
    assert rows[1][:5] == ("V0", "All leaders", 9, 4, 0.25)
    assert [row[1] for row in rows[1:4]] == ["All leaders", "Surgery", "Estates"]


def test_what_the_page_says_in_words_is_in_words_in_the_data(client, round_):
    """Finer than on the page it would be a second report."""
    kept = GroupReport.objects.get()
    kept.content["values"][0] |= {"spread": 0.6, "seen": 0.8}
    kept.save()
    signed_in(client, "board")
    shown = got(client, round_, "group_report_json").json()["values"][0]
    assert (shown["agreement"], shown["seen_in_ten"]) == ("agree in part", 8)
    assert not {"spread", "spread_ad", "seen", "share_seen"} & shown.keys()


def test_a_number_that_is_not_shown_is_in_no_download(client, leaders):
    round_ = closed_round(leaders, 4)
    one = Report.objects.get(review__recipient=leaders[5])
    one.content = report(4, missing={(0, 0)})
    one.save()
    group_reports.make_due()
    signed_in(client, "board")
    (value,) = got(client, round_, "group_report_json").json()["values"]
    assert [shown["mean"] for shown in value["by_teams"]] == [None, None]


def test_a_download_is_a_file_to_keep(client, round_):
    signed_in(client, "board")
    header = got(client, round_, "group_report_xlsx")["Content-Disposition"]
    assert header == 'attachment; filename="group-spring.xlsx"'


def test_the_pdf_can_be_read_aloud(client, round_):
    signed_in(client, "board")
    pdf = got(client, round_, "group_report_pdf").content
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" in pdf


def test_a_round_of_years_ago_gets_one_by_night(leaders):
    past = timezone.localdate() - timedelta(400)
    dates = dict.fromkeys(["nominate_by", "approve_by", "collect_by"], past)
    round_ = closed_round(leaders, 4, **dates)
    from everyseat.threesixty.part import PART

    assert group_reports.make_due in PART.nightly
    group_reports.make_due()
    assert content(round_)["told"] == 9
