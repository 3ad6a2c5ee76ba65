"""What kind of file this is, by what is in it rather than by its name, and what is packed in it."""

import gzip
import io
import zipfile
import zlib
from pathlib import Path

from everyseat.files import workbook
from everyseat.files.problems import FileError
from everyseat.files.texts import folded

MOST = 4 << 30
"""Bytes that a packed file may have when it is unpacked."""
TABLES = (".csv", ".tsv", ".txt", ".json", ".parquet", ".sav", ".zsav", *workbook.ENDINGS)
STARTS = {
    b"PAR1": "parquet",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "workbook",
    b"$FL2": "spss",
    b"$FL3": "spss",
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
}
OTHERS = {
    b"%PDF": "a PDF",
    b"7z\xbc\xaf": "a 7z archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"(\xb5/\xfd": "a zstd archive",
    b"Rar!": "a RAR archive",
    b"{\\rtf": "a text document (RTF)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite": "a database",
    b"ARROW1": "an Arrow file",
    b"HEADER RECORD": "a SAS transport file",
    b"<stata_dta>": "a Stata file",
}
ASK = "Save the table as CSV, XLSX or Parquet"
WORKBOOKS = ("[Content_Types].xml", "xl/workbook.xml", "xl/workbook.bin", "content.xml")


def of(content: bytes, name: str) -> str:
    """Return "parquet", "workbook", "spss", "json" or "text". FileError if it can hold no table."""
    for start, what in OTHERS.items():
        if content.startswith(start):
            raise FileError(name, f"is {what}, not a table. {ASK}")
    found = next((kind for start, kind in STARTS.items() if content.startswith(start)), "text")
    ending = Path(name).suffix.lower()
    if found == "zip":
        return "workbook"
    if found == "text" and ending == ".parquet":
        raise FileError(name, f"can't be read as Parquet: it does not begin as one. {ASK}")
    beginning = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if found == "text" and beginning[:15].lower().startswith((b"<html", b"<!doctype", b"<?xml")):
        raise FileError(name, f"is a web page or XML, whatever its name says. {ASK}")
    if found == "text" and (ending in (".json", ".jsonl", ".ndjson") or _is_json(beginning)):
        return "json"
    return found


def _is_json(beginning: bytes) -> bool:
    return beginning.startswith((b'{"', b"[{", b'[ {"', b"[\n", b"[\r\n", b'{\n  "'))


def unpacked(content: bytes, name: str, said: str = "") -> tuple[bytes, str]:
    """Return the file within a gzip or zip file, and its name; the file itself if it is neither.

    `said` is the name of a file in the zip, where it holds several tables. FileError if it is
    damaged, locked, too large, or holds none.
    """
    try:
        if content.startswith(b"\x1f\x8b"):
            return unpacked(_gunzipped(content, name), name.removesuffix(".gz"), said)
        if content.startswith(b"PK"):
            return _unzipped(content, name, said)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, ValueError) as error:
        is_named = Path(name).suffix.lower() in (".zip", ".gz", *workbook.ENDINGS)
        other = "" if is_named else "this is not a CSV file, whatever its name says: it "
        raise FileError(name, f"{other}is damaged or cut off ({error}). Copy it again") from error
    except (RuntimeError, NotImplementedError) as error:
        why = f"is packed or locked in a way that can't be read here ({error}). Unpack it first"
        raise FileError(name, why) from error
    return content, name


def _gunzipped(content: bytes, name: str) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
        return _limited(packed.read(MOST + 1), name)


def _limited(content: bytes, name: str) -> bytes:
    if len(content) > MOST:
        raise FileError(name, f"is over {MOST >> 30} GiB when unpacked. Save it as Parquet")
    return content


def _unzipped(content: bytes, name: str, said: str) -> tuple[bytes, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [one.filename for one in archive.infolist() if not one.is_dir()]
        if any(one in names for one in WORKBOOKS):
            return content, name
        tables = [n for n in names if _may_be_table(n)]
        chosen = [n for n in tables if folded(n) == folded(said)] or tables
        if not chosen:
            raise FileError(name, f"holds no table. {ASK}")
        if len(chosen) > 1:
            which = ", ".join(sorted(chosen))
            why = f"holds {len(chosen)} tables: {which}"
            raise FileError(name, why, "Say which one to read: --sheet NAME")
        with archive.open(chosen[0]) as packed:
            inside = _limited(packed.read(MOST + 1), name)
    if inside.startswith((b"PK", b"\x1f\x8b")) and Path(chosen[0]).suffix.lower() not in TABLES:
        raise FileError(name, "is a package in a package. Unpack it first")
    return inside, f"{name}/{Path(chosen[0]).name}"


def _may_be_table(name: str) -> bool:
    path = Path(name)
    is_shown = not any(part.startswith((".", "__")) for part in path.parts)
    return is_shown and path.suffix.lower() in TABLES
