"""A round as rounds go: everything goes wrong that once went wrong, and the reports are right.

One story, played in the pages by the people in it. Lee and Kim are its leaders and Noa joins late.
Max is their manager, Cora coaches them, Olu organises it, and Adi looks after people. Each chapter
is a function; what is said here of a rule is tested one by one beside the rule.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import fmean

import icalendar
import pytest

from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Person
from everyseat.organisations.tests.checking import seal_of
from everyseat.threesixty.actions import dates
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import ticks
from tests import scanner
from tests.playing import HERE, STATEMENTS, Desk, Rater, mail_to
from tests.test_unsent import fields

pytestmark = pytest.mark.django_db
NOTE = "Take your time with the second page. I have marked what I would talk about first."
PEERS = [f"Peer {n}" for n in range(5)]
PARTNERS = [f"Partner {n}" for n in range(4)]


@dataclass
class Play:
    """The round, who sits at which desk, and what was answered about whom."""

    desks: dict[str, Desk]
    round: Round
    given: dict[str, list[tuple[int, ...]]] = field(default_factory=lambda: defaultdict(list))

    def __getattr__(self, name: str) -> Desk:
        return self.desks[name]

    def review(self, leader: str) -> Review:
        return self.round.reviews.get(recipient=self.desks[leader].person)

    def of(self, act: str, leader: str = "") -> str:
        """Return the address of something that Olu does to the round, or to one leader's 360."""
        within = f"leaders/{self.review(leader).pk}/" if leader else ""
        return f"/rounds/{self.round.pk}/{within}{act}/"


def test_everything_goes_wrong_and_the_reports_are_right():
    play = a_round_is_launched()
    it_is_extended_for_the_first_time(play)
    the_manager_leaves_before_approving_anybody(play)
    mail_protection_opens_and_sends_everything(play)
    an_address_was_mistyped(play)
    a_rater_declines_and_changes_their_mind(play)
    a_leader_is_added_late(play)
    it_is_extended_again(play)
    lee_changes_their_name(play)
    people_answer(play)
    nobody_closes_it_by_accident(play)
    it_closes_when_its_last_day_is_over(play)
    the_coach_is_gone_and_another_one_takes_over(play)
    a_session_ends_in_the_middle_of_a_note(play)
    the_reports_say_what_the_raters_said(play)


def person(name: str) -> Person:
    return Person.objects.get(name=name)


def a_round_is_launched() -> Play:
    """Olu launches a round about Lee and Kim, whom Cora coaches."""
    olu, cora = make.person("Olu", "organiser"), make.person("Cora", "coach")
    max_ = make.person("Max")
    leaders = [make.person(name, manager=max_) for name in ("Lee Ash", "Kim")]
    for name in PEERS:
        make.person(name)
    for n, name in enumerate(PARTNERS):
        organisations.add_partner(name=name, email=f"p{n}@city.example", organisation="City")
    adi = person("Admin")
    play = Play(
        {"olu": Desk(olu), "adi": Desk(adi), "cora": Desk(cora), "lee": Desk(leaders[0])}
        | {"kim": Desk(leaders[1]), "max": Desk(max_)},
        make.feedback_round(*leaders, coach=cora, launched=False),
    )
    assert "Launched." in play.olu.press_twice(play.of("launch"))
    play.round.refresh_from_db()
    for leader in ("lee", "kim"):
        name_raters(play, leader)
    return play


def name_raters(play: Play, leader: str) -> None:
    """A leader ticks their peers, types their partners' addresses, and sends the list."""
    review = play.review(leader)
    peers = [f"peer:{person(name).pk}" for name in PEERS]
    partners = {f"outside-{n}-email": person(name).email for n, name in enumerate(PARTNERS)}
    page = play.desks[leader].send(f"/reviews/{review.pk}/raters/send/", tick=peers, **partners)
    assert "Your list has been sent for approval." in page


def it_is_extended_for_the_first_time(play: Play) -> None:
    extend(play, days=7)
    assert "New dates: Spring" in [email.subject for email in mail_to(play.kim.person)]


def extend(play: Play, days: int) -> None:
    """Olu moves the last day to answer, after reading who is told of it."""
    play.round.refresh_from_db()
    now = {name: getattr(play.round, name) for name in ("nominate_by", "approve_by", "collect_by")}
    now["collect_by"] += timedelta(days)
    new = {name: day.isoformat() for name, day in now.items()}
    assert "The dates have changed." in play.olu.press_twice(play.of("dates"), **new)
    play.round.refresh_from_db()
    assert play.round.collect_by == now["collect_by"]


