"""Plain sentences that say what the numbers show, and no more."""

from django.utils.translation import gettext_noop, ngettext

from everyseat.science.gaps import Verdict
from everyseat.threesixty import relationships
from everyseat.threesixty.report.material import beside_self, topics
from everyseat.threesixty.report.shape import Change, Report, Row, Topic
from everyseat.threesixty.report.translated import gettext as _

VERDICTS = {
    Verdict.BLIND_SPOT: gettext_noop("Blind spot"),
    Verdict.HIDDEN_STRENGTH: gettext_noop("Hidden strength"),
    Verdict.SHARED_STRENGTH: gettext_noop("Shared strength"),
    Verdict.SHARED_WEAKNESS: gettext_noop("Shared weakness"),
    Verdict.IN_STEP: gettext_noop("In step"),
    Verdict.TOO_FEW: gettext_noop("Not sure"),
}


def number(x: float | None, digits: int = 1) -> str:
    """Return a number as people read it: one digit after the point, a real minus sign."""
    return "–" if x is None else f"{x:.{digits}f}".replace("-", "−")


def verdict(key: str | None) -> str:
    """Return the name of a verdict."""
    return _(VERDICTS[Verdict(key)]) if key else ""


def topic(topic: Topic) -> str:
    """Return one or two sentences about a topic: self, others, and whether they differ."""
    others, own, verdict_key = beside_self(topic), topic["self"], topic["verdict"]
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
    if own is None or verdict_key is None:
        return estimate
    return (
        _("You put yourself at %(own)s.") % {"own": number(own)}
        + f" {estimate} {_(SAID[Verdict(verdict_key)])}"
    )


SAID = {
    Verdict.BLIND_SPOT: gettext_noop("You mean it more than it is felt."),
    Verdict.HIDDEN_STRENGTH: gettext_noop("It is felt more than you think."),
    Verdict.SHARED_STRENGTH: gettext_noop("You and others see a strength here."),
    Verdict.SHARED_WEAKNESS: gettext_noop("You and others see that this is rarely felt."),
    Verdict.IN_STEP: gettext_noop("You and others see this alike."),
    Verdict.TOO_FEW: gettext_noop("You and others are not far enough apart to be sure."),
}


def agreement(row: Row) -> str:
    """Return how far raters agree, in words (AD about the mean, Burke & Dunlap 2002).

    Nothing of a group whose figures leave without their spread.
    """
    if row.get("coarse"):
        return ""
    if row["most"] is not None:
        return _("most chose %(point)s") % {"point": row["most"]}
    return _("typically within %(ad)s of a point") % {"ad": number(row["ad"])}


def change(shift: Change | None, since: str | None) -> str:
    """Return a sentence on the change since last time, with its interval; "" if not known."""
    if shift is None:
        return ""
    low, high = shift["interval"]
    values = {
        "difference": ("+" if shift["difference"] > 0 else "") + number(shift["difference"]),
        "low": number(low),
        "high": number(high),
        "since": since or _("last time"),
    }
    if shift["reliable"]:
        return _("Since %(since)s this moved by %(difference)s (%(low)s to %(high)s).") % values
    return (
        _("Since %(since)s: no change that so many voices could show (%(low)s to %(high)s).")
        % values
    )


def left_out(report: Report) -> list[str]:
    """Return sentences about answers left out because nearly the same people were asked before."""
    numbers = report.get("left_out")
    if not numbers:
        return []
    groups = "; ".join(relationships.names([label]) for label in numbers)
    text = _(
        "Nearly the same people may have been asked for an earlier report (%(groups)s). To "
        "protect anyone who joined or left since, we left out %(n)s answers and their "
        "words, chosen at random."
    ) % {"groups": groups, "n": sum(numbers.values())}
    if report["raters"] is None:
        return [text]
    rest = _(
        "Their means, and those of all others together, are rounded to half points. We do "
        "not show how these answers are spread, or what has changed."
    )
    return [text, rest]


def norm(report: Report) -> str:
    """Return a sentence about how many other leaders the estimates lean on."""
    people = report["norm_people"]
    if not people:
        return _(
            "Too few other leaders have been rated with these questions to say what is usual. So "
            "every estimate rests on the answers about you, drawn a little to the middle of the "
            "scale."
        )
    return ngettext(
        "Estimates lean on the answers about %(n)s other leader.",
        "Estimates lean on the answers about %(n)s other leaders.",
        people,
    ) % {"n": people}


def first(report: Report) -> list[str]:
    """Return the first sentences of a report: how it was meant, and how it felt."""
    findings = report["findings"]
    names = {t["key"]: t["text"].format(name=report["recipient"]) for t in topics(report["values"])}

    def listed(kind: Verdict) -> str:
        return "; ".join(names[key].removesuffix(".") for key in findings[kind][:3])

    if report["raters"] is None and report.get("left_out"):
        return [_("Too few answers are left to say how it felt, so we show none of them.")]
    if report["raters"] is None:
        return [_("Too few people answered to say how it felt. We show nothing, to protect them.")]
    if not report["self_given"]:
        return [_("You did not rate yourself, so only how it felt can be shown.")]
    lines = []
    if findings[Verdict.BLIND_SPOT]:
        lines.append(
            _("You mean more than is felt: %(what)s.") % {"what": listed(Verdict.BLIND_SPOT)}
        )
    if findings[Verdict.HIDDEN_STRENGTH]:
        text = _("It is felt more than you think: %(what)s.")
        lines.append(text % {"what": listed(Verdict.HIDDEN_STRENGTH)})
    if findings[Verdict.SHARED_STRENGTH]:
        text = _("You and others see a strength: %(what)s.")
        lines.append(text % {"what": listed(Verdict.SHARED_STRENGTH)})
    if findings[Verdict.SHARED_WEAKNESS]:
        text = _("You and others see that this is rarely felt: %(what)s.")
        lines.append(text % {"what": listed(Verdict.SHARED_WEAKNESS)})
    unsure, total = len(findings[Verdict.TOO_FEW]), len(names)
    if unsure > total / 2:
        lines.append(
            _(
                "On %(unsure)s of %(total)s topics, you and others are not far enough apart to be "
                "sure."
            )
            % {"unsure": unsure, "total": total}
        )
    return lines or [_("How you see yourself and how others feel it are in step.")]
