"""Questions for whoever leads the conversation about a report: for the coach alone."""

import io

import pypdf
from django.template.loader import render_to_string

from everyseat.science.gaps import Verdict
from everyseat.threesixty.report import conversation, methods, pdf
from everyseat.threesixty.report.present import present
from everyseat.threesixty.tests.reports import report, row, value

BLIND = value("Noticing", 4.6, row(2.6), Verdict.BLIND_SPOT)
STRONG = value("Fairness", 4.5, row(4.6), Verdict.SHARED_STRENGTH)
APART = [row(4.6, relationships=["peer"]), row(2.4, relationships=["report"])]


def page(made, **more):
    shown = {"report": present(made, **more), "methods": methods.short()}
    return render_to_string("threesixty/report_body.html", shown)


def test_they_ask_about_what_to_keep_before_what_to_start_with():
    asked = conversation.questions(report(BLIND, STRONG))
    assert "I do Fairness-1." in asked[1]
    assert "I do Noticing-1." in asked[2]


def test_they_ask_about_groups_only_where_these_differ():
    differ = "Where do groups feel you differently"
    assert differ not in " ".join(conversation.questions(report(BLIND)))
    apart = value("Noticing", 4.6, row(3.5), groups=APART)
    made = report(apart, groups=[["peer"], ["report"]])
    assert differ in " ".join(conversation.questions(made))


def test_of_one_behaviour_there_is_one_question():
    asked = conversation.questions(report(BLIND))
    assert sum("I do Noticing-1." in question for question in asked) == 1


def test_where_too_few_answered_they_ask_whom_to_ask_in_person():
    asked = conversation.questions(report(value("Noticing", 4, None), raters=None, groups=[]))
    assert len(asked) == 2
    assert "in person" in asked[1]


def test_they_stand_on_the_coachs_page_and_not_on_the_leaders():
    made = report(BLIND, STRONG)
    assert "For your conversation" in page(made, for_coach=True)
    assert "What surprised you?" in page(made, for_coach=True)
    assert "For your conversation" not in page(made)
    assert "What surprised you?" not in page(made)


def test_they_stand_in_the_coachs_pdf_and_not_in_the_leaders():
    def text(**more):
        made = pdf.render(present(report(BLIND, STRONG), **more))
        return " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(made)).pages)

    assert "For your conversation" in text(for_coach=True)
    assert "For your conversation" not in text()
