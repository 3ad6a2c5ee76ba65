"""Older pages: a form that was opened before a newer one was saved replaces nothing unseen.

`{% draft %}` puts the version of what a form shows into it. A form that comes back with another
one is refused with 409, with both texts on its page; sent from there, it replaces the newer one.
The version is compared when the form is read. Two that are sent in the same instant are not told
apart: the later one stays.
"""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from everyseat.giving.typed import SEEN

if TYPE_CHECKING:
    _Form = forms.BaseForm
else:
    _Form = object

OK, CONFLICT = 200, 409


class Versioned(_Form):
    """A form about something that is stored, and that somebody else may change."""

    theirs: tuple[tuple[str, str], ...] = ()
    """What is stored now of the fields in which this form differs, where it is an older one."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        instance = getattr(self, "instance", None)
        is_new = instance is None or instance._state.adding
        self._is_of_something_stored = bool(kwargs.get("initial")) or not is_new

    @property
    def version(self) -> str:
        """Return a text that is another one when what is stored has changed; "" for a new thing."""
        if not self._is_of_something_stored:
            return ""
        stored = {name: str(self._stored(name)) for name in self.fields}
        return hashlib.sha256(json.dumps(stored).encode()).hexdigest()[:20]

    @property
    def status(self) -> int:
        """Return the status of a page that shows this form."""
        return CONFLICT if self.theirs else OK

    def full_clean(self) -> None:
        super().full_clean()
        seen = self.data.get(SEEN, "") if self.is_bound else ""
        if not seen or not self.version or seen == self.version:
            return
        self.theirs = tuple((self._label(name), self._shown(name)) for name in self.changed_data)
        if self.theirs:
            text = _(
                "Somebody saved this after you opened it, perhaps you in another tab. Yours is not "
                "saved yet. If you save it again, it replaces theirs."
            )
            self.add_error(None, text)

    def _stored(self, name: str) -> object:
        return self.get_initial_for_field(self.fields[name], name)

    def _label(self, name: str) -> str:
        return str(self[name].label)

    def _shown(self, name: str) -> str:
        """Return a stored value as its form would show it."""
        field, stored = self.fields[name], self._stored(name)
        values = stored if isinstance(stored, list | tuple) else [stored]
        named = dict(getattr(field, "choices", []) or [])
        return ", ".join(str(named.get(one, one)) for one in values if one not in (None, ""))
