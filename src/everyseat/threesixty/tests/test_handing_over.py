"""An organiser hands a round over from its own page, and reads before who can open it then."""

import pytest

from everyseat.organisations.models import AuditEntry
from everyseat.organisations.tests.checking import seal_of
from everyseat.threesixty.models import Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = pytest.mark.django_db


def round_of(organiser) -> Round:
    made = make.feedback_round(make.person("Lee"))
    Round.objects.update(organiser=organiser)
    made.refresh_from_db()
    return made


def address(made: Round) -> str:
    return f"/rounds/{made.pk}/hand-over/"


def hand_over(client, made: Round, to: str) -> str:
    """Hand over by both presses; return the page of the check."""
    first = client.post(address(made), {"to": to})
    client.post(address(made), {"to": to, "seal": seal_of(first)})
    made.refresh_from_db()
    return text(first)


def test_the_page_of_a_round_leads_there_and_both_presses_do_it(client):
    olu, pat = make.person("Olu", "organiser"), make.person("Pat", "organiser")
    made = round_of(olu)
    client.force_login(olu)
    assert f'href="{address(made)}"' in text(client.get(f"/rounds/{made.pk}/"))
    client.post(address(made), {"to": "Pat"})
    made.refresh_from_db()
    assert made.organiser == olu
    page = hand_over(client, made, "Pat")
    assert made.organiser == pat
    assert "E-mails of the round name Pat from then on. Replies go to them." in page
    assert "Olu can still open and change the round." in page
    assert "Pages of givers" not in page
    assert any("Spring" in one for one in emails_to(pat))
    assert AuditEntry.objects.get(what="round_hand_over").about == f"{made.pk} {pat.pk}"


def test_whoever_runs_only_their_own_rounds_reads_that_this_one_is_gone(client):
    own = make.person("Own", "own-organiser")
    make.person("Pat", "organiser")
    made = round_of(own)
    client.force_login(own)
    assert "Own can no longer open the round." in hand_over(client, made, "Pat")
    assert client.get(f"/rounds/{made.pk}/").status_code == 404


def test_other_organisers_are_named_for_whom_nothing_changes(client):
    olu = make.person("Olu", "organiser")
    make.person("Pat", "organiser")
    made = round_of(make.person("Zed", "organiser"))
    client.force_login(olu)
    page = hand_over(client, made, "Pat")
    assert "can still open" not in page
    Round.objects.update(organiser=olu)
    assert "For these organisers nothing changes: Admin, Zed." in text(
        client.post(address(made), {"to": "Pat"})
    )


def test_somebody_without_the_role_or_whose_it_is_cannot_take_it_over(client):
    olu = make.person("Olu", "organiser")
    make.person("Kim")
    made = round_of(olu)
    client.force_login(olu)
    assert "has none of these roles: Organiser" in text(client.post(address(made), {"to": "Kim"}))
    assert "it is theirs already" in text(client.post(address(made), {"to": "Olu"}))


def test_a_round_that_has_closed_stays_as_it_is(client):
    olu = make.person("Olu", "organiser")
    make.person("Pat", "organiser")
    made = round_of(olu)
    Round.objects.update(state=Round.State.CLOSED)
    client.force_login(olu)
    assert "Its e-mails were sent." in text(client.post(address(made), {"to": "Pat"}))
