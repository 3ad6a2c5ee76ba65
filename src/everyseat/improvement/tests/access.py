"""Which seats open which pages of services: see tests/test_access.py."""

EVERYBODY_HERE = {
    *("recipient", "manager", "organiser", "coach", "guardian", "administrator", "few"),
}
PAGES = {
    "services": EVERYBODY_HERE,
    "service_new": {"organiser"},
}
POSTS: dict = {}
OF_ONE = {
    "service",
    "service_edit",
    "service_publish",
    "service_unpublish",
    "service_delete",
    "service_measures",
    "measure_new",
    "measure",
    "measure_edit",
    "measure_public",
    "measure_delete",
    "measure_values",
    "measure_value",
    "measure_import",
    "measure_target",
    "measure_rebase",
    "measure_event",
    "measure_unmark",
    "measure_file",
    "service_collect",
    "service_uncollect",
    "service_share",
    "service_card",
    "service_replies",
    "service_reply",
    "service_reply_decline",
}
"""Pages of one service, for people who look after it: see test_access_of_one.py."""
GIVERS = {"service_page", "service_say", "service_answer"}
"""What everybody may open: see test_doors.py, test_collecting.py, test_collecting_replies.py."""
OTHERWISE_TESTED = OF_ONE | GIVERS
