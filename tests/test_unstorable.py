"""NUL, which PostgreSQL refuses, makes no page fail: at every kind of door, on every database."""

import json
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory

import everyseat
from everyseat.site.texts import Storable
from everyseat.threesixty.tests import make

CODE = Path(everyseat.__file__).parent
NUL = "a\0b"


def _given(request):
    """Return what a page behind the guard reads of a request."""
    seen = []
    Storable(seen.append)(request)
    [request] = seen
    return request


def test_parameters_fields_and_cookies_have_none():
    asked = _given(RequestFactory().get("/", {"search\0": [NUL, "c"]}))
    assert dict(asked.GET.lists()) == {"search": ["ab", "c"]}
    sent = RequestFactory().post("/", f"x={'a%00b'}&y=c", "application/x-www-form-urlencoded")
    sent.COOKIES = {"sessionid": NUL}
    sent = _given(sent)
    assert sent.POST.dict() == {"x": "ab", "y": "c"}
    assert sent.COOKIES == {"sessionid": "ab"}


def test_fields_beside_a_file_have_none_and_the_file_stays_as_it_is():
    sent = RequestFactory().post("/", {"x": NUL, "part": SimpleUploadedFile("p", b"a\0b")})
    sent = _given(sent)
    assert sent.POST["x"] == "ab"
    assert sent.FILES["part"].read() == b"a\0b"


def test_a_body_that_is_no_form_can_still_be_read():
    sent = RequestFactory().post("/", b"{}", "application/json")
    assert _given(sent).body == b"{}"


def test_nobody_reads_json_of_a_request_but_by_the_guard():
    """`texts.from_json` is the guard. Whoever reads a body otherwise is found here."""
    readers = re.compile(r"json\.loads\([^)]*(body|answer|sent|receive|POST|GET|FILES)")
    found = [
        p for p in CODE.rglob("*.py") if "tests" not in p.parts and readers.search(p.read_text())
    ]
    assert found == [CODE / "site/checking.py"]  # a provider's own address, tried by a command


def _refuses_nul(execute, sql, params, many, context):
    """Refuse what PostgreSQL refuses, on SQLite too."""
    given = [value for row in (params if many else [params or ()]) for value in row]
    if any(isinstance(value, str) and "\0" in value for value in given):
        raise ValueError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    return execute(sql, params, many, context)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "address", "sent"),
    [
        ("administrator", "/people/?search=a%00b", None),
        ("administrator", "/join/?code=a%00b", None),
        ("administrator", "/emails/", {"do": "delete", "address": NUL}),
        ("organiser", "/routes/anonymous/", {"reason": NUL}),
        ("administrator", "/by-me/tell/", {"recipient": NUL, "key": NUL}),
        ("administrator", "/by-me/ask-for-time/", {"who": NUL, "asked": NUL}),
        ("guardian", "/guardian/escrow/", {"name": NUL, "recipient": "age1" + "q" * 58}),
        ("", "/sealed/open/", {"locator": NUL}),
    ],
)
def test_no_door_fails(client, role, address, sent):
    if role:
        client.force_login(make.person("Ada", role))
    is_script = address.startswith(("/guardian", "/sealed"))
    with connection.execute_wrapper(_refuses_nul):
        if sent is None:
            answer = client.get(address)
        elif is_script:
            answer = client.post(address, json.dumps(sent), content_type="application/json")
        else:
            answer = client.post(address, sent)
    assert answer.status_code in (200, 302, 400, 404, 409)
