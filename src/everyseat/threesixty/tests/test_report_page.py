"""The report as a page and as a PDF: what stands on it, and what an empty one leaves out."""

import io
import re

import pypdf
import pytest
from django.template.loader import render_to_string

from everyseat.science.gaps import Verdict
from everyseat.threesixty.report import from_file, methods, pdf
from everyseat.threesixty.report.present import present
from everyseat.threesixty.tests.reports import report, row, value

ROWS = [row(4.3, relationships=["peer"]), row(3.0, relationships=["report"])]
WORDS = [{"key": "keep", "text": "What should {name} keep?", "words": ["Saying hello."]}]


def full(**more) -> dict:
    first = value("Noticing", 4.6, row(2.6), Verdict.BLIND_SPOT, groups=ROWS)
    made = report(first, value("Fairness", 4, row(4)), groups=[["peer"], ["report"]], words=WORDS)
    return made | more


def empty(**more) -> dict:
    return report(value("Noticing", 4.6, None), raters=None, groups=[], **more)


def page(made: dict, **more) -> str:
    shown = {"report": present(made, **more), "methods": methods.short()}
    return render_to_string("threesixty/report_body.html", shown)


def headings(html: str) -> list[str]:
    found = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", html, re.S)
    return [" ".join(re.sub("<[^>]+>", " ", heading).split()) for heading in found]


def pages(made: dict, **more) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(present(made, **more))))
    return [" ".join(sheet.extract_text().split()) for sheet in reader.pages]


def test_the_page_tells_first_what_matters_and_what_to_do_last():
    assert headings(page(full())) == [
        "Noticing: people feel this less than you believe",
        "Start here",
        "Keep doing this",
        "Who feels what",
        "Noticing",
        "Fairness",
        "In people's own words",
        "What to do next",
    ]


def test_the_name_stands_once_and_in_questions_as_they_were_asked():
    html = page(full(words=[]))
    assert html.count("Lee") == 1
    assert "What should Lee keep?" in page(full())


def test_each_value_has_its_behaviours_on_one_axis_and_its_numbers_on_demand():
    html = page(full())
    assert html.count("<details") == 3  # two values, and how the numbers came about
    assert "<details open" not in html
    assert html.count('role="img"') == 6  # two values, their behaviours, and two marks of the key
    assert html.count('scope="rowgroup"') == 4


def test_an_empty_report_has_a_headline_and_what_to_do_and_nothing_else():
    html = page(empty())
    assert headings(html) == [
        "Too few people answered to say how it felt",
        "What to do next",
    ]
    for absent in ("<svg", "<table", "<details", "blockquote"):
        assert absent not in html
    assert len(pages(empty())) == 1


def test_a_manager_s_ratings_are_shown_where_nobody_else_s_are():
    made = empty(named=["manager"])
    made["values"][0]["named"] = [{"relationship": "manager", "rating": 2.0}]
    html = page(made)
    assert "Fewer than 4 others answered" in html
    assert re.search(r"<th[^>]*>Manager</th>", html)


def test_words_about_a_value_stand_in_its_block_alone():
    made = full(words=[{**WORDS[0], "value": "Fairness"}])
    html = page(made)
    assert html.count("Saying hello.") == 1
    assert html.index('id="Fairness"') < html.index("Saying hello.") < html.index("What to do")
    assert "own words" not in html
    assert "Saying hello." in " ".join(pages(made))


def test_a_page_in_a_file_has_its_own_styles_and_asks_nobody():
    html = from_file.page(present(full()))
    assert "\ufeff" not in html  # would hide the rule behind it, which has every colour
    assert ":root{--" in html
    assert "<title>Noticing: people feel this less than you believe: Lee</title>" in html
    assert not re.search(r"(src|href)=\"(?!#)|url\(", html)


def test_without_a_self_rating_nothing_is_said_of_it():
    html = page(full(self_given=False))
    assert "as you read them" not in html
    assert "yourself</li>" not in html
    assert "yourself</li>" in page(full())


def test_a_question_without_words_is_left_out():
    made = full(words=[{**WORDS[0], "words": []}])
    assert "In people&#x27;s own words" not in page(made)
    assert "In people's own words" not in page(made)


def test_the_pdf_has_the_first_screen_on_its_first_page_alone():
    first, *rest = pages(full())
    assert "Noticing: people feel this less than you believe" in first
    assert "Start here" in first
    assert "Who feels what" not in first
    assert "Who feels what" in rest[0]
    assert "Saying hello." in "".join(rest)


def test_page_and_pdf_say_why_what_seems_apart_is_not_sure():
    unsure = value("Seeing", 4.0, row(3.0, 0.7), Verdict.TOO_FEW)
    html, text = page(report(unsure)), " ".join(" ".join(pages(report(unsure))).split())
    for shown in (html, text):
        assert "“Not sure” means: we name a gap only if the whole line" in shown
        assert (
            shown.count("The difference may be less than half a point.") >= 2
        )  # the value, its row
    assert "“Not sure” means" not in page(full())


@pytest.mark.parametrize("for_coach", [False, True])
def test_words_for_the_coach_are_for_the_coach(for_coach):
    made = full(words_for_coach=[{**WORDS[0], "words": ["Between us."]}])
    assert ("Between us." in page(made, for_coach=for_coach)) is for_coach
    assert ("Between us." in " ".join(pages(made, for_coach=for_coach))) is for_coach
