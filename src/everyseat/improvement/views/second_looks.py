"""Saving words that everybody may read at once: what may name somebody is asked about first."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.http import HttpRequest

from everyseat.giving import second_look
from everyseat.giving.letters import TextField
from everyseat.giving.refusing import refused
from everyseat.improvement.actions.issues import Waits


class Warned(NamedTuple):
    """What somebody is warned about, and the seal of the words that it is said of."""

    text: str
    seal: str


def tried(
    request: HttpRequest, form: forms.Form, save: Callable[[bool], None]
) -> tuple[bool, Warned | None]:
    """Save a whole form; return whether it is saved, and why it waits for a second look."""
    if not form.is_valid():
        return False, None
    fields = form.fields.items()
    words = [form.cleaned_data[name] for name, field in fields if isinstance(field, TextField)]
    with refused(form):
        try:
            save(second_look.is_agreed(request.POST, words))
        except Waits as waits:
            return False, Warned(str(waits), second_look.seal(words))
        return True, None
    return False, None
