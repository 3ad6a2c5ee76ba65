"""`everyseat opinion`: groups of opinion and common ground from a file of votes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from everyseat.cli.ratings_options import said_in_one_line

if TYPE_CHECKING:
    from everyseat.files.votes import Statements, VotesFile
    from everyseat.science.opinion import Conversation, Votes

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("votes", metavar="VOTES", type=FILE)
@click.option("--comments", type=FILE, help="Polis's comments.csv: texts, and what was rejected.")
@click.option(
    "--method",
    type=click.Choice(["everyseat", "polis"]),
    default="everyseat",
    show_default=True,
    help="polis finds Polis's own numbers; everyseat does not depend on who came first.",
)
@click.option("--strict", is_flag=True, help="Leave out statements not yet accepted, too.")
@click.option("--members", is_flag=True, help="With --json: who is in each group.")
@click.option(
    "--refits",
    type=click.IntRange(0, 1000),
    default=20,
    show_default=True,
    help="How often groups are sought again to see how steady they are.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def opinion(
    votes: Path,
    comments: Path | None,
    method: Any,
    strict: bool,
    members: bool,
    refits: int,
    as_json: bool,
) -> None:
    """Read VOTES, and print who agrees with whom, and on what all do.

    VOTES is what Polis exports: a log of events (timestamp, comment-id, voter-id, vote), of which
    each person's last vote on a statement counts; or a matrix (participant, and one column per
    statement). 1 is agree, 0 pass, -1 disagree. Packed as gz or zip too.
    """
    from everyseat.files import votes as files  # half a second: not for --help

    with said_in_one_line():
        file = files.read(votes)
        statements = files.read_statements(comments) if comments else None
    if not len(file.vote):
        raise click.ClickException(f"{votes.name} holds no vote.")
    found = _found(file, statements, method, strict, members, refits)
    if as_json:
        click.echo(json.dumps(found))
        return
    for line in _lines(found, statements.texts if statements else {}):
        click.echo(line)


def _found(
    file: "VotesFile",
    statements: "Statements | None",
    method: Any,
    strict: bool,
    members: bool,
    refits: int,
) -> dict[str, Any]:
    from everyseat.science import opinion as science
    from everyseat.science.opinion import plain, stability

    size = len(file.people), len(file.statements)
    votes = science.from_log(file.person, file.statement, file.vote, *size)
    about = _about(votes, file, statements, strict)
    found = science.analyse(votes, about, method)
    steady = stability.of(votes, found, about, refits) if refits else None
    names = plain.Names(_names(file.statements), _names(file.people))
    return plain.as_dict(votes, found, names, steady, members)


def _about(
    votes: "Votes", file: "VotesFile", statements: "Statements | None", strict: bool
) -> "Conversation":
    from everyseat.science.opinion import Conversation

    if statements is None:
        return Conversation.of(votes, arrival=file.arrival)
    lowest = 1 if strict else 0
    rejected = [statements.moderated.get(name, lowest) < lowest for name in file.statements]
    meta = [name in statements.meta for name in file.statements]
    return Conversation.of(votes, rejected, meta, file.arrival)


def _names(names: list[str]) -> list[str | int]:
    """Return names as numbers, if all are."""
    return [int(n) for n in names] if all(n.isdigit() for n in names) else list(names)


def _lines(found: dict[str, Any], texts: dict[str, str]) -> Iterator[str]:
    """Yield the result for people: common ground first, then each group, then how steady it is."""
    yield (
        f"{found['participants']:,} people cast {found['votes']:,} votes on "
        f"{found['statements']:,} statements; {found['grouped']:,} voted enough to be in a group."
    )
    yield from ["", "Common ground"]
    yield from (_line(one, texts) for one in found["common_ground"])
    if not found["common_ground"]:
        yield "  none so far"
    for group in found["groups"]:
        yield from ["", f"Group {group['id'] + 1}: {group['size']:,} people"]
        yield from (_line(one, texts) for one in group["representative"])
    yield ""
    yield (
        f"The map shows {found['explained_variance']:.0%} of how people differ; silhouette "
        f"{found['silhouette']:.2f}"
    )
    if steady := found["stability"]:
        yield (
            f"Without a fifth of the statements: adjusted Rand index {steady['median']:.2f} at the "
            f"median of {steady['refits']} refits, {steady['min']:.2f} at the worst (1 the same "
            "groups, 0 as by chance)"
        )


def _line(one: dict[str, Any], texts: dict[str, str]) -> str:
    name = str(one["statement"])
    text = texts.get(name, "")
    return f"  {one['p']:>4.0%} {one['side']:<8}  {name:>5}  {text[:100]}".rstrip()
