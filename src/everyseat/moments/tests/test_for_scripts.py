"""What pages tell their scripts comes from where it is decided, and leads where it says."""

import json
import re

import pytest
from django.urls import resolve

from everyseat.giving import feelings
from everyseat.giving.addresses import pattern
from everyseat.moments import for_scripts
from everyseat.moments.actions import cases, keys
from everyseat.safety import sealing

PK = "4d9cf1a0-0000-4000-8000-000000000000"


def page_data(page: bytes, name: str) -> dict:
    return json.loads(re.search(rf'id="{name}"[^>]*>(.*?)</script>', page.decode())[1])


def test_every_address_of_a_desk_is_a_page_of_the_desk():
    for name, (view, *_) in for_scripts.DESK.items():
        address = for_scripts.desk()["addresses"][name]
        filled = address.format(pk=PK, case=PK, file=PK, number=3)
        assert resolve(filled).url_name == view


def test_every_sealed_address_is_a_view_for_reporters():
    for name, address in for_scripts.sending()["addresses"].items():
        assert resolve(address).url_name == f"sealed_{name}"


def test_a_pattern_leaves_only_what_its_script_fills_in():
    assert pattern("guardian_case", "case") == "/guardian/cases/{case}/"
    assert pattern("guardian_file", "case", "file", "number").endswith(
        "/{case}/files/{file}/{number}/"
    )


def test_sizes_and_costs_are_those_that_the_server_decides():
    sending = for_scripts.sending()
    stretch = {"iterations": sealing.ITERATIONS, "memory": sealing.MEMORY, "lanes": sealing.LANES}
    assert sending["stretch"] == stretch
    assert (sending["part"], sending["most"]) == (cases.SENT_PART, cases.MOST_CHOSEN)
    assert (sending["title"], sending["felt"]) == (cases.LONGEST_TITLE, feelings.MOST)
    assert for_scripts.desk()["passphrase"] == keys.SHORTEST_PASSPHRASE
    assert for_scripts.desk()["shared"] == keys.SHARED_AT_ONCE


def test_what_a_page_sends_at_once_is_what_the_server_takes():
    assert cases.SENT_PART < cases.PART
    assert cases.MOST_CHOSEN < cases.MOST_PARTS * cases.SENT_PART


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/tell/", "/speak-up/", "/receipt/", "/by-me/stand-by/"])
def test_pages_that_seal_or_open_hold_it(client, key, guardian, address):
    client.force_login(guardian)
    assert page_data(client.get(address).content, "sending") == for_scripts.sending()


@pytest.mark.django_db
def test_a_guardians_desk_holds_it(client, key, guardian):
    client.force_login(guardian)
    assert for_scripts.desk().items() <= page_data(client.get("/guardian/").content, "desk").items()
