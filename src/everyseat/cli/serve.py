"""`everyseat serve`: prepare the database and the static files, and serve the site."""

import os
import socket

import click

from everyseat.cli import open_files
from everyseat.cli.lock import alone

MOST_CONNECTIONS = 20_000
"""Connections of one process: each phone in a hall keeps one request open."""
LONGEST_HEAD = 64 * 1024
"""Bytes of the head of a request."""


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--demo", is_flag=True, help="Load the demonstration if there is nothing yet.")
@click.option("--workers", default=1, show_default=True, help="Web processes.")
@click.option("--jobs/--no-jobs", default=True, help="Do the background work here too.")
@click.option(
    "--idle",
    default=20,
    show_default=True,
    type=click.IntRange(1, 60),
    help="Seconds that a connection may be idle, or take to send its request.",
)
def serve(port: int, host: str, demo: bool, workers: int, jobs: bool, idle: int) -> None:
    """Serve the site, with everything it needs, from one process."""
    from everyseat.site import environment, setup

    if not os.environ.get("EVERYSEAT_URL"):
        os.environ["EVERYSEAT_URL"] = f"http://localhost:{port}"
    if demo:
        os.environ["EVERYSEAT_DEMO"] = "1"
    try:
        settings = environment.read()
    except environment.Mistakes as mistakes:
        raise SystemExit(str(mistakes)) from None
    lock = alone(settings.var)
    _check_port(host, port)
    setup.prepare(demo=bool(settings.demo))
    for line in setup.warnings() + setup.where_to_go():
        click.echo(line)
    os.environ["EVERYSEAT_JOBS"] = "1" if jobs else ""
    os.environ["EVERYSEAT_WORKERS"] = str(workers)
    setup.close_connections()  # an SQLite connection must not be carried into another process
    _run(host, port, workers, idle)
    lock.close()


def _check_port(host: str, port: int) -> None:
    """Say in one line that a port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            text = f"Port {port} is taken. Choose another, as in: make start PORT={port + 1}"
            raise click.ClickException(text) from None


def _run(host: str, port: int, workers: int, idle: int) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    connections = open_files.connections(open_files.raised(), MOST_CONNECTIONS)
    if connections < MOST_CONNECTIONS // 4:
        click.echo(f"At most {connections} connections at once: the limit of open files is low.")

    Granian(
        "everyseat.site.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=workers,
        backlog=4096,
        backpressure=connections,  # of one process; the next wait until one is closed
        # only with HTTP/1 alone is a connection closed on which nothing is ever asked
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=idle * 1000, max_buffer_size=LONGEST_HEAD),
        log_access=False,  # an access log would say who answered, and when
        log_level=LogLevels.warning,
        websockets=False,
        respawn_failed_workers=True,  # one that dies is started again; the log says that it died
    ).serve()
