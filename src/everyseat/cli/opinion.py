"""`everyseat opinion`: groups of opinion and common ground from a file of votes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from everyseat.cli import report_folder, texts
from everyseat.cli.ratings_options import said_in_one_line

if TYPE_CHECKING:
    from everyseat.science.opinion import Conversation, Opinion, Votes
    from everyseat.science.opinion.analysis import Method
    from everyseat.science.opinion.stability import Stability

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
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print one JSON object. It counts every vote in the file; a report leaves out rejected "
    "statements, and finds common ground as Everyseat does, whatever the method.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder for a report: page, PDF, map and data.",
)
@click.option("--overwrite", is_flag=True, help="Replace files of the same names in the folder.")
@click.option("--title", default="", help="The question, as the report has it.")
def opinion(
    votes: Path,
    comments: Path | None,
    method: "Method",
    strict: bool,
    members: bool,
    refits: int,
    as_json: bool,
    out: Path | None,
    overwrite: bool,
    title: str,
) -> None:
    """Read VOTES, and print who agrees with whom, and on what all do.

    VOTES is what Polis exports: a log of events (timestamp, comment-id, voter-id, vote), of which
    each person's last vote on a statement counts; or a matrix (participant, and one column per
    statement). 1 is agree, 0 pass, -1 disagree. Packed as gz or zip too.
    """
    if out:
        report_folder.check_free(out, overwrite)
    found = _read(votes, comments, strict).analysed(method, refits)
    if out:
        with report_folder.all_or_nothing(out) as folder:
            found.write(folder, title)
    if as_json:
        click.echo(json.dumps(found.as_dict(members)))
    elif out:
        click.echo(f"result.html, result.pdf, result.json and map.svg are in {out}")
    else:
        for line in _lines(found.as_dict(members=False), found.source.texts):
            click.echo(line)


@dataclass(frozen=True)
class _Source:
    """The votes of a file, and what is known of its statements."""

    votes: "Votes"
    about: "Conversation"
    statements: list[str]
    people: list[str]
    texts: dict[str, str]

    def analysed(self, method: "Method", refits: int) -> "_Found":
        from everyseat.science import opinion as science
        from everyseat.science.opinion import stability

        found = science.analyse(self.votes, self.about, method)
        steady = stability.of(self.votes, found, self.about, refits) if refits else None
        return _Found(self, found, steady)


@dataclass(frozen=True)
class _Found:
    """What was made of them."""

    source: _Source
    opinion: "Opinion"
    steady: "Stability | None"

    def as_dict(self, members: bool) -> dict[str, Any]:
        from everyseat.science.opinion import plain

        source = self.source
        names = plain.Names(_names(source.statements), _names(source.people))
        return plain.as_dict(source.votes, self.opinion, names, self.steady, members)

    def write(self, folder: Path, title: str) -> None:
        """Write the report into a folder."""
        texts.load()
        from everyseat.conversation.report import figures, from_file

        source = self.source
        made_of = figures.of(source.votes, self.opinion, source.about.left_out, self.steady)
        statements = [
            figures.Statement(name, source.texts.get(name, f"({name})"))
            for name in source.statements
        ]
        from_file.write(folder, made_of, statements, title)


def _read(path: Path, comments: Path | None, strict: bool) -> _Source:
    from everyseat.files import votes as files  # half a second: not for --help
    from everyseat.science import opinion as science

    with said_in_one_line():
        file = files.read(path)
        said = files.read_statements(comments) if comments else None
    if not len(file.vote):
        raise click.ClickException(f"{path.name} holds no vote.")
    size = len(file.people), len(file.statements)
    votes = science.from_log(file.person, file.statement, file.vote, *size)
    lowest = 1 if strict else 0
    moderated, meta = (said.moderated, said.meta) if said else ({}, set())
    about = science.Conversation.of(
        votes,
        left_out=[moderated.get(name, lowest) < lowest for name in file.statements],
        meta=[name in meta for name in file.statements],
        arrival=file.arrival,
    )
    return _Source(votes, about, file.statements, file.people, said.texts if said else {})


def _names(names: list[str]) -> list[str | int]:
    """Return names as numbers, if all are."""
    return [int(n) for n in names] if all(n.isdigit() for n in names) else list(names)


def _lines(found: dict[str, Any], words: dict[str, str]) -> Iterator[str]:
    """Yield the result for people: common ground first, then each group, then how steady it is."""
    yield (
        f"{found['participants']:,} people cast {found['votes']:,} votes on "
        f"{found['statements']:,} statements; {found['grouped']:,} voted enough to be in a group."
    )
    yield "Shares are (votes + 1) / (voted + 2), as groups are told apart by them."
    yield from ["", "Common ground"]
    yield from (_line(one, words) for one in found["common_ground"])
    if not found["common_ground"]:
        yield "  none so far"
    for group in found["groups"]:
        yield from ["", f"Group {'ABCDE'[group['id']]}: {group['size']:,} people"]
        yield from (_line(one, words) for one in group["representative"])
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


def _line(one: dict[str, Any], words: dict[str, str]) -> str:
    name = str(one["statement"])
    text = words.get(name, "")
    return f"  {one['p']:>4.0%} {one['side']:<8}  {name:>5}  {text[:100]}".rstrip()
