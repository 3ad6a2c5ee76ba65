"""What a conversation found is said in words that follow from its numbers."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pypdf
import pytest

from everyseat.conversation.report import (
    figures,
    from_file,
    ordering,
    picture,
    result_pdf,
    sentences,
)
from everyseat.conversation.report.build import build, shares_of
from everyseat.conversation.report.present import present
from everyseat.science import opinion
from everyseat.science.opinion import Conversation, Counts, stability
from everyseat.science.opinion.stability import Stability

TEXTS = ["All want this", "One half wants this", "The other half wants this", "Who knows?"]


def votes_of(people=40, unclear=0.0):
    """Return people of whom half want the second statement, and half the third."""
    side = np.repeat([1.0, -1.0], people // 2)
    table = np.stack([np.ones(people), side, -side, np.full(people, unclear)], axis=1)
    more = np.tile(side[:, None], (1, 6))
    return opinion.from_table(np.concatenate([table, more, -more], axis=1))


def content_of(votes, left_out=(), steady=True):
    about = Conversation.of(votes, left_out=np.isin(np.arange(votes.statements), left_out))
    found = opinion.analyse(votes, about)
    how = stability.of(votes, found, about, refits=4) if steady else None
    made_of = figures.of(votes, found, about.left_out, how)
    texts = [*TEXTS, *(f"More {i}" for i in range(votes.statements - len(TEXTS)))]
    return build(made_of, [figures.Statement(str(i), text) for i, text in enumerate(texts)])


@pytest.fixture(scope="module")
def content():
    return content_of(votes_of())


def names(rows):
    return [row["name"] for row in rows]


def test_every_statement_stands_in_one_list_or_in_none(content):
    agreed, divided, open_ = (content[x] for x in ("common_ground", "divides", "undecided"))
    assert names(agreed) == ["0"]
    assert {"1", "2"} <= set(names(divided))
    assert [(row["name"], row["reason"]) for row in open_] == [("3", "pass")]


def test_a_statement_left_out_stands_nowhere():
    said = json.dumps(content_of(votes_of(), left_out=[0, 3]))
    assert TEXTS[0] not in said
    assert TEXTS[3] not in said


def test_the_headline_says_how_much_is_common_ground(content):
    assert sentences.headline(content) == "People agree on 1 statement, in every group"
    none = content | {"common_ground": [], "more_common_ground": 0}
    divided = len(content["divides"])
    assert sentences.headline(none) == (
        f"People see {divided} statements differently, and surely agree on none"
    )


def test_where_nothing_was_found_it_is_said_whether_enough_have_answered():
    found = content_of(votes_of(200, unclear=1.0))
    none = found | {"common_ground": [], "more_common_ground": 0, "divides": []}
    assert sentences.headline(none) == "People surely agree on no statement"
    assert sentences.no_common_ground(none).startswith("There is nothing that most")
    few = none | {"all": none["all"][:7]}
    wide = none | {"all": [row | {"low": 0.0, "high": 1.0} for row in none["all"]]}
    hidden = none | {"all": [row | {"groups": [{"n": 9}, {"n": 0}]} for row in none["all"]]}
    for unknown in (few, wide, hidden):
        assert sentences.headline(unknown) == "Too few have answered to say what people agree on"
        assert sentences.no_common_ground(unknown).startswith("Too few have answered")


def test_each_group_is_one_sentence_with_its_size_and_thoughts(content):
    said = sentences.of_group(content, 0)
    assert said.startswith("Group A has 20 people, about 5 in 10 of those in a group.")
    assert re.search("It agrees: “.+” It disagrees: “.+”", said)


@pytest.mark.parametrize(
    ("median", "least", "word"),
    [
        (0.95, 0.8, "are steady"),
        (0.95, 0.55, "fairly steady"),
        (0.4, 0.1, "are not"),
        (0.7, 0.3, "are not"),
    ],
)
def test_steadiness_is_said_in_words(content, median, least, word):
    found = content["steadiness"] | {"median": median, "least": least}
    assert word in sentences.steadiness(content | {"steadiness": found})


def test_nothing_is_said_of_steadiness_where_it_was_not_sought():
    assert sentences.steadiness(content_of(votes_of(), steady=False)) == ""


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.98, "nearly everyone"),
        (0.76, "about 8 in 10 people"),
        (0.02, "hardly anyone"),
        (None, "nobody has answered"),
    ],
)
def test_shares_are_said_as_people_say_them(share, said):
    assert sentences.in_words(share) == said


@pytest.mark.parametrize(
    ("agree", "disagree", "said"),
    [
        ((0.30, 0.40), (0.30, 0.40), "It cannot be told whether more agree or disagree."),
        ((0.45, 0.50), (0.30, 0.40), "More agree than disagree, but not more than half."),
        ((0.30, 0.40), (0.45, 0.50), "More disagree than agree, but not more than half."),
        ((0.40, 0.82), (0.05, 0.18), "More than half of those who answered agree, but too few"),
        ((0.05, 0.23), (0.45, 0.62), "More than half of those who answered disagree, but too few"),
    ],
)
def test_why_nothing_can_be_said_of_a_statement(agree, disagree, said):
    low, share = agree
    row = {"reason": "even", "low": low, "agree": share}
    row |= {"disagree_low": disagree[0], "disagree": disagree[1]}
    assert sentences.of_undecided(row).startswith(said)


def test_many_who_pass_are_said():
    assert "unclear" in sentences.of_undecided({"reason": "pass"})


def test_of_statements_that_too_few_have_answered_only_their_number_is_said(content):
    assert sentences.few(content) == ""
    assert "3 statements" in sentences.few(content | {"few": 3})


def test_what_most_of_one_group_disagree_with_divides_too():
    side = np.repeat([1.0, -1.0], 30)
    unsure = np.where(np.arange(60) < 30, -1.0, np.where(np.arange(60) % 2, 0.0, -1.0))
    unsure[30:45] = 0
    table = np.concatenate([np.tile(side[:, None], (1, 10)), unsure[:, None]], axis=1)
    rows = {row["name"]: row for row in content_of(opinion.from_table(table))["divides"]}
    assert rows["10"]["agrees"] is False
    assert sentences.of_divided(rows["10"]).startswith("Disagree: nearly everyone of Group")


def test_groups_that_chance_could_have_made_are_not_told_apart():
    noise = opinion.from_table(np.random.default_rng(2).integers(-1, 2, (100, 30)))
    found = content_of(noise)
    assert (found["groups"], found["steadiness"], found["divides"]) == ([], None, [])
    assert "No groups" in present(found)["about_groups"]


def test_the_report_counts_only_what_it_says_something_of(content):
    fewer = content_of(votes_of(), left_out=[0, 3])
    assert (fewer["statements"], fewer["votes"]) == (14, 14 * 40)
    assert (content["people"], content["grouped"]) == (40, 40)


def test_where_counts_may_be_off_the_intervals_allow_for_it(content):
    votes = votes_of()
    found = opinion.analyse(votes)
    exact = figures.of(votes, found, np.zeros(16, dtype=bool))
    statements = [figures.Statement(str(i), TEXTS[0]) for i in range(16)]
    one, other = (
        build(made_of, statements)["all"][1] for made_of in (exact, replace(exact, off=3))
    )
    assert other["low"] < one["low"] < one["high"] < other["high"]
    assert "up to 3" in " ".join(present(build(replace(exact, off=3), statements))["methods"])


def test_no_square_of_the_map_has_fewer_people_than_the_smallest_group():
    places = np.array([[0.1, 0.1]] * 9 + [[-0.9, 0.9]] * 3 + [[0.9, 0.9]] * 4 + [[0.9, -0.9]] * 9)
    labels = np.array([0] * 9 + [0] * 3 + [1] * 4 + [-1] * 9)
    squares = figures.squares_of(places, labels, 4).squares
    assert sorted((square.group, square.people) for square in squares) == [(0, 9), (1, 4)]
    assert figures.squares_of(places, np.full(25, -1), 4).squares == []


def test_the_map_is_a_drawing_with_words_and_a_shape_for_each_group(content):
    drawing = picture.svg(content, 'Two <groups> & "more"')
    root = ElementTree.fromstring(drawing)
    assert root.get("aria-label") == 'Two <groups> & "more"'
    shapes = {picture.key(group).split("<g ")[1].split("<")[1].split()[0] for group in range(3)}
    assert shapes == {"circle", "path", "rect"}
    assert len(root.findall(".//{*}text[@class='es-map__letter']")) == 2


def test_numbers_that_would_cover_each_other_are_left_out(content):
    rows = [content["common_ground"][0] | {"name": name} for name in "abc"]
    places = {"a": [0, 0], "b": [0.01, 0.01], "c": [0.5, 0.5]}
    crowded = content | {
        "common_ground": rows,
        "divides": [],
        "map": content["map"] | {"statements": places},
    }
    assert re.findall(r"es-map__number[^>]*>(\w)<", picture.svg(crowded, "")) == ["a", "c"]


def test_without_groups_nothing_is_said_of_them():
    alike = opinion.from_table(np.ones((30, 8)))
    shown = present(content_of(alike))
    assert shown["groups"] == []
    assert "No groups" in shown["about_groups"]
    assert "without groups" in shown["map_in_words"]
    assert "in every group" not in shown["headline"]
    page = from_file.page(shown)
    assert "What divides people" not in page
    assert all(row["by_group"] == "" for row in shown["common_ground"]["first"])


def test_long_lists_are_folded(content):
    rows = [content["common_ground"][0] | {"name": str(i)} for i in range(9)]
    shown = present(content | {"common_ground": rows, "more_common_ground": 2})
    assert (len(shown["common_ground"]["first"]), len(shown["common_ground"]["rest"])) == (3, 6)
    page = from_file.page(shown)
    assert "6 more statements" in page
    assert "The data hold 2 more." in page


def test_counts_over_everybody_are_sums_though_no_group_is_told_apart():
    """Where refits find other groups, everybody is one; the counts were added up all the same."""
    votes, by_chance = votes_of(), Stability(np.array([0.1, 0.2]), apart=False)
    exact = figures.of(votes, opinion.analyse(votes), np.zeros(16, dtype=bool), by_chance)
    statements = [figures.Statement(str(i), f"Statement {i}") for i in range(16)]
    few, many = (build(replace(exact, off=3, sums=sums), statements)["all"][1] for sums in (1, 6))
    assert many["low"] < few["low"]
    assert many["groups"][0]["low"] == many["low"]


def test_words_are_escaped_on_the_page():
    votes = votes_of()
    found = opinion.analyse(votes)
    made_of = figures.of(votes, found, np.zeros(16, dtype=bool))
    statements = [figures.Statement(str(i), "<script>alert(1)</script>") for i in range(16)]
    page = from_file.page(present(build(made_of, statements), "<b>?"))
    assert "<script" not in page
    assert "<b>" not in page


def fields(data: object) -> Iterator[str]:
    """Yield the name of each field of data, but for what is a name itself."""
    if isinstance(data, list):
        for one in data:
            yield from fields(one)
    elif isinstance(data, dict):
        yield from (name for name in data if not name.isdigit())
        for one in data.values():
            yield from fields(one)


def test_statistics_md_says_what_each_field_of_the_data_means(content):
    page = (Path(__file__).parents[4] / "docs/statistics.md").read_text(encoding="utf-8")
    part = page.partition("### Every number of a result")[2].partition("\n## ")[0]
    explained = set(re.findall(r"`(\w+)`", part))
    found = set(fields(content))
    assert {"silhouette", "disagree_low", "squares", "more_divides"} <= found
    assert found - explained == set()


def test_a_folder_gets_a_page_a_pdf_the_map_and_the_data(tmp_path):
    votes = votes_of()
    found = opinion.analyse(votes)
    steady = Stability(np.array([0.9, 1.0]), apart=True)
    made_of = figures.of(votes, found, np.zeros(16, dtype=bool), steady)
    statements = [figures.Statement(str(i), f"Statement «{i}»") for i in range(16)]
    from_file.write(tmp_path, made_of, statements, "What now?")
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "map.svg",
        "result.html",
        "result.json",
        "result.pdf",
    ]
    pdf = pypdf.PdfReader(tmp_path / "result.pdf")
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert "People agree on 1 statement" in text
    catalogue = pdf.trailer["/Root"]
    assert b"<pdfuaid:part>1" in catalogue["/Metadata"].get_object().get_data()
    assert json.loads((tmp_path / "result.json").read_text())["people"] == 40


def test_of_a_crowd_without_gaps_it_is_said_that_many_stand_between_groups():
    """One axis of opinions, drawn without any group: k-means cuts it, and the page says so."""
    rng = np.random.default_rng(11)
    lean, way = rng.normal(size=360), rng.normal(size=30)
    table = np.where(rng.random((360, 30)) < 1 / (1 + np.exp(-2 * np.outer(lean, way))), 1.0, -1.0)
    table[rng.random(table.shape) > 0.55] = np.nan
    found = content_of(opinion.from_table(np.where(np.isnan(table), 2, table)), steady=False)
    assert len(found["groups"]) > 1
    assert 0.2 < found["between"] / found["grouped"] < 0.6
    assert "could nearly as well be in the other" in sentences.between(found)
    assert "less than twice as far" not in sentences.between(found)
    assert "less than twice as far" in " ".join(present(found)["methods"])
    row = present(found)["groups"][0]["rows"]["all"][0]
    assert re.fullmatch(r"Allowing for chance, \d+% to \d+% (dis)?agree", row["interval"])


def test_where_a_gap_runs_hardly_anyone_stands_between(content):
    assert content["between"] == 0
    assert sentences.between(content) == "Hardly anyone stands between two groups."
    assert sentences.between(content | {"groups": []}) == ""


def test_exact_numbers_are_said_to_be_and_changed_ones_are_not(content):
    warned = "Somebody could be recognised"
    assert warned in from_file.page(present(content))
    assert warned not in from_file.page(present(content | {"off": 3}))


def test_what_stands_in_no_list_is_counted(content):
    assert content["in_no_list"] == 0
    lists = ("common_ground", "divides", "undecided")
    assert len({row["name"] for name in lists for row in content[name]}) == 16
    assert sentences.in_no_list(content) == ""
    assert sentences.in_no_list(content | {"in_no_list": 2}).startswith("2 statements stand in no")


def without_divisions(content, of, seen):
    """Return content in which nothing divides, and so many of each have answered each statement."""
    rows = [row | {of: [{"n": n} for n in seen]} for row in content["all"]]
    return content | {"off": 3, "divides": [], "apart": [], "all": rows}


@pytest.mark.parametrize(
    ("seen", "is_known"),
    [((0, 0), False), ((40, 0), False), ((12, 12), False), ((40, 40), True), ((40,) * 4, True)],
)
def test_groups_differ_in_degree_only_where_a_division_would_have_been_found(
    content, seen, is_known
):
    said = "differ in degree" if is_known else "Too few have answered to tell what divides"
    assert said in sentences.no_division(without_divisions(content, "groups", seen))
    assert said in sentences.none_apart(without_divisions(content, "audiences", seen))


def test_of_a_few_statements_with_enough_answers_nothing_is_said_of_groups(content):
    few = without_divisions(content, "groups", (40, 40))
    few |= {"all": few["all"][:7]}
    assert content["statements"] == 16
    assert "Too few" in sentences.no_division(few)
    assert "Too few" in from_file.page(present(few | {"groups": content["groups"]}))


def row_of(agree, n, off=6):
    """Return the row of a statement with which so many of n agree, and nobody else but one."""
    counts = Counts(*(np.array([x]) for x in (agree, min(n - agree, 1), n)))
    return {"name": str(n), "n": n, "groups": []} | shares_of(counts, 0, off)


@pytest.mark.parametrize(
    ("agree", "n", "said"),
    [
        (9, 9, "Too few have answered to say anything of it."),
        (13, 13, "More than half of those who answered agree"),
        (200, 201, "Agree: nearly everyone. Disagree: hardly anyone."),
    ],
)
def test_of_a_few_answers_every_page_says_that_they_are_too_few(agree, n, said):
    row = row_of(agree, n)
    assert sentences.of_shares(row).startswith(said)
    if n == 13:
        assert (row["low"], row["high"]) < (0.5, 1.1)
        assert sentences.of_shares(row) == sentences.of_undecided(row | {"reason": "even"})


def test_what_a_few_people_all_agree_with_does_not_lead():
    few, sure, other = row_of(12, 12), row_of(160, 200), row_of(190, 200)
    assert names(ordering.ordered([few, sure, other], "agree")) == ["200", "200", "12"]
    assert ordering.ordered([few, sure, other], "agree")[0] is other


def test_groups_of_which_little_is_known_are_not_furthest_apart():
    def apart(*shares):
        return {"name": str(shares), "groups": [{"n": 10, "low": a, "high": b} for a, b in shares]}

    unsure, sure = apart((0.0, 1.0), (0.1, 1.0)), apart((0.6, 0.8), (0.2, 0.4))
    hidden = {"name": "", "groups": [{"n": 0, "low": None, "high": None}] * 2}
    assert ordering.ordered([hidden, unsure, sure], "apart") == [sure, unsure, hidden]


def test_a_map_on_which_nobody_may_be_shown_is_left_out(content, tmp_path):
    nobody = content | {"map": content["map"] | {"squares": [], "missing": 40}, "off": 3}
    shown = present(nobody)
    page = from_file.page(shown)
    assert "The map can’t be shown" in page
    for said in ("<figure", "A larger mark", "It leaves out", "The map shows", "stand near each"):
        assert said not in page.partition("How the numbers came about")[0]
    pdf = pypdf.PdfReader(io.BytesIO(result_pdf.render(shown)))
    text = " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
    assert "The map can’t be shown" in text
    assert "A larger mark" not in text
    assert "can’t be shown" not in from_file.page(present(content))


def test_whether_there_is_a_gap_is_said_where_somebody_has_looked_for_one(content):
    found = content | {"steadiness": {"apart": True}}
    assert "There is a gap between the groups" in sentences.apart(found)
    found = content | {"steadiness": {"apart": False}}
    assert "No gap was found between the groups" in sentences.apart(found)
    for before in (None, {"median": 0.9}):
        assert sentences.apart(content | {"steadiness": before}) == ""


def test_a_group_too_small_to_tell_has_no_say_and_the_headline_says_so(content):
    hidden = {"n": 0, "agree": None, "disagree": None}
    rows = [row | {"groups": [row["groups"][0], hidden]} for row in content["all"]]
    found = content | {"all": rows}
    assert sentences.unknown(content) == []
    assert sentences.unknown(found) == [1]
    assert sentences.headline(found).endswith("in every group of which enough have answered")
    assert "Too few of them have answered" in sentences.of_group(found, 1)
    assert "It agrees" not in sentences.of_group(found, 1)


def test_the_map_in_words_says_which_statements_stand_near_a_group(content):
    said = present(content)["map_in_words"]
    drawn = set(picture.numbered(content))
    near = re.findall(r"Near it: statements? ([\d, ]+)\.", said)
    assert {name for each in near for name in each.split(", ")} == drawn
