"""What templates need to lay out forms."""

from django import forms, template

register = template.Library()
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.filter
def widget_kind(field: forms.BoundField) -> str:
    """Return "group" for radios and checkboxes, "checkbox" for a single one, else "field"."""
    widget = field.field.widget
    if isinstance(widget, GROUPS):
        return "group"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "field"
