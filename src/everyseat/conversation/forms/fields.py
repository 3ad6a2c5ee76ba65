"""Fields that several forms have."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.organisations.forms import FileOf


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class LinesField(forms.CharField):
    """A list of short texts, a line each."""

    def __init__(self, *, longest: int, most: int, **kwargs: Any):
        super().__init__(**kwargs)
        self.longest, self.most = longest, most

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = (" ".join(line.split()) for line in (value or "").splitlines())
        return [line for line in lines if line]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if any(len(line) > self.longest for line in value):
            text = _("Use at most %(n)s letters on each line.")
            raise forms.ValidationError(text, params={"n": self.longest})
        if len(value) > self.most:
            raise forms.ValidationError(_("Use at most %(n)s lines."), params={"n": self.most})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data))


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesOf(FileOf):
    """Files whose names have one of a few endings, as a list."""

    widget = FilesInput

    def clean(self, data: object, initial: object = None) -> object:
        sent = data if isinstance(data, list) else [data]
        return [super(FilesOf, self).clean(one, initial) for one in sent]
