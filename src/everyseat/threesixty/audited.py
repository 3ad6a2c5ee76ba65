"""How the audit log says what is done in the 360. Never who rated: their keys are not kept."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from everyseat.organisations.audited import Deed, Subject, Words, by_key
from everyseat.organisations.models import Person
from everyseat.threesixty import audited_changes, audited_raters
from everyseat.threesixty.models import Questionnaire, Review, Round
from everyseat.threesixty.report.edited import REASONS


def _of_recipient(person: Person) -> list[str]:
    return [str(pk) for pk in Review.objects.filter(recipient=person).values_list("pk", flat=True)]


REVIEW = Subject(
    by_key(
        Review.objects.select_related("recipient", "round"),
        lambda review: {"whom": review.recipient.name, "round": review.round.name},
    ),
    of_person=_of_recipient,
)


def _questions(review: Review) -> dict[str, str]:
    """Return a review's open questions by their keys."""
    name = review.recipient.name
    return {key: text.format(name=name) for key, text in review.question_set.questions}


QUESTIONS = by_key(Review.objects.select_related("recipient", "round__questionnaire"), _questions)


def _said_of_comments(abouts: Collection[str]) -> dict[str, Words]:
    """Return the words for comments: entries keep the key of the review, why, and the question."""
    questions, reviews = QUESTIONS(abouts), REVIEW.said(abouts)
    said: dict[str, Words] = {}
    for about in reviews:
        _pk, why, question = [*about.split(" ", 2), "", ""][:3]
        asked = questions[about].get(question, question)
        said[about] = {**reviews[about], "why": str(REASONS.get(why, why)), "question": asked}
    return said


COMMENT = Subject(_said_of_comments, of_person=_of_recipient)
ROUND = Subject(by_key(Round.objects.all(), lambda one: {"whom": one.name}), "round")
QUESTIONNAIRE = Subject(
    by_key(Questionnaire.objects.all(), lambda one: {"whom": str(one)}), "questionnaire"
)

OF_REVIEWS = {
    "review": _("%(who)s asked for the review of %(whom)s (%(round)s)."),
    "nominate": _("%(who)s changed the list of raters of %(whom)s (%(round)s)."),
    "raters_standing": _("%(who)s asked how the raters of %(whom)s stand (%(round)s)."),
    "raters_changed": _("%(who)s changed the raters of %(whom)s, who was told (%(round)s)."),
    "withdraw": _("%(who)s removed a rater from the list of %(whom)s (%(round)s)."),
    "rater_correct": _("%(who)s corrected a rater on the list of %(whom)s (%(round)s)."),
    "submit_nominations": _("%(who)s sent the raters of %(whom)s for approval (%(round)s)."),
    "approve": _("%(who)s approved the raters of %(whom)s, or sent them back (%(round)s)."),
    "assess_self": _("%(who)s sent the self-assessment of %(whom)s (%(round)s)."),
    "release": _("%(who)s wrote a note to the report of %(whom)s, or released it (%(round)s)."),
    "comment": _("%(who)s changed a comment in the report of %(whom)s (%(round)s)."),
    "comment_restore": _("%(who)s undid a change of a comment for %(whom)s (%(round)s)."),
    "talked": _("%(who)s noted that they have talked about the report of %(whom)s (%(round)s)."),
    "not_talked": _(
        "%(who)s noted that they have not talked about the report of %(whom)s yet (%(round)s)."
    ),
    "plan": _("%(who)s changed the plan of %(whom)s (%(round)s)."),
    "edit_aim": _("%(who)s edited an aim in the plan of %(whom)s (%(round)s)."),
    "aim_done": _("%(who)s noted what is done of the plan of %(whom)s (%(round)s)."),
    "share_plan": _("%(who)s chose who reads the plan of %(whom)s (%(round)s)."),
    "comment_on_plan": _("%(who)s commented on the plan of %(whom)s (%(round)s)."),
    "remove_plan_comment": _("%(who)s deleted their comment on the plan of %(whom)s (%(round)s)."),
    "remove_aim": _("%(who)s removed an aim from the plan of %(whom)s (%(round)s)."),
    "follow_up": _("%(who)s asked for a follow-up of %(whom)s (%(round)s)."),
    "follow_up_withdraw": _("%(who)s withdrew the follow-up of %(whom)s (%(round)s)."),
    "follow_up_agree": _("%(who)s agreed to a follow-up of %(whom)s, or did not (%(round)s)."),
}
OF_COMMENTS = {
    "comment_shortened": _(
        "%(who)s shortened a comment in the report of %(whom)s (%(round)s), on the question "
        "“%(question)s”. Reason: %(why)s."
    ),
    "comment_left_out": _(
        "%(who)s left a comment out of the report of %(whom)s (%(round)s), on the question "
        "“%(question)s”. Reason: %(why)s."
    ),
    "comment_restored": _(
        "%(who)s restored a comment in the report of %(whom)s (%(round)s), on the question "
        "“%(question)s”. The reason had been: %(why)s."
    ),
}
OF_ROUNDS = {
    "round": _("%(who)s added leaders to the round %(whom)s."),
    "round_edit": _("%(who)s changed the round %(whom)s."),
    "round_coach": _("%(who)s chose a coach in the round %(whom)s."),
    "recipient_remove": _("%(who)s removed a leader from the round %(whom)s."),
    "round_launch": _("%(who)s launched the round %(whom)s."),
    "round_emails": _("%(who)s sent failed e-mails of the round %(whom)s again, or deleted them."),
    "round_texts": _("%(who)s changed whom the e-mails of the round %(whom)s name, or their days."),
    "round_text": _("%(who)s changed what the e-mails of the round %(whom)s say, or tried it."),
    "round_remind": _("%(who)s reminded everybody invited in the round %(whom)s."),
    "round_close": _("%(who)s closed the round %(whom)s, or brought its last day forward."),
    "round_try_again": _("%(who)s had what failed in the round %(whom)s tried again."),
    "void": _(
        "%(who)s replaced the link of somebody who had lost their card in the round %(whom)s."
    ),
}
OF_QUESTIONNAIRES = {
    "questionnaire": _("%(who)s asked for the questionnaire %(whom)s."),
    "questionnaire_edit": _("%(who)s edited the questionnaire %(whom)s."),
    "questionnaire_publish": _("%(who)s published the questionnaire %(whom)s."),
    "questionnaire_preview": _("%(who)s previewed the questionnaire %(whom)s."),
    "questionnaire_changes": _("%(who)s compared versions of the questionnaire %(whom)s."),
    "questionnaire_export": _("%(who)s exported the questionnaire %(whom)s."),
}
OPENED = _("%(who)s opened the report of %(whom)s (%(round)s).")
OPENED_PDF = _("%(who)s opened the report of %(whom)s as a PDF (%(round)s).")

