"""How many files a process may have open: each connection is one."""

import resource

WANTED = 65_536
OTHERS = 512
"""Files that are no connection of a visitor: libraries, the database, the log, static files."""


def raised() -> int:
    """Raise the limit of open files as far as it is allowed; return what it is then."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = WANTED if hard == resource.RLIM_INFINITY else min(hard, WANTED)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        return allowed
    return WANTED if soft == resource.RLIM_INFINITY else soft


def connections(files: int, most: int) -> int:
    """Return how many connections a process may keep, so that it never runs out of files."""
    return max(64, min(most, files - OTHERS))
