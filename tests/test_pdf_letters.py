"""Every PDF can be set, and read by screen readers (PDF/UA-1), whatever anybody wrote."""

import io
import logging
import unicodedata
from datetime import date

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everyseat.conversation.report import result_pdf
from everyseat.files import fonts, pdf
from everyseat.improvement import poster
from everyseat.improvement.models import Issue, Service
from everyseat.organisations.models import Organisation
from everyseat.room import summary
from everyseat.threesixty.report import pdf as report

BLOCK = 0x80
NOTED = ("Cn", "Co", "Cs")


def a_room(texts: list[str]) -> bytes:
    """Return the summary of a room with these texts in every place that holds one."""
    return set_room(texts[0], texts[-1], [a_question(texts[0], texts)])


def a_question(text: str, answers: list[str]) -> dict:
    line = {"n": "1", "width": 0.5, "fill": "plain", "more": ""}
    rows = [line | {"text": answer} for answer in answers]
    return {
        "text": text,
        "set": text,
        "said": "4 answers",
        "columns": ["Answer", "Number"],
        "rows": rows,
    }


def set_room(title: str, organisation: str, questions: list[dict]) -> bytes:
    data = {
        "title": title,
        "held": "1 May",
        "organisation": organisation,
        "lang": "en",
        "made": "Made today",
        "note": "Note.",
        "questions": questions,
    }
    return pdf.render(summary.TEMPLATE, "room", data)


def a_report(texts: list[str]) -> bytes:
    """Return a report with these texts as comments, as its note and in its names."""
    data = {
        "recipient": texts[0],
        "round": texts[-1],
        "headline": texts[0],
        "rests_on": texts[:1],
        "answered": "Who answered.",
        "groups": texts[:1],
        "notes": [],
        "note": "\n".join(texts),
        "note_title": texts[0],
        "not_sure": texts[0],
        "axis": [],
        "keys": [],
        "overview": [],
        "cards": [{"title": "Start here", "statement": texts[0], "lines": texts[:1]}],
        "heat": None,
        "values": [],
        "words": [{"text": texts[0], "words": texts}],
        "words_for_coach": [],
        "prompts": [{"text": texts[0]}],
        "conversation": texts,
        "about_numbers": [],
        "summary": None,
    }
    return report.render(data, texts[0])


def a_result(texts: list[str]) -> bytes:
    """Return what a conversation found, with these texts as question and statements."""
    row = {"name": "1", "label": texts[-1], "said": texts[0], "n": "9", "interval": ""}
    row |= {"agree": "80% agree", "disagree": "9% disagree", "by_group": f"Agree: {texts[-1]} 80%"}
    rows = [row | {"text": text} for text in texts]
    lists = {"first": rows, "rest": [], "more": ""}
    names = ("common_ground", "divides", "undecided")
    data = {
        "question": texts[0],
        "description": "\n".join(texts),
        "heard": _heard(texts),
        "headline": texts[0],
        "exact": "",
        "side_by_side": {"took_part": texts, "rows": lists, "none_apart": ""},
        "groups": [{"name": "Group A", "said": texts[0], "rows": lists}],
        "map": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
        "methods": ["Method."],
        **dict.fromkeys(names, lists),
        **dict.fromkeys(("took_part", "about_groups", "steadiness", "few"), "Said."),
        **dict.fromkeys(("explained", "map_in_words", "held"), "Said."),
        **dict.fromkeys(("no_common_ground", "no_division", "no_map"), ""),
    }
    return result_pdf.render(data, texts[0])


def _heard(texts: list[str]) -> dict[str, object]:
    point = dict.fromkeys(("heard", "what", "who", "because"), texts[0])
    point |= {"state": "Planned", "by": "1 May 2027", "is_overdue": False, "statements": []}
    point["follow_ups"] = [{"on": "1 April 2027", "state": "Planned", "text": texts[-1]}]
    return {"words": texts[0], "so_far": "", "dates": "", "points": [point]}


def a_poster(texts: list[str]) -> bytes:
    """Return a poster with these texts as what people said and what was done."""
    service = Service(name=texts[0], organisation=Organisation(name=texts[-1]))
    made = [Issue(said=text, what=text, state="made") for text in texts]
    return poster.render(service, made, "https://a.example/", date(2027, 5, 1), "a3")


MAKERS = [a_room, a_report, a_result, a_poster]
FIXTURE = [HealthCheck.function_scoped_fixture]
TEXTS = st.text(max_size=12).filter(str.strip)
"""What a form lets through: it refuses what is white throughout."""


def read(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages)


