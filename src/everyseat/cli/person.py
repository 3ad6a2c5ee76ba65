"""`everyseat person`: tell what is held of somebody, or erase it."""

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from everyseat.organisations.models import Person


@click.group()
def person() -> None:
    """Answer a subject-access or an erasure request (UK GDPR)."""


@person.command()
@click.argument("email")
def export(email: str) -> None:
    """Print everything that can be tied to the person of this address, as JSON."""
    someone = _find(email)
    from everyseat.organisations import subject_access
    from everyseat.site.parts import parts

    record = {
        "person": subject_access.held_about(someone),
        **{part.key: part.held_about(someone) for part in parts()},
        "can_not_be_found": subject_access.CAN_NOT_BE_FOUND,
    }
    click.echo(json.dumps(record, indent=1, default=str, ensure_ascii=False))


@person.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(email: str, yes: bool) -> None:
    """Erase what can be tied to the person of this address."""
    someone = _find(email)
    from django.db import transaction

    from everyseat.giving.refusals import Refusal
    from everyseat.organisations import actions, subject_access
    from everyseat.site.parts import parts

    if actions.last_administrator(someone):
        raise click.ClickException(
            "This is the only administrator. Give the role to somebody else first."
        )
    if not yes:
        for text in _what_stops(someone):
            click.echo(f"  {text}")
        click.confirm(f"Erase {someone.name}, with every report about them?", abort=True)
    try:
        with transaction.atomic():
            for part in parts():
                part.erase(someone)
            subject_access.erase(someone)
    except Refusal as error:
        raise click.ClickException(str(error)) from error
    click.echo("Erased. What can't be found, and so stays:")
    for line in subject_access.CAN_NOT_BE_FOUND:
        click.echo(f"  {line}")


def _what_stops(someone: "Person") -> list[str]:
    """Return what stops once a person is erased, and what waits for them."""
    from everyseat.organisations import leaving
    from everyseat.site.parts import waiting_for

    lost = leaving.loss(someone, set(), may_sign_in=False)
    return [*leaving.stops(lost), *waiting_for(lost)]


@person.command()
@click.argument("email")
def factors(email: str) -> None:
    """Remove lost second factors and sign the person out. Their next sign-in asks for new ones."""
    someone = _find(email)
    from everyseat.organisations import actions

    n = actions.remove_second_factors(person=someone)
    click.echo(f"Second factors removed: {n}. {someone.name} is signed out everywhere.")


def _find(email: str) -> "Person":
    from everyseat.site import setup

    setup.open_existing()
    from everyseat.organisations.models import Person

    someone = Person.objects.filter(email=email.strip().lower()).first()
    if someone is None:
        raise click.ClickException(f"Nobody here has the address {email}.")
    return someone
