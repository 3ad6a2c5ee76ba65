"""Where a scheduled import reads its file: a file, a folder's newest file, or an https address.

Only what an operator names is read. An address is fetched over https alone, within a time and a
size, and never followed to another host.
"""

import time
from http.client import HTTPMessage
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import (
    BaseHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

from everyseat.files.problems import FileError
from everyseat.giving.bodies import LARGEST

ENDINGS = (".csv", ".xlsx")
TIMEOUT_S, WHOLE_S = 20.0, 120.0
CHUNK = 64 * 1024


def read(source: str, token: str = "") -> tuple[bytes, str]:
    """Return a file's content and its name. FileError says why it can't be read."""
    if "://" in source:
        return _fetched(source, token)
    path = Path(source).expanduser()
    if path.is_dir():
        path = _newest(path)
    try:
        if path.stat().st_size > LARGEST:
            raise FileError(path.name, f"is larger than {LARGEST // 1024**2} MB")
        return path.read_bytes(), path.name
    except OSError as error:
        raise FileError(str(path), f"can't be opened ({error.strerror})") from error


def _newest(folder: Path) -> Path:
    files = [p for p in folder.iterdir() if p.suffix.lower() in ENDINGS and p.is_file()]
    if not files:
        raise FileError(str(folder), "holds no file that ends in .csv or .xlsx")
    return max(files, key=lambda path: (path.stat().st_mtime, path.name))


class _SameHost(HTTPRedirectHandler):
    """Follow a redirect only over https and to the host that was named: the token goes with it."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        was, now = urlsplit(req.full_url), urlsplit(newurl)
        if now.scheme != "https" or now.netloc != was.netloc:
            raise URLError(f"it leads to another host, {now.hostname}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _fetched(address: str, token: str) -> tuple[bytes, str]:
    parts = urlsplit(address)
    name = Path(parts.path).name or "people"
    if parts.scheme != "https":
        raise FileError(name, "is not at an https address: anybody on the way could change it")
    opener = OpenerDirector()
    for handler in handlers():
        opener.add_handler(handler)
    request = Request(address, headers={"User-Agent": "everyseat"})
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with opener.open(request, timeout=TIMEOUT_S) as answer:
            content, kind = _within_limits(answer, name), answer.headers.get_content_type()
    except (OSError, ValueError) as error:
        raise FileError(name, f"could not be fetched: {getattr(error, 'reason', error)}") from error
    if not name.lower().endswith(ENDINGS):
        name += ".xlsx" if "spreadsheet" in kind else ".csv"
    return content, name


def handlers() -> list[BaseHandler]:
    """Return what an address is opened with: nothing that reads files, or goes by a proxy."""
    return [HTTPSHandler(), HTTPDefaultErrorHandler(), HTTPErrorProcessor(), _SameHost()]


def _within_limits(answer: IO[bytes], name: str) -> bytes:
    """Read an answer. FileError if it is too large, or takes too long."""
    began, content = time.monotonic(), bytearray()
    while chunk := answer.read(CHUNK):
        content += chunk
        if len(content) > LARGEST:
            raise FileError(name, f"is larger than {LARGEST // 1024**2} MB")
        if time.monotonic() - began > WHOLE_S:
            raise FileError(name, f"took longer than {WHOLE_S:.0f} seconds")
    return bytes(content)
