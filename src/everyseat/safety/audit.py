"""Checking a round's audit file: anybody can, with nothing but the file.

After a round has closed, its private key is published with the credential of every counted sheet.
Whoever has the file can compute each mark again. The file is plain JSON, see `RECORD`.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from everyseat.safety import credentials

RECORD = "everyseat audit 1"


def problems(record: Mapping[str, Any]) -> list[str]:
    """Return the faults of a round's record; empty if there are none."""
    try:
        if record["record"] != RECORD:
            return [f"this is no audit file: it does not say “{RECORD}”"]
        key = bytes.fromhex(record["private_key"])
        return [
            *_wrong_key(record, key),
            *_overlapping(record["groups"]),
            *_repeated(record["sheets"]),
            *[p for sheet in record["sheets"] if (p := _wrong_sheet(record, key, sheet))],
            *_too_many(record),
        ]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return [f"the file can't be read as an audit file: {error!r}"]


def counted(record: Mapping[str, Any], serial: bytes) -> Mapping[str, str] | None:
    """Return the record's entry for the sheet with this serial, or None."""
    return next((sheet for sheet in record["sheets"] if sheet["serial"] == serial.hex()), None)


def is_counted(record: Mapping[str, Any], serial: bytes) -> bool:
    """Return whether the sheet with this serial is among those counted."""
    return counted(record, serial) is not None


def may_be_left_out(record: Mapping[str, Any], sheet: Mapping[str, str]) -> bool:
    """Return whether sheets like this one, chosen at random, are left out of the report.

    A sheet names the group that its card was drawn for; groups may have been put together since.
    """
    names = set(sheet["group"].split("+"))
    return any(
        entry["review"] == sheet["review"] and not names.isdisjoint(entry["group"].split("+"))
        for entry in record.get("left_out", ())
    )


def _wrong_key(record: Mapping[str, Any], key: bytes) -> list[str]:
    public = credentials.public_key(key)
    if public.hex() != record["public_key"]:
        return ["the published private key does not belong to the public key"]
    if credentials.fingerprint(public) != record["fingerprint"]:
        return ["the fingerprint is not that of the key"]
    return []


def _overlapping(groups: list[Mapping[str, str]]) -> list[str]:
    """Return where the groups of a review overlap, or are oddly written: a mark for one rater."""
    problems = []
    places: set[tuple[str, str]] = set()
    for place in groups:
        review, members = place["review"], place["group"].split("+")
        if not all(members) or members != sorted(set(members)):
            problems.append(f"odd group: {place['group']!r} in review {review}")
        if any((review, name) in places for name in members):
            problems.append(f"overlapping groups: {place['group']!r} in review {review}")
        places.update((review, name) for name in members)
    return problems


def _repeated(sheets: list[Mapping[str, str]]) -> list[str]:
    counted = Counter(sheet["serial"] for sheet in sheets)
    return [
        f"repeated: sheet {serial} is counted {n} times" for serial, n in counted.items() if n > 1
    ]


def _wrong_sheet(record: Mapping[str, Any], key: bytes, sheet: Mapping[str, str]) -> str | None:
    def fits(review: str, group: str) -> bool:
        info = credentials.public_info(review, group)
        serial, mark = bytes.fromhex(sheet["serial"]), bytes.fromhex(sheet["mark"])
        return credentials.is_valid(key, serial, mark, info)

    if fits(sheet["review"], sheet["group"]):
        return None
    for place in record["groups"]:
        if fits(place["review"], place["group"]):
            return (
                f"wrongly addressed: sheet {sheet['serial']} is counted for review "
                f"{sheet['review']} as {sheet['group']}, and was drawn for {place['review']} "
                f"as {place['group']}"
            )
    return f"forged: sheet {sheet['serial']} bears no mark of this key"


def _too_many(record: Mapping[str, Any]) -> list[str]:
    """Return a fault if more sheets are counted than cards could have answered."""
    could = record["drawn"] if record["drawn"] is not None else record["invited"]
    twice = record["voided"] + record.get("replaced", 0)  # each may be one more sheet of a person
    if could is not None and len(record["sheets"]) > (most := could + twice):
        return [f"{len(record['sheets'])} sheets are counted, and {most} credentials were drawn"]
    return []
