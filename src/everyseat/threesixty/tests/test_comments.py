"""A coach may shorten a comment or leave it out before release, for a reason, and adds no word."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import AuditEntry
from everyseat.threesixty import comments, who_sees
from everyseat.threesixty.actions import coaching, retention
from everyseat.threesixty.actions import comments as actions
from everyseat.threesixty.models import CommentEdit, Review, Round
from everyseat.threesixty.queries import reports
from everyseat.threesixty.report import edited
from everyseat.threesixty.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TEXTS = [
    "You left early on Tuesday. It felt cold.",
    "Ask us first.",
    "Calm when the list is long.",
    "Gives credit where it is due.",
    "I was the only midwife in the meeting, and was not asked.",
]
FOR_THE_COACH = "Only you should read this."


@pytest.fixture
def coach():
    return make.person("Imran", "coach")


@pytest.fixture
def review(coach):
    """A review that waits for its coach, with five comments and one for the coach alone."""
    made = make.collecting({"peer": 6}, coach=coach)
    *five, last = made.invitations.all()
    for i, (invitation, text) in enumerate(zip(five, TEXTS, strict=True)):
        make.answer(invitation, [4, 3, i % 5], text)
    make.answer(last, [3, 3, 3], FOR_THE_COACH, "coach")
    make.close(made.round)
    return Review.objects.get()


def comment(review: Review, start: str) -> comments.Comment:
    ((_about, every),) = comments.shown_by(review)
    return next(one for one in every if one.text.startswith(start))


def post(client, review: Review, start: str, **data: str):
    page = reverse("comment", args=[review.pk, comment(review, start).number])
    return client.post(page, {"what": "shorten", "left": "", "reason": "writer"} | data)


def words(review: Review) -> set[str]:
    return set(reports.content_of(review)["words"][0]["words"])


def report_page(client, review: Review) -> str:
    return client.get(reverse("report", args=[review.pk])).content.decode()


def test_the_coach_sees_what_will_be_shown_and_not_what_is_for_them_alone(client, review, coach):
    client.force_login(coach)
    page = client.get(reverse("release", args=[review.pk])).content.decode()
    assert all(text in page for text in TEXTS)
    assert FOR_THE_COACH not in page


def test_a_comment_is_shortened_and_its_recipient_reads_that_it_was(client, review, coach):
    client.force_login(coach)
    assert report_page(client, review).count("on Tuesday")  # kept in memory from here on
    answer = post(client, review, "You left", left="You left early. It felt cold.")
    assert answer.url == reverse("release", args=[review.pk])
    assert "You left early […]. It felt cold." in report_page(client, review)
    coaching.release(review=review, note="")
    client.force_login(review.recipient)
    page = report_page(client, review)
    assert "You left early […]. It felt cold." in page
    assert "Tuesday" not in page
    assert "A coach shortened 1 comment" in page
    assert reports.content_of(review)["edited"] == {"shortened": 1, "left_out": 0}


def test_a_comment_is_left_out_of_page_pdf_and_what_is_told_on_request(client, review, coach):
    client.force_login(coach)
    post(client, review, "I was the only", what="leave out", reason="others")
    coaching.release(review=review, note="")
    client.force_login(review.recipient)
    pdf = client.get(reverse("report_pdf", args=[review.pk])).content
    in_pdf = "".join(part.extract_text() for part in PdfReader(io.BytesIO(pdf)).pages)
    told = json.dumps(retention.held_about(review.recipient))
    for shown in (report_page(client, review), in_pdf, told):
        assert "midwife" not in shown
        assert shown is told or "A coach left 1 comment out" in " ".join(shown.split())
        assert "Calm when" in " ".join(shown.split())
    assert words(review) == {*TEXTS[:4], "[…]"}
    assert reports.content_of(review)["edited"] == {"shortened": 0, "left_out": 1}


@pytest.mark.parametrize("name", ["report_json", "report_xlsx"])
def test_a_comment_that_is_left_out_is_in_no_download(client, review, coach, name):
    actions.leave_out(comment=comment(review, "I was"), reason="others", coach=coach)
    coaching.release(review=review, note="")
    client.force_login(review.recipient)
    file = client.get(reverse(name, args=[review.pk])).content
    texts = [file]
    if name == "report_xlsx":
        packed = zipfile.ZipFile(io.BytesIO(file))
        texts = [packed.read(part) for part in packed.namelist()]
    assert any(b"Calm when" in text for text in texts)
    assert not any(b"midwife" in text for text in texts)
    if name == "report_json":
        assert json.loads(file)["changed_by_coach"] == {"shortened": 0, "left_out": 1}
    else:
        assert any(b"Comments that the coach left out" in text for text in texts)


@pytest.mark.parametrize(
    ("left", "problem"),
    [
        ("You never left early.", "Only delete words"),
        ("It felt cold. You left early.", "Only delete words"),
        (TEXTS[0], "that you want to take out"),
        (" […] . ", "No word is left"),
    ],
)
def test_no_word_is_put_into_a_raters_mouth(client, review, coach, left, problem):
    client.force_login(coach)
    page = post(client, review, "You left", left=left).content.decode()
    assert problem in page
    assert not CommentEdit.objects.exists()
    assert not AuditEntry.objects.filter(what="comment_shortened").exists()


@pytest.mark.parametrize("data", [{"reason": ""}, {"reason": "it hurts"}, {"what": "rewrite"}])
def test_without_a_reason_that_there_is_nothing_is_changed(client, review, coach, data):
    client.force_login(coach)
    assert post(client, review, "You left", left="You left early.", **data).status_code == 200
    assert not CommentEdit.objects.exists()


def test_the_database_knows_no_edit_without_a_reason(review):
    with pytest.raises(IntegrityError), transaction.atomic():
        CommentEdit.objects.create(report_id=review.pk, question="keep", comment=0, reason="")


def test_a_change_is_undone_whole(client, review, coach):
    client.force_login(coach)
    post(client, review, "You left", left="It felt cold.")
    post(client, review, "You left", left="You left early.")
    assert "You left early […]." in words(review)
    number = comment(review, "You left").number
    client.post(reverse("comment_restore", args=[review.pk, number]))
    assert words(review) == set(TEXTS)
    assert "edited" not in reports.content_of(review)


def test_the_audit_log_says_what_was_done_on_which_question_and_why_and_no_word(
    client, review, coach
):
    client.force_login(coach)
    post(client, review, "You left", left="You left early.", reason="private")
    post(client, review, "I was the only", what="leave out", reason="insult")
    client.post(reverse("comment_restore", args=[review.pk, comment(review, "I was").number]))
    entries = AuditEntry.objects.filter(about__startswith=str(review.pk)).order_by("pk")
    assert [(e.who, e.what, e.about) for e in entries] == [
        (str(coach.pk), "comment_shortened", f"{review.pk} private keep"),
        (str(coach.pk), "comment_left_out", f"{review.pk} insult keep"),
        (str(coach.pk), "comment_restored", f"{review.pk} insult keep"),
    ]
    client.force_login(make.person("Ada", "administrator"))
    page = " ".join(client.get("/audit-log/").content.decode().split())
    assert "Imran shortened a comment in the report of Lee (Spring), on the question" in page
    assert "What should Lee keep?" in page
    assert "Reason: It tells of somebody’s health or private life." in page
    assert not any(word in page for word in ("Tuesday", "early", "midwife"))


def test_an_entry_about_a_deleted_report_is_still_read(client, review, coach):
    actions.leave_out(comment=comment(review, "Ask"), reason="insult", coach=coach)
    Review.objects.all().delete()
    client.force_login(make.person("Ada", "administrator"))
    assert "Imran left a comment out of" in " ".join(
        client.get("/audit-log/").content.decode().split()
    )


def test_nobody_changes_what_its_recipient_has_read(client, review, coach):
    actions.leave_out(comment=comment(review, "Ask"), reason="insult", coach=coach)
    before = comment(review, "You left"), comment(review, "Ask")
    coaching.release(review=review, note="")
    client.force_login(coach)
    page = post(client, review, "You left", left="You left early.").content.decode()
    assert "only before you release" in page
    with pytest.raises(NotNow, match="before you release"):
        actions.leave_out(comment=before[0], reason="writer", coach=coach)
    with pytest.raises(NotNow, match="before you release"):
        actions.restore(comment=before[1], coach=coach)
    assert words(review) == {*TEXTS, "[…]"} - {"Ask us first."}
    assert client.get(reverse("release", args=[review.pk])).status_code == 404
    assert client.get(reverse("comment", args=[review.pk, 1])).status_code == 404


@pytest.mark.parametrize("who", ["recipient", "manager", "organiser", "another coach"])
def test_only_the_coach_of_this_review_does_it(client, review, who):
    people = {
        "recipient": lambda: review.recipient,
        "manager": lambda: review.recipient.manager,
        "organiser": lambda: make.person("O", "organiser", "administrator"),
        "another coach": lambda: make.person("Another", "coach"),
    }
    client.force_login(people[who]())
    assert post(client, review, "You left", left="You left early.").status_code in (403, 404)
    actions.leave_out(comment=comment(review, "Ask"), reason="insult", coach=review.coach)
    number = comment(review, "Ask").number
    for name in ("comment", "comment_restore"):
        answer = client.post(reverse(name, args=[review.pk, number]))
        assert answer.status_code in (403, 404)
    assert CommentEdit.objects.count() == 1


def test_a_coach_who_is_the_recipient_does_not(client, review):
    Review.objects.update(coach=review.recipient)
    organisations.set_roles(person=review.recipient, roles={"coach"})
    client.force_login(review.recipient)
    assert post(client, review, "You left", left="You left early.").status_code == 403


def test_before_the_round_has_closed_a_coach_reads_no_comment(client, coach):
    review = make.collecting({"peer": 6}, coach=coach)
    client.force_login(coach)
    assert client.get(reverse("comment", args=[review.pk, 1])).status_code == 404
    assert client.get(reverse("release", args=[review.pk])).status_code == 404


@pytest.mark.parametrize("number", [0, 6, 10**12])
def test_a_comment_that_is_not_there_is_not_found(client, review, coach, number):
    client.force_login(coach)
    assert client.get(reverse("comment", args=[review.pk, number])).status_code == 404


def test_comments_of_raters_who_were_promised_their_own_words_stay(client, review, coach):
    Round.objects.update(coach_may_shorten=False)
    review = Review.objects.get()
    client.force_login(coach)
    page = client.get(reverse("release", args=[review.pk])).content.decode()
    assert TEXTS[0] in page
    assert "Shorten comment" not in page
    assert (
        "before a coach could shorten"
        in post(client, review, "You left", left="You left early.").content.decode()
    )
    assert not CommentEdit.objects.exists()


def test_raters_are_told_what_a_coach_may_do_and_only_where_one_may(review):
    def said(group: str) -> list[bool]:
        first, besides = who_sees.rater(review, group, False), who_sees.rater_besides(review, group)
        return ["which the coach may shorten" in first, "leave a comment out" in " ".join(besides)]

    assert said("peer") == said("manager") == [True, True]
    review.round.coach_may_shorten = False
    assert said("peer") == [False, False]
    review.round.coach_may_shorten, review.round.coach_reads = True, False
    assert said("peer") == [False, False]


def test_edits_go_with_the_report(review, coach):
    actions.leave_out(comment=comment(review, "Ask"), reason="insult", coach=coach)
    retention.delete_what_is_due(review.round.reports_deleted_on)
    assert not CommentEdit.objects.exists()


def test_what_is_sent_past_the_page_is_refused_too(review, coach):
    chosen = comment(review, "You left")
    with pytest.raises(Invalid):
        actions.shorten(comment=chosen, left="I like you.", reason="writer", coach=coach)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.leave_out(comment=chosen, reason="none", coach=coach)
    gone = replace(chosen, review=Review(pk=review.recipient_id, round=review.round))
    with pytest.raises(NotNow):
        actions.leave_out(comment=gone, reason="writer", coach=coach)


def test_a_report_says_how_many_were_changed_and_every_reason_that_there_is():
    none, some = {"words": []}, {"edited": {"shortened": 1, "left_out": 2}}
    assert edited.said(none) == []
    first, second, why = edited.said(some)
    assert first == "A coach shortened 1 comment: […] shows where words are missing."
    assert second == "A coach left 2 comments out: […] stands in their place."
    assert "could show who wrote it" in why
    assert edited.said({"edited": {"shortened": 0, "left_out": 1}})[0].startswith(
        "A coach left 1 comment out"
    )
