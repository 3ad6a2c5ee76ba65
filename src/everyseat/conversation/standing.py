"""Where somebody stands, as they alone read it with their card."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation.models import Participant
from everyseat.conversation.report import sentences
from everyseat.science.opinion.grouping import VOTES_NEEDED


def said(content: dict[str, Any] | None, who: Participant) -> list[str]:
    """Return sentences about the group that a card is in."""
    if content is None:
        return [_("Too few people have answered to say who thinks alike.")]
    if not content["groups"]:
        return [_("No groups of people who think alike can be told apart.")]
    group = who.group
    if group is None or group >= len(content["groups"]):
        return [_("You are not in a group."), _why_none(who)]
    others = content["groups"][group]["size"] - 1
    text = ngettext(
        "You and about %(n)s other person think alike: you are in %(group)s.",
        "You and about %(n)s other people think alike: you are in %(group)s.",
        others,
    )
    return [
        text % {"n": f"{others:,}", "group": sentences.name_of(group)},
        sentences.of_group(content, group),
    ]


def _why_none(who: Participant) -> str:
    missing = VOTES_NEEDED - who.votes.count()
    if not who.conversation.is_open:
        if missing > 0:
            return _("You answered too few statements to be in one.")
        return _("You answered enough. The last result is made soon, and then you are in it.")
    if missing > 0:
        text = ngettext(
            "Answer %(n)s more statement, so that it can be seen who thinks like you.",
            "Answer %(n)s more statements, so that it can be seen who thinks like you.",
            missing,
        )
        return text % {"n": missing}
    return _(
        "You have answered enough. There is a new result once some more people have answered, and "
        "then you are in it."
    )
