"""Changing a row as it is now: an object in memory may be older than what the database holds."""

from django.db.models import Model


def lock(row: Model) -> None:
    """Lock a row until the transaction ends, and read it anew into the object given."""
    row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update())


def save(row: Model, **fields: object) -> None:
    """Save these fields of a row, and nothing else that the object remembers of it."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
