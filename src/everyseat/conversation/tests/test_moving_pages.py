"""An organiser moves a conversation in on a page, and takes along what names nobody."""

import gzip
import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from everyseat.conversation.actions import editions, importing, opening, preparing
from everyseat.conversation.models import Arrival, Conversation, Imported, Vote
from everyseat.conversation.queries import exporting
from everyseat.conversation.tests import make
from everyseat.conversation.tests.test_moving import COMMENTS, LOG, SUMMARY
from everyseat.files import polis_sent
from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
FILES = {"comments.csv": COMMENTS, "votes.csv": LOG, "summary.csv": SUMMARY}
PAGE = "/conversations/import/"


def packed(files, folder="export/") -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(folder + name, text)
    return SimpleUploadedFile("export.zip", out.getvalue())


@pytest.fixture
def organiser(client, sam):
    client.force_login(sam)
    return client


@pytest.fixture
def arrival(organiser):
    organiser.post(PAGE, {"sent": packed(FILES)})
    return Arrival.objects.get()


def confirmed(client, arrival):
    """Read the check page, tick what has to be, and press its button."""
    address = f"{PAGE}{arrival.pk}/"
    seal = client.get(address).context["check"].seal
    return client.post(address, {"seal": seal, "agree": "on"})


def errors(page):
    return " ".join(text for told in page.context["form"].errors.values() for text in told)


def test_it_is_shown_what_is_in_an_export_before_anything_moves_in(organiser, arrival):
    page = organiser.get(f"{PAGE}{arrival.pk}/")
    for text in ("What next?", "2 people who answered", "3 statements", "3 answers"):
        assert text in page.text
    assert "1 of them is published" in page.text
    importing.move_in()
    assert not Conversation.objects.exists()


def test_it_moves_in_by_a_worker_once_somebody_has_said_so(organiser, arrival, sam):
    confirmed(organiser, arrival)
    assert "0 of 3 answers are imported" in organiser.get(f"{PAGE}{arrival.pk}/").text
    importing.move_in()
    made = Conversation.objects.get()
    assert (made.question, made.state, made.organiser, made.last_sequence) == (
        *("What next?", "closed"),
        *(sam, 3),
    )
    assert list(made.statements.values_list("answers", flat=True)) == [2, 1, 0]
    cast = made.votes.order_by("sequence").values_list("statement__number", "value")
    assert list(cast) == [(0, 1), (0, -1), (1, 1)]
    assert organiser.get(f"{PAGE}{arrival.pk}/")["Location"] == f"/conversations/{made.pk}/"
    assert bytes(Arrival.objects.get().files) == b""


def test_what_moved_in_as_a_zip_moves_out_as_it_came(organiser, arrival):
    confirmed(organiser, arrival)
    importing.move_in()
    out = exporting.files(Conversation.objects.get())
    assert out == {name: text.encode() for name, text in FILES.items()}


def test_nothing_moves_in_without_the_tick(organiser, arrival):
    address = f"{PAGE}{arrival.pk}/"
    seal = organiser.get(address).context["check"].seal
    organiser.post(address, {"seal": seal})
    assert Arrival.objects.get().state == "checked"


def test_files_can_be_chosen_one_by_one_packed_or_not_under_longer_names(organiser):
    sent = [
        SimpleUploadedFile("2026-report-comments.csv", COMMENTS.encode()),
        SimpleUploadedFile("votes (1).csv", LOG.encode()),
    ]
    organiser.post(PAGE, {"sent": sent})
    assert Arrival.objects.get().answers == 3
    zipped = packed({"comments.csv.gz": gzip.compress(COMMENTS.encode()), "votes.csv": LOG})
    organiser.post(PAGE, {"sent": zipped})
    assert Arrival.objects.get().statements == 3  # the one that was not confirmed is gone


def test_files_packed_each_by_itself_are_chosen_one_by_one(organiser):
    sent = [
        SimpleUploadedFile(f"{name}.gz", gzip.compress(text.encode()))
        for name, text in FILES.items()
    ]
    organiser.post(PAGE, {"sent": sent})
    assert (Arrival.objects.get().statements, Arrival.objects.get().answers) == (3, 3)
    again = SimpleUploadedFile("votes.csv", LOG.encode())
    for one in sent:
        one.seek(0)
    assert "is there twice" in errors(organiser.post(PAGE, {"sent": [*sent, again]}))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"comments.csv": COMMENTS}, "needs comments.csv, and votes.csv"),
        (FILES | {"votes.csv": LOG + "50,0,9,maybe\n"}, "votes.csv, line 6, column vote"),
        (FILES | {"votes.csv": LOG + "50,9,9,1\n"}, "comments.csv, line 1"),
        (FILES | {"summary.csv": f"topic,{'x' * 201}\n"}, "201 letters"),
        (FILES | {"copy/votes.csv": LOG}, "two files called votes.csv"),
    ],
)
def test_every_mistake_is_said_and_nothing_is_kept(organiser, files, said):
    page = organiser.post(PAGE, {"sent": packed(files)})
    assert page.status_code == 400
    assert said in errors(page)
    assert not Arrival.objects.exists()


