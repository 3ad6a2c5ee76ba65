"""Who may open what: every page × every role."""

import pytest
from django.urls import get_resolver, reverse

from everyseat.threesixty import links
from everyseat.threesixty.actions import closing
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db

NOBODY, OPEN, SIGNED_IN = frozenset(), "everybody", "whoever is signed in"
PAGES = {
    "people": {"administrator", "organiser"},
    "person_new": {"administrator", "organiser"},
    "deeds": {"administrator"},
    "people_import": {"administrator", "organiser"},
    "organisation": {"administrator", "organiser"},
    "frameworks": {"organiser"},
    "framework_import": {"organiser"},
    "framework": {"organiser"},
    "framework_edit": {"organiser"},
    "framework_export": {"organiser"},
    "cycles": {"organiser"},
    "cycle_new": {"organiser"},
    "cycle": {"organiser"},
    "cycle_emails": {"organiser"},
    "emails": {"administrator", "organiser"},
    "review": {"coach", "recipient"},
    "nominate": {"recipient"},
    "approve": NOBODY,
    "assess_self": {"recipient"},
    "report": {"coach"},
    "report_pdf": {"coach"},
    "release": {"coach"},
    "plan": NOBODY,
    "account": SIGNED_IN,
    "moments": SIGNED_IN,
    "moment_new": SIGNED_IN,
    "told": SIGNED_IN,
    "by_me": SIGNED_IN,
    "stand_by": SIGNED_IN,
    "drafts": {"coach", "other coach"},
    "guardian": {"guardian"},
    "guardian_list": {"guardian"},
    "guardian_promise": {"guardian"},
    "routes": {"organiser"},
    "counts": {"guardian", "board"},
    "tell": OPEN,
    "speak_up": OPEN,
    "receipt": OPEN,
    "rooms": SIGNED_IN,
    "brief_new": {"organiser"},
    "find_room": OPEN,
    "home": OPEN,
    "methods": OPEN,
    "safety": OPEN,
    "invitation": OPEN,
    "decline": OPEN,
    "answer": OPEN,
    "answered": OPEN,
    "organisation_css": OPEN,
}
POSTS = {
    "framework_publish": {"organiser"},
    "cycle_launch": {"organiser"},
    "cycle_remind": {"organiser"},
    "cycle_close": {"organiser"},
    "cycle_try_again": {"organiser"},
    "people_import_save": {"administrator", "organiser"},
    "submit_nominations": {"recipient"},
    "talked": {"coach", "recipient"},
    "follow_up": {"recipient"},
    "pulse_open": {"organiser"},
    "clock_is_right": {"administrator"},
}
OTHERWISE_TESTED = {
    *("first_run", "cycle_edit", "person", "withdraw", "remove_aim", "void", "sign_out_everywhere"),
    # there in the demonstration alone: see tests/test_site.py
    *("demonstration", "take_seat", "mailbox"),
    # pages of a rater, which no role opens: see test_answers.py
    *("draw", "keep_link", "report_lost", "answer_kept", "answered_kept", "given"),
    # everybody has their own, or holds a receipt: see moments/tests
    *("moment", "felt", "felt_sent", "pulse", "pulse_sent", "tell_named", "ask_for_time", "talk"),
    *("by_me_telling", "telling", "telling_abuse", "telling_agree", "draft", "moment_decide"),
    *("sealed_new", "sealed_open", "sealed_entry", "sealed_part", "sealed_parts", "sealed_file"),
    *("sealed_heard", "counts_csv", "route_offer"),
    # rooms are their facilitator's own: see room/tests
    *("room", "screen", "room_act", "room_csv", "join", "room_end", "room_again"),
    *("room_remove", "room_waiting"),
    *(
        "results",
        "room_hand_over",
        "room_invite",
        "room_card",
        "room_draw",
        "room_pdf",
        "brief",
        "brief_send",
        "brief_reply",
    ),
}

GUARDIANS = [
    *("guardian_case", "guardian_file", "guardian_reply", "guardian_status", "guardian_record"),
    *("guardian_pass_on", "guardian_key", "guardian_escrow", "guardian_retire", "guardian_share"),
    *("guardian_abuse", "guardian_publish", "guardian_new_key"),
]
OTHERWISE_TESTED |= set(GUARDIANS)


@pytest.fixture
def scene():
    """A review that its coach is reading."""
    coach = make.person("Coach", "coach")
    review = make.collecting({"peer": 5}, coach=coach)
    make.answer_all(review, [4, 3, 2])
    make.close(review.cycle)
    seats = {
        "administrator": make.person("An administrator", "administrator"),
        "organiser": make.person("An organiser", "organiser"),
        "coach": coach,
        "other coach": make.person("Another coach", "coach"),
        "recipient": review.recipient,
        "manager": review.recipient.manager,
        "stranger": make.person("Stranger"),
        "guardian": make.person("A guardian", "guardian"),
        "board": make.person("A board member", "board"),
    }
    return review, seats


