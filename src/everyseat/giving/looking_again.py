"""Words that everybody would read at once wait until whoever typed them has looked again.

An action refuses them with `Waits`, unless it is told that somebody is sure; a page shows why, and
carries the seal of the words (`second_look`), so that sending the same words again is being sure.
"""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from everyseat.giving import second_look
from everyseat.giving.letters import TextField
from everyseat.giving.refusals import NotNow
from everyseat.giving.refusing import refused


class Waits(NotNow):
    """Published words wait until whoever typed them has looked again."""


def must_be_sure(why: str, sure: bool) -> None:
    """Refuse at first what seems to hold something that everybody would read; `why` says what."""
    if why and not sure:
        text = _("Nothing has been saved yet. Everybody will read it, and it seems to hold %s.")
        raise Waits(text % why)


class Warned(NamedTuple):
    """What somebody is warned about, and the seal of the words that it is said of."""

    text: str
    seal: str


def tried(
    request: HttpRequest, form: forms.BaseForm, save: Callable[[bool], None]
) -> tuple[bool, Warned | None]:
    """Save a whole form; return whether it is saved, and why it waits for a second look.

    `save` is told whether whoever sent the form is sure of its words.
    """
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
