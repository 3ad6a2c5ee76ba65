"""What a report says, each sentence a function of its content."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation.report import enough
from everyseat.science.opinion import common_ground, divisions

Content = dict[str, Any]
LETTERS = "ABCDE"
"""What groups are called, the largest first."""
GOOD, MODERATE, FAIR = 0.8, 0.65, 0.5
"""Adjusted Rand indices (Steinley 2004, Psychological Methods 9, 386-396)."""
TENTHS = 10
HALF = 0.5


def name_of(group: int) -> str:
    """Return what a group is called."""
    return _("Group %(letter)s") % {"letter": LETTERS[group]}


def headline(content: Content) -> str:
    """Return what the conversation found, in a few words."""
    n = len(content["common_ground"]) + content["more_common_ground"]
    if n:
        text = ngettext(
            "People agree on %(n)s statement, in every group",
            "People agree on %(n)s statements, in every group",
            n,
        )
        if unknown(content):
            text = ngettext(
                "People agree on %(n)s statement, in every group of which enough have answered",
                "People agree on %(n)s statements, in every group of which enough have answered",
                n,
            )
        if not content["groups"]:
            text = ngettext(
                "People agree on %(n)s statement", "People agree on %(n)s statements", n
            )
        return text % {"n": n}
    if n := len(content["divides"]) + content["more_divides"]:
        text = ngettext(
            "People see %(n)s statement differently, and surely agree on none",
            "People see %(n)s statements differently, and surely agree on none",
            n,
        )
        return text % {"n": n}
    if enough.to_agree(content):
        return _("People surely agree on no statement")
    return _("Too few have answered to say what people agree on")


def unknown(content: Content) -> list[int]:
    """Return the groups that have no say, as too few of them have answered to tell what they think.

    See `science.opinion.common_ground.can_tell`.
    """
    return [
        group
        for group in range(len(content["groups"]))
        if max((row["groups"][group]["n"] for row in content["all"]), default=0)
        < common_ground.NEEDED
    ]


def took_part(content: Content) -> str:
    """Return how many people gave how many answers."""
    people = ngettext("%(n)s person", "%(n)s people", content["people"])
    answers = ngettext("%(n)s answer", "%(n)s answers", content["votes"])
    text = (
        _("About %(people)s gave about %(answers)s to %(statements)s statements.")
        if content["off"]
        else _("%(people)s gave %(answers)s to %(statements)s statements.")
    )
    return text % {
        "people": people % {"n": f"{content['people']:,}"},
        "answers": answers % {"n": f"{content['votes']:,}"},
        "statements": f"{content['statements']:,}",
    }


def about_groups(content: Content) -> str:
    """Return how many groups there are, and who is in none."""
    groups = len(content["groups"])
    if not groups:
        return _("No groups of people who think alike can be told apart.")
    text = _("Their answers form %(groups)s groups of people who think alike.") % {"groups": groups}
    # a rest no larger than what numbers are changed by says nothing, and could be one person
    if (rest := content["people"] - content["grouped"]) > content["off"]:
        none = ngettext(
            "%(n)s person has answered too little to be in one.",
            "%(n)s people have answered too little to be in one.",
            rest,
        )
        text = f"{text} {none % {'n': f'{rest:,}'}}"
    return text


def of_group(content: Content, group: int) -> str:
    """Return one sentence about a group: how large it is, and what it thinks most of all."""
    found = content["groups"][group]
    text = (
        _("%(name)s has about %(n)s people: %(tenths)s in 10 of those in a group.")
        if content["off"]
        else _("%(name)s has %(n)s people, about %(tenths)s in 10 of those in a group.")
    )
    size = text % {
        "name": name_of(group),
        "n": f"{found['size']:,}",
        "tenths": min(max(round(TENTHS * found["size"] / content["grouped"]), 1), TENTHS),
    }
    thoughts = [
        _thinks(one, agrees)
        for agrees in (True, False)
        if (one := next((s for s in found["standing"] if s["agrees"] is agrees), None))
    ]
    if group in unknown(content):
        thoughts = [_("Too few of them have answered to tell what they think.")]
    return " ".join([size, *thoughts])


def _thinks(row: Content, agrees: bool) -> str:
    """Return what a group thinks of a statement, in the words that its reader reads."""
    words = row.get("words")
    if words is None or not words.is_translated:
        text = _("It agrees: “%(text)s”") if agrees else _("It disagrees: “%(text)s”")
        return text % {"text": row["text"]}
    text = (
        _("It agrees: “%(text)s” (translated by the organisers)")
        if agrees
        else _("It disagrees: “%(text)s” (translated by the organisers)")
    )
    return text % {"text": words.text}


def name_of_audience(audience: Content) -> str:
    """Return what an audience is called."""
    return audience["name"] or _("Everybody else")


def of_audience(audience: Content) -> str:
    """Return about how many people of an audience took part."""
    if audience["people"] is None:
        return _("%(name)s: too few took part to say so") % {"name": name_of_audience(audience)}
    text = ngettext(
        "%(name)s: about %(n)s person", "%(name)s: about %(n)s people", audience["people"]
    )
    return text % {"name": name_of_audience(audience), "n": f"{audience['people']:,}"}


def in_words(share: float | None) -> str:
    """Return a share of people as one says it: "about 8 in 10 people"."""
    if share is None:
        return _("nobody has answered")
    tenths = round(TENTHS * share)
    if tenths == TENTHS:
        return _("nearly everyone")
    return _("about %(n)s in 10 people") % {"n": tenths} if tenths else _("hardly anyone")


def of_agreed(row: Content) -> str:
    """Return how many agree with a statement of the common ground, or disagree."""
    share = row["agree"] if row["agrees"] else row["disagree"]
    text = _("Agree: %(share)s") if row["agrees"] else _("Disagree: %(share)s")
    return text % {"share": in_words(share)}


def of_shares(row: Content) -> str:
    """Return how many agree with a statement and how many disagree, or why that is not sure."""
    passed = 1 - row["agree"] - row["disagree"]
    reason = divisions.reason_of(row["n"], passed, (row["low"], row["disagree_low"]))
    if reason:
        return of_undecided(row | {"reason": reason})
    return _("Agree: %(agree)s. Disagree: %(disagree)s.") % {
        "agree": in_words(row["agree"]),
        "disagree": in_words(row["disagree"]),
    }


def of_divided(row: Content) -> str:
    """Return which groups are furthest apart on a statement."""
    return _furthest(row, row["groups"], [name_of(group) for group in range(len(row["groups"]))])


def of_apart(row: Content, audiences: list[Content]) -> str:
    """Return which audiences are furthest apart on a statement."""
    return _furthest(row, row["audiences"], [name_of_audience(one) for one in audiences])


def _furthest(row: Content, shares: list[Content], names: list[str]) -> str:
    most, least = row["most"], row["least"]
    side = "agree" if row["agrees"] else "disagree"
    text = (
        _("Agree: %(high)s of %(most)s, %(low)s of %(least)s")
        if row["agrees"]
        else _("Disagree: %(high)s of %(most)s, %(low)s of %(least)s")
    )
    return text % {
        "most": names[most],
        "high": in_words(shares[most][side]),
        "least": names[least],
        "low": in_words(shares[least][side]),
    }


def no_common_ground(content: Content) -> str:
    """Return why there is no common ground."""
    if enough.to_agree(content):
        return _("There is nothing that most people surely agree on, in every group.")
    return _("Too few have answered to say what most people agree on, in every group.")


def no_division(content: Content) -> str:
    """Return why no statement divides the groups."""
    if enough.to_divide(content, "groups"):
        return _("No statement surely divides the groups: they differ in degree.")
    return _("Too few have answered to tell what divides the groups.")


def none_apart(content: Content) -> str:
    """Return why audiences see no statement differently."""
    if enough.to_divide(content, "audiences"):
        return _("No statement surely divides them: they differ in degree.")
    return _("Too few have answered to tell what divides them.")


def of_undecided(row: Content) -> str:
    """Return why nothing can be said of a statement yet."""
    if row["reason"] == "few":
        return _("Too few have answered to say anything of it.")
    if row["reason"] == "pass":
        return _("Many passed: it may be unclear, or people may not know.")
    if row["agree"] > HALF:
        return _(
            "More than half of those who answered agree, but too few have answered to be sure."
        )
    if row["disagree"] > HALF:
        return _(
            "More than half of those who answered disagree, but too few have answered to be sure."
        )
    if row["low"] > row["disagree"]:
        return _("More agree than disagree, but not more than half.")
    if row["disagree_low"] > row["agree"]:
        return _("More disagree than agree, but not more than half.")
    return _("It cannot be told whether more agree or disagree.")


def few(content: Content) -> str:
    """Return of how many statements nothing can be said as too few have answered."""
    if not content["few"]:
        return ""
    text = ngettext(
        "Too few have answered %(n)s statement to say anything of it.",
        "Too few have answered %(n)s statements to say anything of them.",
        content["few"],
    )
    return text % {"n": f"{content['few']:,}"}


def in_no_list(content: Content) -> str:
    """Return how many statements stand in no list, and why; nothing if none do."""
    n = content.get("in_no_list", 0)  # not in a result of before
    if not n:
        return ""
    text = ngettext(
        "%(n)s statement stands in no list. Most people agree, or disagree, but not surely most of "
        "each group, and no two groups surely differ.",
        "%(n)s statements stand in no list. Most people agree, or disagree, but not surely most "
        "of each group, and no two groups surely differ.",
        n,
    )
    return text % {"n": f"{n:,}"}


def no_map(content: Content) -> str:
    """Return why there is no map; nothing where there is one."""
    if content["map"]["squares"]:
        return ""
    return _("The map can’t be shown: too few people stand together anywhere on it.")


def missing(content: Content) -> str:
    """Return how many people the map leaves out; nothing if it shows all."""
    n = content["map"]["missing"]
    if not n or not content["off"]:
        return ""
    text = ngettext(
        "It leaves out about %(n)s person who stands where only a few do.",
        "It leaves out about %(n)s people who stand where only a few do.",
        n,
    )
    return text % {"n": f"{n:,}"}


def off(content: Content) -> str:
    """Return by how much numbers are changed to protect people; nothing if they are exact."""
    if not content["off"]:
        return ""
    text = _(
        "Each number of people is changed by up to %(off)s in each group, to protect everybody who "
        "answered. The intervals allow for it. So some statements that most people agree with may "
        "be missing from the lists."
    )
    return text % {"off": content["off"]}


def exact(content: Content) -> str:
    """Return a warning of numbers that protect nobody; nothing where they are changed."""
    if content["off"]:
        return ""
    return _(
        "These numbers are exact, also those of a few people, and no small group is left out. "
        "Somebody could be recognised: check that before you pass this on."
    )


def steadiness(content: Content) -> str:
    """Return how much the groups depend on which statements were asked, in words."""
    found = content["steadiness"]
    if found is None:
        return ""
    if found["median"] >= GOOD and found["least"] >= MODERATE:
        return _(
            "The groups are steady. Without a fifth of the statements, nearly the same people "
            "would be in each."
        )
    if found["median"] >= MODERATE and found["least"] >= FAIR:
        return _(
            "The groups are fairly steady. Without a fifth of the statements, much the same groups "
            "are found, and some people are in another one."
        )
    return _(
        "The groups are not steady. Without a fifth of the statements, other groups are found. "
        "Read them with caution."
    )


def between(content: Content) -> str:
    """Return how many people stand between groups; nothing where none are told apart."""
    if not content["groups"] or "between" not in content:  # not in a result of before
        return ""
    tenths = round(TENTHS * content["between"] / max(content["grouped"], 1))
    if not tenths:
        return _("Hardly anyone stands between two groups.")
    text = _(
        "About %(tenths)s in 10 people stand between two groups, and could nearly as well be in "
        "the other."
    )
    return text % {"tenths": tenths}


def apart(content: Content) -> str:
    """Return whether there is a gap between the groups; nothing where nobody has looked for one."""
    found = (content["steadiness"] or {}).get("apart")  # not in a result of before
    if found is None:
        return ""
    if found:
        return _("There is a gap between the groups: they are not one crowd that was cut.")
    return _(
        "No gap was found between the groups. Views shade from one into the next, and the groups "
        "say where one crowd can be cut."
    )


def explained(content: Content) -> str:
    """Return how much of all differences the map can show."""
    tenths = round(TENTHS * content["map"]["explained"])
    if not tenths:
        return _("The map shows hardly any of the differences between people.")
    text = _("The map shows about %(tenths)s in 10 of the differences between people.")
    return text % {"tenths": tenths}


def more(n: int) -> str:
    """Return how many statements a list leaves out; nothing if it has all."""
    if not n:
        return ""
    return _("The data hold %(n)s more.") % {"n": n}
