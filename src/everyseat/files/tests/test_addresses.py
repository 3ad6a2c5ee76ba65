"""People are read as mail programs and spreadsheets put them on the clipboard."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everyseat.files.addresses import MOST, Pasted, read

ANN, BO = Pasted("Ann Lee", "ann@b.org"), Pasted("Bo Ash", "bo@c.org")

FORMS = {
    "Outlook": "Ann Lee <ann@b.org>; Bo Ash <bo@c.org>",
    "Outlook with a trailing semicolon": "Ann Lee <ann@b.org>; Bo Ash <bo@c.org>;\r\n",
    "Outlook by surname": "Lee, Ann <ann@b.org>; Ash, Bo <bo@c.org>",
    "Outlook with the organisation": "Lee, Ann (RX1) <ann@b.org>; Ash, Bo (A - B, C) <bo@c.org>",
    "Outlook's links": "Ann Lee <mailto:ann@b.org>; Bo Ash <mailto:bo@c.org>",
    "Outlook's single quotes": "'Ann Lee' <ann@b.org>; 'Bo Ash' <bo@c.org>",
    "Gmail": "Ann Lee <ann@b.org>, Bo Ash <bo@c.org>, ",
    "Gmail's quotes": '"Lee, Ann" <ann@b.org>, "Ash, Bo" <bo@c.org>',
    "Apple Mail": "Ann Lee <ann@b.org>\nBo Ash <bo@c.org>\n",
    "Lotus Notes": "Ann Lee [ann@b.org]; Bo Ash [bo@c.org]",
    "a header": "To: Ann Lee <ann@b.org>\nCc: Bo Ash <bo@c.org>",
    "an encoded header": "=?utf-8?q?Ann_Lee?= <ann@b.org>, =?utf-8?b?Qm8gQXNo?= <bo@c.org>",
    "columns": "Ann Lee\tann@b.org\nBo Ash\tbo@c.org",
    "columns with headings": "Name\tEmail\nAnn Lee\tann@b.org\nBo Ash\tbo@c.org",
    "columns of first and last names": "Ann\tLee\tann@b.org\tWard 3\nBo\tAsh\tbo@c.org\tWard 4",
    "address first": "ann@b.org\tAnn Lee\nbo@c.org\tBo Ash",
    "commas": "Ann Lee,ann@b.org\nBo,Ash,bo@c.org",
    "brackets": "Ann Lee (ann@b.org).\nBo Ash (bo@c.org).",
    "capitals": "Ann Lee <ANN@B.ORG>; Bo Ash <Bo@C.org>",
    "twice": "Ann Lee <ann@b.org>; Bo Ash <bo@c.org>; Lee, Ann <Ann@B.org>",
    "invisible characters": "\ufeffAnn\xa0Lee <ann@b.org>;\u200b Bo Ash <\u200ebo@c.org\u200f>",
    "a bullet": "* Ann Lee - ann@b.org\n* Bo Ash - bo@c.org",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_people(form):
    assert read(FORMS[form]) == [ANN, BO]


BARE = {
    "spaces": "ann@b.org bo@c.org",
    "commas": "ann@b.org,bo@c.org,",
    "semicolons": "ann@b.org;bo@c.org;",
    "dots": "ann@b.org.\nbo@c.org.",
    "quotes": "'ann@b.org', \"bo@c.org\"",
    "named by themselves": 'ann@b.org <ann@b.org>; "bo@c.org" <bo@c.org>',
    "links": "ann@b.org<mailto:ann@b.org>; mailto:bo@c.org?subject=Hello",
}


@pytest.mark.parametrize("form", BARE)
def test_bare_addresses_have_no_name(form):
    assert read(BARE[form]) == [Pasted("", "ann@b.org"), Pasted("", "bo@c.org")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Lee; Bo Ash", ["Ann Lee", "Bo Ash"]),
        ("Lee, Ann; Ash, Bo", ["Ann Lee", "Bo Ash"]),
        ("Ann Lee, Bo Ash", ["Ann Lee", "Bo Ash"]),
        ("Ann Lee, Bo Ash, Cy Dee", ["Ann Lee", "Bo Ash", "Cy Dee"]),
        ("Ann Lee\nBo Ash", ["Ann Lee", "Bo Ash"]),
        ("Mary-Ann O'Neil", ["Mary-Ann O'Neil"]),
        (" ; , \n\t\n--", []),
    ],
)
def test_names_alone_are_read_too(text, names):
    assert read(text) == [Pasted(name, "") for name in names]


def test_a_name_stands_beside_an_address_in_the_same_text():
    assert read("Ann Lee; Bo Ash <bo@c.org>") == [Pasted("Ann Lee", ""), BO]
    assert read("Ann Lee; bo@c.org") == [Pasted("Ann Lee", ""), Pasted("", "bo@c.org")]
    assert read("Bo Ash <bo@c.org>; Ann Lee; Cy Dee") == [
        BO,
        Pasted("Ann Lee", ""),
        Pasted("Cy Dee", ""),
    ]


def test_of_an_address_that_comes_twice_the_name_is_kept():
    assert read("ann@b.org; Ann Lee <ann@b.org>") == [ANN]


LASTING = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.from_regex(r"[A-ZÀ-Ý][a-zß-ÿ']{0,8}[a-z]", fullmatch=True)
WORDS = st.from_regex(r"[a-z0-9][a-z0-9.+_'-]{0,10}[a-z0-9]", fullmatch=True)
PEOPLE = st.lists(
    st.tuples(NAMES, NAMES, st.builds("{}@{}.org".format, WORDS, WORDS)),
    max_size=8,
    unique_by=lambda person: person[2],
)
WRITTEN = [
    *("{0} {1} <{2}>; ", "{1}, {0} <{2}>; ", "{1}, {0} (RX1) <{2}>;\n", '"{1}, {0}" <{2}>, '),
    *("{0} {1} <{2}>, ", "{0} {1} <mailto:{2}>\n", "{0} {1}\t{2}\n", "{2}\t{0} {1}\n"),
    *("{0}\t{1}\t{2}\n", "{0},{1},{2}\n", "'{0} {1}' <{2}>; ", "{0} {1} ({2})\r\n"),
]


@LASTING
@given(PEOPLE, st.sampled_from(WRITTEN))
def test_whoever_is_written_is_read(people, form):
    text = "".join(form.format(*person) for person in people)
    assert read(text) == [Pasted(f"{first} {last}", email) for first, last, email in people]


@LASTING
@given(st.text(alphabet="aB@.,;:<>()[]\"'\\ \t\n=?-\0é"), st.text())
def test_no_text_fails_and_each_person_has_something(odd, any_text):
    for text in (odd, any_text, odd + any_text):
        people = read(text)
        assert all(person.name or "@" in person.address.strip("@") for person in people)
        assert len({person for person in people}) == len(people) <= MOST


@pytest.mark.parametrize("piece", ['"', '\\"', '"\\', "(", "<", "a@", "=?", ";", "[x", "mailto:"])
def test_no_text_takes_long(piece):
    start = time.process_time()
    read(piece * (20_000 // len(piece)))
    assert time.process_time() - start < 2
