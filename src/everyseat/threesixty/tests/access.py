"""Which seats open which pages of the 360: see tests/test_access.py."""

from everyseat.organisations.tests.access import NOBODY, OPEN, SIGNED_IN
from everyseat.threesixty import links

PAGES = {
    "questionnaires": {"organiser"},
    "questionnaire_import": {"organiser"},
    "questionnaire": {"organiser"},
    "questionnaire_edit": {"organiser"},
    "questionnaire_export": {"organiser"},
    "threesixty": SIGNED_IN,
    "rounds": {"organiser"},
    "round_new": {"organiser"},
    "round": {"organiser"},
    "round_emails": {"organiser"},
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
    "methods": OPEN,
    "invitation": OPEN,
    "decline": OPEN,
    "answer": OPEN,
    "answered": OPEN,
}
POSTS = {
    "questionnaire_publish": {"organiser"},
    "round_launch": {"organiser"},
    "round_coach": {"organiser"},
    "round_remind": {"organiser"},
    "round_close": {"organiser"},
    "round_try_again": {"organiser"},
    "submit_nominations": {"recipient"},
    "comment_restore": {"coach"},
    "talked": {"coach", "recipient"},
    "follow_up": {"recipient"},
}
OTHERWISE_TESTED = {
    *("round_edit", "withdraw", "remove_aim", "void", "recipient_remove"),
    # pages of a rater, which no role opens: see test_answers.py
    *("draw", "keep_link", "report_lost", "answer_kept", "answered_kept", "given"),
}
GIVERS = {
    *("invitation", "decline", "draw", "keep_link", "report_lost", "answer_kept", "answered_kept"),
    *("answer", "given", "answered"),
}
"""The pages of those who give: see tests/test_doors.py."""
OF_QUESTIONNAIRE = ["questionnaire", "questionnaire_edit", "questionnaire_publish"]
OF_REVIEW = [
    *("review", "nominate", "approve", "assess_self", "report", "report_pdf", "release", "plan"),
    *("report_json", "report_xlsx"),
    *("submit_nominations", "talked", "follow_up"),
]
OF_ROUND = [
    *(
        "round_coach",
        "round",
        "round_launch",
        "round_remind",
        "round_close",
        "round_try_again",
        "round_emails",
    ),
    *("group_report", "group_report_pdf", "group_report_json", "group_report_xlsx"),
]


def arguments(review) -> dict[str, list]:
    """Return what the addresses of pages about a review need."""
    invited = links.INVITATIONS.token(review.invitations.first().pk)
    questionnaire = review.round.questionnaire_id
    return {
        **{name: [review.pk] for name in OF_REVIEW},
        **{name: [review.round_id] for name in OF_ROUND},
        **{name: [questionnaire] for name in OF_QUESTIONNAIRE},
        **{name: [review.pk, 1] for name in ("comment", "comment_restore")},
        "questionnaire_export": [questionnaire, "json"],
        **{name: [invited] for name in ("invitation", "decline")},
        **{name: [review.pk, "peer"] for name in ("answer", "answered")},
    }
