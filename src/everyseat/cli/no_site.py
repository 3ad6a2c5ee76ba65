"""What the site's templates and texts need, without a site."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_site() -> Iterator[None]:
    """Load the settings for a command that needs no database: no folder of a site is made.

    Processes that it starts do the same, by the environment.
    """
    with tempfile.TemporaryDirectory() as nowhere:
        os.environ.setdefault("EVERYSEAT_VAR", nowhere)
        from everyseat.site import setup

        setup.configure()
        yield
