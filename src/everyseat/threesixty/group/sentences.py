"""Plain sentences of a group report: of values and teams, never of one leader."""

import math
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.safety.averages import FIVE, STEPS
from everyseat.threesixty.group.shape import GroupReport, Mean, Shift, Value
from everyseat.threesixty.report.shape import Scale

AGREE, PARTLY = 0.5, FIVE / 6
"""Points of a five-point scale that people typically lie from their mean: below the second they
agree (Burke & Dunlap 2002: a sixth of its width), below the first well."""


def number(x: float, step: float = STEPS[0]) -> str:
    """Return a number with as many digits as its step has, and a real minus sign."""
    digits = 2 if step == STEPS[1] else 1
    return f"{x:.{digits}f}".replace("-", "−")


def mean(shown: Mean) -> str:
    return number(shown["mean"], shown["step"])


def rounded(shown: Mean) -> str:
    """Return what a mean is rounded to, in words."""
    return _("rounded to %(step)s") % {"step": number(shown["step"], shown["step"])}


def leaders(n: int) -> str:
    return ngettext("%(n)s leader", "%(n)s leaders", n) % {"n": n}


def headline(content: GroupReport) -> list[str]:
    """Return the first sentences: what is felt most and least, and what has surely moved."""
    shown = {value["key"]: value for value in content["values"] if value["everybody"]}
    if not shown:
        text = _(
            "The reports of fewer than %(k)s leaders have figures. A group report would say too "
            "much about each of them, so there is none."
        )
        return [text % {"k": content["k"]}]
    return [_most_and_least(content, shown), *_moved(content)]


def _most_and_least(content: GroupReport, shown: dict[str, Value]) -> str:
    if content["highest"] in shown and content["lowest"] in shown:
        most, least = shown[content["highest"]], shown[content["lowest"]]
        text = _(
            "People feel “%(most)s” most, at about %(highest)s on a scale from %(low)s to "
            "%(high)s, and “%(least)s” least, at about %(lowest)s."
        )
        return text % {
            "low": content["scale"]["low"],
            "high": content["scale"]["high"],
            "most": most["text"],
            "least": least["text"],
            "highest": _mean_of(most),
            "lowest": _mean_of(least),
        }
    means = [value["everybody"] for value in shown.values() if value["everybody"]]
    if len({mean["step"] for mean in means}) > 1:
        stands_out = _(
            "We do not say which value people feel most, because some means are rounded more than "
            "others to protect people."
        )
    else:
        stands_out = _("No value clearly stands out.")
    return f"{stands_out} {_between(means, content['scale'])}"


def _mean_of(value: Value) -> str:
    return mean(value["everybody"]) if value["everybody"] else "–"


def _between(means: Sequence[Mean], scale: Scale) -> str:
    """Return the points of the scale between which all means lie, by their labels."""
    low = math.floor(min(shown["mean"] for shown in means))
    high = math.ceil(max(shown["mean"] for shown in means))
    if low == high:
        return _("All are at about %(point)s.") % {"point": _point(low, scale)}
    text = _("All are between %(lowest)s and %(highest)s.")
    return text % {"lowest": _point(low, scale), "highest": _point(high, scale)}


def _point(point: int, scale: Scale) -> str:
    label = dict(enumerate(scale["labels"], scale["low"])).get(point)
    return f"“{label}” ({point})" if label else str(point)


def _moved(content: GroupReport) -> list[str]:
    """Return a sentence on what has moved since the round before; none without one."""
    if not content["compared_with"]:
        return []
    known = [value for value in content["values"] if value["change"]]
    up, down = (
        "; ".join(v["text"] for v in known if v["change"] and v["change"]["way"] == way)
        for way in (1, -1)
    )
    since = {"since": content["compared_with"]}
    texts = []
    if up:
        texts.append(
            _("Since “%(since)s” people feel more of: %(values)s.") % {**since, "values": up}
        )
    if down:
        text = _("Since “%(since)s” people feel less of: %(values)s.")
        texts.append(text % {**since, "values": down})
    texts = texts or [_("Since “%(since)s” no value has clearly moved.") % since]
    return [*texts, *_not_compared(content)]


def _not_compared(content: GroupReport) -> list[str]:
    unknown = [v["text"] for v in content["values"] if v["everybody"] and not v["change"]]
    text = _("These values could not be compared with “%(since)s”: %(values)s.")
    values = {"since": content["compared_with"], "values": "; ".join(unknown)}
    return [text % values] if unknown else []


def of_all_alone(values: Sequence[Value]) -> str:
    """Return the means of values whose teams are not shown, in one sentence."""
    listed = "; ".join(
        _("%(value)s: %(mean)s, %(rounded)s")
        % {"value": v["text"], "mean": mean(v["everybody"]), "rounded": rounded(v["everybody"])}
        for v in values
        if v["everybody"]
    )
    text = _(
        "Most numbers of teams are hidden to protect people. So the table shows only values whose "
        "teams can be shown. The other values, of all leaders: %(values)s."
    )
    return text % {"values": listed} if listed else ""


def coverage(content: GroupReport) -> list[str]:
    """Return whom the figures are of: how many leaders, and about how many answers."""
    if not content["values"]:
        return []
    text = ngettext(
        "%(rated)s leader was rated in this round.",
        "%(rated)s leaders were rated in this round.",
        content["rated"],
    )
    texts = [text % content]
    without = content["rated"] - content["told"]
    texts.append(
        ngettext(
            "The report of %(n)s of them has no figures, because too few people answered.",
            "The reports of %(n)s of them have no figures, because too few people answered.",
            without,
        )
        % {"n": without}
        if without
        else _("The reports of all of them have figures.")
    )
    if content["answered"]:
        text = _("People were invited %(asked)s times, and answered at least %(answered)s times.")
        texts.append(text % content)
    return texts


def agreement_key(spread: float | None, scale: Scale) -> str | None:
    """Return how far people who rated the same leader agree: as much of it as is shown."""
    if spread is None:
        return None
    points = spread / (scale["high"] - scale["low"]) * FIVE
    if points <= AGREE:
        return "mostly agree"
    return "agree in part" if points <= PARTLY else "often disagree"


def agreement(spread: float | None, scale: Scale) -> str:
    """Return how far people who rated the same leader agree, in words."""
    words = {
        None: "–",
        "mostly agree": _("They mostly agree"),
        "agree in part": _("They agree in part"),
        "often disagree": _("They often disagree"),
    }
    return words[agreement_key(spread, scale)]


def seen_in_ten(share: float | None) -> int | None:
    """Return how many in ten of those who answered had seen what they were asked about."""
    return None if share is None else round(share * 10)


def seen(share: float | None) -> str:
    in_ten = seen_in_ten(share)
    if in_ten is None:
        return "–"
    return _("Nearly all") if in_ten == 10 else _("About %(n)s in 10") % {"n": in_ten}


def change(shift: Shift | None) -> str:
    if shift is None:
        return "–"
    ways: Sequence[str] = (_("Not sure"), _("Up"), _("Down"))
    text = ways[shift["way"]]
    if shift["way"] and shift["difference"] is not None:
        text = _("%(way)s by about %(difference)s") % {
            "way": text,
            "difference": number(abs(shift["difference"])),
        }
    return _("%(change)s (%(leaders)s)") % {"change": text, "leaders": leaders(shift["leaders"])}
