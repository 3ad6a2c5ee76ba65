"""A field whose content the database holds encrypted."""

import json

from django.db import models

from everyseat.organisations import at_rest


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
        return at_rest.encrypt(text, self.purpose)

    def from_db_value(self, value: str, *_: object) -> dict:
        return json.loads(at_rest.decrypt(value, self.purpose))

    def to_python(self, value: dict) -> dict:
        return value
