"""Who sees what of a service: the sentences of its pages, from its true state."""

from django.utils.translation import gettext as _

from everyseat.improvement.models import Service


def for_those_who_look_after(service: Service) -> list[str]:
    """Return who reads comments, and what everybody reads, for whoever looks after a service."""
    read = _("People who look after services read comments as they were written.")
    if service.lead:
        text = _(
            "%(lead)s, who leads this service, and people who look after all services read "
            "comments as they were written."
        )
        read = text % {"lead": service.lead.name}
    everybody = _("Everybody else reads only what somebody here released without names.")
    if not service.is_public:
        everybody = _("Nobody else sees anything yet: the public page is closed.")
    return [read, everybody]
