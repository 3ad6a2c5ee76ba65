"""Who may open what: every page × every role."""

import pytest
from django.urls import get_resolver

from everyseat.threesixty import links
from everyseat.threesixty.actions import closing
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db

NOBODY, OPEN = frozenset(), "everybody"
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
    "review": {"coach", "recipient"},
    "nominate": {"recipient"},
    "approve": NOBODY,
    "assess_self": {"recipient"},
    "report": {"coach"},
    "report_pdf": {"coach"},
    "release": {"coach"},
    "plan": NOBODY,
    "account": {"administrator", "organiser", "coach", "recipient", "manager", "stranger"},
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
    "people_import_save": {"administrator", "organiser"},
    "submit_nominations": {"recipient"},
    "talked": {"coach", "recipient"},
    "follow_up": {"recipient"},
}
OTHERWISE_TESTED = {
    *("first_run", "cycle_edit", "person", "withdraw", "remove_aim", "void", "sign_out_everywhere"),
    # pages of a rater, which no role opens: see test_answers.py
    *("draw", "keep_link", "report_lost", "answer_kept", "answered_kept", "given"),
    # moments have no roles: everybody has their own, see moments/tests/test_pages.py
    *("moments", "moment_new", "moment", "felt", "felt_sent"),
}


@pytest.fixture
def scene():
    """A review that its coach is reading."""
    coach = make.person("Coach", "coach")
    review = make.collecting({"peer": 5}, coach=coach)
    make.answer_all(review, [4, 3, 2])
    closing.close(cycle=review.cycle)
    seats = {
        "administrator": make.person("An administrator", "administrator"),
        "organiser": make.person("An organiser", "organiser"),
        "coach": coach,
        "other coach": make.person("Another coach", "coach"),
        "recipient": review.recipient,
        "manager": review.recipient.manager,
        "stranger": make.person("Stranger"),
    }
    return review, seats


def address(name: str, review) -> str:
    from django.urls import reverse

    invited = links.invitation_token(review.invitations.first().pk)
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
    if name in ("cycle", "cycle_launch", "cycle_remind", "cycle_close"):
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
    everybody = set(seats)
    expected = everybody if allowed == OPEN or name == "account" else allowed
    assert opened == expected


def test_every_page_of_ours_stands_in_the_table():
    names = set()
    for pattern in get_resolver().url_patterns:
        found = getattr(pattern, "url_patterns", [pattern])
        module = getattr(pattern, "urlconf_name", None)
        if module is None or "everyseat" in getattr(module, "__name__", ""):
            names |= {p.name for p in found if p.name}
    assert names - OTHERWISE_TESTED == set(PAGES) | set(POSTS)


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