def address(name: str, review) -> str:
    invited = links.INVITATIONS.token(review.invitations.first().pk)
    arguments = {
        "framework": [review.cycle.framework_id],
        "framework_edit": [review.cycle.framework_id],
        "framework_publish": [review.cycle.framework_id],
        "framework_export": [review.cycle.framework_id, "json"],
        "invitation": [invited],
        "decline": [invited],
        "answer": [review.pk, "peer"],
        "answered": [review.pk, "peer"],
    }
    if name in arguments:
        return reverse(name, args=arguments[name])
    of_cycle = ("cycle", "cycle_launch", "cycle_remind", "cycle_close", "cycle_try_again")
    of_cycle = (*of_cycle, "cycle_emails")
    if name in of_cycle:
        return reverse(name, args=[review.cycle_id])
    of_review = ("review", "nominate", "approve", "assess_self", "report", "report_pdf", "release")
    if name in (*of_review, "plan", "submit_nominations", "talked", "follow_up"):
        return reverse(name, args=[review.pk])
    return reverse(name)


def permitted(client, name: str, review, method: str) -> bool:
    answer = getattr(client, method)(address(name, review))
    assert answer.status_code in (200, 302, 403, 404), name
    to_sign_in = answer.status_code == 302 and "/accounts/" in answer["Location"]
    return answer.status_code < 400 and not to_sign_in


@pytest.mark.parametrize(
    ("name", "method"), [(n, "get") for n in PAGES] + [(n, "post") for n in POSTS]
)
def test_a_page_opens_for_those_and_no_others(scene, client, name, method):
    review, seats = scene
    allowed = (PAGES | POSTS)[name]
    client.logout()
    assert permitted(client, name, review, method) == (allowed == OPEN)
    opened = set()
    for seat, person in seats.items():
        client.force_login(person)
        if permitted(client, name, review, method):
            opened.add(seat)
    expected = set(seats) if allowed in (OPEN, SIGNED_IN) else allowed
    assert opened == expected


def test_every_page_of_ours_stands_in_the_table():
    names = set()
    for pattern in get_resolver().url_patterns:
        found = getattr(pattern, "url_patterns", [pattern])
        module = getattr(pattern, "urlconf_name", None)
        if str(pattern.pattern) == "accounts/":
            continue  # the sign-in library's pages: see tests/test_sign_in_pages.py
        if module is None or "everyseat" in getattr(module, "__name__", ""):
            names |= {p.name for p in found if p.name}
    assert names - OTHERWISE_TESTED == set(PAGES) | set(POSTS)


CASE = "6f1c7b52-54c4-4a0c-9d5c-0e3f6f0d7d1a"
DESK = [name for name in GUARDIANS if name not in ("guardian_case", "guardian_file")]


@pytest.mark.parametrize("name", GUARDIANS)
def test_nobody_but_a_guardian_does_anything_at_the_desk(scene, client, name):
    site_wide = {"guardian_key", "guardian_escrow", "guardian_abuse", "guardian_publish"}
    site_wide |= {"guardian_new_key"}
    arguments = [] if name in site_wide else [CASE]
    arguments += [CASE, 1] * (name == "guardian_file")
    for seat, person in scene[1].items():
        client.force_login(person)
        where = reverse(name, args=arguments)
        read = name not in DESK
        answer = client.get(where) if read else client.post(where, "{}", "application/json")
        code = answer.status_code
        assert (code == 403) == (seat != "guardian"), seat


def test_only_the_organiser_voids_a_card(scene, client):
    review, seats = scene
    url = f"/cycles/{review.cycle_id}/void/{review.invitations.first().pk}/"
    for seat, person in seats.items():
        client.force_login(person)
        assert client.post(url).status_code == (302 if seat == "organiser" else 403)


@pytest.mark.parametrize("name", POSTS)
def test_what_changes_something_is_never_done_by_a_link(scene, client, name):
    review, seats = scene
    client.force_login(seats["organiser"])
    assert client.get(address(name, review)).status_code in (403, 404, 405)


def test_the_organiser_sees_counts_and_nothing_that_says_who(scene, client):
    review, seats = scene
    client.force_login(seats["organiser"])
    page = client.get(f"/cycles/{review.cycle_id}/").content.decode()
    assert "peer" not in page
    assert all(i.person.name not in page for i in review.invitations.all())


@pytest.mark.parametrize(("n", "shown"), [(0, "fewer than 4"), (3, "fewer than 4")])
def test_nobody_and_a_few_answers_look_the_same_to_the_organiser(client, n, shown):
    review = make.collecting({"peer": 5})
    for invitation in review.invitations.all()[:n]:
        make.answer(invitation, [1, 2, 3])
    closing.count_by_night()
    assert len(make.waiting(review)) == n
    client.force_login(make.person("O", "organiser"))
    assert shown in client.get(f"/cycles/{review.cycle_id}/").content.decode()


def test_that_everybody_answered_is_not_told():
    from everyseat.threesixty.queries import progress

    review = make.collecting({"peer": 5})
    make.answer_all(review, [1, 2, 3])
    closing.count_by_night()
    assert [row.answered for row in progress(review.cycle)] == ["4 or more"]
