"""An organiser takes along what names nobody: statements, the summary, and no row of answers."""

import pytest

from everyseat.conversation.actions import editions
from everyseat.conversation.models import Edition
from everyseat.conversation.tests import make
from everyseat.conversation.tests.test_moving import rows
from everyseat.organisations.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def organiser(client, sam):
    client.force_login(sam)
    return client


def test_taking_along_names_nobody_and_tells_no_exact_number(organiser, conversation):
    make.answered(conversation, *[(1, -1, 1)] * 8, *[(-1, 1, 1)] * 8)
    editions.make(conversation=conversation)
    address = f"/conversations/{conversation.pk}/export/"
    got = organiser.get(f"{address}comments.csv")
    told = rows(got.content)
    released = Edition.objects.get().released
    assert [row["author-id"] for row in told] == ["", "", ""]
    assert [(int(row["agrees"]), int(row["disagrees"])) for row in told] == [
        (released[str(n)][2], released[str(n)][0]) for n in range(3)
    ]
    assert AuditEntry.objects.filter(what="conversation_export_file").count() == 1
    summary = organiser.get(f"{address}summary.csv").text
    assert "What should change?" in summary
    assert "commenters" not in summary


def test_before_the_first_result_no_number_is_told(organiser, conversation):
    make.answered(conversation, (1, -1, 1))
    page = organiser.get(f"/conversations/{conversation.pk}/export/comments.csv")
    assert {row["agrees"] for row in rows(page.content)} == {""}
    assert (
        "voters,\r\n" in organiser.get(f"/conversations/{conversation.pk}/export/summary.csv").text
    )


@pytest.mark.parametrize("name", ["votes.csv", "participants-votes.csv", "x"])
def test_no_page_gives_the_answers_of_people(organiser, conversation, name):
    make.answered(conversation, (1, -1, 1))
    address = f"/conversations/{conversation.pk}/export/"
    assert organiser.get(address + name).status_code == 404
    assert "No page gives these rows" in organiser.get(address).text
