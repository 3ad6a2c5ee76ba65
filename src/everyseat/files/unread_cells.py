"""Cells of an XLSX sheet whose value is not in the file: errors, and formulas never calculated.

The library that reads workbooks gives both as empty cells, which would read as "not seen". A
program that writes a workbook (openpyxl, some exports) leaves its formulas to a spreadsheet.
"""

import io
import re
import zipfile
from posixpath import join, normpath
from xml.etree import ElementTree

ERROR = "holds the error {}. Correct its formula, or leave the cell empty"
FORMULA = (
    "holds a formula, and the file does not hold its result. Open the workbook in a spreadsheet, "
    "and save it again"
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>(.{0,2000}?)</c>', re.DOTALL)
_NO_RESULT = re.compile(
    rb"<c\b([^>]*)>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_VALUE = re.compile(rb"<v>([^<]{1,40})</v>")


def can_tell(content: bytes) -> bool:
    """Return whether this is the kind of workbook that can be looked into."""
    return content.startswith(b"PK") and b"xl/workbook.xml" in content


def of(content: bytes, place: int) -> list[tuple[int, int, str]]:
    """Return the line, the column (from 0), and what is wrong, of each such cell of a sheet."""
    try:
        sheet = _sheet(content, place)
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, IndexError, ValueError):
        return []  # the library that reads it says what is wrong with the workbook
    found = []
    for cell in _ERROR.finditer(sheet):
        value = _VALUE.search(cell[2])
        found.append((cell[1], ERROR.format(value[1].decode() if value else "?")))
    found += [
        (cell[1], FORMULA) for cell in _NO_RESULT.finditer(sheet) if b't="str"' not in cell[1]
    ]
    return sorted((*_place(attributes), why) for attributes, why in found)


def _sheet(content: bytes, place: int) -> bytes:
    """Return the XML of a sheet. KeyError and the like where the workbook is of another shape."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        sheet = list(book.iter(f"{_MAIN}sheet"))[place]
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        target = {link.get("Id"): link.get("Target", "") for link in links}[sheet.get(_ID)]
        path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        return archive.read(path)


def _place(attributes: bytes) -> tuple[int, int]:
    found = _PLACE.search(attributes)
    if not found:
        return 0, -1  # the sheet does not number its cells
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - ord("A") + 1
    return int(found[2]), column - 1
