"""Saving words that everybody may read at once: what may name somebody is asked about first."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from everyseat.giving import second_look
from everyseat.giving.letters import TextField
from everyseat.giving.refusing import refused
from everyseat.improvement.actions.issues import Waits
from everyseat.organisations import moderating


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


def asked(request: HttpRequest, form: forms.BaseForm, is_public: bool) -> Warned | None:
    """Return what a whole form seems to hold that everybody would read at once; None if nothing.

    None, too, once whoever sends it has seen that of these very words.
    """
    if not (is_public and form.is_bound and form.is_valid()):
        return None
    words = [
        form.cleaned_data[name]
        for name, field in form.fields.items()
        if isinstance(field, TextField)
    ]
    why = moderating.why(" ".join(words))
    if not why or second_look.is_agreed(request.POST, words):
        return None
    text = _("Nothing has been saved yet. Everybody will read it, and it seems to hold %s.")
    return Warned(text % why, second_look.seal(words))
