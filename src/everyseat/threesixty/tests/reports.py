"""Reports for tests: the least that a sentence or a picture of one needs."""

from everyseat.science.gaps import Verdict

SCALE = {"low": 1, "high": 5, "labels": ["Never", "Rarely", "Sometimes", "Often", "Always"]}


def row(estimate: float, half: float = 0.3, **more) -> dict:
    """Return the figures of a group whose interval reaches `half` to both sides."""
    return {
        "relationships": ["peer"],
        "n": 10,
        "estimate": estimate,
        "interval": [estimate - half, estimate + half],
        "own_share": 0.8,
        "most": None,
        "counts": [0, 2, 4, 3, 1],
        "mean": estimate,
        "ad": 0.7,
    } | more


def topic(key: str, own: float | None, others: dict | None, verdict: str | None = None, **more):
    return {
        "key": key,
        "text": f"{{name}} does {key}.",
        "self_text": f"I do {key}.",
        "self": own,
        "others": others,
        "compared": None,
        "groups": [],
        "named": [],
        "verdict": verdict,
        "change": None,
    } | more


def value(key: str, own: float | None, others: dict | None, verdict: str | None = None, **more):
    """Return a value with one behaviour of the same figures, unless it is given others."""
    named = topic(key, own, others, verdict) | {"text": key, "self_text": key}
    behaviours = [topic(f"{key}-1", own, others, verdict)]
    return named | {"behaviours": behaviours} | more


def report(*values: dict, **more) -> dict:
    return {
        "version": 1,
        "recipient": "Lee",
        "title": "Round",
        "scale": SCALE,
        "limits": {"ratings": 4, "words": 5},
        "raters": 10,
        "groups": [["peer"]],
        "named": [],
        "waves": [1 for value in values for _behaviour in value["behaviours"]],
        "self_given": True,
        "norm_people": 12,
        "compared_with": None,
        "values": list(values),
        "findings": {str(verdict): [] for verdict in Verdict},
        "words": [],
        "words_for_coach": [],
    } | more


def change(difference: float, half: float = 0.3) -> dict:
    low, high = difference - half, difference + half
    return {
        "difference": difference,
        "interval": [low, high],
        "reliable": low > 0 or high < 0,
    }
