"""The `everyseat` command: one file a verb."""

import click

from everyseat.cli.analyse import analyse
from everyseat.cli.audit import audit
from everyseat.cli.backup import backup
from everyseat.cli.capacity import capacity
from everyseat.cli.case import case
from everyseat.cli.check import check
from everyseat.cli.conversation import conversation
from everyseat.cli.demo import demo
from everyseat.cli.key import key
from everyseat.cli.letterbox import letterbox
from everyseat.cli.opinion import opinion
from everyseat.cli.people import people
from everyseat.cli.person import person
from everyseat.cli.report import report
from everyseat.cli.serve import serve
from everyseat.cli.spc import spc
from everyseat.cli.themes import themes


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="everyseat")
def main() -> None:
    """Honest feedback to people who lead, from every seat."""


for verb in (
    serve,
    check,
    analyse,
    report,
    opinion,
    spc,
    capacity,
    themes,
    conversation,
    audit,
    people,
    person,
    case,
    backup,
    demo,
    key,
    letterbox,
):
    main.add_command(verb)
