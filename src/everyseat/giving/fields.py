"""A model field that is stored encrypted."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models

from everyseat.giving import at_rest

STEP = 512
"""Bytes that what is stored is padded to a multiple of: its length tells little."""


if TYPE_CHECKING:
    _TextField = models.Field[dict[str, Any], dict[str, Any]]
else:  # as it is when it runs, Django's fields take no types
    _TextField = models.TextField


class Encrypted(_TextField):
    """A dictionary stored encrypted under the site's key. It can't be searched."""

    def __init__(self, *args: Any, purpose: str = "words", **options: Any):
        self.purpose = purpose
        usual: dict[str, Any] = {"default": dict, "blank": True, "editable": False}
        super().__init__(*args, **(usual | options))

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"purpose": self.purpose}

    def get_prep_value(self, value: dict[str, Any] | None) -> str:
        text = json.dumps(value or {}, ensure_ascii=False)
        room = -len(text.encode()) % STEP
        return at_rest.encrypt(text + " " * room, self.purpose)

    def from_db_value(self, value: str, *_: object) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(at_rest.decrypt(value, self.purpose))
        return content

    def to_python(self, value: dict[str, Any]) -> dict[str, Any]:
        return value
