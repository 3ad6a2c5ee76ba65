"""Erlang C: beside closed forms, a published example, logarithms, and a simulated phone."""

import math
import random

import numpy as np
import pytest
import simpy
from scipy import special

from everyseat.science.erlang import Phone, staff_needed


def by_logarithms(load, staff):
    """Return Erlang C from its sum, each term as a logarithm."""
    n = np.arange(staff)
    terms = n * np.log(load) - special.gammaln(n + 1)
    last = staff * np.log(load) - special.gammaln(staff + 1) - np.log1p(-load / staff)
    return float(np.exp(last - np.logaddexp(special.logsumexp(terms), last)))


def simulated(phone, calls, seed):
    """Return the waits of callers, in minutes, one by one."""
    draw, world = random.Random(seed), simpy.Environment()
    people, waits = simpy.Resource(world, phone.staff), []

    def call():
        came = world.now
        with people.request() as one:
            yield one
            waits.append(world.now - came)
            yield world.timeout(draw.expovariate(1 / phone.minutes))

    def arrivals():
        for _ in range(calls):
            yield world.timeout(draw.expovariate(phone.calls / 60))
            world.process(call())

    world.process(arrivals())
    world.run()
    return np.array(waits)


@pytest.mark.parametrize("load", [0.1, 0.5, 0.9, 0.999])
def test_one_and_two_people_are_as_their_closed_forms_say(load):
    one = Phone(60 * load, 1, 1)
    assert one.waits == pytest.approx(load)
    assert one.mean_wait == pytest.approx(load / (1 - load))
    assert Phone(120 * load, 1, 2).waits == pytest.approx(2 * load**2 / (1 + load))


def test_the_published_example_of_ten_erlangs():
    """200 calls of 3 minutes in an hour, 14 people: Call Centre Helper, "Erlang C formula"."""
    phone = Phone(200, 3, 14)
    assert (round(phone.load, 2), round(100 * phone.waits, 1)) == (10, 17.4)
    assert round(100 * phone.answered_within(20 / 60), 1) == 88.8
    assert round(60 * phone.mean_wait, 1) == 7.8
    assert round(100 * phone.occupancy, 1) == 71.4


@pytest.mark.parametrize(("load", "staff"), [(8, 10), (90, 100), (480, 500), (4900, 5000)])
def test_hundreds_of_people_are_as_exact_as_ten(load, staff):
    assert Phone(60 * load, 1, staff).waits == pytest.approx(by_logarithms(load, staff), rel=1e-9)


def test_a_simulated_phone_finds_the_same_within_its_error():
    phone = Phone(calls=40, minutes=4, staff=4)
    days = np.array(
        [
            (waits.mean(), (waits > 0).mean(), (waits <= 1).mean())
            for waits in (simulated(phone, 1200, seed)[200:] for seed in range(16))
        ]
    )
    right = np.array([phone.mean_wait, phone.waits, phone.answered_within(1)])
    error = days.std(axis=0, ddof=1) / math.sqrt(len(days))
    assert (np.abs(days.mean(axis=0) - right) < 3 * error).all()
    assert (error < 0.15 * right).all()


@pytest.mark.parametrize("calls", [5, 200, 3000, 50_000])
def test_the_fewest_people_are_enough_and_one_fewer_is_not(calls):
    staff = staff_needed(calls, 3, share=0.9, within=0.5)
    assert Phone(calls, 3, staff).answered_within(0.5) >= 0.9
    assert staff == 1 or Phone(calls, 3, staff - 1).answered_within(0.5) < 0.9


def test_a_phone_that_can_not_keep_up_has_a_queue_without_end():
    phone = Phone(60, 2, 2)
    assert (phone.waits, phone.mean_wait, phone.occupancy) == (1, math.inf, 1)
    assert phone.answered_within(1000) == 0


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ((0, 3, 2), "above 0"),
        ((10, -1, 2), "above 0"),
        ((10, 3, 0), "people answer, not 0"),
        ((math.inf, 3, 2), "above 0"),
    ],
)
def test_a_phone_that_can_not_be_is_refused(inputs, told):
    with pytest.raises(ValueError, match=told):
        Phone(*inputs)


def test_a_share_that_is_none_is_refused_and_so_are_too_many_people():
    with pytest.raises(ValueError, match=r"did you mean 0\.8"):
        staff_needed(10, 3, share=80)
    with pytest.raises(ValueError, match="are not enough"):
        staff_needed(200_000, 5)
    with pytest.raises(ValueError, match="below 0 minutes"):
        Phone(10, 3, 2).answered_within(-1)
