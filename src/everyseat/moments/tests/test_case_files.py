"""Files of sealed cases: they come in parts, go on where they were, and keep their room."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from everyseat.moments.actions import cases
from everyseat.moments.models import FilePart
from everyseat.moments.tests import make
from everyseat.moments.tests.make import post
from everyseat.safety import sealing

pytestmark = pytest.mark.django_db


def _send_part(client, locator, file, number, of, content):
    fields = {"locator": locator, "file": file, "number": number, "of": of}
    return client.post("/sealed/part/", fields | {"part": SimpleUploadedFile("p", content)})


def test_a_file_goes_on_where_it_was_and_comes_back_whole(client, guardian, key):
    case, locator = make.case(key[0]), sealing.stretch(make.RECEIPT).locator
    file = sealing.new_name()
    assert _send_part(client, locator, file, 2, 2, b"world").status_code == 200
    assert post(client, "parts", {"locator": locator, "file": file}).json() == {"there": [2]}
    wanted = {"locator": locator, "file": file, "number": 1}
    assert post(client, "file", wanted).status_code == 409
    for _ in range(2):
        assert _send_part(client, locator, file, 1, 2, b"hello ").status_code == 200
    assert post(client, "file", wanted).content == b"hello "
    assert post(client, "file", wanted | {"number": 2}).content == b"world"
    assert post(client, "file", wanted | {"number": 3}).status_code == 400
    client.force_login(guardian)
    address = f"/guardian/cases/{case.pk}/files/{file}/"
    assert client.get(f"{address}2/").content == b"world"


def test_a_file_of_another_case_can_not_be_read_or_changed(client, key):
    make.case(key[0])
    other = "meadow silver paper candy bridge autumn pepper kitchen"
    make.case(key[0], receipt=other)
    mine, theirs = (sealing.stretch(r).locator for r in (make.RECEIPT, other))
    file = sealing.new_name()
    _send_part(client, mine, file, 1, 1, b"mine")
    assert _send_part(client, theirs, file, 1, 1, b"theirs").status_code == 400
    wanted = {"locator": theirs, "file": file, "number": 1}
    assert post(client, "file", wanted).status_code == 409
    assert bytes(FilePart.objects.get().sealed) == b"mine"


def test_too_many_parts_are_refused_and_words_are_still_taken(client, key):
    make.case(key[0])
    locator = sealing.stretch(make.RECEIPT).locator
    codes = [_send_part(client, locator, sealing.new_name(), 1, 40, b"x").status_code for _ in "ab"]
    assert codes == [200, 409]
    entry = {"locator": locator, "entry": sealing.new_name(), "sealed": "QUJD"}
    assert post(client, "entry", entry).status_code == 200


def test_half_a_file_is_not_kept_for_ever_and_reserves_its_room(client, key, monkeypatch):
    make.case(key[0])
    locator = sealing.stretch(make.RECEIPT).locator
    monkeypatch.setattr(cases, "ALL_FILES", 8 * cases.PART)
    assert _send_part(client, locator, sealing.new_name(), 1, 8, b"x").status_code == 200
    assert _send_part(client, locator, sealing.new_name(), 1, 8, b"x").status_code == 409
    cases.delete_what_is_due(timezone.localdate() + timedelta(8))
    assert FilePart.objects.count() == 0
