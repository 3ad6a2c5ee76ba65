"""Every giver's link of every part works with what mail programs and chats take along behind it."""

import re
import time
from importlib import import_module
from urllib.parse import quote, unquote, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from everyseat.conversation import links as conversation_links
from everyseat.conversation.actions import editions
from everyseat.conversation.tests import make as make_conversation
from everyseat.improvement import links as service_links
from everyseat.improvement.tests import make as make_service
from everyseat.improvement.tests import make_collecting
from everyseat.moments.actions import asking, offering
from everyseat.organisations.models import Email, Team
from everyseat.organisations.queries import host
from everyseat.room.actions import inviting
from everyseat.room.links import INVITATIONS, SCREENS
from everyseat.room.tests import make as make_room
from everyseat.site.parts import PARTS
from everyseat.threesixty import links
from everyseat.threesixty.actions import answers
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db

GIVERS = {name for part in PARTS for name in import_module(f"everyseat.{part}.tests.access").GIVERS}
SENT_ALONE = {
    *("draw", "keep_link", "report_lost", "given", "undo_keep", "accept", "room_draw"),
    "conversation_draw",
    *("sealed_new", "sealed_open", "sealed_entry", "sealed_part", "sealed_parts", "sealed_file"),
    *("sealed_heard", "sealed_again"),
}
"""What forms and scripts send to: nobody opens it by a link."""
BEHIND = [
    *(".", ",", ")", "]", "}", ">", '"', "'", ";", ":", "!", "?", "…", "’", "”", "»", "*"),
    *("\n", "\r\n", " ", "\t", "\xa0", ").", '">', ".)", "&gt;", "&quot;.", "&#39;", "&gt"),
]
"""What has been seen behind addresses. A question mark begins a query, so it is escaped here."""


@pytest.fixture
def givers_links():
    """Return the address of each page of a giver that is opened by a link."""
    lee = make.person("Lee P")
    kept, other = (make.collecting({"peer": 4}, name=name) for name in ("Kay", "Lee"))
    invitation, keeps = other.invitations.first(), kept.invitations.first()
    answers.keep_link(invitation=keeps)
    room = make_room.room(make_room.person("Fay", roles=["facilitator"]))
    team = Team.objects.create(organisation=host(), name="Members")
    for n in range(4):
        make_room.person(f"Mo{n}", team=team)
    inviting.invite(room=room, teams=[team])
    moment = asking.open_moment(
        leader=lee, what="Brief", held_on=timezone.localdate(), meant=[], sentence="", days=3
    )
    pulse = offering.open_pulse(items=["I can speak up."], days=7)
    invited, keeping = (links.INVITATIONS.token(i.pk) for i in (invitation, keeps))
    of_round = links.REMINDERS.token(f"{other.round_id} {invitation.person_id}")
    arguments = {
        **{name: [invited] for name in ("invitation", "decline")},
        **{name: [keeping] for name in ("answer_kept", "answered_kept")},
        **{name: [other.pk, invitation.group] for name in ("answer", "answered")},
        **{name: [moment.code] for name in ("felt", "felt_sent")},
        **{name: [pulse.code] for name in ("pulse", "pulse_sent")},
        **_of_a_conversation(),
        **_of_a_service(),
        "reminders": [of_round],
        "join": [room.code],
        "room_card": [INVITATIONS.token(room.invited.first().pk)],
        "hall": [SCREENS.token(room.pk)],
    }
    return {name: reverse(name, args=arguments.get(name, [])) for name in GIVERS - SENT_ALONE}


def _of_a_conversation() -> dict[str, list[str]]:
    """Return what leads to each page of a conversation that has found something."""
    conversation = make_conversation.opened(make_conversation.person("Sam", "organiser"))
    make_conversation.answered(conversation, *[(1, -1, 1)] * 8, *[(-1, 1, 1)] * 8)
    editions.make_due()
    card = make_conversation.card(conversation)
    sue = make_conversation.person("Sue", "organiser")
    invited = make_conversation.by_invitation(sue).invited.first()
    of_a_card = ("answer", "answers", "write", "card", "forget", "standing")
    return {
        **{name: [conversation.code] for name in GIVERS if name.startswith("conversation_")},
        **{f"conversation_{name}": [conversation.code, card] for name in of_a_card},
        "conversation_preview": [conversation_links.PREVIEWS.token(conversation.pk)],
        "conversation_invitation": [conversation_links.INVITATIONS.token(invited.pk)],
        "conversation_reminders": [conversation_links.REMINDERS.token(invited.pk)],
    }


