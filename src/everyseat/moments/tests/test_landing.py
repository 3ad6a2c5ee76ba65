"""What Feedback, Speaking up and the first page show of a person's own."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.markup import markup

from everyseat.moments import landing
from everyseat.moments.actions import asking, promising
from everyseat.moments.actions import feedback as actions
from everyseat.moments.models import Case, Offer
from everyseat.moments.queries import offering
from everyseat.moments.tests import make

pytestmark = pytest.mark.django_db


def texts(person):
    return [task.text for task in landing.waiting(person)]


@pytest.fixture
def two():
    return make.person("Ann"), make.person("Lee")


def test_a_closed_moment_is_announced_until_its_leader_has_looked(client, leader, moment):
    assert texts(leader) == []
    asking.close(moment=moment)
    assert texts(leader) == ["“Tuesday round” has closed: see how it felt"]
    client.force_login(leader)
    client.get(f"/moments/{moment.pk}/")
    assert texts(leader) == []


def test_looking_while_it_is_open_does_not_count_as_having_looked(client, leader, moment):
    client.force_login(leader)
    client.get(f"/moments/{moment.pk}/")
    asking.close(moment=moment)
    assert len(texts(leader)) == 1


def test_feedback_waits_for_an_answer_then_its_giver_for_a_word(two):
    ann, lee = two
    feedback = make.feedback(ann, lee)
    assert texts(lee) == ["Somebody told you how a moment felt: Leaving the room"]
    make.recalled(feedback)
    actions.answer(feedback=feedback, answer={"acknowledge": "I sent you away."})
    assert texts(lee) == []
    assert texts(ann) == ["Lee has answered you: did you feel heard?"]


def test_concerns_wait_with_the_day_that_was_promised(key, guardian):
    promising.promise(guardian=guardian, acknowledge_days=7, feedback_months=3)
    make.case(key[0])
    (task,) = landing.waiting(guardian)
    assert task.text == "A concern is waiting for your reply"
    Case.objects.update(waits=Case.Waits.REPORTER)
    assert texts(guardian) == []


def test_a_guardian_is_led_to_a_key_and_then_to_a_promise(guardian):
    assert texts(guardian) == [
        "Make your key: nobody can raise a concern with you before you have one"
    ]
    make.key(guardian)
    assert texts(guardian) == ["Say by when people will hear from you"]
    promising.promise(guardian=guardian, acknowledge_days=7, feedback_months=3)
    assert texts(guardian) == []


def test_nobody_but_a_guardian_hears_that_a_concern_waits(key):
    make.case(key[0])
    for role in ("administrator", "board", "organiser"):
        assert texts(make.person(f"Some {role}", role)) == []


def test_each_finds_only_what_is_theirs(client, two):
    ann, lee = two
    make.feedback(ann, lee)
    stranger = make.person("Sam")
    client.force_login(stranger)
    page = markup(client.get("/feedback/"))
    assert "Leaving the room" not in page
    assert "Nothing yet. When somebody tells you how a moment felt" in page
    client.force_login(lee)
    page = markup(client.get("/feedback/"))
    assert "Leaving the room" in page
    assert "Ann" not in page  # before what they remember is said
    client.force_login(ann)
    assert "To Lee: Leaving the room" in markup(client.get("/feedback/"))


def test_a_visitor_may_tell_and_finds_nobodys_feedback(client, two):
    make.feedback(*two)
    page = markup(client.get("/feedback/"))
    assert 'href="/tell/"' in page
    assert "Leaving the room" not in page


def test_without_a_guardians_key_no_door_promises_one(client, guardian):
    page = markup(client.get("/"))
    assert "only a guardian" not in page
    assert "the guardians you choose" not in page
    assert "Nothing can be sent without your name yet." in page
    assert "Concerns can’t be sent here yet." in page
    assert "Nothing can be sent here without your name yet" in markup(client.get("/tell/"))


def test_with_every_way_open_the_doors_say_who_will_know(client, key, guardian):
    page = markup(client.get("/"))
    assert "You choose who will know it was you: the person, only a guardian, or nobody." in page
    assert "Only the guardians you choose can read it" in page
    assert "without your name yet" not in page + markup(client.get("/tell/"))


def test_a_door_names_the_ways_where_only_some_are_open(key):
    Offer.objects.update(routes=["named", "anonymous"])
    about = landing.tell(offering.offered()).about
    assert about.endswith("Ways that are open here: “In my name”; “Anonymously”.")


def test_where_nothing_is_open_the_door_says_so(key):
    Offer.objects.update(routes=[])
    assert "Nothing can be sent here yet." in landing.tell(offering.offered()).about


def test_a_step_of_a_guardian_says_whose_turn_it_is(guardian):
    administrator = make.person("Alex", "administrator")

    def waits():
        return {step.text: step.waits_for for step in landing.first_steps(administrator)}

    assert waits()["Both guardians have made their keys"] == "This waits for a guardian: Gwen."
    assert waits()["Choose two guardians"] == ""
    make.key(guardian)
    assert waits()["Both guardians have made their keys"].startswith("This waits until")
    text = "A guardian has promised by when people get an answer"
    assert waits()[text] == "This waits for a guardian: Gwen."


def test_nobody_is_sent_to_a_form_that_can_not_be_sent(client, guardian):
    page = markup(client.get("/speaking-up/"))
    assert 'class="nhsuk-button"' not in page
    assert "Concerns can’t be sent here yet." in page


def test_nobody_is_named_as_a_guardian_before_they_have_made_their_key(client, guardian):
    page = markup(client.get("/speaking-up/"))
    assert "Gwen" not in page
    assert "named below" not in page
    assert "Nobody here is ready as a guardian yet." in page
    make.key(guardian)
    page = markup(client.get("/speaking-up/"))
    assert "Gwen" in page
    assert "named below" in page


def test_everybody_learns_who_the_guardians_are_and_only_they_find_their_desk(
    client, key, guardian
):
    page = markup(client.get("/speaking-up/"))
    assert "Gwen" in page
    assert 'href="/speak-up/"' in page
    assert 'href="/guardian/"' not in page
    client.force_login(guardian)
    assert 'href="/guardian/"' in markup(client.get("/speaking-up/"))


def test_what_happened_lately_has_its_day(leader, moment):
    today = timezone.localdate()
    ann = make.person("Ann")
    make.feedback(leader, ann)
    assert [entry.when for entry in landing.recent(ann)] == [today]
    assert [entry.when for entry in landing.recent(leader)] == [today, moment.closes_on]
    assert moment.closes_on - today < timedelta(1)
