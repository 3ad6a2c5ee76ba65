"""Which seats open which pages of conversations: see tests/test_access.py."""

PAGES = {
    "conversations": {"organiser"},
    "conversation_new": {"organiser"},
    "conversation_import": {"organiser"},
}
POSTS: dict = {}
OF_ONE = {
    "conversation",
    "conversation_edit",
    "conversation_share",
    "conversation_invited",
    "conversation_remind",
    "conversation_open",
    "conversation_close",
    "conversation_delete",
    "conversation_seeds",
    "conversation_statements",
    "conversation_statement",
    "conversation_queue",
    "conversation_decide",
    "conversation_undo",
    "conversation_reword",
    "conversation_translate",
    "conversation_wording",
    "conversation_translations",
    "conversation_translations_file",
    "conversation_log",
    "conversation_heard_edit",
    "conversation_heard_preview",
    "conversation_heard_publish",
    "conversation_point_new",
    "conversation_point",
    "conversation_point_delete",
    "conversation_follow_up",
    "conversation_export",
    "conversation_export_file",
}
"""Pages of one conversation, which organisers alone open: see test_access_of_one.py."""
GIVERS = {
    "conversation_join",
    "conversation_invitation",
    "conversation_draw",
    "conversation_reminders",
    "conversation_preview",
    "conversation_answer",
    "conversation_answers",
    "conversation_write",
    "conversation_card",
    "conversation_forget",
    "conversation_forgotten",
    "conversation_results",
    "conversation_results_all",
    "conversation_results_pdf",
    "conversation_results_json",
    "conversation_results_csv",
    "conversation_standing",
    "conversation_heard",
}
"""The pages of those who give: see tests/test_doors.py, test_taking_part.py, test_sharing.py,
test_writing.py, test_keeping.py, test_reminding.py, test_results.py, test_hearing.py."""
OTHERWISE_TESTED = OF_ONE | GIVERS | {"conversation_arrival"}
"""An arrival is tested in test_moving_pages.py: whoever sent it opens it, and nobody else."""
