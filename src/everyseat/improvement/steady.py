"""Numbers that everybody reads: none is small, and none moves by few people."""

Count = int | None
"""How many; None for fewer than the threshold."""


def steady(shown: Count, now: int, threshold: int) -> Count:
    """Return the number that is shown next, where `shown` was shown last.

    Below the threshold none is. Otherwise it moves only by as many as the threshold: whoever
    compares two months never learns of fewer people.

    Examples
    --------
    >>> steady(None, 4, 5), steady(None, 5, 5), steady(5, 9, 5), steady(5, 10, 5), steady(9, 4, 5)
    (None, 5, 5, 10, None)
    """
    if now < threshold:
        return None
    if shown is not None and abs(now - shown) < threshold:
        return shown
    return now
