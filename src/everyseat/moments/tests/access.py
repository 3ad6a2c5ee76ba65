"""Which seats open which pages of moments: see tests/test_access.py."""

from everyseat.organisations.tests.access import OPEN, SIGNED_IN

PAGES = {
    "feedback_landing": OPEN,
    "speaking_up": OPEN,
    "speak_up_poster": SIGNED_IN,
    "moments": SIGNED_IN,
    "moment_new": SIGNED_IN,
    "feedback_received": SIGNED_IN,
    "by_me": SIGNED_IN,
    "stand_by": SIGNED_IN,
    "drafts": {"coach", "other coach"},
    "guardian": {"guardian"},
    "guardian_list": {"guardian"},
    "guardian_closed": {"guardian"},
    "guardian_promise": {"guardian"},
    "routes": {"organiser"},
    "routes_settings": {"organiser"},
    "pulse_open": {"organiser"},
    "counts": {"guardian", "board"},
    "tell": OPEN,
    "speak_up": OPEN,
    "receipt": OPEN,
}
POSTS: dict[str, set[str]] = {}
READ_AT_THE_DESK = ["guardian_case", "guardian_file"]
DONE_AT_THE_DESK = [
    *("guardian_reply", "guardian_status", "guardian_record", "guardian_pass_on", "guardian_key"),
    *("guardian_escrow", "guardian_confirm", "guardian_retire", "guardian_share", "guardian_abuse"),
    *("guardian_publish", "guardian_new_key", "guardian_owner", "guardian_read"),
    *("guardian_messages", "guardian_next", "guardian_away", "guardian_back"),
    *("guardian_hand_over", "guardian_take_back", "guardian_whom"),
]
"""What a guardian does by a script: see test_desk.py."""
OTHERWISE_TESTED = {
    # everybody has their own, or holds a receipt
    *("moment", "felt", "felt_sent", "pulse", "pulse_sent", "tell_named", "ask_for_time", "talk"),
    *("by_me_feedback", "feedback", "feedback_abuse", "feedback_agree", "draft", "moment_decide"),
    *("moment_reply", "moment_edit", "moment_cancel"),
    *("sealed_new", "sealed_open", "sealed_entry", "sealed_part", "sealed_parts", "sealed_file"),
    *("sealed_heard", "sealed_again", "counts_csv", "route_offer", "speak_up_poster_pdf"),
    *READ_AT_THE_DESK,
    *DONE_AT_THE_DESK,
}
GIVERS = {
    *("felt", "felt_sent", "tell", "speak_up", "receipt", "pulse", "pulse_sent"),
    *("sealed_new", "sealed_open", "sealed_entry", "sealed_part", "sealed_parts", "sealed_file"),
    *("sealed_heard", "sealed_again"),
}
"""The pages of those who give: see tests/test_doors.py."""
