"""How many letters a text may have: counted beside its field, and said when it is too long.

A browser that is told `maxlength` cuts what is pasted, and says nothing.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.refusals import Invalid

TOO_LONG = _("Use at most %(limit_value)s letters. This has %(show_value)s.")


def counted(longest: int) -> dict[str, object]:
    """Return the attributes by which a field is counted (`frontend/scripts/shared/letters.ts`)."""
    return {
        "data-longest": longest,
        "data-left": _("Letters left: {n}"),
        "data-over": _("Letters too many: {n}. Please shorten it."),
    }


def must_fit(text: str, longest: int, field: str) -> None:
    """Refuse a text that is too long, whole: Invalid beside the field says by how much."""
    if (n := len(text)) > longest:
        raise Invalid(field, TOO_LONG % {"limit_value": longest, "show_value": n})


class TextField(forms.CharField):
    """A text of `max_length` letters; a longer one is refused, and nothing of it is lost."""

    def __init__(self, *, max_length: int, **kwargs: Any):
        messages = {"max_length": TOO_LONG}
        super().__init__(max_length=max_length, error_messages=messages, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attributes = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes | counted(self.max_length or 0)


class LinkField(TextField, forms.URLField):
    """An address of another site, counted and refused in the same way."""

    def __init__(self, *, max_length: int, **kwargs: Any):
        super().__init__(max_length=max_length, assume_scheme="https", **kwargs)
