"""What templates need to lay out forms."""

from django import forms, template

from everyseat.organisations.choosing import PeopleInput

register = template.Library()
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple, PeopleInput)


@register.filter
def widget_kind(field: forms.BoundField) -> str:
    """Return "group" for radios and checkboxes, "checkbox" for a single one, else "field".

    A field that may be left empty is "optional", unless its form names it among its `UNMARKED`:
    where every field may be, as in a search, or where something is needed all the same.
    """
    widget = field.field.widget
    if isinstance(widget, GROUPS):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    is_marked = not field.field.required and field.name not in getattr(field.form, "UNMARKED", ())
    return "optional" if is_marked else "field"
