"""`everyseat audit`: write a closed round's audit file, or check one."""

import json
from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("feedback_round", metavar="ROUND", required=False)
@click.option(
    "--verify",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Check this file.",
)
@click.option("--card", help="With --verify: the code of your card, to see that it was counted.")
@click.option("--log", is_flag=True, help="Check the audit log of what powerful roles did.")
@click.option("--noted", multiple=True, help="With --log: a hash that you wrote down earlier.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write the file.")
def audit(
    feedback_round: str | None,
    verify: Path | None,
    card: str | None,
    log: bool,
    noted: tuple[str, ...],
    out: Path | None,
) -> None:
    """Write the audit file of ROUND (its number or name), check one, or check the log."""
    if log:
        _check_log(list(noted))
    elif verify:
        _verify(verify, card)
    elif feedback_round:
        _write(feedback_round, out)
    else:
        raise click.UsageError("Name a closed round, or give --verify FILE, or --log.")


def _verify(path: Path, card: str | None) -> None:
    from everyseat.safety import audit as checks  # the curve of a credential: not for --help

    try:
        record = json.loads(path.read_text())
    except ValueError as error:
        raise click.ClickException(f"{path} is not JSON: {error}") from error
    problems = checks.problems(record)
    for problem in problems:
        click.echo(f"FAILED  {problem}")
    if problems:
        raise click.ClickException(
            f"{path}: {len(problems)} problems. Do not trust this round's counts."
        )
    click.echo(f"{record['cycle']}: key {record['fingerprint']}")
    click.echo(f"{len(record['sheets'])} counted sheets, each with a valid credential of its own.")
    _say_replaced(record["voided"], "for a lost card")
    _say_replaced(record.get("replaced", 0), "to correct an address or a relationship")
    if record["too_few"]:
        click.echo(
            f"About {len(record['too_few'])} recipients fewer than {record['threshold']} people"
            " answered. Their answers were deleted."
        )
    for group in record.get("left_out", ()):
        click.echo(
            f"{group['n']} sheets of the group {group['group']} in review {group['review']}, chosen"
            " at random, are left out of the report: nearly the same people were asked before."
        )
    click.echo(f"Hashes of the answers: {len(record['answers_sha256'])}, one for each review.")
    if card:
        _find(record, card)


def _say_replaced(n: int, why: str) -> None:
    """Say how many links were replaced: a card that was made with one before still answers."""
    if n:
        links = "1 link was" if n == 1 else f"{n} links were"
        click.echo(f"{links} replaced {why}. Cards made before still count.")


def _find(record: dict[str, Any], code: str) -> None:
    from everyseat.safety import audit as checks
    from everyseat.safety.credentials import BadCard, read_card

    try:
        serial = read_card(code).serial
    except BadCard as error:
        raise click.ClickException(
            f"This is not the code of an answering card: {error}."
        ) from error
    sheet = checks.counted(record, serial)
    if sheet is None:
        raise click.ClickException(
            "The answers of this card are not among those counted. If fewer than"
            f" {record['threshold']} people answered about the same person, they were deleted."
        )
    click.echo("The answers of your card are among them.")
    if checks.may_be_left_out(record, sheet):
        click.echo("They may be among those left out of the report: nobody knows.")


def _write(name: str, out: Path | None) -> None:
    from everyseat.site import setup

    setup.open_existing()
    from everyseat.giving.refusals import Refusal
    from everyseat.threesixty.audit import record
    from everyseat.threesixty.models import Round

    by_name = Round.objects.filter(name=name)
    feedback_round = by_name.first() or (
        name.isdigit() and Round.objects.filter(pk=int(name)).first()
    )
    if not feedback_round:
        choices = "".join(
            f"\n  {c.pk}  {c.name} ({c.get_state_display()})" for c in Round.objects.all()
        )
        raise click.ClickException(
            f"There is no round “{name}”. The rounds are:{choices or ' none.'}"
        )
    try:
        text = json.dumps(record(feedback_round), indent=1)
    except Refusal as error:
        raise click.ClickException(str(error)) from error
    path = out or Path(f"audit-{feedback_round.pk}.json")
    path.write_text(text + "\n")
    click.echo(f"Written: {path}. Anybody can check it: everyseat audit --verify {path}")


def _check_log(noted: list[str]) -> None:
    from everyseat.site import setup

    setup.open_existing()
    from everyseat.organisations import audit_log

    problems = audit_log.problems(noted)
    for problem in problems:
        click.echo(f"FAILED  {problem}")
    if problems:
        raise click.ClickException(f"The log has {len(problems)} problems.")
    last = audit_log.last()
    if last is None:
        click.echo("The log is empty.")
        return
    click.echo(f"The log holds: every entry up to number {last.pk} follows the one before.")
    click.echo(f"Write this hash down somewhere else: {last.digest}")
