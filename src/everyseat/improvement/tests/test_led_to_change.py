"""How many concerns led to a change: which ones are counted, and when it is said."""

from datetime import date, timedelta

import pytest

from everyseat.improvement import you_said
from everyseat.improvement.led_to_change import Share, cohort
from everyseat.improvement.models import Comment
from everyseat.improvement.queries import issues
from everyseat.improvement.tests import make

YEAR = (date(2025, 8, 28), date(2026, 8, 27))


def share(changed, concerns, threshold=5):
    return Share(*YEAR, concerns=concerns, changed=changed, threshold=threshold)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 27), date(2025, 8, 1), date(2026, 7, 31)),
        (date(2026, 11, 1), date(2025, 8, 1), date(2026, 7, 31)),
        (date(2027, 1, 15), date(2025, 10, 1), date(2026, 9, 30)),
        (date(2028, 6, 30), date(2027, 3, 1), date(2028, 2, 29)),
    ],
)
def test_a_cohort_is_twelve_months_and_stays_for_a_month(today, first, last):
    assert cohort(today) == (first, last)


@pytest.mark.parametrize(
    ("changed", "concerns", "said"),
    [
        (34, 61, "About 6 in 10 concerns led to a change: 34 of the 61 that came"),
        (8, 70, "About 1 in 10 concerns led to a change: 8 of the 70 that came"),
        (1, 70, "Hardly any concerns led to a change: 1 of the 70 that came"),
        (69, 70, "Nearly all concerns led to a change: 69 of the 70 that came"),
    ],
)
def test_it_is_said_as_spoken_with_its_count_and_its_days(changed, concerns, said):
    days = " between 28 Aug 2025 and 27 Aug 2026."
    assert you_said.led(share(changed, concerns)) == said + days


@pytest.mark.parametrize(("changed", "said"), [(0, "None of the 9 "), (9, "All 9 ")])
def test_none_and_all_are_said_as_such(changed, said):
    assert you_said.led(share(changed, 9)) == (
        f"{said}concerns that came between 28 Aug 2025 and 27 Aug 2026 led to a change."
    )


def test_of_too_few_it_is_not_said():
    assert share(4, 4).is_enough is False
    assert share(0, 5).is_enough is True
    said = you_said.led(share(4, 4))
    assert said.startswith("Too few concerns came between 28 Aug 2025 and 27 Aug 2026")
    assert "4" not in said.replace("2025", "").replace("2026", "")


@pytest.mark.django_db
class TestCounting:
    def test_only_concerns_of_the_cohort_count(self, service):
        first, last = cohort(make.today())
        for day in (first, last):
            make.released_comment(service, received_on=day)
        for day in (first - timedelta(1), last + timedelta(1)):
            make.released_comment(service, received_on=day)
        for kind, counts in (("both", 1), ("praise", 0), ("neither", 0)):
            before = issues.concerns(service, first, last)[0]
            make.released_comment(service, kind=kind)
            assert issues.concerns(service, first, last)[0] == before + counts

    def test_neither_unreleased_comments_nor_codings_that_are_not_agreed_count(self, service):
        days = cohort(make.today())
        comment = make.released_comment(service)
        comment.codings.update(is_agreed=False)
        assert issues.concerns(service, *days) == (0, 0)
        other = make.released_comment(service)
        Comment.objects.filter(pk=other.pk).update(state="new", text="", released_on=None)
        assert issues.concerns(service, *days) == (0, 0)

    def test_a_concern_counts_once_where_a_published_change_was_made(self, service):
        days = cohort(make.today())
        comments = [make.released_comment(service) for _n in range(3)]
        make.published(make.changed(service, comments=comments[:1]))
        make.published(make.changed(service, comments=comments[:1]))
        make.published(make.planned(service, comments=comments[1:2]))
        unpublished = make.changed(service, comments=comments[2:])
        assert issues.concerns(service, *days) == (3, 1)
        make.published(unpublished)
        assert issues.concerns(service, *days) == (3, 2)

    def test_comments_on_another_service_do_not_count(self, service):
        make.released_comment(make.service("Dentists"))
        assert issues.concerns(service, *cohort(make.today())) == (0, 0)
