"""A text that is too long is refused, and nothing of it is cut or lost."""

import pytest
from django.utils import timezone

from everyseat.giving.refusals import Invalid
from everyseat.moments.actions import feedback as actions
from everyseat.moments.actions import keys, offering
from everyseat.moments.models import Feedback, Talk
from everyseat.moments.models.cases import LONGEST_KEEPER
from everyseat.moments.models.feedback import LONGEST_REPLY
from everyseat.moments.queries import offering as routes
from everyseat.moments.tests import make
from everyseat.moments.views import guardian as desk

pytestmark = pytest.mark.django_db
ANSWER = {"acknowledge": "You felt sent away."}


@pytest.fixture
def two():
    return make.person("Ann"), make.person("Lee")


@pytest.fixture
def feedback(two):
    return make.recalled(make.feedback(*two))


def refused(client, address, sent, longest):
    """Say whether a page refuses what was sent, and shows it whole for another try."""
    (long,) = (text for text in sent.values() if len(text) > longest)
    page = client.post(address, sent, follow=True).text
    return f"Use at most {longest} letters. This has {len(long)}." in page and long in page


def test_a_coach_s_comment(client, feedback):
    coach = make.person("Coach", "coach")
    actions.draft(feedback=feedback, answer=ANSWER, coach=coach)
    client.force_login(coach)
    sent = {"text": "Say it. " * 300 + "Now."}
    assert refused(client, f"/drafts/{feedback.pk}/", sent, actions.LONGEST)
    assert Feedback.objects.get().coach_said == {}


def test_what_a_giver_says_of_an_answer(client, two, feedback):
    actions.answer(feedback=feedback, answer=ANSWER)
    client.force_login(two[0])
    sent = {"heard": "yes", "words": "Thank you. " * 50 + "So much."}
    assert refused(client, f"/by-me/{feedback.pk}/", sent, actions.LONGEST_HEARD)
    assert Feedback.objects.get().heard == ""


def test_what_is_said_and_noted_of_ten_minutes(client, two):
    talk = actions.ask_for_time(asked_by=two[0], asked=two[1])
    client.force_login(two[1])
    address = f"/by-me/talk/{talk.pk}/"
    assert refused(client, address, {"reply": "yes", "text": "Friday " * 40 + "!"}, LONGEST_REPLY)
    assert Talk.objects.get().state == Talk.State.ASKED
    actions.reply_to_talk(talk=talk, agreed=True, text="Friday")
    assert refused(client, address, {"text": "I heard. " * 300 + "!"}, actions.LONGEST)
    assert Talk.objects.get().other_note == {}


def test_words_that_a_guardian_passes_on_the_name_of_a_keeper_and_a_reason(guardian):
    with pytest.raises(Invalid, match="at most 2000 letters"):
        desk._plain({"cue": "The room", "what": "a" * 2001})
    with pytest.raises(Invalid, match=f"at most {LONGEST_KEEPER} letters"):
        keys.add_escrow(name="n" * 121, recipient="age1" + "q" * 58, made_by=guardian)
    (route, verdict), *_rest = routes.verdicts(timezone.localdate()).items()
    with pytest.raises(Invalid, match="at most 250 letters"):
        offering.offer(person=guardian, route=route, verdict=verdict, reason="r" * 251)
