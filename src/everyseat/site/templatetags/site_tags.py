"""What templates need to lay out forms."""

from django import forms, template

from everyseat.organisations.choosing import PeopleInput

register = template.Library()
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple, PeopleInput)


@register.filter
def widget_kind(field: forms.BoundField) -> str:
    """Return "group" for radios and checkboxes, "checkbox" for a single one, else "field".

    A field that may be left empty is "optional": but not in a form to search, where every one may,
    not one of two of which one is needed, and not what is needed to send, but not to keep.
    """
    widget = field.field.widget
    if isinstance(widget, GROUPS):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    is_search = getattr(field.form, "is_search", False)
    is_needed = field.field.required or field.name == "acknowledge"
    is_one_of_two = field.name in getattr(field.form, "ONE_OF", ())
    return "field" if is_needed or is_one_of_two or is_search else "optional"
