"""Which seats open which pages of rooms: see tests/test_access.py."""

from everyseat.organisations.tests.access import OPEN, SIGNED_IN

PAGES = {
    "live": OPEN,
    "room_new": SIGNED_IN,
    "brief_new": {"organiser"},
    "find_room": OPEN,
}
POSTS: dict = {}
OTHERWISE_TESTED = {
    # rooms are their facilitator's own: see test_room.py and test_doors.py
    *("room", "screen", "room_act", "room_csv", "join", "room_end", "room_again", "room_remove"),
    *(
        "room_edit",
        "room_delete",
        "room_undo",
        "question_edit",
        "brief_edit",
        "room_waiting",
        "room_present",
        "room_timer",
        "results",
        "room_hand_over",
        "room_running",
        "room_share",
        "room_unshare",
        "hall",
        "room_invite",
        "room_remind",
        "room_card",
        "room_draw",
    ),
    *("question_new", "room_preview"),  # see test_preparing.py
    "set_name",  # see test_sets.py
    *("room_pdf", "brief", "brief_send", "brief_reply"),
}
GIVERS = {"find_room", "hall", "join", "room_card", "room_draw"}
"""The pages of those who give: see tests/test_doors.py."""
