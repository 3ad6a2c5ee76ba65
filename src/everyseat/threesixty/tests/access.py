"""Which seats open which pages of the 360: see tests/test_access.py."""

from everyseat.organisations.tests.access import NOBODY, OPEN, SIGNED_IN
from everyseat.threesixty import links

PAGES = {
    "questionnaires": {"organiser"},
    "questionnaire_new": {"organiser"},
    "questionnaire_preview": {"organiser"},
    "questionnaire_changes": {"organiser"},
    "questionnaire_import": {"organiser"},
    "questionnaire": {"organiser"},
    "questionnaire_edit": {"organiser"},
    "questionnaire_publish": {"organiser"},
    "questionnaire_export": {"organiser"},
    "threesixty": SIGNED_IN,
    "rounds": {"organiser"},
    "round_new": {"organiser"},
    "round": {"organiser"},
    "round_launch": {"organiser"},
    "round_remind": {"organiser"},
    "round_close": {"organiser"},
    "round_board": {"organiser"},
    "round_emails": {"organiser"},
    "round_texts": {"organiser"},
    "round_text": {"organiser"},
    "leader": {"organiser"},
    "leader_coach": {"organiser"},
    "round_coach": {"organiser"},
    "leader_approver": {"organiser"},
    "leader_stop": {"organiser"},
    "leader_remind": {"organiser"},
    "leaders_remind": {"organiser"},
    "leaders_add": {"organiser"},
    "round_dates": {"organiser"},
    "round_wording": {"organiser"},
    "round_delete": {"organiser"},
    "round_reopen": {"organiser"},
    "round_hand_over": {"organiser"},
    "round_reports": {"organiser"},
    "leader_raters": {"organiser"},
    "rater": {"organiser"},
    "rater_add": {"organiser"},
    "rater_address": {"organiser"},
    "rater_relationship": {"organiser"},
    "rater_replace": {"organiser"},
    "rater_remove": {"organiser"},
    "review": {"coach", "recipient"},
    "nominate": {"recipient"},
    "approve": NOBODY,
    "assess_self": {"recipient"},
    "report": {"coach"},
    "report_pdf": {"coach"},
    "report_json": {"coach"},
    "report_xlsx": {"coach"},
    "group_report": {"organiser", "board"},
    "group_report_pdf": {"organiser", "board"},
    "group_report_json": {"organiser", "board"},
    "group_report_xlsx": {"organiser", "board"},
    "release": {"coach"},
    "comment": {"coach"},
    "plan": NOBODY,
    "follow_up": NOBODY,
    "follow_up_agree": {"organiser"},
    "invitation": OPEN,
    "decline": OPEN,
    "answer": OPEN,
    "reminders": OPEN,
    "answered": OPEN,
}
POSTS = {
    "rater_again": {"organiser"},
    "round_try_again": {"organiser"},
    "raters_standing": {"recipient"},
    "submit_nominations": {"recipient"},
    "comment_restore": {"coach"},
    "talked": {"coach", "recipient"},
    "not_talked": {"coach", "recipient"},
    "share_plan": NOBODY,
    "comment_on_plan": NOBODY,
    "follow_up_withdraw": NOBODY,
}
OTHERWISE_TESTED = {
    *("round_edit", "withdraw", "void", "recipient_remove", "rater_correct"),
    *("remove_aim", "edit_aim", "aim_done", "remove_plan_comment"),
    # pages of a rater, which no role opens: see test_answers.py
    *("draw", "keep_link", "report_lost", "answer_kept", "answered_kept", "given"),
    *("undo_keep", "accept"),
}
GIVERS = {
    *("invitation", "decline", "draw", "keep_link", "report_lost", "answer_kept", "answered_kept"),
    *("answer", "given", "answered", "undo_keep", "accept", "reminders"),
}
"""The pages of those who give: see tests/test_doors.py."""
OF_QUESTIONNAIRE = [
    *("questionnaire", "questionnaire_edit", "questionnaire_publish"),
    *("questionnaire_preview", "questionnaire_changes"),
]
OF_REVIEW = [
    *(
        "review",
        "nominate",
        "raters_standing",
        "approve",
        "assess_self",
        "report",
        "report_pdf",
        "release",
        "plan",
    ),
    *("report_json", "report_xlsx"),
    *("submit_nominations", "talked", "not_talked"),
    *("follow_up", "follow_up_withdraw", "follow_up_agree"),
    *("share_plan", "comment_on_plan"),
]
OF_ROUND = [
    *(
        "round_coach",
        "round",
        "round_launch",
        "round_remind",
        "round_close",
        "round_try_again",
        "round_board",
        "round_emails",
        "round_texts",
    ),
    *("round_wording", "round_delete"),
    *("round_dates", "leaders_add", "round_reopen", "round_reports", "round_hand_over"),
    *("group_report", "group_report_pdf", "group_report_json", "group_report_xlsx"),
]
OF_LEADER = [
    *("leader", "leader_coach", "leader_approver", "leader_stop"),
    *("leader_raters", "rater_add"),
]
OF_RATER = [
    *("rater", "rater_again", "rater_address", "rater_relationship", "rater_replace"),
    "rater_remove",
]


def arguments(review) -> dict[str, list]:
    """Return what the addresses of pages about a review need."""
    rater = review.invitations.first()
    invited = links.INVITATIONS.token(rater.pk)
    questionnaire = review.round.questionnaire_id
    return {
        **{name: [review.pk] for name in OF_REVIEW},
        **{name: [review.round_id] for name in OF_ROUND},
        **{name: [questionnaire] for name in OF_QUESTIONNAIRE},
        **{name: [review.pk, 1] for name in ("comment", "comment_restore")},
        **{name: [review.round_id, review.pk] for name in OF_LEADER},
        "round_text": [review.round_id, "invitation"],
        "leaders_remind": [review.round_id, "naming"],
        "leader_remind": [review.round_id, review.pk, "naming"],
        "reminders": [links.REMINDERS.token(f"{review.round_id} {rater.person_id}")],
        **{name: [review.round_id, review.pk, rater.pk] for name in OF_RATER},
        "questionnaire_export": [questionnaire, "json"],
        **{name: [invited] for name in ("invitation", "decline")},
        **{name: [review.pk, "peer"] for name in ("answer", "answered")},
    }
