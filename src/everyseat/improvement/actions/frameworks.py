"""Themes by which comments are sorted: the ones that come with the product, and an own list."""

import json
from importlib import resources
from typing import Any

from django.db import transaction

from everyseat.improvement.models import Framework, Theme
from everyseat.organisations.models import Organisation

OURS = ("patient_experience",)


@transaction.atomic
def add_ours(*, organisation: Organisation) -> None:
    """Add the frameworks that come with the product, if an organisation does not have them yet."""
    for key in OURS:
        if not organisation.frameworks.filter(key=key).exists():
            _add(organisation, key, _read(key))


def _add(organisation: Organisation, key: str, content: dict[str, Any]) -> None:
    made, is_new = Framework.objects.get_or_create(
        organisation=organisation,
        key=key,
        defaults={"name": content["name"], "source": content["source"]},
    )
    if not is_new:
        return
    themes = [(group["name"], theme) for group in content["groups"] for theme in group["themes"]]
    Theme.objects.bulk_create(
        Theme(
            framework=made,
            number=number,
            group=group,
            name=theme["name"],
            description=theme["description"],
        )
        for number, (group, theme) in enumerate(themes, 1)
    )


def _read(key: str) -> dict[str, Any]:
    folder = resources.files("everyseat.improvement") / "content"
    content: dict[str, Any] = json.loads((folder / f"{key}.json").read_text("utf-8"))
    return content
