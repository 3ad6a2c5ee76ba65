"""The one way to change a row: from its current state, and only the fields that were set.

An object in memory may be older than the database: a page was open for an hour, another process
was quicker. What is decided by it, or saved with it, undoes what happened since.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow

M = TypeVar("M", bound=Model)


@contextmanager
def changing(row: M, *, must_be: str | None = None, otherwise: str = "") -> Iterator[M]:
    """Lock a row and reload it into `row`; afterwards save the fields that were set.

    All in one transaction: if the block raises, nothing has changed. `must_be` is the state that
    the row has to be in; NotNow says `otherwise` if it is in another, or if the row is gone.
    """
    with transaction.atomic():
        lock(row)
        before = _values(row)
        if must_be is not None and before["state"] != must_be:
            raise NotNow(otherwise)
        yield row
        fields = [name for name, value in _values(row).items() if value != before[name]]
        if fields:
            row.save(update_fields=fields)


def assign(row: Model, values: dict[str, object]) -> None:
    """Set fields of a row by their names, as a form read them: inside `changing`."""
    for name, value in values.items():
        setattr(row, name, value)


def lock(row: Model) -> None:
    """Lock a row until the transaction ends, and reload it into `row`.

    For what is counted or made under a row that does not change itself.
    """
    try:
        row.refresh_from_db(from_queryset=locked(type(row)._base_manager.all()))
    except ObjectDoesNotExist:
        raise NotNow(_("This is no longer here: it has been deleted.")) from None


def locked(rows: QuerySet[M]) -> QuerySet[M]:
    """Return rows that stay as they are read until the transaction ends."""
    return rows.select_for_update()


def _values(row: Model) -> dict[str, object]:
    return {
        field.attname: deepcopy(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.attname not in row.get_deferred_fields()
    }
