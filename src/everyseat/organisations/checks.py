"""A check before what can't be undone: a page that says what will happen, and a second press.

A part says for each of its acts what is true now (`Check`). The page shows it, with the seal of
what it shows. The act is done only when that seal comes back and is still right: whoever presses
has read what is true, and an address that is posted to blindly does nothing but show the page.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from everyseat.giving.refusing import refused

MARK_SIZE = 6
"""Bytes by which a sentence is known again: no seal says what it stands for."""


@dataclass(frozen=True)
class Named:
    """A sentence, and the people or things of whom it is true; `links` to their pages by name."""

    text: str
    names: Sequence[str]
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def linked(self) -> list[tuple[str, str]]:
        """Return each name with the address of its page, or with ""."""
        return [(name, self.links.get(name, "")) for name in self.names]


@dataclass(frozen=True)
class Stop:
    """Why an act can't be done now, and a link to where that can be mended."""

    text: str
    link: str = ""
    link_text: str = ""


@dataclass(frozen=True)
class Check:
    """What an act will do, as it is now.

    Parameters
    ----------
    title, button
        The question, and what the button does.
    happens
        What will happen to whom, in order.
    named
        Who is not ready, or whom it concerns, by name.
    final
        What can't be undone.
    stops
        Why it can't be done now; then there is no button.
    warns
        What is unusual, and may be a mistake.
    agree
        What must be ticked before it is done, where anything must.
    watched
        What must not change meanwhile though no sentence has it, by what is said where it has.
    """

    title: str
    button: str = ""
    happens: Sequence[str] = ()
    named: Sequence[Named] = ()
    final: Sequence[str] = ()
    stops: Sequence[Stop] = ()
    warns: Sequence[str] = ()
    agree: str = ""
    watched: Mapping[str, str] = field(default_factory=dict)

    @property
    def seal(self) -> str:
        """Return marks of all that is said here, in order."""
        return ".".join(mark for mark, _line in self.marked())

    def marked(self) -> Iterator[tuple[str, str]]:
        """Yield all that is said here, each with its mark."""
        for line, more in [*((line, "") for line in self._lines()), *self.watched.items()]:
            yield blake2b(f"{line}{more}".encode(), digest_size=MARK_SIZE).hexdigest(), line

    def _lines(self) -> Iterator[str]:
        yield self.title
        yield self.button
        yield from [*(stop.text for stop in self.stops), *self.warns, *self.happens]
        for group in self.named:
            yield from (f"{group.text} {name}" for name in group.names)
        yield from self.final
        yield self.agree


@dataclass(frozen=True)
class Changed:
    """What is no longer as it was when somebody read a check: what is new, how much is gone."""

    new: list[str]
    gone: int


def changed(check: Check, seal: str) -> Changed | None:
    """Return what has changed since a check with this seal was shown; None where nothing has.

    Of a seal that no page of this check had, nothing is called new: all of it is.
    """
    before, now = seal.split("."), list(check.marked())
    if before == [mark for mark, _line in now]:
        return None
    marks = {mark for mark, _line in now}
    new = [line for mark, line in now if line and mark not in before]
    return Changed(new if marks & set(before) else [], gone=len(set(before) - marks))


class SureForm(forms.Form):
    """The second press: nothing to fill in, unless something must be ticked."""

    def __init__(self, data: QueryDict | None, *, check: Check):
        super().__init__(data)
        if check.agree:
            required = {"required": _("Tick this if you are sure.")}
            self.fields["agree"] = forms.BooleanField(label=check.agree, error_messages=required)


def page(
    request: HttpRequest,
    check: Check,
    act: Callable[[], str],
    *,
    back: str,
    done: str = "",
    carried: dict[str, str] | None = None,
    edit: str = "",
    more: str = "",
    context: dict[str, object] | None = None,
) -> HttpResponse:
    """Show a check; do its act when its button was pressed, and nothing has changed since.

    Parameters
    ----------
    act
        Does it and returns what is said then. It may refuse.
    back, done
        Addresses: of the page that leads here, and of the page to go to when it is done.
    carried
        What the page before asked for: it is sent again with the second press.
    edit
        What a button says that sends it back to be changed, with `edit` among its fields.
    more, context
        A template of what has to be shown besides, and what that needs.
    """
    seal = request.POST.get("seal", "")
    form = SureForm(request.POST if seal else None, check=check)
    news = changed(check, seal) if seal else None
    if form.is_valid() and not news and not check.stops:
        with refused(request):
            messages.success(request, act())
        return redirect(done or back)
    shown = {"check": check, "form": form, "changed": news, "back": back}
    shown |= {"carried": carried or {}, "edit": edit, "more": more, **(context or {})}
    return render(request, "organisations/check.html", shown)
