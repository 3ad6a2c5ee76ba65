"""`everyseat report`: one PDF and one page for each recipient of a file of ratings."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import click

from everyseat.cli import report_folder, texts
from everyseat.cli.analyse import items_of
from everyseat.cli.ratings_options import reads_ratings

if TYPE_CHECKING:
    from everyseat.files.rating_sheets import Ratings
    from everyseat.threesixty.programme import Item
    from everyseat.threesixty.report.from_file import Writer

WORTH_A_PROCESS = 20
"""Reports that take as long as a process takes to start."""
AT_A_TIME = 4


@click.command()
@reads_ratings
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="A folder."
)
@click.option("--overwrite", is_flag=True, help="Replace files of the same names in the folder.")
@click.option("--title", default="", help="What the reports are called.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=lambda: min(8, len(os.sched_getaffinity(0))),
    help="Processes at the same time.  [one per core]",
)
def report(
    ratings: "Ratings", framework: Path | None, out: Path, overwrite: bool, title: str, jobs: int
) -> None:
    """Write a PDF and an HTML page for each recipient of RATINGS into a folder.

    The file is read as for `everyseat analyse`. A sheet with the relationship "self" is the
    recipient's own. Groups of fewer than four raters are merged or left out, as in the product.
    The folder gets all reports, or nothing.
    """
    report_folder.check_free(out, overwrite)
    names = report_folder.file_names(ratings.recipients)
    texts.load()
    try:
        with report_folder.all_or_nothing(out) as folder:
            files = [
                (who, folder / name) for who, name in zip(ratings.recipients, names, strict=True)
            ]
            done = _written(files, ratings, framework, title, jobs)
            with click.progressbar(length=len(files), label="Reports") as progress:
                for n in done:
                    progress.update(n)
    except (OSError, BrokenProcessPool) as error:
        raise click.ClickException(f"{error}. No report was written") from error
    click.echo(f"{len(names):,} recipients: {2 * len(names):,} files in {out}")


def _written(
    files: list[tuple[str, Path]],
    ratings: "Ratings",
    framework: Path | None,
    title: str,
    jobs: int,
) -> Iterator[int]:
    """Write the reports, and yield how many more are done, as they are."""
    items = items_of(framework, ratings)
    jobs = min(jobs, len(files) // WORTH_A_PROCESS)
    if jobs < 2:
        writer = _writer(ratings, items, title)
        for who, file in files:
            writer.write(who, file)
            yield 1
        return
    parts = [files[i : i + AT_A_TIME] for i in range(0, len(files), AT_A_TIME)]
    with ProcessPoolExecutor(
        jobs, get_context("spawn"), initializer=_start, initargs=(ratings, items, title)
    ) as pool:
        waiting = [pool.submit(_write, part) for part in parts]
        try:
            for one in as_completed(waiting):
                yield one.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _writer(ratings: "Ratings", items: "list[Item]", title: str) -> "Writer":
    texts.load()
    from everyseat.threesixty.report.from_file import Writer

    return Writer(ratings, items, title)


_own: "list[Writer]" = []
"""The writer of this process, if it is one of a pool."""


def _start(ratings: "Ratings", items: "list[Item]", title: str) -> None:
    _own.append(_writer(ratings, items, title))


def _write(files: list[tuple[str, Path]]) -> int:
    for who, file in files:
        _own[0].write(who, file)
    return len(files)
