"""The links of a service's own form, and of answers to people who used it."""

from everyseat.giving.form_tokens import FormTokens
from everyseat.giving.links import Signed, link_to
from everyseat.improvement.models import Service

ANSWERS = Signed("everyseat.improvement.answer")
FORMS = FormTokens("everyseat.improvement.answer")


def form(service: Service) -> str:
    """Return the address at which everybody may comment on a service."""
    return link_to("service_say", service.code)
