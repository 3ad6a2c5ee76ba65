"""Where somebody stands, as they alone read it with their card."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation.report import sentences


def said(content: dict[str, Any] | None, group: int | None) -> list[str]:
    """Return sentences about the group that a card is in."""
    if content is None:
        return [_("Too few people have answered yet to say who thinks alike.")]
    if not content["groups"]:
        return [_("No groups of people who think alike can be told apart so far.")]
    if group is None or group >= len(content["groups"]):
        return [
            _("You are not in a group yet."),
            _("Answer a few more statements, and come back when more people have answered."),
        ]
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
