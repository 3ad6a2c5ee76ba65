"""Answers of pages that are files, under a name that says what they are, in any script."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

TYPES = {
    "pdf": "application/pdf",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def shown(content: bytes, name: str) -> HttpResponse:
    """Return a PDF that a browser shows."""
    return _named(content, name, "pdf", is_attached=False)


def kept(content: bytes, name: str, ending: str) -> HttpResponse:
    """Return a file of a kind of TYPES that a browser keeps."""
    return _named(content, name, ending, is_attached=True)


def _named(content: bytes, name: str, ending: str, *, is_attached: bool) -> HttpResponse:
    """Return a file under a name of letters, digits and hyphens alone."""
    filename = f"{slugify(name, allow_unicode=True)}.{ending}"
    response = HttpResponse(content, content_type=TYPES[ending])
    response["Content-Disposition"] = content_disposition_header(is_attached, filename) or ""
    return response