def _of_a_service() -> dict[str, list[str]]:
    """Return what leads to each page of a service that has a form and has answered somebody."""
    sam = make_conversation.person("Sam P", "improver")
    service = make_service.public()
    reply = make_collecting.answered(service, sam)
    return {
        "service_page": [service.code],
        "service_say": [service.code],
        "service_answer": [service_links.ANSWERS.token(reply.pk)],
    }


def test_every_givers_link_works_with_something_behind_it(client, givers_links):
    for name, link in givers_links.items():
        assert client.get(link).status_code == 200, name
        for behind in BEHIND:
            for address in (link + quote(behind), link.rstrip("/") + quote(behind) + "/"):
                answer = client.get(address)
                assert (answer.status_code, answer.get("Location")) == (302, link), address
                assert answer["Referrer-Policy"] == "no-referrer"
                assert not answer.cookies


def test_what_only_forms_and_scripts_send_to_is_opened_by_no_link(client):
    other = make.collecting({"peer": 4})
    token = links.INVITATIONS.token(other.invitations.first().pk)
    for name in SENT_ALONE:
        for args in ([], [token], [other.pk, "peer"]):
            try:
                address = reverse(name, args=args)
            except Exception:  # it takes other arguments
                continue
            assert client.get(address).status_code in (404, 405), name


def test_links_in_e_mails_work_with_something_behind_them(client):
    make.collecting({"peer": 4})
    found = {a for e in Email.objects.all() for a in re.findall(r"https?://\S+", e.text)}
    paths = {urlsplit(address).path for address in found}
    assert any(path.startswith("/invitation/") for path in paths)
    assert any(path.startswith("/reminders/") for path in paths)
    for path in paths:
        assert client.get(path + quote(">.")).get("Location") == path


def test_a_fragment_whose_sign_was_escaped_becomes_one_again(client, givers_links):
    """So that the browser checks key and group, and a card goes no further than it must."""
    for fragment in ("key=ABCDE-FGHIJ-KLMNO-PQRST&as=peer.report", "card=AAAA-BBBB&key=ABCDE"):
        link = givers_links["invitation"]
        answer = client.get(f"{link}%23{fragment}")
        assert (answer.status_code, answer["Location"]) == (302, f"{link}#{fragment}")


def test_nothing_that_is_sent_is_led_on(client, givers_links):
    for name in ("felt", "tell", "answer"):
        assert client.post(givers_links[name] + ".").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["//elsewhere.example/.", "/\\elsewhere.example/.", "/no-such-page/.", "/rounds/999x/.)"],
)
def test_an_address_that_is_none_of_ours_leads_nowhere(client, address):
    make.person("Lee")
    answer = client.get("/", PATH_INFO=address)
    assert answer.status_code == 404
    assert "elsewhere.example/" not in unquote(urlsplit(answer.get("Location", "")).netloc)


def test_what_a_directory_asks_for_is_left_as_it_is(client):
    make.person("Lee")
    assert client.get("/scim/v2/Users.").status_code != 302


def test_an_address_that_is_whole_stays_as_it_is_with_its_query(client, givers_links):
    assert client.get("/join/", {"code": "1."}).status_code == 200
    answer = client.get(givers_links["join"] + "%3E?q=5")
    assert answer["Location"] == givers_links["join"] + "?q=5"


def test_a_long_address_of_signs_costs_nothing(client):
    make.person("Lee")
    began = time.perf_counter()
    assert client.get("/join/" + "!" * 5000 + "a").status_code == 301  # the slash behind it
    assert time.perf_counter() - began < 1
