"""The shape of a report: plain data that a page, a PDF and a database row can all hold."""

from typing import NotRequired, TypedDict


class Scale(TypedDict):
    low: int
    high: int
    labels: list[str]


class Thresholds(TypedDict):
    """The fewest people for ratings, and for words, to be shown."""

    ratings: int
    words: int


class Distribution(TypedDict):
    """How a group's ratings lie. Only `most` if all seem to agree; only `mean` if coarse.

    `counts` is for each point of the scale, `ad` the mean deviation about the mean.
    """

    most: int | None
    counts: list[int] | None
    mean: float | None
    ad: float | None
    coarse: NotRequired[bool]


class Estimate(TypedDict):
    """An estimate of a true mean, with its interval."""

    estimate: float
    interval: list[float]


class Row(Distribution, Estimate):
    """The figures of a group: its relationships, and the share of the estimate that is its own."""

    relationships: list[str]
    n: int
    own_share: float


class Named(TypedDict):
    """The rating of someone who is shown alone, as they were told; the mean of `n` if several."""

    relationship: str
    rating: float
    n: NotRequired[int]


class Change(TypedDict):
    """A change since an earlier report, over so many behaviours that both tell of."""

    difference: float
    interval: list[float]
    reliable: bool
    behaviours: NotRequired[int]


class Topic(TypedDict):
    """The content of a behaviour, or of a value as a whole.

    `compared` is what others feel over the behaviours that self rated too, where these are not all
    of others'. `self_before` is one's own rating in the earlier report, if both times it is over
    all of the behaviours. `asked` is how a statement was worded that was worded negatively: `text`
    says the opposite, and answers are turned round.
    """

    key: str
    text: str
    self_text: str
    self: float | None
    others: Row | None
    compared: NotRequired[Row | None]
    groups: list[Row]
    named: list[Named]
    verdict: str | None
    change: Change | None
    self_before: NotRequired[float | None]
    asked: NotRequired[str]
    asked_self: NotRequired[str]


class Value(Topic):
    behaviours: list[Topic]


class Words(TypedDict):
    """The comments on an open question, shuffled; empty if they are withheld.

    `value` is the key of the value that the question is about, if it is about one.
    """

    key: str
    text: str
    words: list[str]
    value: NotRequired[str]


class Edited(TypedDict):
    """How many comments a coach shortened, and how many they left out."""

    shortened: int
    left_out: int


class Report(TypedDict):
    """A report. `raters` is None where too few answered; `findings` are keys by verdict.

    `nobody_asked` is there only where no list of raters was approved. An old report may lack
    `left_out`. One made `from_file` has the `title` it was given, and nobody
    knows what its raters were told. `edited` is there only where a coach took words out.
    """

    version: int
    title: NotRequired[str]
    from_file: NotRequired[bool]
    recipient: str
    scale: Scale
    limits: Thresholds
    raters: int | None
    nobody_asked: NotRequired[bool]
    groups: list[list[str]]
    named: list[str]
    released: list[list[list[str]]]
    waves: list[int]
    left_out: NotRequired[dict[str, int]]
    self_given: bool
    norm_people: int
    compared_with: str | None
    values: list[Value]
    findings: dict[str, list[str]]
    words: list[Words]
    words_for_coach: list[Words]
    edited: NotRequired[Edited]
