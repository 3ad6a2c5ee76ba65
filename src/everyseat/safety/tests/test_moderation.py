"""The one rule for what waits: what it sees through, and what it lets be."""

import time

import pytest

from everyseat.safety.moderation import Moderation, Reason

PEOPLE = ["Priya Shah", "Siân O'Neill", "Tom Whitaker", "Grace Young", "Jo Li", "Anne-Marie Huws"]
RULE = Moderation([*PEOPLE, "Francis Okafor", "Hope", "Jürgen van den Berg"])


@pytest.mark.parametrize(
    "text",
    [
        *(
            "fuck",
            "FUCK you",
            "#fucktories",
            "bullshit",
            "wanker",
            "ASS",
            "cunt!",
            "arse!",
            "dicks",
        ),
        *("f.u.c.k", "f u c k", "fu ck", "f uck", "f-u-c-k", "s h i t t y", "b i t c h", "sh it"),
        *("fuuuuck", "shiiiit", "bbitch", "niggerrr", "fagg", "as$"),
        *("sh!t", "sh1t", "5h1t", "$h1t", "a$$", "@rse", "w4nker", "pr1ck", "tr@nny", "c0nt"),
        *("f**k", "b*tch", "f***", "f*** off", "c***", "f#ck"),
        *("ѕhіt", "ｓｈｉｔ", "shítty", "🇫🇺🇨🇰", "ꜰ𝐟𝒖𝓬𝓴", "f\u200buck", "🅵🆄🅲🅺", "s\u0336h\u0336it"),
        *(
            "Sod off, you useless lot",
            "SOD OFF",
            "bloody useless",
            "You're all useless",
            "lazy cows",
        ),
        *("silly old cow", "shut up", "you stupid clown", "They are pillocks", "Get stuffed!"),
        *("cachu", "Y gachu", "ffycin hel", "Ffwcio hi", "Twpsyn", "y bastad", "hen gont"),
    ],
)
def test_abuse_waits_however_it_is_spelt(text):
    assert Reason.ABUSE in RULE.reasons(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Priya", "PRIYA", "ask priya", "Why did Priya Shah go?", "priya's", "Priya’s rota"),
        *("pr1ya", "P r i y a", "P.R.I.Y.A", "Príya", "priyaaaa", "Prriya", "Рriya", "tom/priya"),
        *(
            "Siân",
            "sian",
            "SIÂN",
            "o'neill",
            "ONeill",
            "O’Neill's",
            "anne-marie",
            "jurgen",
            "JÜRGEN",
        ),
        *(
            "grace young",
            "Why is Grace leaving?",
            "is Jo leaving",
            "Mrs Evans",
            "when Dr. Smith came",
        ),
    ],
)
def test_a_person_s_name_waits_however_it_is_spelt(text):
    assert Reason.NAME in RULE.reasons(text)


@pytest.mark.parametrize(
    "text",
    [
        *("a@b.org", "07700 900123", "ring 496000", "(0113) 496 0000", "０7700 900 123", "@priyas"),
        *("www.x.y", "example.com", "me at gmail dot com", "https://x", "it is 0113/496/0000"),
    ],
)
def test_ways_to_reach_somebody_wait(text):
    assert Reason.CONTACT in RULE.reasons(text)


@pytest.mark.parametrize(
    "text",
    [
        *("hope", "Hope", "grace", "It took grace", "Young people", "what about young people"),
        *("assertive", "classy", "Scunthorpe", "Penistone", "cocooned", "peacock", "cocktail"),
        *(
            "a bit challenging",
            "those who re-trained",
            "What's hit us most?",
            "push it",
            "this hits",
        ),
        *(
            "Sod's law",
            "shut up shop",
            "bloody stools",
            "old cars",
            "a useless system",
            "sods of turf",
        ),
        *("dairy cows", "if you feel stupid", "thick walls", "a lazy afternoon", "go to hospital"),
        *("niggling", "snigger", "Nigerian nurses", "fire retardant", "paediatric", "paedodontist"),
        *(
            "A55",
            "the A55 traffic",
            "455",
            "99",
            "24/7",
            "9 out of 10",
            "class 5",
            "1 2 3",
            "10 to 12",
        ),
        *("did it go ok?", "is it so", "we did it as is", "if u can", "to be or not", "so so", "a"),
        *("angry!", "*really* good", "**it**", "half-assed", "pros/cons", "and/or", "e.g.", "U.S."),
        *("2025-26", "2025/2026", "2026-03-14", "on 14.03.2026", "£1,000,000", "100 000 people"),
        *("meet @ 5", "3.5 million", "9am-5pm", "the 2.30 bus", "music untold", "shift", "country"),
        *(
            "hwre",
            "teimlo",
            "siomedig",
            "cŵn",
            "=cmd()",
            "🎉",
            "漢字",
            "حزين",
            "",
            "Is Heaton closing?",
        ),
        *("vanguard", "the van is late", "been there", "Analysis", "therapist", "Dickens", "count"),
    ],
)
def test_what_only_looks_like_it_is_shown_at_once(text):
    assert RULE.reasons(text) == ()


def test_a_name_that_nobody_here_has_is_no_name():
    assert Moderation().reasons("Why did Priya go?") == ()


def test_every_reason_is_told():
    assert RULE.reasons("Priya is a wanker, ring 496000") == tuple(Reason)


@pytest.mark.parametrize(
    "text",
    [
        *("a" + "*" * 1990 + "z", "*#" * 1000, "as" * 1000, "a!|" * 600, "a " * 1000, "1!" * 1000),
        *("c" + "+*" * 1000 + "z", "i" * 2000, "-_" * 1000, "\u0301" * 2000, "0 " * 1000),
    ],
)
def test_no_text_takes_long_to_look_at(text):
    began = time.thread_time()
    RULE.reasons(text)
    assert time.thread_time() - began < 0.5