def test_that_nothing_was_saved_is_said_first(organiser):
    page = organiser.post(PAGE, {"sent": packed({"comments.csv": COMMENTS})})
    assert errors(page).startswith("Nothing was saved.")


def test_a_zip_bomb_is_refused_however_small_it_says_it_is(organiser, monkeypatch):
    monkeypatch.setattr(polis_sent, "LARGEST", 1000)
    with pytest.raises(polis_sent.FileError, match="when unpacked"):
        polis_sent.unpacked(packed({"votes.csv": "0" * 1001}).read(), "ZIP")
    nested = {"votes.csv.gz": gzip.compress(b"0" * 1001)}
    with pytest.raises(polis_sent.FileError, match="when unpacked"):
        polis_sent.unpacked(packed(nested).read(), "ZIP")
    two = {"votes.csv": "0" * 600, "comments.csv": "0" * 600}
    with pytest.raises(polis_sent.FileError, match="when unpacked"):
        polis_sent.unpacked(packed(two).read(), "ZIP")


def test_a_real_bomb_is_refused_on_the_page(organiser):
    bomb = packed({"comments.csv": COMMENTS, "votes.csv": "\0" * (polis_sent.LARGEST + 1)})
    assert len(bomb) < 1024 * 1024
    assert "128 MB" in errors(organiser.post(PAGE, {"sent": bomb}))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"comment-id\n"])
def test_what_is_no_zip_is_refused(organiser, content):
    assert errors(organiser.post(PAGE, {"sent": SimpleUploadedFile("a.zip", content)}))


def test_a_folder_of_too_many_files_is_refused():
    many = {f"{n}.txt": "" for n in range(polis_sent.MOST_INSIDE + 1)}
    with pytest.raises(polis_sent.FileError, match="holds 201 files"):
        polis_sent.unpacked(packed(many).read(), "ZIP")


@pytest.mark.parametrize(
    "change",
    [
        {"people": []},
        {"statements": ["0"]},
        {"comments": []},
        {"columns": {"person": "", "statement": "", "vote": "AQ==", "arrival": ""}},
    ],
)
def test_what_the_reading_process_says_is_not_believed(tmp_path, change):
    export = polis_sent.polis.of_files({n: t.encode() for n, t in FILES.items()}, "ZIP")
    told = polis_sent.told(export)
    assert polis_sent.heard(told, "").comments == export.comments
    with pytest.raises(ValueError, match="fit"):
        polis_sent.heard(told | change, "")


def test_nobody_sees_a_half_of_a_conversation_and_the_next_worker_goes_on(
    organiser, arrival, monkeypatch
):
    monkeypatch.setattr(importing, "AT_A_TIME", 2)
    confirmed(organiser, arrival)
    monkeypatch.setattr(importing._Moving, "_finish", killed)
    with pytest.raises(KeyboardInterrupt):
        importing.move_in()
    half = Conversation.objects.get()
    assert (Vote.objects.count(), half.last_sequence) == (3, 0)
    assert organiser.get(f"/conversations/{half.pk}/").status_code == 404
    assert organiser.get(f"/conversation/{half.code}/").status_code == 404
    assert half.question not in organiser.get("/conversations/").text
    monkeypatch.undo()
    importing.move_in()  # another worker may be at it still
    assert Arrival.objects.get().state == "moving"
    Arrival.objects.update(touched_at=timezone.now() - importing.SILENT)
    importing.move_in()
    assert Vote.objects.count() == Conversation.objects.get().last_sequence == 3
    assert organiser.get(f"/conversations/{half.pk}/").status_code == 200


def killed(*_arguments):
    raise KeyboardInterrupt


def test_of_two_workers_at_once_each_part_is_kept_once(organiser, arrival, monkeypatch):
    monkeypatch.setattr(importing, "AT_A_TIME", 1)
    confirmed(organiser, arrival)
    first = importing._Moving(Arrival.objects.defer("files").get(), export())
    second = importing._Moving(Arrival.objects.defer("files").get(), export())
    first.to_the_end()
    second.to_the_end()  # it knows of no part of the first, and leaves all of them
    assert Vote.objects.count() == 3
    assert Imported.objects.count() == 1


def export():
    return polis_sent.polis.of_files({n: t.encode() for n, t in FILES.items()}, "ZIP")