def the_manager_leaves_before_approving_anybody(play: Play) -> None:
    """Adi reads what waits for Max. Then it waits for Olu, who approves the lists."""
    leaving = {"name": "Max", "email": play.max.person.email, "roles": []}
    leaving["organisation"] = play.max.person.organisation_id
    page = play.adi.send(f"/people/{play.max.person.pk}/", **leaving)
    assert "Max is to approve the raters of these leaders." in page
    play.adi.send(f"/people/{play.max.person.pk}/", **leaving, sure="yes")
    for leader in ("lee", "kim"):
        review = play.review(leader)
        assert f"/reviews/{review.pk}/approve/" in play.olu.read("/")
        page = play.olu.send(f"/reviews/{review.pk}/approve/", **ticks(review))
        assert "Approved: 9 raters invited." in page


def mail_protection_opens_and_sends_everything(play: Play) -> None:
    """Each link is opened before its reader does so; of some, every form on every page is sent."""
    for name in (*PEERS, *PARTNERS):
        rater = Rater(person(name))
        for link in rater.links:
            assert rater.open(link).status_code == 200
    for name in (PEERS[0], PARTNERS[0]):
        rater = Rater(person(name))
        scanner.scan(rater.browser, rater.links[0])
    for leader in ("lee", "kim"):
        asked = play.review(leader).invitations.all()
        assert [one.state for one in asked] == ["invited"] * 9
        assert not any(make.has_drawn(one) for one in asked)


def an_address_was_mistyped(play: Play) -> None:
    """Olu corrects it. The wrong address keeps a link that no longer opens anything."""
    partner = person("Partner 3")
    old_links = Rater(partner).links
    invitation = play.review("lee").invitations.get(person=partner)
    address = play.of(f"raters/{invitation.pk}/address", "lee")
    page = play.olu.send(address, email="partner.3@city.example")
    assert "Corrected. We are sending Partner 3 a new invitation." in page
    partner.refresh_from_db()
    new_links = Rater(partner).links
    assert len(new_links) == len(old_links) == 2
    assert not set(new_links) & set(old_links)
    for link in old_links:
        assert Rater(partner).open(link).status_code == 404


def a_rater_declines_and_changes_their_mind(play: Play) -> None:
    rater = Rater(person("Peer 4"))
    link = rater.links[0]
    rater.tick_and_press(link, "decline", "decline/", reason="We hardly know each other.")
    assert "We hardly know each other." in play.olu.read(f"/rounds/{play.round.pk}/")
    rater.tick_and_press(link, "accept", "decline/undo/")
    assert "We hardly know each other." not in play.olu.read(f"/rounds/{play.round.pk}/")


def a_leader_is_added_late(play: Play) -> None:
    """Noa has no manager, so Olu approves their list."""
    play.desks["noa"] = Desk(make.person("Noa"))
    joins = {"addresses": play.noa.person.email, "coach": play.cora.person.email}
    assert "1 leader added." in play.olu.send(play.of("leaders/add"), **joins)
    name_raters(play, "noa")
    noa = play.review("noa")
    page = play.olu.send(f"/reviews/{noa.pk}/approve/", **ticks(noa))
    assert "Approved: 9 raters invited." in page


def it_is_extended_again(play: Play) -> None:
    """Calendars get the new day each time, and know which is the newest."""
    extend(play, days=7)
    days: dict[int, date] = {}
    for email in mail_to(person("Peer 0")):
        for file in email.content.get("calendar", []):
            (event,) = icalendar.Calendar.from_ical(file["text"]).walk("VEVENT")
            days[event["SEQUENCE"]] = event["DTSTART"].dt
    assert days[max(days)] == play.round.collect_by
    assert max(days) == 2


def lee_changes_their_name(play: Play) -> None:
    lee = play.lee.person
    form = {"name": "Lee Birch", "email": lee.email, "organisation": lee.organisation_id}
    play.adi.send(f"/people/{lee.pk}/", **form, is_active="on")
    lee.refresh_from_db()
    (link, *_others) = Rater(person("Peer 0")).links
    assert "Lee Birch" in Rater(person("Peer 0")).browser.get(link).text


