"""Plain sentences that say what the numbers show, and no more."""

from django.utils.translation import gettext_noop, ngettext

from everyseat.science.gaps import Verdict
from everyseat.threesixty import relationships
from everyseat.threesixty.report import groups, not_seen, reading
from everyseat.threesixty.report.material import beside_self, topics
from everyseat.threesixty.report.reading import Side
from everyseat.threesixty.report.shape import Change, Report, Row, Scale, Topic
from everyseat.threesixty.report.translated import gettext as _

VERDICTS = {
    Verdict.BLIND_SPOT: gettext_noop("Blind spot"),
    Verdict.HIDDEN_STRENGTH: gettext_noop("Hidden strength"),
    Verdict.SHARED_STRENGTH: gettext_noop("Shared strength"),
    Verdict.SHARED_WEAKNESS: gettext_noop("Shared weakness"),
    Verdict.IN_STEP: gettext_noop("In step"),
    Verdict.TOO_FEW: gettext_noop("Not sure"),
}


SEEN_BY_MOST = 0.75
"""The share of raters who saw a behaviour from which nothing need be said of the others."""


def number(x: float | None, digits: int = 1) -> str:
    """Return a number as people read it: one digit after the point, a real minus sign."""
    return "–" if x is None else f"{x:.{digits}f}".replace("-", "−")


def own(x: float | None) -> str:
    """Return one's own rating: a whole point as people give it, a mean with one digit."""
    return number(x, 0 if x is not None and x == round(x) else 1)


def verdict(key: str | None) -> str:
    """Return the name of a verdict."""
    return _(VERDICTS[Verdict(key)]) if key else ""


def badge(topic: Topic, scale: Scale) -> str:
    """Return what a mark beside a topic says: its verdict, kinder where others rate it well."""
    if topic["verdict"] == Verdict.BLIND_SPOT and reading.is_felt_well(topic, scale):
        return _("You rate it higher")
    return verdict(topic["verdict"])


def topic(topic: Topic, scale: Scale) -> str:
    """Return one or two sentences about a topic: self, others, and whether they differ."""
    others, mine, verdict_key = beside_self(topic), topic["self"], topic["verdict"]
    if others is None:
        return _("There are too few answers to show anything here.")
    text = _("Others feel this at about %(estimate)s (between %(low)s and %(high)s, n = %(n)s).")
    if topic.get("compared"):
        text = _(
            "On the behaviours that you rated too, others feel this at about %(estimate)s "
            "(between %(low)s and %(high)s, n = %(n)s)."
        )
    low, high = (number(end) for end in others["interval"])
    estimate = text % {
        "estimate": number(others["estimate"]),
        "low": low,
        "high": high,
        "n": others["n"],
    }
    if mine is None or verdict_key is None:
        return estimate
    return (
        _("You put yourself at %(own)s.") % {"own": own(mine)}
        + f" {estimate} {unsure(topic, scale) or _(SAID[Verdict(verdict_key)])}"
    )


SAID = {
    Verdict.BLIND_SPOT: gettext_noop("You believe people feel this more than they do."),
    Verdict.HIDDEN_STRENGTH: gettext_noop("It is felt more than you think."),
    Verdict.SHARED_STRENGTH: gettext_noop("You and others see a strength here."),
    Verdict.SHARED_WEAKNESS: gettext_noop("You and others see that this is rarely felt."),
    Verdict.IN_STEP: gettext_noop("You and others see this alike."),
    Verdict.TOO_FEW: gettext_noop("You and others are not far enough apart to be sure."),
}


UNSURE = {
    Side.LOWER: gettext_noop(
        "Others probably feel this less than you believe. The difference may be less than "
        "%(margin)s."
    ),
    Side.HIGHER: gettext_noop(
        "Others probably feel this more than you believe. The difference may be less than "
        "%(margin)s."
    ),
}


def unsure(topic: Topic, scale: Scale) -> str:
    """Return what is likely where no gap is named, though self lies outside others' interval.

    "" of all else: a reader who sees both apart must read why nothing is made of it.
    """
    side = reading.side(topic)
    if topic["verdict"] != Verdict.TOO_FEW or side is Side.WITHIN:
        return ""
    return _(UNSURE[side]) % {"margin": _margin(scale)}


def not_sure(report: Report) -> str:
    """Return what the mark "Not sure" in the first picture means; "" where no value has it."""
    if not any(value["verdict"] == Verdict.TOO_FEW for value in report["values"]):
        return ""
    text = _(
        "“Not sure” means: we name a gap only if the whole line lies more than %(margin)s from "
        "your own rating."
    )
    return text % {"margin": _margin(report["scale"])}


