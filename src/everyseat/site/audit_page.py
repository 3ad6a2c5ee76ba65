"""The audit log's page: a sentence for each entry, and a way to find those of a person or a day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everyseat.giving.access import requires, traced
from everyseat.organisations import audit_log as log
from everyseat.organisations import audited, roles
from everyseat.organisations.audited import KINDS, Deed, Subject, Words, key, name_today, names_then
from everyseat.organisations.choosing import PersonField
from everyseat.organisations.forms import DATE
from everyseat.organisations.models import AuditEntry, Person
from everyseat.site.parts import parts

ON_A_PAGE = 50
UNCHANGED = (400, 409, 422)
"""How a page answers to what it could not do; see `site.powerful`."""


class FindForm(forms.Form):
    UNMARKED = ("person", "kind", "since", "until")

    person = PersonField(
        label=gettext_lazy("Who did it, or whom it is about"),
        required=False,
        help_text="",
        people=Person.objects.all(),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is about"),
        choices=lambda: [("", _("Anything")), *KINDS.items()],
        required=False,
    )
    since = forms.DateField(label=gettext_lazy("From"), widget=DATE, required=False)
    until = forms.DateField(label=gettext_lazy("Until"), widget=DATE, required=False)


@dataclass(frozen=True)
class Row:
    """An entry as it is shown."""

    entry: AuditEntry
    sentence: SafeString
    held: str


@cache
def deeds() -> dict[str, Deed]:
    """Return how each kind of entry is said, in every part."""
    return {**audited.DEEDS, **{name: d for part in parts() for name, d in part.deeds.items()}}


@traced
@requires(roles.MANAGE_ROLES)
def audit_log(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.GET or None)
    entries = AuditEntry.objects.order_by("-id")
    if form.is_valid():
        entries = _found(entries, form.cleaned_data)
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": _rows(list(page)), "form": form}
    return render(request, "site/audit_log.html", context | {"newest": log.last()})


def _found(entries: QuerySet[AuditEntry], asked: dict[str, Any]) -> QuerySet[AuditEntry]:
    if person := asked["person"]:
        entries = entries.filter(Q(who=str(person.pk)) | _about(person))
    if kind := asked["kind"]:
        names = [name for name, deed in deeds().items() if deed.kind == kind]
        entries = entries.filter(what__in=[then for name in names for then in names_then(name)])
    if asked["since"]:
        entries = entries.filter(at__date__gte=asked["since"])
    if asked["until"]:
        entries = entries.filter(at__date__lte=asked["until"])
    return entries


def _about(person: Person) -> Q:
    """Return the condition that an entry is about something of a person's."""
    subjects = {deed.subject for deed in deeds().values() if deed.subject}
    keys = {pk for subject in subjects for pk in subject.of_person(person)}
    about = Q(about__in=keys)
    for pk in keys:  # a role stands behind the key of whoever was given it
        about |= Q(about__startswith=f"{pk} ")
    return about


def _rows(entries: list[AuditEntry]) -> list[Row]:
    people = {
        str(p.pk): p.name for p in Person.objects.filter(pk__in={e.who for e in entries if e.who})
    }
    words = _words(entries)
    return [Row(entry, _sentence(entry, people, words), _held(entry)) for entry in entries]


def _words(entries: list[AuditEntry]) -> dict[tuple[Subject, str], Words]:
    """Return the words of every entry's sentence, by its subject and what of that it is about."""
    abouts: dict[Subject, set[str]] = defaultdict(set)
    for entry in entries:
        deed = deeds().get(name_today(entry.what))
        if deed and deed.subject:
            abouts[deed.subject].add(entry.about)
    said = {subject: subject.said(kept) for subject, kept in abouts.items()}
    return {(subject, key): words for subject, kept in said.items() for key, words in kept.items()}


class _Escaped(dict[str, SafeString]):
    """The words of a sentence as HTML; something deleted is said to be so."""

    def __missing__(self, _name: str) -> SafeString:
        return conditional_escape(_("(deleted since)"))


def _sentence(
    entry: AuditEntry, people: Mapping[str, str], words: Mapping[tuple[Subject, str], Words]
) -> SafeString:
    deed = deeds().get(name_today(entry.what))
    unknown = _("Somebody who was deleted") if entry.who else _("Somebody on the server")
    who = people.get(entry.who, unknown)
    if deed is None:
        text = _("%(who)s used the page “%(page)s” (%(about)s).")
        said = {"who": who, "page": entry.what, "about": entry.about or "–"}
        return _tried(entry, conditional_escape(text), _Escaped(_escaped(said)))
    found = words.get((deed.subject, entry.about), {}) if deed.subject else {}
    places = _Escaped(_escaped({"who": who, **found}))
    if deed.subject and deed.subject.page and "whom" in places:
        link = reverse(deed.subject.page, args=[key(entry.about)])
        places["whom"] = format_html('<a href="{}">{}</a>', link, places["whom"])
    return _tried(entry, conditional_escape(deed.text), places)


def _escaped(words: Mapping[str, str]) -> dict[str, SafeString]:
    return {place: conditional_escape(text) for place, text in words.items()}


def _tried(entry: AuditEntry, text: SafeString, places: _Escaped) -> SafeString:
    """Fill a sentence in; say of what was refused or failed that it was only tried."""
    sentence = mark_safe(text % places)  # both are escaped above
    if entry.status < 400:
        return sentence
    if entry.status >= 500:
        tried = _("Tried, but it failed: %(sentence)s")
    elif entry.status in UNCHANGED:
        tried = _("Tried, but nothing was changed: %(sentence)s")
    else:
        tried = _("Tried, but refused: %(sentence)s")
    return mark_safe(conditional_escape(tried) % {"sentence": sentence})


def _held(entry: AuditEntry) -> str:
    """Return the roles that the person had then."""
    keys = filter(None, entry.role.split(", "))
    return ", ".join(str(roles.ROLES[k].name) if k in roles.ROLES else k for k in keys)
