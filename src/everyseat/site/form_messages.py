"""What forms say of a field that was left empty, in place of Django's own sentence."""

from django.forms import Field
from django.utils.translation import gettext_lazy as _


def use_ours() -> None:
    """Have every form say so in our words, unless a field has words of its own."""
    Field.default_error_messages["required"] = _("Please answer this.")
