"""`everyseat report`: one PDF and one page for each recipient of a file of ratings."""

import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from everyseat.cli.ratings_options import reads_ratings

if TYPE_CHECKING:
    from everyseat.files.ratings import Ratings


@click.command()
@reads_ratings
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="A folder."
)
@click.option("--title", default="", help="What the reports are called.")
def report(ratings: "Ratings", out: Path, title: str) -> None:
    """Write a PDF and an HTML page for each recipient of RATINGS into a folder.

    The file is read as for `everyseat analyse`. A sheet with the relationship "self" is the
    recipient's own. Groups of fewer than four raters are merged or left out, as in the product.
    """
    # Reports need the site's templates, never its database: no folder of the site is made.
    with tempfile.TemporaryDirectory() as nowhere:
        os.environ.setdefault("EVERYSEAT_VAR", nowhere)
        from everyseat.site import setup

        setup.configure()
    out.mkdir(parents=True, exist_ok=True)
    names = _file_names(ratings.recipients)
    with click.progressbar(_reports(ratings, title), len(names), label="Reports") as files:
        for name, (page, pdf) in zip(names, files, strict=True):
            (out / f"{name}.html").write_text(page, encoding="utf-8")
            (out / f"{name}.pdf").write_bytes(pdf)
    click.echo(f"{len(names):,} recipients: {2 * len(names):,} files in {out}")


def _reports(ratings: "Ratings", title: str) -> Iterator[tuple[str, bytes]]:
    """Yield each recipient's page and PDF."""
    from everyseat.threesixty.report import pdf
    from everyseat.threesixty.report.build import build
    from everyseat.threesixty.report.from_file import page, question_set_of, sheets_of
    from everyseat.threesixty.report.norms import Norms
    from everyseat.threesixty.report.present import present

    question_set = question_set_of(ratings)
    norms = Norms(question_set, sheets_of(ratings))
    for recipient in ratings.recipients:
        content = build(recipient, question_set, norms.sheets[recipient], norms)
        presented = present({**content, "title": title})
        yield page(presented), pdf.render(presented)


def _file_names(recipients: list[str]) -> list[str]:
    """Return a file name for each recipient: their own where it is safe and not taken."""
    safe = [re.sub(r"[^\w.-]+", "-", name).strip("-.") or "recipient" for name in recipients]
    times = Counter(safe)
    return [name if times[name] == 1 else f"{name}-{i}" for i, name in enumerate(safe, 1)]