def _margin(scale: Scale) -> str:
    """Return how far apart self and others must be for a gap, in words."""
    least = reading.margin(scale)
    return _("half a point") if least == 0.5 else _("%(n)s points") % {"n": f"{least:g}"}


def agreement(row: Row) -> str:
    """Return how far raters agree, in words (AD about the mean, Burke & Dunlap 2002).

    Nothing of a group whose figures leave without their spread.
    """
    if row.get("coarse"):
        return ""
    if row["most"] is not None:
        return _("most chose %(point)s") % {"point": row["most"]}
    return _("typically within %(ad)s of a point") % {"ad": number(row["ad"])}


def change(shift: Change | None) -> str:
    """Return a sentence on the change since last time, with its interval; "" if not known."""
    if shift is None:
        return ""
    if shift["reliable"]:
        return _("Since last time: %(change)s.") % {"change": moved_by(shift)}
    low, high = (_signed(end) for end in shift["interval"])
    text = _("No sure change since last time (between %(low)s and %(high)s).")
    return text % {"low": low, "high": high}


def moved_by(shift: Change) -> str:
    """Return how far something moved, with its interval."""
    low, high = (_signed(end) for end in shift["interval"])
    values = {"difference": _signed(shift["difference"]), "low": low, "high": high}
    return _("%(difference)s (between %(low)s and %(high)s)") % values


def _signed(x: float) -> str:
    return ("+" if x > 0 else "") + number(x)


def statements(report: Report) -> str:
    """Return what stands above the behaviours: whose statements they are, and what bars are."""
    if not report["self_given"]:
        return _("Grey bars show how people's answers are spread.")
    return _(
        "The statements below are as you read them. Others answered the same about you. Grey bars "
        "show how their answers are spread."
    )


def differ(topic: Topic, scale: Scale) -> str:
    """Return where two groups surely differ, "" where none do."""
    found = groups.widest(topic, scale)
    if found is None:
        return ""
    text = _("Groups differ. %(higher)s: about %(high)s. %(lower)s: about %(low)s.")
    return text % {
        "higher": relationships.names(found.higher["relationships"]),
        "high": number(found.higher["estimate"]),
        "lower": relationships.names(found.lower["relationships"]),
        "low": number(found.lower["estimate"]),
    }


def asked(behaviour: Topic) -> str:
    """Return how a statement was asked whose answers are turned round; "" for any other."""
    if not (words := behaviour.get("asked_self")):
        return ""
    return _("This was asked as “%(statement)s”, and the answers are turned round.") % {
        "statement": words.removesuffix(".")
    }


def most(topic: Topic) -> str:
    """Return the point that all chose, or all but one next to it; "" where answers are spread."""
    point = topic["others"] and topic["others"]["most"]
    return _("All or nearly all chose %(point)s.") % {"point": point} if point else ""


def seen(topic: Topic, raters: int | None) -> str:
    """Return how few people saw a behaviour, or that they are too few; "" where most did."""
    others = topic["others"]
    if others is None or raters is None:
        return _("Too few people had seen this to show their answers.")
    if others["n"] >= SEEN_BY_MOST * raters:
        return ""
    text = _("Only %(n)s of %(raters)s people had seen this.")
    return text % {"n": others["n"], "raters": raters}


def about_numbers(report: Report) -> list[str]:
    """Return what to know of this report's numbers: the norm, weights, protection, chance."""
    if report["raters"] is None:
        return []
    lines = [norm(report)]
    if unseen := not_seen.said(report):
        lines.append(unseen)
    if len(report["groups"]) > 1:
        lines.append(
            _(
                "Each person counts the same, so larger groups weigh more. The report's page also "
                "shows the mean with each group counting the same."
            )
        )
    if reading.is_compared(report):
        lines.append(
            _(
                "A result that was unusually low or high tends to be nearer the middle next time, "
                "by chance alone. Keep this in mind if you were asked again because of it."
            )
        )
    return lines


def norm(report: Report) -> str:
    """Return a sentence about how many other leaders the estimates lean on."""
    people = report["norm_people"]
    if not people:
        return _(
            "Too few other leaders have been rated with these questions to say what is usual. So "
            "every estimate rests on the answers about you, drawn a little to the middle of the "
            "scale."
        )
    rows = [topic["others"] for topic in topics(report["values"]) if topic["others"]]
    most = max((round(100 * (1 - row["own_share"])) for row in rows), default=0)
    return ngettext(
        "Estimates are drawn towards what is usual for %(n)s other leader: here by up to "
        "%(most)s %%.",
        "Estimates are drawn towards what is usual for %(n)s other leaders: here by up to "
        "%(most)s %%.",
        people,
    ) % {"n": people, "most": most}