def test_what_can_not_be_read_again_is_said_and_leaves_nothing(organiser, arrival, monkeypatch):
    confirmed(organiser, arrival)
    with monkeypatch.context() as patch:
        patch.setattr(importing._Moving, "_finish", killed)
        with pytest.raises(KeyboardInterrupt):
            importing.move_in()
    Arrival.objects.update(files=b"damaged", touched_at=None)
    importing.move_in()
    assert not Conversation.objects.exists()
    assert not Vote.objects.exists()
    assert "It could not be imported" in organiser.get(f"{PAGE}{arrival.pk}/").text


def test_what_nobody_confirms_is_deleted_the_next_day_and_what_moves_in_is_not(organiser, arrival):
    importing.delete_old(make.today())
    assert Arrival.objects.count() == 1
    importing.confirm(arrival=arrival)
    importing.delete_old(make.today() + timedelta(1))
    assert Arrival.objects.count() == 1
    Arrival.objects.update(state="checked")
    importing.delete_old(make.today() + timedelta(1))
    assert not Arrival.objects.exists()


def test_only_whoever_sent_an_export_opens_its_page(client, arrival):
    client.force_login(make.person("Olga", "organiser"))
    assert client.get(f"{PAGE}{arrival.pk}/").status_code == 404
    client.force_login(make.person("Guy", "guardian"))
    assert client.get(f"{PAGE}{arrival.pk}/").status_code == 403
    client.logout()
    assert "/accounts/" in client.get(f"{PAGE}{arrival.pk}/")["Location"]


def uploaded(files) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, text.encode()) for name, text in files.items()]


def test_an_export_of_today_is_taken_by_the_names_that_it_has_now(organiser):
    matrix = "participant,group-id,0,1\n0,,1,1\n1,,-1,\n"
    convention = "vote-convention,agree=+1;disagree=-1;pass=0;format=polis-export/1\n"
    files = {"r1-participant-votes.csv": matrix, "r1-comments.csv": COMMENTS}
    files |= {"r1-summary.csv": SUMMARY + convention, "format.json": "{}"}
    organiser.post(PAGE, {"sent": uploaded({**files, "r1-comment-groups.csv": "x\n"})})
    assert (Arrival.objects.get().people, Arrival.objects.get().answers) == (2, 3)
    organiser.post(PAGE, {"sent": packed({**files, "r1-votes.csv": LOG})})
    assert Arrival.objects.get().answers == 3


def test_votes_that_mean_something_else_are_refused(organiser):
    convention = "vote-convention,agree=-1;disagree=+1;pass=0\n"
    page = organiser.post(PAGE, {"sent": packed({**FILES, "summary.csv": SUMMARY + convention})})
    assert "says that agree is -1" in errors(page)
    assert not Arrival.objects.exists()


def test_what_was_imported_by_mistake_is_deleted_after_a_check(organiser, arrival):
    confirmed(organiser, arrival)
    importing.move_in()
    made = Conversation.objects.get()
    assert "Delete the conversation" in organiser.get(f"/conversations/{made.pk}/").text
    address = f"/conversations/{made.pk}/delete/"
    check = organiser.get(address).context["check"]
    assert "all answers" in check.happens[0]
    organiser.post(address, {"seal": check.seal})
    for kind in (Conversation, Arrival, Imported, Vote):
        assert not kind.objects.exists()
    assert AuditEntry.objects.filter(what="conversation_delete").exists()


def test_what_is_here_already_is_said_before_it_is_imported_again(organiser, arrival):
    confirmed(organiser, arrival)
    importing.move_in()
    organiser.post(PAGE, {"sent": packed(FILES)})
    again = Arrival.objects.get(state="checked")
    assert "is here already" in organiser.get(f"{PAGE}{again.pk}/").text


def test_a_conversation_with_a_result_is_not_deleted(organiser, sam):
    closed = make.opened(sam)
    make.answered(closed, *[(1, 1, -1)] * 20)
    opening.close(conversation=closed, today=make.today())
    editions.make_due()
    assert "Delete the conversation" not in organiser.get(f"/conversations/{closed.pk}/").text
    assert organiser.get(f"/conversations/{closed.pk}/delete/").context["check"].stops
    with pytest.raises(NotNow):
        preparing.delete(conversation=closed)


@pytest.mark.parametrize("has_answer", [True, False])
def test_one_without_a_result_is_deleted_unless_people_were_answered(organiser, sam, has_answer):
    closed = make.closed(sam)
    if has_answer:
        make.point(closed, 1)
        make.answer(closed)
    stops = organiser.get(f"/conversations/{closed.pk}/delete/").context["check"].stops
    assert bool(stops) is has_answer


def test_an_open_one_is_not_deleted(organiser, sam):
    conversation = make.opened(sam)
    assert organiser.get(f"/conversations/{conversation.pk}/delete/").context["check"].stops
