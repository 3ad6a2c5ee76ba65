"""Where a statement's words come from, as everybody reads it beside them."""

from django.utils.translation import gettext_lazy as _

ORGANISER, PARTICIPANT, REWORDED = "organiser", "participant", "reworded"
SOURCES = {
    ORGANISER: _("From the organiser"),
    PARTICIPANT: _("From a participant"),
    REWORDED: _("Reworded by the organiser"),
}
