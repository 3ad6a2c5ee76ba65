"""The process that reads one file from its standard input and writes its cells as JSON.

Run by `apart` as `python -I -m everyseat.files.reader ENDING SECONDS BYTES`. It limits itself
before it reads a byte. A limit that is reached ends it, and the process that asked says so.
"""

import json
import resource
import sys

from everyseat.files import cells


def main() -> None:
    ending, seconds, memory = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    limit_itself(seconds, memory)
    sys.stdout.write(json.dumps(_read(sys.stdin.buffer.read(), ending)))


def limit_itself(seconds: int, memory: int) -> None:
    """Take at most so much processor time and memory, and write no file, not even a core dump."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 32,
    }
    for kind, limit in limits.items():
        hard = resource.getrlimit(kind)[1]
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (limit, limit))


def _read(content: bytes, ending: str) -> dict[str, object]:
    try:
        table = cells.of_bytes(content, f"file{ending}")
    except cells.FileError as error:
        problems = [(p.line, p.column, p.message) for p in sorted(error.problems)]
        return {"problems": problems, "summary": error.summary}
    faulty = [(p.line, p.column, p.message) for p in table.faulty]
    return {"header": table.header, "rows": table.rows, "lines": table.lines, "faulty": faulty}


if __name__ == "__main__":
    main()
