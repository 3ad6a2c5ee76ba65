"""What no database keeps is left out of what comes in, and the words around it stay."""

import pytest

from everyseat.files import tables, texts


def test_nul_and_half_characters_are_left_out_of_json_at_any_depth():
    sent = r'{"a\u0000": ["b\u0000c", {"d": "\ud800e"}], "n": 1, "whole": "\ud83d\ude00"}'
    assert texts.from_json(sent) == {"a": ["bc", {"d": "e"}], "n": 1, "whole": "😀"}


@pytest.mark.parametrize("sent", ["", "{", b"\xff", "[" * 100_000])
def test_what_is_no_json_is_refused(sent):
    with pytest.raises((ValueError, RecursionError)):
        texts.from_json(sent)


def test_a_stranger_s_table_holds_none():
    content = b"name,email\n" + b"A,a@t.example\n" * 400 + b"B\0ob,b@t.example\n"
    assert tables.of_stranger(content, "people.csv").data["name"][-1] == "Bob"
