"""A conversation moves in from Polis, and out, with everything that was answered."""

import csv
import gzip
import io
import re
from pathlib import Path

import pypdf
import pytest

from everyseat.conversation import moderation_log
from everyseat.conversation.actions import editions, erasing, importing
from everyseat.conversation.models import Conversation, Edition, Imported, Participant, Statement
from everyseat.conversation.queries import cast, exporting
from everyseat.conversation.tests import make
from everyseat.files import polis
from everyseat.files.problems import FileError
from everyseat.giving.refusals import Invalid
from everyseat.organisations.queries import host
from everyseat.science import opinion

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
REAL = Path(__file__).parents[5] / "shared/data/conversation/brexit-consensus"
COMMENTS = """timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body
1,0,7,1,1,1,"Trams, and buses"
2,1,7,1,0,-1,Rubbish
3,2,,0,0,0,=Waits
"""
LOG = """timestamp,comment-id,voter-id,vote
10,0,7,1
20,0,9,1
30,0,7,-1
40,1,9,1
"""
SUMMARY = "topic,What next?\nurl,https://x.example\nconversation-description,Say it.\n"


@pytest.fixture
def folder(tmp_path):
    for name, text in {"comments.csv": COMMENTS, "votes.csv": LOG, "summary.csv": SUMMARY}.items():
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def moved(sam, folder):
    return move(folder, sam)


def move(folder, sam=None) -> Conversation:
    export = polis.read(folder)
    return importing.take_in(export=export, organisation=host(), organiser=sam, today=make.today())


