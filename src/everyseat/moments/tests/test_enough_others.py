"""A page that promises so many others keeps it, also when somebody takes something back."""

import pytest
from django.utils import timezone

from everyseat.moments import who_sees
from everyseat.moments.actions import asking, keys, offering
from everyseat.moments.queries import offering as queries
from everyseat.moments.readiness import ITEMS
from everyseat.moments.tests import make
from everyseat.safety import thresholds

pytestmark = pytest.mark.django_db
K, K_WORDS = thresholds.RATINGS, thresholds.WORDS


def _closed(moment):
    asking.close(moment=moment)
    moment.refresh_from_db()
    return moment.picture


def test_what_a_page_promises_is_what_decides(client, moment):
    page = client.get(f"/felt/{moment.code}/").content.decode()
    assert f"fewer than {moment.rating_threshold} are deleted unread" in page
    assert f"only if at least {moment.rating_threshold} people chose it" in page
    assert f"only if at least {moment.word_threshold} people wrote something" in page
    assert (moment.rating_threshold, moment.word_threshold) == (K, K_WORDS)
    pulse = offering.open_pulse(items=["A"], days=1)
    assert f"among at least {pulse.threshold} " in who_sees.pulse(pulse)
    assert pulse.threshold == K
    sent = client.get(f"/felt/{moment.code}/sent/").content.decode()
    assert f"shown only if at least {K_WORDS} people wrote one" in sent


@pytest.mark.parametrize("kind", ["own", "sentence"])
@pytest.mark.parametrize(("writers", "shown"), [(1, 0), (K_WORDS - 1, 0), (K_WORDS, K_WORDS)])
def test_a_text_is_shown_among_as_many_as_was_promised(client, moment, kind, writers, shown):
    for n in range(12):
        text = f"Text number {n}" if n < writers else ""
        make.answer(moment, f"t{n}", "heard", **{kind: text})
    picture = _closed(moment)
    assert len(picture["own" if kind == "own" else "sentences"]) == shown
    client.force_login(moment.leader)
    page = client.get(f"/moments/{moment.pk}/").content.decode()
    assert page.count("Text number") == shown


@pytest.mark.parametrize("kind", ["own", "sentence"])
def test_when_one_takes_their_text_back_the_others_do_not_stand_among_fewer(moment, kind):
    for n in range(K_WORDS):
        make.answer(moment, f"t{n}", "heard", **{kind: f"Text number {n}"})
    make.answer(moment, "t0", "heard")
    picture = _closed(moment)
    assert picture["n"] == K_WORDS
    assert picture["own"] == picture["sentences"] == []


@pytest.mark.parametrize(("n", "shown"), [(K - 1, False), (K, True)])
def test_a_moment_is_counted_of_as_many_as_was_promised(moment, n, shown):
    make.answers(moment, n)
    assert bool(_closed(moment)) is shown


def _pulse(answered: int, withdrawn: int = 0):
    pulse = offering.open_pulse(items=[str(item) for item in ITEMS], days=1)
    for n in range(answered):
        offering.answer_pulse(pulse=pulse, token=f"t{n}", ratings=[n % 4] * len(ITEMS))
    for n in range(withdrawn):
        offering.answer_pulse(pulse=pulse, token=f"t{n}", ratings=[n % 4] + [-1] * 4)
    offering.close_pulse(pulse=pulse)
    pulse.refresh_from_db()
    return pulse


@pytest.mark.parametrize(("n", "shown"), [(K - 1, False), (K, True)])
def test_a_pulse_is_counted_of_as_many_as_was_promised(moment, n, shown):
    assert bool(_pulse(n).counts) is shown


def test_a_statement_that_somebody_left_out_again_is_not_shown_of_fewer(moment):
    counts = _pulse(K, withdrawn=1).counts
    assert sum(counts[0]) == K
    assert [sum(row) for row in counts[1:]] == [0] * 4
    assert queries.facts(timezone.localdate()).unharmed is None


def test_pages_about_a_quarter_read_the_threshold_by_which_it_is_counted(
    client, guardian, monkeypatch
):
    monkeypatch.setattr(thresholds, "RATINGS", 7)
    client.force_login(guardian)
    desk = " ".join(client.get("/guardian/").text.split())
    assert "leaves out those under 7" in desk
    assert "Publish the counts of {n} cases? Numbers under 7 are left out." in desk
    client.force_login(make.person("Ruth", "board"))
    assert "What fewer than 7 cases have is left out" in client.get("/counts/").text


def test_what_a_script_refuses_is_said_with_the_number_by_which_it_refuses(
    client, guardian, monkeypatch
):
    monkeypatch.setattr(keys, "SHORTEST_PASSPHRASE", 21)
    client.force_login(guardian)
    desk = " ".join(client.get("/guardian/").text.split())
    assert "nobody would guess, 21 letters or more" in desk
    assert 'data-short="A passphrase has at least 21 letters."' in desk
