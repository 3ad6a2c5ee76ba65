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
}
DEEDS = {name: Deed(text, "services") for name, text in TEXTS.items()}
