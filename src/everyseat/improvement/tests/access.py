"""Which seats open which pages of services: see tests/test_access.py."""

from everyseat.organisations.tests.access import SIGNED_IN

PAGES = {
    "services": SIGNED_IN,
    "service_new": {"organiser"},
    "frameworks": {"organiser"},
    "framework_new": {"organiser"},
}
POSTS: dict = {}
OF_ONE = {
    "service",
    "service_edit",
    "service_publish",
    "service_unpublish",
    "service_delete",
    *("comments", "comments_import", "comments_batches", "comments_queue", "comments_list"),
    *("comments_export", "comments_release_queue", "samples", "comments_theme"),
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
    "service_form_share",
    "service_form_card",
    "service_replies",
    "service_reply",
    "service_reply_decline",
    "capacity_new",
    "capacity_compare",
    "capacity_plan",
    "capacity_edit",
    "capacity_copy",
    "capacity_delete",
    "capacity_draft",
    "capacity_weeks",
    "capacity_upload",
    "capacity_keep",
    "capacity_discard",
    "capacity_staff_new",
    "capacity_staff",
    "capacity_visit_new",
    "capacity_visit",
    "capacity_visit_up",
    "capacity_counts",
    "capacity_week",
    "capacity_table",
    "capacity_version",
    "capacity_begin",
    "capacity_approve",
    "capacity_withdraw",
    "capacity_file",
}
OF_AN_ISSUE = {
    *("issue", "issue_edit", "issue_comments", "issue_publish", "issue_delete", "issue_read"),
    *("issue_respond", "issue_plan", "issue_make", "issue_check", "issue_refuse"),
    *("issue_postpone", "issue_back", "cycle_new"),
}
OF_A_CYCLE = {
    *("cycle", "cycle_plan", "cycle_begin", "cycle_do", "cycle_study", "cycle_act"),
    "cycle_delete",
}
OF_A_STEP = {"issue_reason"}
OF_ONE |= {"issues", "issue_new", "service_share", "service_poster", "service_poster_pdf"}
OF_ONE |= OF_AN_ISSUE | OF_A_CYCLE | OF_A_STEP
"""Pages of one service, for people who look after it: see test_access_of_one.py."""
GIVERS = {"service_page", "service_say", "service_answer"}
"""What everybody may open: see test_doors.py, test_collecting.py, test_collecting_replies.py."""
OF_ONE_COMMENT = {
    *("comment_code", "comment_split", "comment_join", "comment_release", "comments_batch_delete"),
    *("sample", "sample_code", "sample_agree", "sample_delete"),
}
SENT = {
    *("comments_import_columns", "comment_undo", "comment_withhold", "sample_join"),
    *("sample_agree_same", "sample_close"),
}
"""What is only sent to: see test_access_of_one.py."""
OF_A_FRAMEWORK = {"framework", "theme_edit"}
OTHERWISE_TESTED = OF_ONE | GIVERS | OF_ONE_COMMENT | SENT | OF_A_FRAMEWORK
