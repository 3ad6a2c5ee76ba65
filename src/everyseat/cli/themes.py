"""`everyseat themes`: suggesting themes for comments, learned from those that people confirmed."""

import json
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from everyseat.cli.ratings_options import said_in_one_line

if TYPE_CHECKING:
    from everyseat.files.tables import Table
    from everyseat.science.themes import Evaluation, Suggester, Suggestions

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
TO = click.Path(dir_okay=False, path_type=Path)
FEW = "Not yet reliable: learned from {} confirmed comments. Below 400, read every suggestion."


@click.group()
def themes() -> None:
    """Suggest themes for comments, and say how good the suggestions are.

    A suggestion is for a person to confirm. Everything is learned from your own comments.
    """


def reads_comments(confirmed: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the file of comments, and the columns that it names."""
    options = [
        click.argument("file", metavar="FILE", type=FILE),
        click.option("--text", required=True, metavar="COLUMN", help="The column of comments."),
        click.option("--question", default="", metavar="COLUMN", help="Which question it answers."),
    ]
    if confirmed:
        options += [
            click.option(
                "--labels",
                default="labels",
                show_default=True,
                metavar="COLUMN",
                help="The themes of each comment, with ; or | between them.",
            ),
            click.option(
                "--names",
                type=FILE,
                help="JSON that lists the themes. Numbers in the column count them from 0.",
            ),
            click.option("--seed", default=0, show_default=True, help="For what is drawn."),
        ]

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return with_options


@themes.command()
@reads_comments(confirmed=True)
@click.option("--out", type=TO, required=True, help="The file of the model to write.")
def train(
    file: Path, text: str, question: str, labels: str, names: Path | None, seed: int, out: Path
) -> None:
    """Learn from the confirmed comments in FILE, and write what was learned to a model.

    Rows without a text or a theme are left out. The model holds words that at least two comments
    share, but no comment.
    """
    with said_in_one_line():
        learned = _confirmed(file, text, question, labels, names)
    from everyseat.science import themes as science

    with _said():
        suggester = science.fit(
            learned.texts,
            learned.labels,
            names=learned.names,
            questions=learned.questions,
            seed=seed,
        )
    try:
        science.save(suggester, out)
    except OSError as error:
        raise click.ClickException(f"{out} can't be written ({error.strerror})") from error
    click.echo(f"Learned from {suggester.n:,} comments, {len(suggester.names)} themes: {out}")
    if not suggester.is_reliable:
        click.echo(FEW.format(f"{suggester.n:,}"), err=True)


@themes.command()
@reads_comments(confirmed=False)
@click.option("--model", type=FILE, required=True, help="What `train` wrote.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--out", type=TO, help="A CSV file to write: a row for each suggestion.")
def suggest(
    file: Path, text: str, question: str, model: Path, as_json: bool, out: Path | None
) -> None:
    """Suggest themes for the comments in FILE, the surest first.

    Each has a score; below 0, no theme was likely, and it is the likeliest.
    """
    from everyseat.files import comments, csv_export

    with said_in_one_line():
        said = comments.of(_table(file, text), text, question)
    suggester = _loaded(model)
    if unknown := sorted({one for one in said.questions or [] if one} - _questions(suggester)):
        click.echo(f"The model does not know these questions: {', '.join(unknown)}", err=True)
    if not suggester.is_reliable:
        click.echo(FEW.format(f"{suggester.n:,}"), err=True)
    found = list(_found(said.lines, suggester, suggester.suggest(said.texts, said.questions)))
    if out:
        rows = [(line, name, score) for line, each in found for name, score in each]
        table = csv_export.for_people([("line", "theme", "score"), *rows])
        try:
            out.write_text(table, encoding="utf-8", newline="")
        except OSError as error:
            raise click.ClickException(f"{out} can't be written ({error.strerror})") from error
    if as_json:
        click.echo(json.dumps({"themes": suggester.names, "comments": _plain(found)}))
    elif not out:
        for line, each in found:
            click.echo(f"line {line}: {'; '.join(name for name, _ in each) or '(no words)'}")


@themes.command()
@reads_comments(confirmed=True)
@click.option(
    "--by",
    default="",
    metavar="COLUMN",
    help="Learn from the other places (such as trusts), and suggest for each.",
)
@click.option(
    "--local",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="With --by: learn from so many comments of the place itself, too.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate(
    file: Path,
    text: str,
    question: str,
    labels: str,
    names: Path | None,
    seed: int,
    by: str,
    local: int,
    as_json: bool,
) -> None:
    """Say how good suggestions for the comments in FILE are.

    Each fifth of the comments is suggested by what the rest taught, with no text in both.
    """
    if local and not by:
        raise click.BadParameter("it needs --by", param_hint="--local")
    with said_in_one_line():
        known = _confirmed(file, text, question, labels, names, by)
    with _said():
        found = known.evaluated(local, seed)
    if as_json:
        shown = {place: _as_dict(one) for place, one in found.items()}
        click.echo(json.dumps(shown if by else shown[""]))
        return
    for place, one in found.items():
        click.echo("\n".join(_lines(place, one)))


@dataclass(frozen=True)
class _Confirmed:
    """The rows of a file that have a text and a theme."""

    texts: list[str]
    labels: Any
    names: list[str]
    questions: list[str] | None
    places: list[str] | None

    def evaluated(self, local: int, seed: int) -> "dict[str, Evaluation]":
        from everyseat.science import themes as science

        about: dict[str, Any] = {"names": self.names, "questions": self.questions, "seed": seed}
        if self.places is None:
            return {"": science.evaluate(self.texts, self.labels, **about)}
        return science.evaluate_elsewhere(
            self.texts, self.labels, self.places, local=local, **about
        )


def _confirmed(
    file: Path, text: str, question: str, labels: str, names: Path | None, by: str = ""
) -> _Confirmed:
    from everyseat.files import comments, frameworks

    table = _table(file, text)
    said = comments.of(table, text, question)
    listed = [theme.name for theme in frameworks.read(names)] if names else None
    given = comments.themes(table, labels, listed)
    places = comments.column(table, by) if by else None
    kept = [i for i, one in enumerate(said.texts) if one and given.labels[i].any()]
    if left_out := len(said.texts) - len(kept):
        click.echo(f"Left out {left_out:,} rows without a text or a theme.", err=True)
    return _Confirmed(
        [said.texts[i] for i in kept],
        given.labels[kept],
        given.names,
        [said.questions[i] for i in kept] if said.questions else None,
        [places[i] for i in kept] if places else None,
    )


def _table(file: Path, text: str) -> "Table":
    from everyseat.files import tables

    return tables.read(file, tables.Opening(column=text))


def _loaded(model: Path) -> "Suggester":
    from everyseat.science import themes as science

    try:
        return science.load(model)
    except (ValueError, OSError) as error:
        raise click.ClickException(f"{model.name} {error}") from error


@contextmanager
def _said() -> Iterator[None]:
    """End the command with what can't be learned."""
    try:
        yield
    except ValueError as error:
        raise click.ClickException(str(error)) from error


Found = tuple[int, list[tuple[str, float]]]


def _found(lines: list[int], suggester: "Suggester", made: "Suggestions") -> Iterator[Found]:
    """Yield the line of each comment, and the themes suggested for it, the surest first."""
    for line, scores, chosen in zip(lines, made.scores, made.chosen, strict=True):
        order = [i for i in (-scores).argsort(kind="stable") if chosen[i]]
        yield line, [(suggester.names[i], round(float(scores[i]), 4)) for i in order]


def _questions(suggester: "Suggester") -> set[str]:
    return set(suggester.features.questions)


def _plain(found: list[Found]) -> list[dict[str, Any]]:
    return [
        {"line": line, "themes": [{"name": name, "score": score} for name, score in each]}
        for line, each in found
    ]


def _as_dict(found: "Evaluation") -> dict[str, Any]:
    """Return what JSON can hold: null where nothing can be said."""
    return {
        "n": found.n,
        "learned_from": found.learned_from,
        "reliable": found.is_reliable,
        "micro_f1": found.micro._asdict(),
        "macro_f1": found.macro._asdict(),
        "themes": [
            {key: _or_none(value) for key, value in theme._asdict().items()}
            for theme in found.themes
        ],
    }


def _or_none(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


def _lines(place: str, found: "Evaluation") -> Iterator[str]:
    """Yield an evaluation in words, and a row for each theme."""
    if place:
        yield f"{place}:"
    yield f"{found.n:,} comments, suggestions learned from {found.learned_from:,} others"
    for name, figure in (("micro", found.micro), ("macro", found.macro)):
        yield f"{name} F1 {figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})"
    if not found.is_reliable:
        yield FEW.format(f"{found.learned_from:,}")
    yield "precision  recall     F1      n  theme"
    for theme in found.themes:
        rates = (_rate(one) for one in (theme.precision, theme.recall, theme.f1))
        yield "{:>9}  {:>6}  {:>5}".format(*rates) + f"  {theme.n:>5,}  {theme.name}"
    yield ""


def _rate(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.2f}"
