"""A field whose content the database holds encrypted."""

import json

from django.db import models

from everyseat.giving import at_rest

STEP = 512
"""Bytes that what is stored is padded to a multiple of: its length tells little."""


class Encrypted(models.TextField):
    """A dictionary that is stored encrypted under the site's key; nothing can be searched in it."""

    def __init__(self, *args: object, purpose: str = "words", **options: object):
        self.purpose = purpose
        super().__init__(*args, **({"default": dict, "blank": True, "editable": False} | options))

    def deconstruct(self) -> tuple:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"purpose": self.purpose}

    def get_prep_value(self, value: dict | None) -> str:
        text = json.dumps(value or {}, ensure_ascii=False)
        room = -len(text.encode()) % STEP
        return at_rest.encrypt(text + " " * room, self.purpose)

    def from_db_value(self, value: str, *_: object) -> dict:
        return json.loads(at_rest.decrypt(value, self.purpose))

    def to_python(self, value: dict) -> dict:
        return value
