"""What pages tell their scripts: where to send, how much at once, how hard to make a guess."""

from django.urls import reverse

from everyseat.giving import feelings
from everyseat.giving.addresses import pattern
from everyseat.moments.actions import cases, keys
from everyseat.safety import sealing

SEALED = ("new", "open", "again", "entry", "part", "parts", "file", "heard")
DESK = {
    "cases": ("guardian_list",),
    "messages": ("guardian_messages",),
    "closed": ("guardian_closed",),
    "case": ("guardian_case", "case"),
    "reply": ("guardian_reply", "case"),
    "status": ("guardian_status", "case"),
    "next": ("guardian_next", "case"),
    "owner": ("guardian_owner", "case"),
    "read": ("guardian_read", "case"),
    "record": ("guardian_record", "case"),
    "passOn": ("guardian_pass_on", "case"),
    "whom": ("guardian_whom",),
    "file": ("guardian_file", "case", "file", "number"),
    "key": ("guardian_key",),
    "newKey": ("guardian_new_key",),
    "escrow": ("guardian_escrow",),
    "confirm": ("guardian_confirm", "pk"),
    "retire": ("guardian_retire", "pk"),
    "share": ("guardian_share", "pk"),
    "abuse": ("guardian_abuse",),
    "publish": ("guardian_publish",),
    "counts": ("counts",),
    "away": ("guardian_away",),
    "back": ("guardian_back",),
    "handOver": ("guardian_hand_over",),
    "takeBack": ("guardian_take_back",),
}


def sending() -> dict:
    """Return what a page needs that seals in the browser, or opens by a receipt."""
    return {
        "addresses": {name: reverse(f"sealed_{name}") for name in SEALED},
        "stretch": {
            "iterations": sealing.ITERATIONS,
            "memory": sealing.MEMORY,
            "lanes": sealing.LANES,
        },
        "part": cases.SENT_PART,
        "most": cases.MOST_CHOSEN,
        "title": cases.LONGEST_TITLE,
        "felt": feelings.MOST,
    }


def desk() -> dict:
    """Return what a guardian's desk needs."""
    return {
        "addresses": {name: pattern(*address) for name, address in DESK.items()},
        "passphrase": keys.SHORTEST_PASSPHRASE,
        "shared": keys.SHARED_AT_ONCE,
    }
