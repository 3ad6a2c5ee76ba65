"""How the audit log says what is done for services. No comment is quoted."""

from django.utils.translation import gettext_lazy as _

from everyseat.organisations.audited import Deed

TEXTS = {
    "services": _("%(who)s asked for the list of services."),
    "service_new": _("%(who)s added a service."),
    "service": _("%(who)s asked for the page of a service."),
    "service_edit": _("%(who)s corrected a service."),
    "service_publish": _("%(who)s opened the public page of a service."),
    "service_unpublish": _("%(who)s closed the public page of a service."),
    "service_delete": _("%(who)s deleted a service."),
    "service_measures": _("%(who)s asked for the measures of a service."),
    "measure_new": _("%(who)s added a measure."),
    "measure": _("%(who)s asked for the chart of a measure."),
    "measure_edit": _("%(who)s corrected a measure."),
    "measure_public": _("%(who)s showed a chart to everybody, or hid it."),
    "measure_delete": _("%(who)s deleted a measure."),
    "measure_values": _("%(who)s added a value to a measure."),
    "measure_value": _("%(who)s corrected or removed a value of a measure."),
    "measure_import": _("%(who)s sent many values of a measure."),
    "measure_target": _("%(who)s set the target of a measure."),
    "measure_rebase": _("%(who)s made new limits for a chart."),
    "measure_event": _("%(who)s wrote what happened beside a chart."),
    "measure_unmark": _("%(who)s removed something from a chart."),
    "measure_file": _("%(who)s downloaded a chart or its table."),
    "service_collect": _("%(who)s opened the form by which people comment on a service."),
    "service_uncollect": _("%(who)s closed the form by which people comment on a service."),
    "service_share": _("%(who)s asked for the link of a service’s form."),
    "service_card": _("%(who)s asked for the poster of a service’s form."),
    "service_replies": _("%(who)s asked who wants an answer from a service."),
    "service_reply": _("%(who)s read what somebody wrote who wants an answer, or answered it."),
    "service_reply_decline": _("%(who)s wrote no answer to somebody who wanted one."),
}
DEEDS = {name: Deed(text, "services") for name, text in TEXTS.items()}