def samples() -> list[str]:
    """Return some characters of each part of Unicode in which any is assigned."""
    found = []
    for start in range(0, 0x110000, BLOCK):
        block = [chr(code) for code in range(start, start + BLOCK)]
        block = [c for c in block if unicodedata.category(c) not in NOTED]
        if block:
            found.append("".join(block[:: max(1, len(block) // 6)]))
    return found


@pytest.fixture
def no_fallback(caplog):
    """Fail if letters had to be replaced because setting failed: they all were looked up before."""
    with caplog.at_level(logging.ERROR):
        yield
    assert caplog.records == []


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("part", range(8))
def test_every_part_of_unicode_can_be_set(make, part, no_fallback):
    assert make(samples()[part::8])[:5] == b"%PDF-"


@pytest.mark.parametrize("make", MAKERS)
@given(st.lists(TEXTS, min_size=1, max_size=3))
@settings(max_examples=30, deadline=None, suppress_health_check=FIXTURE)
def test_any_text_can_be_set(make, no_fallback, texts):
    content = make(texts)
    root = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1" in root["/Metadata"].get_data()


SCRIPTS = {
    "Welsh": "Llŷr, tŵr, Ŵ",
    "Polish": "Zażółć gęślą jaźń",
    "Greek": "Καλημέρα ᾧ",
    "Ukrainian": "Дякую їм ґ",
    "Arabic": "شكرا",
    "Hebrew": "תודה רבה",
    "Hindi": "धन्यवाद",
    "Bengali": "ধন্যবাদ",
    "Tamil": "நன்றி",
    "Telugu": "ధన్యవాదాలు",
    "Gujarati": "આભાર",
    "Punjabi": "ਧੰਨਵਾਦ",
    "Sinhala": "ස්තූතියි",
    "Thai": "ขอบคุณ",
    "Khmer": "អរគុណ",
    "Burmese": "ကျေးဇူး",
    "Amharic": "አመሰግናለሁ",
    "Georgian": "მადლობა",
    "Armenian": "շնորհակալություն",
    "Tibetan": "ཐུགས་རྗེ་ཆེ",
    "Chinese": "谢谢",
    "Japanese": "ありがとう",
    "Korean": "감사합니다",
    "Yoruba": "ẹ ṣé púpọ̀",
    "Cherokee": "Ꭰ́",
    "flags": "🏴󠁧󠁢󠁷󠁬󠁳󠁿 🇬🇧",
    "keycaps": "1️⃣ #️⃣",
    "families": "👩‍⚕️ 👩🏽‍🚀",
    "hieroglyphs": "𓀀 𒀀",
}


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_each_letter_is_in_the_pdf_as_it_was_written(make, text, no_fallback):
    found = read(make([text]))
    assert {c for c in text if not fonts.UNSEEN.match(c)} <= set(found)
    assert "[" not in found


@pytest.mark.parametrize("text", ["谢谢", "תודה רבה", "1️⃣", "감사합니다", "Дякую їм"])
def test_letters_come_in_their_order(text):
    assert text in read(a_room([text]))


def test_a_text_from_the_right_stands_at_the_right():
    assert left_edge("תודה") > left_edge("thanks") + 100


def left_edge(word: str) -> float:
    """Return where on the page the answer of a room begins, in points."""
    found = []

    def note(text: str, outer: list[float], inner: list[float], *_rest: object) -> None:
        if word in text:
            found.append(outer[4] + inner[4])

    summary = set_room("Room", "Trust", [a_question("Q", [word])])
    page = pypdf.PdfReader(io.BytesIO(summary)).pages[0]
    page.extract_text(visitor_text=note)
    return found[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\uf0b7 listens", "• listens"),
        ("\uf0fc done", "✓ done"),
        ("a\ud800b", "a\ufffdb"),
        ("a\ue123b", "a\ufffdb"),
        ("a\ufffeb\U0001ffffc", "a\ufffdb\ufffdc"),
        ("a\x00\x07b\u202ec\u2066d", "abcd"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("\U00017000", "[U+17000]"),
        ("\u200b\u202e", "–"),
    ],
)
def test_what_is_no_letter_is_replaced_in_plain_sight(text, shown):
    fitting = fonts.Fitting()
    marked = fitting.fit(text)
    assert "".join(c for c in marked if not 0xE000 <= ord(c) <= 0xF8FF) == shown
    a_room([text])


def test_the_base_font_has_every_character_that_is_not_looked_up():
    everything = "".join(map(chr, range(0x2FFF)))
    base = "".join(c for c in everything if fonts.BASE.fullmatch(c))
    assert len(base) > 500
    fitting = fonts.Fitting()
    assert fitting.fit(base) == base
    assert fitting.fonts == []
    a_room([base.replace("\n", "")])


def test_a_letter_and_its_mark_come_from_one_font():
    for cluster in ("Ꭰ́", "👩‍⚕️", "1️⃣", "คุ"):
        marked = fonts.Fitting().fit(cluster)
        assert marked[1:-1] == unicodedata.normalize("NFC", cluster)


def test_what_typst_can_not_set_gets_the_names_of_its_letters(tmp_path, caplog):
    picky = pdf.PACKAGE / "files/tests/picky.typ"
    content = pdf.render(picky, "data", {"text": "good ✓ 漢"})
    assert "[check mark]" in read(content)
    assert "could not be set" in caplog.text
