"""Whether an organisation is ready, what it offers, its pulse, and what a quarter tells."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.markup import markup

from everyseat.giving import sealed_queue
from everyseat.giving.refusals import NotNow
from everyseat.moments import readiness
from everyseat.moments.actions import offering as actions
from everyseat.moments.models import Pulse, Quarter
from everyseat.moments.queries import offering as queries
from everyseat.moments.readiness import Facts, Level
from everyseat.moments.tests import make
from everyseat.organisations.models import AuditEntry

READY = Facts(
    guardians=2,
    promised=True,
    in_time=0.9,
    leaders_trained=80,
    detriment_policy=True,
    listen=0.7,
    unharmed=0.8,
)


def _levels(**changes):
    from dataclasses import replace

    return {key: v.level for key, v in readiness.verdicts(replace(READY, **changes)).items()}


def test_an_organisation_that_does_everything_may_offer_everything():
    assert set(_levels().values()) == {Level.OFFER}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"guardians": 0}, {"guardian": 2, "anonymous": 2, "named": 0, "myself": 0}),
        ({"guardians": 1}, {"guardian": 2, "anonymous": 2}),
        ({"guardians": 1, "escrow": True}, {"guardian": 1, "anonymous": 1}),
        ({"unharmed": 0.4}, {"myself": 0, "named": 2, "guardian": 2, "anonymous": 0}),
        ({"unharmed": None}, {"named": 0, "anonymous": 1}),
        ({"leaders_trained": 10}, {"myself": 1, "named": 1, "anonymous": 0}),
        ({"in_time": 0.5}, {"guardian": 1, "anonymous": 1, "named": 0}),
        ({"overdue": 1}, {"guardian": 1}),
        ({"promised": False}, {"guardian": 1, "anonymous": 1, "named": 0}),
        ({"detriment_policy": False}, {"named": 1, "guardian": 1}),
        ({"unanswered": 1}, {"named": 1}),
        ({"listen": 0.3}, {"named": 1}),
    ],
)
def test_what_is_missing_decides_the_verdict(changes, expected):
    found = _levels(**changes)
    assert {key: found[key] for key in expected} == expected


def test_every_reason_says_what_to_do():
    worst = Facts(overdue=1, listen=0.1, unharmed=0.1, unanswered=2)
    for verdict in readiness.verdicts(worst).values():
        assert verdict.reasons
        assert all(str(r.because) and str(r.do) for r in verdict.reasons)


@pytest.mark.django_db
class TestOffering:
    @pytest.fixture
    def organiser(self, client):
        organiser = make.person("Org", "organiser")
        client.force_login(organiser)
        return organiser

    def test_a_route_that_is_not_ready_needs_a_reason_in_the_log(self, client, organiser):
        client.post("/routes/anonymous/")
        assert "anonymous" not in actions.settings().routes
        client.post("/routes/anonymous/", {"reason": "The guardian starts on Monday."})
        assert "anonymous" in actions.settings().routes
        entry = AuditEntry.objects.get(what="offer_route_because")
        assert (entry.who, "starts on Monday" in entry.about) == (str(organiser.pk), True)

    def test_without_a_key_nothing_sealed_is_offered(self, client, organiser):
        client.post("/routes/anonymous/", {"reason": "Soon."})
        assert "anonymous" not in [route.key for route in queries.offered()]
        make.key(make.person("Gwen", "guardian"))
        assert "anonymous" not in [route.key for route in queries.offered()]
        client.post("/routes/anonymous/", {"reason": "A second guardian starts on Monday."})
        assert "anonymous" in [route.key for route in queries.offered()]

    def test_a_route_is_withdrawn(self, client, organiser):
        client.post("/routes/named/", {"withdraw": "yes"})
        assert [route.key for route in queries.offered()] == ["myself"]

    def test_the_doors_stand_first_where_somebody_tells(self, client, organiser):
        fields = {"keep_months": 12}
        client.post("/routes/settings/", fields | {"doors": "Ring the blue bell."})
        client.logout()
        assert "Ring the blue bell." in client.get("/tell/").content.decode()
        assert "Ring the blue bell." in client.get("/speak-up/").content.decode()

    def _closed(self, n):
        pulse = actions.open_pulse(items=[str(item) for item in readiness.ITEMS], days=1)
        for i in range(n):
            actions.answer_pulse(pulse=pulse, token=f"t{i}", ratings=[4, 3, 2, i % 5, -1])
        actions.keep_dates(timezone.localdate() + timedelta(2))
        pulse.refresh_from_db()
        return pulse

    def test_a_pulse_is_counted_when_its_days_are_over(self, organiser):
        pulse = self._closed(10)
        assert pulse.counts[3] == [2, 2, 2, 2, 2]
        assert pulse.counts[4] == [0] * 5
        assert queries.facts(timezone.localdate()).unharmed == pytest.approx(0.4)

    def test_whoever_has_the_link_can_fill_a_pulse_only_so_far(
        self, client, organiser, monkeypatch
    ):
        monkeypatch.setattr(actions, "LARGEST_BY_LINK", 2**13)
        pulse = actions.open_pulse(items=["A", "B"], days=1)
        sent = {"item-0": "4", "item-1": "1", "token": "one more"}
        page = client.post(f"/pulse/{pulse.code}/", sent).content.decode()
        assert "we cannot keep any more" in page
        assert sealed_queue.waiting(actions._box(pulse)) == {}

    def test_fewer_than_four_answers_are_deleted_unread(self, organiser):
        assert self._closed(3).counts is None
        assert queries.last_pulse() is None

    def test_that_all_agree_is_not_told(self, client, organiser):
        self._closed(5)
        page = client.get("/routes/pulse/").content.decode()
        assert "<div>most</div>" in page
        assert page.count("<div>5</div>") == 4  # how many answered each statement, and no more

    def test_one_device_is_one_voice_and_a_closed_pulse_takes_none(self, client, organiser):
        pulse = actions.open_pulse(items=["A", "B"], days=1)
        for _ in range(2):
            sent = {"item-0": "4", "item-1": "1", "token": "mine"}
            assert client.post(f"/pulse/{pulse.code}/", sent).status_code == 302
        assert "at least one" in client.post(f"/pulse/{pulse.code}/", {}).content.decode()
        for i in range(3):
            actions.answer_pulse(pulse=pulse, token=f"t{i}", ratings=[i, i])
        actions.close_pulse(pulse=pulse)
        pulse.refresh_from_db()
        assert sum(pulse.counts[0]) == 4
        with pytest.raises(NotNow, match="closed"):
            actions.answer_pulse(pulse=pulse, token="late", ratings=[1, 1])

    def test_a_licensed_set_can_be_asked_instead(self, client, organiser):
        client.post("/routes/pulse/", {"items": "One.\n\nTwo.", "days": "3"})
        assert Pulse.objects.get().items == ["One.", "Two."]
        client.post("/routes/pulse/", {"items": "Three.", "days": "3"})
        assert Pulse.objects.count() == 1

    def test_a_route_shows_one_state_and_it_is_true(self, client, organiser):
        def states() -> list[str]:
            page = client.get("/routes/").content.decode()
            return re.findall(r'<strong class="nhsuk-tag[^"]*">(.*?)</strong>', page)

        closed = "Closed, and not ready"
        assert states() == ["Open", "Open", closed, closed]
        make.key(make.person("Gwen", "guardian"))
        client.post("/routes/guardian/", {"reason": "Tunde starts on Monday."})
        assert states() == ["Open", "Open", "Open, although it is not ready", closed]
        make.key(make.person("Tunde", "guardian"))
        assert states() == ["Open", "Open", "Open", "Closed. It can be opened, with care"]

    def test_without_a_key_no_button_opens_a_sealed_route(self, client, organiser):
        page = client.get("/routes/").content.decode()
        assert "Open this route" not in page
        make.key(make.person("Gwen", "guardian"))
        assert "Open this route" in client.get("/routes/").content.decode()

    def test_what_keeps_a_route_closed_comes_next(self, client, organiser):
        page = client.get("/routes/").content.decode()
        step = page.split("Do this next")[1].split("</section>")[0]
        assert "Name a guardian" in step
        assert 'href="/people/"' in step

    def test_a_page_of_settings_says_what_is_wrong(self, client, organiser):
        page = client.post("/routes/settings/", {"keep_months": "0"}).content.decode()
        assert "There is a problem" in page


@pytest.mark.django_db
class TestQuarters:
    def _publish(self, **changes):
        fields = {"year": 2025, "quarter": 1, "total": 20}
        counts = {"bullying": 6, "detriment": 2, "anonymous": 18, "nursing": 20}
        return actions.publish_quarter(**fields, counts=counts | changes)

    def test_counts_under_four_are_never_stored_nor_what_is_left_of_the_whole(self):
        elements = self._publish().counts["elements"]
        assert elements == {"bullying": 6, "nursing": 20}

    def test_a_quarter_is_published_once_and_not_before_it_is_over(self):
        self._publish()
        with pytest.raises(NotNow, match="published"):
            self._publish()
        today = timezone.localdate()
        with pytest.raises(NotNow, match="not over"):
            actions.publish_quarter(
                year=today.year, quarter=(today.month - 1) // 3 + 1, counts={}, total=0
            )

    def test_a_few_can_not_be_told_from_the_groups_that_are_shown(self):
        counts = {"nursing": 4, "medical": 4, "student": 1}
        made = actions.publish_quarter(year=2025, quarter=3, counts=counts, total=9)
        assert len(made.counts["elements"]) == 1

    def test_a_small_quarter_looks_like_none(self):
        made = actions.publish_quarter(year=2025, quarter=2, counts={"bullying": 3}, total=3)
        assert made.counts == {"total": None, "elements": {}}

    def test_before_the_first_its_page_says_what_will_stand_there_and_what_one_can_do(self, client):
        for name, role, leads_to in (
            ("Gwen", "guardian", "/guardian/"),
            ("Ruth", "board", "/speaking-up/"),
        ):
            client.force_login(make.person(name, role))
            page = markup(client.get("/counts/"))
            assert "After each quarter a guardian counts its cases" in page
            assert f'href="{leads_to}"' in page.split("After each quarter")[1].split("</p><p>")[1]
        self._publish()
        assert "After each quarter" not in markup(client.get("/counts/"))

    def test_the_board_reads_it_and_takes_it_away_as_csv(self, client):
        quarter = self._publish()
        client.force_login(make.person("Ruth", "board"))
        assert "Bullying" in client.get("/counts/").content.decode()
        lines = client.get(f"/counts/{quarter.pk}.csv").content.decode().splitlines()
        assert "Bullying or harassment,6" in lines
        assert next(line for line in lines if line.startswith("Disadvantageous")).endswith(",")
        client.force_login(make.person("Org", "organiser"))
        assert client.get("/counts/").status_code == 403
        assert Quarter.objects.count() == 1
