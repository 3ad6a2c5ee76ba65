"""Long numbers and postcodes, which lead to somebody: with a slip of the pen as without one."""

import re
from collections.abc import Iterator

LONG_NUMBER = re.compile(r"\d(?:[ .()-]{0,2}\d){5,}")
"""A telephone number, a hospital number or an NHS number, valid or not."""
NO_NUMBER = re.compile(
    r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}([./-])\d{1,2}\1\d{2,4}\b|[£$€]\s?\d[\d ,.]*"
    r"|\b(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d\b|\b\d{1,3}(?: \d{3})+(?=\s+[a-z])"
)
"""Dates, sums of money, spans of years, and thousands of something: digits that reach nobody."""
POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d(?!(?-i:st|nd|rd|th)\b)[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE
)
"""A postcode of the United Kingdom: no C, I, K, M, O or V ends one, so “B12 5mg” is none.

The form is that of Royal Mail, as in BS 7666-5:2006; “ward B1 2nd floor” is left.
"""


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each long number stands that is no date and no sum, and each postcode.

    >>> text = "Ring 07700 900123, I live at CF10 3AT"
    >>> [text[start:end] for start, end in spans(text)]
    ['07700 900123', 'CF10 3AT']
    """
    others = [found.span() for found in NO_NUMBER.finditer(text)]
    for found in LONG_NUMBER.finditer(text):
        if not any(found.start() < end and start < found.end() for start, end in others):
            yield found.span()
    yield from (found.span() for found in POSTCODE.finditer(text))
