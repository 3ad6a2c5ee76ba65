"""How the audit log says what was done: each name that it keeps becomes a sentence when it is read.

The log keeps the name of a page and the keys in its address, never words: so old entries are said
in the words, and in the language, of today.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from everyseat.organisations import roles
from everyseat.organisations.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KINDS: dict[str, "StrOrPromise"] = {
    "people": _("People and roles"),
    "reports": _("Reports that were opened"),
    "rounds": _("360 rounds and reviews"),
    "questionnaires": _("Questionnaires"),
    "speaking-up": _("Speaking up and its routes"),
    "feedback": _("Feedback and moments"),
    "live": _("Live sessions and team briefs"),
    "conversations": _("Big conversations"),
    "services": _("Services"),
    "signing-in": _("Signing in"),
    "site": _("Settings and e-mail"),
}
"""What entries can be about, as their readers choose between them."""

Words = Mapping[str, str]
"""What stands at the named places of a sentence. `whom` is linked where there is a page."""


def _no_keys(_person: Person) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Subject:
    """What entries are about.

    `said` returns the words for each of what entries keep; what has been deleted is left out.
    `page` shows it, given the key. `of_person` returns the keys of what is a person's.
    """

    said: Callable[[Collection[str]], Mapping[str, Words]]
    page: str = ""
    of_person: Callable[[Person], Iterable[str]] = _no_keys


@dataclass(frozen=True)
class Deed:
    """What was done: a sentence with %(who)s, and with the words that its subject gives."""

    text: "StrOrPromise"
    kind: str
    subject: Subject | None = None


def key(about: str) -> str:
    """Return the key that stands first in what an entry keeps of an address."""
    return about.partition(" ")[0]


def by_key(
    rows: QuerySet[Any], words: Callable[[Any], Words]
) -> Callable[[Collection[str]], dict[str, Words]]:
    """Return a `said` that finds rows by the key that stands first."""

    def said(abouts: Collection[str]) -> dict[str, Words]:
        found = _in_bulk(rows, {key(about) for about in abouts})
        return {about: words(found[key(about)]) for about in abouts if key(about) in found}

    return said


def _in_bulk(rows: QuerySet[Any], keys: Iterable[str]) -> dict[str, Model]:
    field = rows.model._meta.pk
    pks = [pk for text in keys if (pk := _valid(field, text)) is not None]
    return {str(row.pk): row for row in rows.filter(pk__in=pks)}


def _valid(field: Any, text: str) -> object:
    try:
        return field.to_python(text)
    except ValidationError:
        return None


PERSON = Subject(
    by_key(Person.objects.all(), lambda person: {"whom": person.name}),
    "person",
    lambda person: [str(person.pk)],
)


def _said_of_roles(abouts: Collection[str]) -> dict[str, Words]:
    people = PERSON.said(abouts)
    return {about: {**people[about], "role": _role(about)} for about in people}


def _role(about: str) -> str:
    name = about.rpartition(" ")[2]
    return str(roles.ROLES[name].name) if name in roles.ROLES else name


def _said_of_stand_ins(abouts: Collection[str]) -> dict[str, Words]:
    """Return the words for entries about stand-ins, which keep both people and the two days."""
    people = PERSON.said(abouts)
    said: dict[str, Words] = {}
    others = PERSON.said({about.split()[1] for about in people if " " in about})
    for about in people:
        _whom, other, first, last = [*about.split(), "", "", "", ""][:4]
        name = others[other]["whom"] if other in others else gettext("nobody known here")
        said[about] = {**people[about], "stand_in": name, "first": first, "last": last}
    return said


STAND_IN = Subject(_said_of_stand_ins, "person", PERSON.of_person)
ROLE = Subject(_said_of_roles, "person", PERSON.of_person)


def _said_of_imports(abouts: Collection[str]) -> dict[str, Words]:
    return {about: {"whom": _how_many(about)} for about in abouts}


def _how_many(about: str) -> str:
    match about.split():
        case [added, changed]:
            text = gettext("%(added)s added, %(changed)s changed")
            return text % {"added": added, "changed": changed}
        case _:  # an older entry
            return gettext("how many was not kept")


IMPORT = Subject(_said_of_imports)


def _deeds() -> Iterator[tuple[str, Deed]]:
    people, site, signing_in = "people", "site", "signing-in"
    yield "gave_role", Deed(_("%(who)s gave %(whom)s the role %(role)s."), people, ROLE)
    yield "took_role", Deed(_("%(who)s took the role %(role)s from %(whom)s."), people, ROLE)
    yield "let_in", Deed(_("%(who)s let %(whom)s sign in."), people, PERSON)
    yield "shut_out", Deed(_("%(who)s stopped %(whom)s from signing in."), people, PERSON)
    text = _("%(who)s named %(stand_in)s to stand in for %(whom)s, from %(first)s to %(last)s.")
    yield "stand_in_named", Deed(text, people, STAND_IN)
    text = _("%(who)s ended that %(stand_in)s stands in for %(whom)s.")
    yield "stand_in_ended", Deed(text, people, STAND_IN)
    yield "stand_in", Deed(_("%(who)s asked for the page of their stand-in."), people)
    text = _("%(who)s asked for the page of the stand-in of %(whom)s.")
    yield "person_stand_in", Deed(text, people, PERSON)
    text = _("%(who)s handed over to %(stand_in)s what %(whom)s had begun.")
    yield "person_hand_over", Deed(text, people, STAND_IN)
    yield "readdressed", Deed(_("%(who)s changed the address of %(whom)s."), people, PERSON)
    yield "person", Deed(_("%(who)s saved the details of %(whom)s."), people, PERSON)
    yield "person_new", Deed(_("%(who)s added a person."), people)
    yield "people_import", Deed(_("%(who)s chose a file of people, to check it."), people)
    text = _("%(who)s chose which column of a file of people is which.")
    yield "people_import_columns", Deed(text, people)
    text = _("%(who)s imported people from a file: %(whom)s.")
    yield "people_import_save", Deed(text, people, IMPORT)
    yield "people_import_runs", Deed(_("%(who)s asked for the scheduled imports."), people)
    yield "people_import_run", Deed(_("%(who)s asked for a scheduled import."), people)
    text = _("%(who)s read the file of the scheduled import, to check it.")
    yield "people_import_again", Deed(text, people)
    yield "directory", Deed(_("%(who)s connected a directory."), people)
    yield "directory_revoke", Deed(_("%(who)s disconnected a directory."), people)
    text = _("%(who)s connected a directory, which added %(whom)s.")
    yield "directory_added", Deed(text, people, PERSON)
    text = _("%(who)s connected a directory, which saved the details of %(whom)s.")
    yield "directory_changed", Deed(text, people, PERSON)
    text = _("%(who)s connected a directory, which stopped %(whom)s from signing in.")
    yield "directory_stopped", Deed(text, people, PERSON)
    yield "first_run", Deed(_("%(who)s set up Everyseat."), site)
    for name in ("people_sample", "people_sample_workbook"):
        yield name, Deed(_("%(who)s asked for the sample file of people."), people)
    yield "people", Deed(_("%(who)s asked for the list of people."), people)
    yield "organisation", Deed(_("%(who)s asked for the page of the organisation."), site)
    text = _("%(who)s asked for the list of other organisations.")
    yield "organisations", Deed(text, site)
    yield "organisation_look", Deed(_("%(who)s changed how another organisation looks."), site)
    yield "organisation_settings", Deed(_("%(who)s changed the organisation's settings."), site)
    yield "emails", Deed(_("%(who)s sent failed e-mails again, or deleted them."), site)
    yield "account", Deed(_("%(who)s asked for their own page."), site)
    yield "clock_is_right", Deed(_("%(who)s confirmed the date of the server."), site)
    yield "audit_log", Deed(_("%(who)s read the audit log."), site)
    yield "put_away", Deed(_("%(who)s put the list of first steps away, or back."), site)
    yield "test_mail", Deed(_("%(who)s sent a test e-mail to themselves."), site)
    yield "first_day", Deed(_("%(who)s asked for the list of first steps."), site)
    yield "signed_in", Deed(_("%(who)s signed in."), signing_in)
    yield "account_logout", Deed(_("%(who)s signed out."), signing_in)
    text = _("%(who)s signed out on all their devices.")
    yield "sign_out_everywhere", Deed(text, signing_in)
    for name, text in SECOND_FACTORS.items():
        yield name, Deed(text, signing_in)


SECOND_FACTORS = {
    "mfa_authenticate": _("%(who)s entered a second factor."),
    "mfa_login_webauthn": _("%(who)s used a passkey."),
    "mfa_reauthenticate": _("%(who)s confirmed who they are with an app or a recovery code."),
    "mfa_reauthenticate_webauthn": _("%(who)s confirmed who they are with a passkey."),
    "account_reauthenticate": _("%(who)s confirmed who they are."),
    "account_request_login_code": _("%(who)s asked for a code to sign in."),
    "account_confirm_login_code": _("%(who)s entered a code to sign in."),
    "mfa_activate_totp": _("%(who)s added an authenticator app."),
    "mfa_deactivate_totp": _("%(who)s removed their authenticator app."),
    "mfa_add_webauthn": _("%(who)s added a passkey."),
    "mfa_edit_webauthn": _("%(who)s renamed a passkey."),
    "mfa_remove_webauthn": _("%(who)s removed a passkey."),
    "mfa_generate_recovery_codes": _("%(who)s made new recovery codes."),
}

DEEDS = dict(_deeds())
"""What is done on pages of organisations and of the site itself, by the name that the log keeps."""

FORMER = {"deeds": "audit_log", "cycle": "round", "framework": "questionnaire"}
"""How the names of pages began when older entries were written."""


def name_today(what: str) -> str:
    """Return the name of today for what an entry keeps.

    >>> name_today("cycle_launch"), name_today("round_launch")
    ('round_launch', 'round_launch')
    """
    for former, now in FORMER.items():
        if what.startswith(former):
            return now + what.removeprefix(former)
    return what


def names_then(name: str) -> list[str]:
    """Return every name by which the log may keep what has this name today."""
    former = [old + name.removeprefix(now) for old, now in FORMER.items() if name.startswith(now)]
    return [name, *former]
