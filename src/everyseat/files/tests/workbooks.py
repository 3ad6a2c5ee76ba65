"""Workbooks made by hand, to say what no spreadsheet would write."""

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(sheet: str | bytes, path: str = "xl/worksheets/sheet1.xml", **more: bytes) -> bytes:
    """Return a workbook of one sheet, given as the XML of the sheet's data, at any path."""
    if isinstance(sheet, str):
        sheet = f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'.encode()
    target = path.removeprefix("xl/") if path.startswith("xl/") else f"/{path}"
    parts = {
        "_rels/.rels": _relationship("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": _relationship("worksheet", target),
        path: sheet,
        **{f"xl/{name}.xml": content for name, content in more.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _relationship(kind: str, target: str) -> bytes:
    one = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}">{one}</Relationships>'.encode()


def rows(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


def row(number: int, cells: str) -> str:
    return f'<row r="{number}">{cells}</row>'


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