def rows(content: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_statements_and_last_answers_move_in(moved):
    assert (moved.question, moved.description, moved.state) == ("What next?", "Say it.", "closed")
    assert [
        (s.number, s.text, s.state, s.answers) for s in moved.statements.order_by("number")
    ] == [
        (0, "Trams, and buses", "published", 2),
        (1, "Rubbish", "rejected", 1),
        (2, "=Waits", "waiting", 0),
    ]
    cast = moved.votes.order_by("sequence").values_list("statement__number", "value")
    assert list(cast) == [(0, 1), (0, -1), (1, 1)]
    assert [s.origin for s in moved.statements.order_by("number")] == [
        "participant",
        "participant",
        "organiser",
    ]


def test_nobody_holds_a_card_of_those_who_moved_in(client, moved):
    assert Participant.objects.count() == 2
    assert client.get(f"/conversation/{moved.code}/7/").status_code == 404


def test_what_moved_in_moves_out_as_it_came(moved, folder):
    out = exporting.files(moved)
    assert out == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_packed_files_move_in(sam, folder):
    path = folder / "votes.csv"
    (folder / "votes.csv.gz").write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    assert move(folder, sam).last_sequence == 3


def test_a_conversation_of_ours_moves_out_and_in_again(sam, folder):
    ours = make.opened(sam, "One, or two", "=Three", question="Ours?")
    make.answered(ours, [1, -1], [0, None], [1, 1])
    editions.make(conversation=ours)
    out = exporting.files(ours)
    assert [row["comment-body"] for row in rows(out["comments.csv"])] == ["One, or two", "'=Three"]
    assert [row["agrees"] for row in rows(out["comments.csv"])] == ["2", "1"]
    again = folder / "again"
    again.mkdir()
    for name, content in out.items():
        (again / name).write_bytes(content)
    back = move(again, sam)
    for one, other in zip(ours.statements.all(), back.statements.all(), strict=True):
        cast = [sorted(s.votes.values_list("value", flat=True)) for s in (one, other)]
        assert cast[0] == cast[1]


def test_people_are_numbered_anew_and_no_time_is_told(sam):
    ours = make.opened(sam, *"ABCDEF")
    make.answered(ours, *[[1, None, -1]] * 30)
    one, other = (rows(exporting.files(ours)["participants-votes.csv"]) for _ in range(2))
    assert [row["participant"] for row in one] == [str(n) for n in range(30)]
    assert len({row["timestamp"] for row in rows(exporting.files(ours)["votes.csv"])}) == 1
    assert {row["n-votes"] for row in other} == {"2"}


def test_after_erasing_no_file_is_left(moved):
    erasing.erase(conversation=moved, today=make.today())
    assert [bytes(one.files) for one in Imported.objects.all()] == [b""]
    assert exporting.times(moved) == {}
    assert Statement.objects.count() == 1


def text_of(client, address: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", client.get(address).text.partition("<main")[2]).split())


@pytest.mark.parametrize("is_erased", [False, True])
def test_everybody_reads_that_it_was_held_elsewhere(client, moved, is_erased):
    if is_erased:
        erasing.erase(conversation=moved, today=make.today())
    base = f"/conversation/{moved.code}/"
    for address in (base, f"{base}results/"):
        said = text_of(client, address)
        assert "This conversation was held elsewhere." in said
        assert "brought here on" in said
        for untrue in ("closed on", "Thank you", "I have a card", "Your answers", "rejected for"):
            assert untrue not in said


def test_the_pdf_and_the_data_say_that_it_was_held_elsewhere(client, sam, folder):
    cast = [f"{n},{of},{n},{1 - 2 * (n % 2)}\n" for n in range(20) for of in (0, 2)]
    (folder / "votes.csv").write_text(LOG.splitlines(keepends=True)[0] + "".join(cast))
    (folder / "comments.csv").write_text(COMMENTS.replace("0,0,0,=", "0,0,1,"))
    moved = move(folder, sam)
    editions.make(conversation=moved)
    base = f"/conversation/{moved.code}/results/results."
    data = client.get(f"{base}json").json()
    assert (data["closed_on"], data["imported_on"]) == (None, str(make.today()))
    pdf = pypdf.PdfReader(io.BytesIO(client.get(f"{base}pdf").content))
    assert "held elsewhere" in " ".join(pdf.pages[0].extract_text().split())


def test_organisers_read_when_it_was_imported_and_no_day_on_which_it_closed(client, sam, moved):
    client.force_login(sam)
    said = text_of(client, f"/conversations/{moved.pk}/")
    assert "Imported on" in said
    assert "Closed on" not in said


def test_the_log_says_of_no_statement_that_it_was_decided_here(client, sam, moved):
    head, *log = moderation_log.rows(moved)
    by, on = head.index("decided by"), head.index("decided on")
    assert [(row[by], row[on]) for row in log] == [
        ("where the conversation was held", ""),
        ("where the conversation was held", ""),
        ("", ""),
    ]
    client.force_login(sam)
    said = text_of(client, f"/conversations/{moved.pk}/statements/0/")
    assert "where the conversation was held" in said


def test_statements_keep_the_times_that_came_with_them(client, sam, moved):
    told = rows(exporting.without_people(moved)["comments.csv"].encode())
    assert [row["timestamp"] for row in told] == ["1", "2", "3"]
    client.force_login(sam)
    assert "The times of statements are those" in text_of(
        client, f"/conversations/{moved.pk}/export/"
    )


def test_what_was_written_here_has_no_time(client, sam):
    ours = make.opened(sam)
    told = rows(exporting.without_people(ours)["comments.csv"].encode())
    assert {row["timestamp"] for row in told} == {""}
    client.force_login(sam)
    assert "They have no times." in text_of(client, f"/conversations/{ours.pk}/export/")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("comments.csv", None, "holds no export of Polis"),
        ("votes.csv", None, "holds no export of Polis"),
        ("votes.csv", LOG + "50,9,9,1\n", "'9' has votes and no words"),
        ("votes.csv", LOG + "50,0,9,maybe\n", "line 6, column vote: 'maybe' is no vote"),
    ],
)
def test_what_is_no_export_is_said_and_nothing_is_kept(sam, folder, name, text, said):
    if text is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(text)
    with pytest.raises(FileError, match=said):
        move(folder, sam)
    assert not Conversation.objects.exists()


def test_nothing_is_cut(sam, folder):
    (folder / "summary.csv").write_text(f"topic,{'x' * 201}\n")
    with pytest.raises(Invalid, match="201 letters"):
        move(folder, sam)
    assert not Conversation.objects.exists()


@pytest.mark.skipif(not REAL.exists(), reason="real conversations are not here")
def test_a_real_conversation_moves_in_shows_its_common_ground_and_moves_out_unchanged(
    sam, same_keys
):
    moved = move(REAL, sam)
    editions.make(conversation=moved)
    shown = {row["name"] for row in Edition.objects.get().content["common_ground"]}
    found = opinion.analyse(cast.of(moved).live.votes)
    exact = [str(one.statement) for one in found.common_ground]
    assert len(shown - set(exact)) <= 1  # each count is up to three off, and the intervals know it
    assert set(exact[:3]) <= shown
    for name, content in exporting.files(moved).items():
        assert content == gzip.decompress((REAL / f"{name}.gz").read_bytes())