OPENED_DATA = _("%(who)s downloaded the report of %(whom)s as data (%(round)s).")
OPENED_XLSX = _("%(who)s downloaded the report of %(whom)s as a workbook (%(round)s).")
BOARD = _("%(who)s downloaded how far each leader of the round %(whom)s is.")
OF_GROUPS = {
    "group_report": _("%(who)s opened the group report of the round %(whom)s."),
    "group_report_pdf": _("%(who)s opened the group report of the round %(whom)s as a PDF."),
    "group_report_json": _("%(who)s downloaded the group report of the round %(whom)s as data."),
    "group_report_xlsx": _(
        "%(who)s downloaded the group report of the round %(whom)s as a workbook."
    ),
}

DEEDS = {
    **audited_changes.DEEDS,
    **audited_raters.DEEDS,
    "report": Deed(OPENED, "reports", REVIEW),
    "report_pdf": Deed(OPENED_PDF, "reports", REVIEW),
    "report_json": Deed(OPENED_DATA, "reports", REVIEW),
    "report_xlsx": Deed(OPENED_XLSX, "reports", REVIEW),
    **{name: Deed(text, "reports", ROUND) for name, text in OF_GROUPS.items()},
    **{name: Deed(text, "rounds", REVIEW) for name, text in OF_REVIEWS.items()},
    **{name: Deed(text, "reports", COMMENT) for name, text in OF_COMMENTS.items()},
    **{name: Deed(text, "rounds", ROUND) for name, text in OF_ROUNDS.items()},
    "round_board": Deed(BOARD, "rounds", ROUND),
    "threesixty": Deed(_("%(who)s asked for the page of 360 feedback."), "rounds"),
    "rounds": Deed(_("%(who)s asked for the list of rounds."), "rounds"),
    "round_new": Deed(_("%(who)s prepared a round."), "rounds"),
    **{n: Deed(text, "questionnaires", QUESTIONNAIRE) for n, text in OF_QUESTIONNAIRES.items()},
    "questionnaires": Deed(_("%(who)s asked for the list of questionnaires."), "questionnaires"),
    "questionnaire_new": Deed(_("%(who)s began a questionnaire."), "questionnaires"),
    "questionnaire_import": Deed(_("%(who)s imported a questionnaire."), "questionnaires"),
}
