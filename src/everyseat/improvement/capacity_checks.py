"""What approving a version of a plan, or deleting a plan or its draft, will do."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.improvement.actions import capacity_approving
from everyseat.improvement.models import CapacityPlan, PlanVersion
from everyseat.improvement.present.capacity_words import NO_VERDICT, said
from everyseat.organisations.checks import Check, Named, Stop
from everyseat.organisations.models import Person


def approved(version: PlanVersion, by: Person, before: PlanVersion | None) -> Check:
    """Return what approving a version will do, and what exactly is approved."""
    title = _("Approve version %(number)s of “%(plan)s”?")
    stops = [Stop(text)] if (text := capacity_approving.why_not(version)) else []
    return Check(
        title=title % {"number": version.number, "plan": version.plan},
        button=_("Approve this version"),
        named=_result(version),
        happens=[
            _("Saved because: %(reason)s") % {"reason": version.reason},
            _("Your name and today’s date are shown: approved by %(name)s.") % {"name": by.name},
            *_replaces(before),
            str(NO_VERDICT),
        ],
        warns=_own(version, by),
        final=[
            _("An approved version cannot be changed, and its plan cannot be deleted."),
            _("You can withdraw the approval with a reason. That it was given stays in sight."),
        ],
        stops=stops,
    )


def _result(version: PlanVersion) -> list[Named]:
    if not version.result:
        return []
    return [Named(_("You approve a plan of which this is the result:"), said(version.result))]


def _own(version: PlanVersion, by: Person) -> list[str]:
    if version.by_id != by.pk:
        return []
    return [_("You saved this version yourself. It is better if somebody else approves it.")]


def _replaces(before: PlanVersion | None) -> list[str]:
    if before is None or before.approved_on is None:
        return []
    text = _(
        "It takes the place of version %(number)s, which %(name)s approved on %(day)s. That "
        "approval stays in the list."
    )
    day = date_format(before.approved_on)
    return [text % {"number": before.number, "name": before.approved_as, "day": day}]


def discarded(draft: PlanVersion, is_first: bool) -> Check:
    """Return what deleting a draft will do."""
    text = _("The plan has no other version. Delete the plan instead.")
    return Check(
        title=_("Delete the draft of “%(plan)s”?") % {"plan": draft.plan},
        button=_("Delete the draft"),
        happens=[_("The versions that were saved stay as they are.")],
        final=[_("What was changed in the draft is deleted."), _("You cannot undo this.")],
        stops=[Stop(text)] if is_first else [],
    )


def deleted(plan: CapacityPlan, may_delete: bool) -> Check:
    """Return what deleting a plan will do."""
    n = plan.versions.count()
    text = ngettext("%(n)s version is deleted with it.", "%(n)s versions are deleted with it.", n)
    stopped = _("A version of this plan was approved, so the plan stays.")
    return Check(
        title=_("Delete the plan “%(plan)s”?") % {"plan": plan},
        button=_("Delete the plan"),
        final=[text % {"n": n}, _("You cannot undo this.")],
        stops=[] if may_delete else [Stop(stopped)],
    )
