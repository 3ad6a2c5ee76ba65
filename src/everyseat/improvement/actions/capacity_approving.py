"""Approving a version of a plan by name, and withdrawing that with a reason."""

from datetime import date

from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.improvement.models import PlanVersion
from everyseat.organisations.models import Person


def approve(*, version: PlanVersion, by: Person, today: date) -> None:
    """Approve a saved version, with name and day."""
    with changing(version):
        if text := why_not(version):
            raise NotNow(text)
        version.approved_by, version.approved_on, version.approved_as = by, today, by.name


def why_not(version: PlanVersion) -> str:
    """Return why a version can't be approved; "" if it can."""
    if version.is_draft:
        return _("This is a draft. Save it as a version first.")
    if version.is_withdrawn:
        return _("Its approval was withdrawn. Make a new version from it instead.")
    return _("This version is approved already.") if version.approved_on else ""


def withdraw(*, version: PlanVersion, because: str, by: Person, today: date) -> None:
    """Withdraw an approval. That it was given, and why it was withdrawn, stays in sight."""
    with changing(version):
        if not version.is_approved:
            raise NotNow(_("This version is not approved, so there is nothing to withdraw."))
        version.withdrawn_by, version.withdrawn_as = by, by.name
        version.withdrawn_on, version.withdrawn_because = today, because
