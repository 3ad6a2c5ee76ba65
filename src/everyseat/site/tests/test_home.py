"""The first page and the navigation: what a visitor and each role find there."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from tests.markup import markup

from everyseat.giving import site_facts
from everyseat.organisations import section
from everyseat.organisations.landing import Action, Entry, Task
from everyseat.room.tests import make as rooms
from everyseat.site import home
from everyseat.site.parts import parts
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db
NOBODY = SimpleNamespace(may=lambda _permission: False)
DOORS = ["/join/", "/tell/", "/speak-up/", "/receipt/", "/speaking-up/", "/accounts/login/code/"]


@pytest.fixture(autouse=True)
def organisation():
    make.person("Alex", "administrator")
    site_facts.end_first_day()


def sections(page: str) -> list[str]:
    nav = page.split('<nav class="es-nav"')[1].split("</nav>")[0]
    return [part.split("</a>")[0].split(">")[-1].strip() for part in nav.split("<a ")[1:]]


def test_a_visitor_finds_the_three_doors_and_whom_to_turn_to(client):
    page = markup(client.get("/"))
    for link in DOORS:
        assert f'"{link}"' in page
    assert sections(page) == ["Home", "Feedback", "Live", "Speaking up"]
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize(
    ("role", "first", "last"),
    [
        ("", "Tell someone how it felt", "Services"),
        ("guardian", "Open the guardian’s desk", "Services"),
        ("board", "Speaking up, by quarter", "Services"),
        ("organiser", "Prepare a 360 round", "Organisation"),
        ("facilitator", "Prepare a live session", "Services"),
        ("administrator", "People and roles", "Organisation"),
    ],
)
def test_each_role_finds_what_it_is_likeliest_to_do_first(client, role, first, last):
    person = make.person("Pat", *([role] if role else []))
    client.force_login(person)
    page = markup(client.get("/"))
    assert ("You are up to date." in page) == (role != "guardian")  # who first makes a key
    assert page.split('<h3 class="es-card__title">')[1].split("</a>")[0].endswith(first)
    assert page.count('<h3 class="es-card__title">') == home.ACTIONS
    assert sections(page)[-1] == last


def test_an_organiser_finds_a_big_conversation_beside_rounds_sessions_and_briefs(client):
    client.force_login(make.person("Pat", "organiser"))
    page = markup(client.get("/"))
    for card in ("360 round", "live session", "big conversation"):
        assert f"Prepare a {card}</a>" in page
    assert "Write a brief for many teams</a>" in page


def test_the_navigation_says_where_one_is(client):
    client.force_login(make.person("Pat"))
    for link, text in [("/", "Home"), ("/live/new/", "Live"), ("/moments/", "Feedback")]:
        nav = markup(client.get(link)).split('<nav class="es-nav"')[1].split("</nav>")[0]
        (here,) = [part for part in nav.split("<a ") if "aria-current" in part]
        assert f">{text}</a>" in here


class Fake:
    """A part of the contract, with what a test puts on the first page."""

    def __init__(self, tasks=(), actions=(), recent=()):
        self.waiting = lambda _person: tasks
        self.actions = lambda _person: actions
        self.recent = lambda _person: recent


def test_what_is_due_stands_first_and_what_has_waited_longest_next(monkeypatch):
    today = timezone.localdate()
    tasks = [
        Task("whenever", "/"),
        Task("since today", "/", since=today),
        Task("next week", "/", by=today + timedelta(7)),
        Task("since last week", "/", since=today - timedelta(7)),
        Task("yesterday", "/", by=today - timedelta(1)),
    ]
    monkeypatch.setattr(home, "parts", lambda: [Fake(tasks=tasks[:2]), Fake(tasks=tasks[2:])])
    found = [task.text for task in home._waiting(NOBODY)]
    assert found == ["yesterday", "next week", "since last week", "since today", "whenever"]


def test_what_is_overdue_says_so(client, monkeypatch):
    today = timezone.localdate()
    tasks = [
        Task("Late", "/", by=today - timedelta(1)),
        Task("Due today", "/", by=today),
    ]
    monkeypatch.setattr(home, "parts", lambda: [*parts(), Fake(tasks=tasks)])
    client.force_login(make.person("Pat"))
    page = markup(client.get("/"))
    assert page.count("nhsuk-tag--red") == 1
    assert page.index("Overdue since") < page.index("Due today")


def test_the_newest_of_all_parts_is_recent(monkeypatch):
    today = timezone.localdate()
    days = [Entry(str(n), "/", when=today - timedelta(n)) for n in range(10)]
    monkeypatch.setattr(home, "parts", lambda: [Fake(recent=days[5:]), Fake(recent=days[:5])])
    assert [entry.text for entry in home._recent(None)] == ["0", "1", "2", "3", "4"]


def test_a_card_of_the_lowest_rank_comes_first(monkeypatch):
    cards = [Action(str(rank), "/", "", rank) for rank in (5, 1, 9, 12, 3)]
    monkeypatch.setattr(home, "parts", lambda: [Fake(actions=cards)])
    monkeypatch.setattr(section, "actions", lambda _person: [])
    assert [card.text for card in home._likeliest(None)] == ["1", "3", "5", "9"]


def test_what_is_recent_says_which_part_it_is_of(client):
    lee = make.person("Lee")
    make.feedback_round(lee)
    rooms.room(lee)
    client.force_login(lee)
    recent = markup(client.get("/")).split('id="recent"')[1]
    assert "· Your 360" in " ".join(recent.split())
    assert "· Live session" in " ".join(recent.split())
