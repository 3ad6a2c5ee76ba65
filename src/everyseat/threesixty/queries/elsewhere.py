"""Whether somebody is known from more than one list of raters."""

from django.db.models import Model

from everyseat.organisations.models import Person
from everyseat.threesixty.models import Invitation, Report


def is_known_elsewhere(invitation: Invitation) -> bool:
    """Return whether anything else that is stored is about the person who is named here.

    Then their name and address are not only this list's: also an earlier report may name them
    among those who were asked, though their invitation has been deleted.
    """
    return any(_refer(model, field, invitation) for model, field in _relations()) or any(
        str(invitation.person_id) in people
        for asked in Report.objects.exclude(asked=None).values_list("asked", flat=True)
        for people in (asked or {}).values()
    )


def _relations() -> list[tuple[type[Model], str]]:
    """Return every field of any part that leads to a person."""
    found = Person._meta.related_objects
    return [(one.related_model, one.field.name) for one in found if one.related_model]


def _refer(model: type[Model], field: str, invitation: Invitation) -> bool:
    rows = model._base_manager.filter(**{field: invitation.person_id})
    if model is Invitation and field == "person":
        rows = rows.exclude(pk=invitation.pk)
    return rows.exists()