def people_answer(play: Play) -> None:
    """Everybody draws their cards by one link, once, and answers about each leader."""
    for n, name in enumerate([*PEERS, *PARTNERS]):
        rater = Rater(person(name))
        cards = rater.draw(rater.links[0])
        assert set(cards) == {"Lee Birch", "Kim", "Noa"}
        for m, (leader, (page, code)) in enumerate(sorted(cards.items())):
            ratings = (1 + (n + m) % 5, 2 + (n + 2 * m) % 4, 5 - (n + m) % 3)
            rater.answer(page, code, ratings, words="Go on asking.")
            play.given[leader].append(ratings)
    assert rater.draw(rater.links[0]) == {}


def nobody_closes_it_by_accident(play: Play) -> None:
    """Neither a press without what was read closes it, nor one that is older than what is true."""
    play.olu.send(play.of("close"))
    play.olu.send(play.of("close"), seal="0" * 12)
    old = seal_of(play.olu.browser.get(play.of("close")))
    for leader in ("lee", "kim", "noa"):
        own = {f"b-{key}": "4" for key in STATEMENTS}
        play.desks[leader].send(f"/reviews/{play.review(leader).pk}/self/", **own)
    page = play.olu.send(play.of("close"), seal=old)
    assert "Something has changed since you read this page" in page
    play.round.refresh_from_db()
    assert play.round.state == Round.State.OPEN


def it_closes_when_its_last_day_is_over(play: Play) -> None:
    dates.keep(play.round.collect_by)
    play.round.refresh_from_db()
    assert play.round.state == Round.State.OPEN
    dates.keep(play.round.collect_by + timedelta(1))
    make.finish(play.round)
    assert play.review("lee").state == Review.State.READ


def the_coach_is_gone_and_another_one_takes_over(play: Play) -> None:
    """Cora leaves while the reports wait for her. Olu finds them, and chooses Carl."""
    cora, carl = play.cora.person, make.person("Carl", "coach")
    leaving = {"name": "Cora", "email": cora.email, "organisation": cora.organisation_id}
    page = play.adi.send(f"/people/{cora.pk}/", **leaving, roles=["coach"])
    assert "They wait until an organiser chooses another coach: Kim, Lee Birch, Noa." in page
    play.adi.send(f"/people/{cora.pk}/", **leaving, roles=["coach"], sure="yes")
    play.desks["carl"] = Desk(carl)
    waiting = ("3 leaders", "2 leaders", "Noa")
    for leader, whom in zip(("lee", "kim", "noa"), waiting, strict=True):
        name = play.desks[leader].person.name
        assert f"Choose a coach for {whom}: nobody can release" in play.olu.read("/")
        page = play.olu.send(play.of("coach", leader), coach=carl.email)
        assert f"Carl now coaches {name}." in page
    assert "Choose a coach for" not in play.olu.read("/")


def a_session_ends_in_the_middle_of_a_note(play: Play) -> None:
    """Carl's words are on the page that says so, and in the report once he has signed in again."""
    address = f"/reviews/{play.review('lee').pk}/release/"
    play.carl.lose_the_session()
    page = play.carl.browser.post(address, {"note": NOTE}, headers=HERE)
    assert page.status_code == 401
    assert NOTE in page.text
    assert play.review("lee").coach_note == ""
    play.carl.sign_in()
    assert "Released." in play.carl.press_twice(address, note=fields(page)["note"])
    play.lee.sign_in()
    assert NOTE in play.lee.read(f"/reviews/{play.review('lee').pk}/report/")


def the_reports_say_what_the_raters_said(play: Play) -> None:
    """Each number is the mean of what was given about this leader, by as many people."""
    for leader in ("kim", "noa"):
        play.carl.press_twice(f"/reviews/{play.review(leader).pk}/release/", note="Well done.")
    for leader in ("lee", "kim", "noa"):
        name, report = play.desks[leader].person.name, play.review(leader).report
        given = play.given[name]
        assert report["recipient"] == name
        assert report["raters"] == len(given) == 9
        shown = [b for value in report["values"] for b in value["behaviours"]]
        for statement, ratings in zip(shown, zip(*given, strict=True), strict=True):
            assert statement["self"] == 5
            assert statement["others"]["counts"] == [ratings.count(n) for n in range(1, 6)]
            assert statement["others"]["mean"] == pytest.approx(fmean(ratings))
        play.desks[leader].sign_in()
        page = play.desks[leader].read(f"/reviews/{play.review(leader).pk}/report/")
        assert name in page
