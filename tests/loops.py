"""Running something asynchronous in a test, whatever runs in the same process."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor


def run(asynchronous: Coroutine) -> object:
    """Run on a thread of its own: a browser's driver may run a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asynchronous).result()
