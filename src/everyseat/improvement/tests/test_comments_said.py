"""What people say, by theme and month: exact for those who may know, and not for everybody."""

from datetime import date

import pytest
from django.urls import reverse

from everyseat.improvement.actions import public_counts, services
from everyseat.improvement.models import PublicCounts
from everyseat.improvement.part import PART
from everyseat.improvement.queries import comments as queries
from everyseat.improvement.queries import public_counts as numbers_shown
from everyseat.improvement.tests import make

pytestmark = pytest.mark.django_db
APRIL, MAY = date(2026, 4, 10), date(2026, 5, 10)


@pytest.fixture
def signed_in(client, sam):
    client.force_login(sam)
    return client


@pytest.fixture
def said(service, sam):
    """Six concerns about contact in April, one of them praise too; two about parking in May."""
    six = make.comments(service, *(f"Nobody says when {n}" for n in range(6)), on=APRIL, rating=4)
    for n, comment in enumerate(six):
        make.coded(comment, [15], "concern" if n else "both", sam)
    two = make.comments(service, "Parking is dear", "No parking", on=MAY, rating=1)
    for comment in two:
        make.coded(comment, [29], "concern", sam)
    make.comments(service, "Not coded", on=MAY)
    make.released(six[0], sam)
    return service


def numbers(service):
    return {one.theme.number: (one.concerns, one.praise) for one in queries.by_theme(service)}


def test_each_theme_has_its_concerns_and_praise(said):
    assert numbers(said) == {15: (6, 1), 29: (2, 0)}


def test_a_month_says_how_many_were_coded_and_how_many_are_about_each_theme(said):
    keys = dict(said.framework.themes.values_list("number", "pk"))
    april, may = queries.by_month(said)
    assert (april.first, april.total, april.asks) == (date(2026, 4, 1), 6, 6)
    assert april.themes == {keys[15]: 6}
    assert (may.total, may.themes) == (2, {keys[29]: 2})


def test_ratings_of_a_month_count_each_answer_once(said):
    april, may = queries.ratings_by_month(said)
    assert (april.good, april.total, may.good, may.total) == (0, 6, 2, 2)
    said.comments.filter(received_on=MAY, rating=1).update(has_rating=False)
    assert [month.first for month in queries.ratings_by_month(said)] == [date(2026, 4, 1)]


def test_a_split_comment_counts_by_its_parts(service, sam):
    from everyseat.improvement.actions import coding

    [whole] = make.comments(service, "Kind. Dear parking.", rating=1)
    make.coded(whole, [6], "praise", sam)
    parts = coding.split(comment=whole, pieces="Kind.\n\nDear parking.")
    make.coded(parts[1], [29], "concern", sam)
    assert numbers(service) == {29: (1, 0)}
    assert queries.progress(service).total == 2
    assert queries.ratings_by_month(service)[0].total == 1


def test_the_page_shows_exact_numbers_to_those_who_look_after_the_service(signed_in, said):
    page = signed_in.get(reverse("comments", args=[said.pk]))
    assert [(one.concerns, one.praise) for one in page.context["themes"]] == [(6, 1), (2, 0)]
    some = signed_in.get(reverse("comments", args=[said.pk]), {"month": "2026-05"})
    assert [one.concerns for one in some.context["themes"]] == [2]
    praise = signed_in.get(reverse("comments", args=[said.pk]), {"kind": "praise"})
    assert [one.theme.number for one in praise.context["themes"]] == [15]
    odd = signed_in.get(reverse("comments", args=[said.pk]), {"month": "x", "kind": "y"})
    assert len(odd.context["themes"]) == 2


def test_everybody_else_sees_no_number_below_five_be_it_nobody_or_four(client, said):
    services.publish(service=said, today=make.today())
    page = client.get(reverse("service_page", args=[said.code]))
    [one] = page.context["said"]
    assert (one.theme.number, one.concerns, one.praise) == (15, 6, None)
    assert "fewer than 5" in page.text
    assert "Parking" not in page.text


def themes_in(month, service):
    """Return what everybody reads by theme, once it was counted in a month."""
    public_counts.count(service=service, today=month)
    return {
        one.theme.number: (one.concerns, one.praise) for one in numbers_shown.of(service).themes
    }


def test_everybody_else_sees_nothing_of_this_month(said):
    assert themes_in(date(2026, 4, 30), said) == {}
    assert themes_in(date(2026, 5, 1), said) == {15: (6, None)}


def test_nothing_moves_in_the_middle_of_a_month_whatever_is_coded(said, sam):
    assert themes_in(date(2026, 5, 1), said) == {15: (6, None)}
    for comment in make.comments(said, *(f"More {n}" for n in range(9)), on=APRIL):
        make.coded(comment, [15], "concern", sam)
    assert themes_in(date(2026, 5, 31), said) == {15: (6, None)}
    assert themes_in(date(2026, 6, 1), said) == {15: (15, None)}


def test_a_page_that_is_closed_and_opened_again_says_the_same(said, sam):
    services.publish(service=said, today=date(2026, 5, 2))
    for comment in make.comments(said, *(f"More {n}" for n in range(9)), on=APRIL):
        make.coded(comment, [15], "concern", sam)
    services.unpublish(service=said)
    services.publish(service=said, today=date(2026, 5, 3))
    assert numbers_shown.of(said).themes[0].concerns == 6


def test_a_number_moves_by_no_fewer_people_than_the_threshold(said, sam):
    assert themes_in(date(2026, 5, 1), said) == {15: (6, None)}
    for n in range(5):
        [comment] = make.comments(said, f"Another {n}", on=APRIL)
        make.coded(comment, [15], "concern", sam)
        shown = themes_in(date(2026, 6 + n, 1), said)
        assert shown == {15: (6 if n < 4 else 11, None)}


def test_it_is_counted_by_night_for_public_services_alone(said):
    public_counts.by_night()
    assert numbers_shown.of(said) is None
    services.publish(service=said, today=date(2026, 5, 2))
    public_counts.by_night()
    assert PublicCounts.objects.get().month == make.today().replace(day=1)
    assert public_counts.by_night in PART.nightly


def test_released_comments_stand_under_their_theme(signed_in, said):
    page = reverse("comments_theme", args=[said.pk, 15])
    assert [one.text for one in signed_in.get(page).context["page"]] == ["Nobody says when 0"]
    assert "Nobody says when 1" not in signed_in.get(page).text
    asked = {"kind": "praise", "month": "2026-04", "question": "nonspecific"}
    assert len(signed_in.get(page, asked).context["page"]) == 1
    assert not signed_in.get(page, {"month": "2026-05"}).context["page"].object_list
    assert [one.text for one in queries.released(said)] == ["Nobody says when 0"]


def test_a_theme_that_is_not_in_the_list_is_not_found(signed_in, said):
    assert signed_in.get(reverse("comments_theme", args=[said.pk, 99])).status_code == 404


def test_the_export_holds_what_is_released_and_no_formula(signed_in, service, sam):
    [one, two] = make.comments(service, "=1+1 is two", "Secret words")
    make.coded(one, [6], "praise", sam)
    make.released(one, sam)
    text = signed_in.get(reverse("comments_export", args=[service.pk])).content.decode()
    assert "'=1+1 is two" in text
    assert "Staff manner & personal attributes" in text
    assert "Secret" not in text
    assert two.text == ""


def test_the_page_of_the_service_leads_to_the_comments(signed_in, said):
    page = signed_in.get(reverse("service", args=[said.pk])).text
    assert "9 comments are here. To be coded: 1." in " ".join(page.split())
    assert reverse("comments", args=[said.pk]) in page
