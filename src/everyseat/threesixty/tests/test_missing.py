"""Who is missing from a list is said in plain words, and nothing that will not be so."""

from itertools import product

import pytest

from everyseat.threesixty import missing, past
from everyseat.threesixty.models import Review, Round

LIMITS = {"peer": [0, 15], "report": [0, 15], "partner": [2, 6], "public": [0, 0]}


def said(to_them: bool = True, k: int = 4, **counts: int) -> missing.Missing:
    review = Review(round=Round(rating_threshold=k, word_threshold=5, limits=LIMITS))
    return missing.of(review, counts, to_them=to_them)


def line(relationship: str, **counts: int) -> str:
    return next(x.text for x in said(**counts).lines if x.relationship == relationship)


def test_with_too_few_in_all_only_that_is_said():
    assert said(peer=2, manager=1).whole.startswith("Name at least 2 more people who are not")
    assert said(peer=3).whole.startswith("Name at least 1 more person who is not the manager")
    assert line("peer", peer=3) == "3 on the list."


def test_a_relationship_with_enough_is_shown_on_its_own():
    assert line("peer", peer=5, manager=1).endswith(
        "If at least 4 answer, what they say is shown on its own."
    )


def test_a_relationship_beside_others_may_be_shown_with_one_of_which_too_few_answer():
    """Six people and one partner answered, and were shown as one."""
    assert line("report", report=6, partner=4).endswith(
        "If at least 4 answer, what they say is shown on its own, unless too few of another group "
        "answer. Then two groups may be shown as one."
    )


def test_of_one_that_is_short_it_is_said_how_many_more_and_with_what_it_is_shown_now():
    text = line("report", peer=5, report=3)
    assert "With 1 more, what they say can be shown on its own." in text
    assert text.endswith("What they say is shown together with: Peers.")
    assert line("peer", peer=5, report=3) == (
        "5 on the list. What they say is shown together with others of whom there are too few: "
        "People you lead."
    )


def test_of_two_that_are_short_it_is_said_of_both():
    text = line("report", peer=3, report=3)
    assert "together with: Peers." in text
    assert "If at least 4 of each answer" in text


def test_limits_are_said_and_what_nobody_may_name_is_left_out():
    assert line("partner") == "Nobody yet. At least 2 are needed."
    assert "no more than 6" in line("partner", partner=6)
    assert "public" not in {x.relationship for x in said().lines}


def test_somebody_else_reads_of_people_they_lead():
    assert "People they lead" in {x.name for x in said(to_them=False).lines}
    assert "People you lead" not in " ".join(
        x.name + x.text for x in said(to_them=False, peer=5, report=3).lines
    )


@pytest.mark.parametrize("k", [3, 4, 6])
def test_nothing_is_said_that_will_not_be_so(k):
    """Every list up to 7 of three relationships, beside how groups are really put together."""
    for sizes in product(range(8), repeat=3):
        counts = dict(zip(("peer", "report", "partner"), sizes, strict=True))
        present = {key: n for key, n in counts.items() if n}
        label = past.groups(present, k)
        for one in said(k=k, **counts).lines:
            key, text = one.relationship, one.text
            if key not in present or sum(sizes) < k:
                assert "shown" not in text
                continue
            alone = label[key] == key
            assert ("is shown on its own" in text and "each is" not in text) is alone
            assert ("shown together with" in text) is not alone
            if "too few" in text:
                assert all(counts[x] < k for x in label[key].split("+") if x != key)
            if "can be shown on its own" in text:
                assert past.groups({**present, key: k}, k)[key] == key
            if "of each" in text:
                each = {other: max(n, k) for other, n in present.items()}
                assert past.groups(each, k)[key] == key
