"""Giving feedback in one's own name, receiving it, answering, and whether it landed."""

import base64
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.markup import hidden_fields, markup

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.moments import subject_access
from everyseat.moments.actions import feedback as actions
from everyseat.moments.models import Feedback, Talk
from everyseat.moments.tests import make
from everyseat.organisations.models import AuditEntry, Email, Person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ANSWER = {"acknowledge": "You felt sent away.", "apologise": "I am sorry.", "thank": "Thank you."}


@pytest.fixture
def two():
    return make.person("Ann"), make.person("Lee")


@pytest.fixture
def feedback(two):
    return make.feedback(*two)


def test_what_was_felt_is_not_shown_before_the_one_told_has_said_what_they_meant(
    client, two, feedback
):
    client.force_login(two[1])
    page = client.get(f"/feedback/{feedback.pk}/").content.decode()
    assert "Leaving the room" in page
    assert "You waved us out." not in page
    assert "Ann" not in page
    client.post(f"/feedback/{feedback.pk}/", {"remembered": "I smiled.", "intended": ["heard"]})
    page = client.get(f"/feedback/{feedback.pk}/").content.decode()
    assert "You waved us out." in page
    assert "I smiled." in page
    assert "Ann tells you" in page


def test_what_was_remembered_is_locked(feedback):
    make.recalled(feedback, remembered="First.")
    with pytest.raises(NotNow, match="saved this before"):
        make.recalled(feedback, remembered="Second.")
    feedback.refresh_from_db()
    assert feedback.recalled["remembered"] == "First."


def test_it_goes_all_the_way_to_i_felt_heard(client, two, feedback):
    make.recalled(feedback)
    client.force_login(two[1])
    client.post(f"/feedback/{feedback.pk}/", ANSWER | {"send": "yes"})
    client.force_login(two[0])
    assert "You felt sent away." in client.get(f"/by-me/{feedback.pk}/").content.decode()
    client.post(f"/by-me/{feedback.pk}/", {"heard": "yes", "words": "Thank you."})
    client.force_login(two[1])
    assert "Yes, I felt heard: Thank you." in markup(client.get(f"/feedback/{feedback.pk}/"))


def test_an_answer_begins_with_what_was_heard_and_is_given_once(feedback):
    make.recalled(feedback)
    with pytest.raises(Invalid, match="what you have heard"):
        actions.answer(feedback=feedback, answer={"thank": "Thanks."})
    actions.answer(feedback=feedback, answer=ANSWER)
    with pytest.raises(NotNow, match="already"):
        actions.answer(feedback=feedback, answer=ANSWER)


def test_nobody_answers_before_they_remember_and_nobody_is_heard_before_an_answer(feedback):
    with pytest.raises(NotNow, match="remember"):
        actions.answer(feedback=feedback, answer=ANSWER)
    with pytest.raises(NotNow, match="no answer"):
        actions.say_whether_it_landed(feedback=feedback, heard="yes")


def test_others_find_nothing(client, two, feedback):
    for someone in (
        make.person("Zoe"),
        make.person("Chris", "administrator", "organiser", "coach"),
    ):
        client.force_login(someone)
        for page in ("feedback", "by-me", "drafts"):
            assert client.get(f"/{page}/{feedback.pk}/").status_code in (403, 404)
    client.force_login(two[0])
    assert client.get(f"/feedback/{feedback.pk}/").status_code == 404
    client.force_login(two[1])
    assert client.get(f"/by-me/{feedback.pk}/").status_code == 404


def test_the_words_are_not_in_the_database_as_they_are(feedback):
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM moments_feedback")
        stored = cursor.fetchone()[0]
    assert "waved" not in stored
    token = base64.urlsafe_b64decode(stored)
    assert token[1:9] == bytes(8)  # where such a token holds the second it was made


def test_no_email_says_what_or_from_whom(feedback):
    (email,) = Email.objects.all()
    assert email.to == "lee@trust.example"
    text = email.subject + email.text
    assert not [word for word in ("Ann", "waved", "worthless", "room") if word in text]


def test_a_coach_reads_the_draft_they_were_shown_and_not_who_told(client, two, feedback):
    coach, other = make.person("Coach", "coach"), make.person("Other", "coach")
    make.recalled(feedback)
    client.force_login(two[1])
    draft = ANSWER | {"coach": str(coach.pk), "keep": "yes"}
    assert client.post(f"/feedback/{feedback.pk}/", draft).status_code == 302
    client.force_login(other)
    assert client.get(f"/drafts/{feedback.pk}/").status_code == 404
    assert "No draft is waiting for you." in markup(client.get("/drafts/"))
    client.force_login(coach)
    assert f'href="/drafts/{feedback.pk}/"' in markup(client.get("/drafts/"))
    page = client.get(f"/drafts/{feedback.pk}/").content.decode()
    assert "You felt sent away." in page
    assert "Ann" not in page
    client.post(f"/drafts/{feedback.pk}/", {"text": "Say it without “but”."})
    client.force_login(two[1])
    assert "without “but”" in client.get(f"/feedback/{feedback.pk}/").content.decode()
    actions.answer(feedback=feedback, answer=ANSWER)
    client.force_login(coach)
    assert client.get(f"/drafts/{feedback.pk}/").status_code == 404


def test_one_can_tell_without_scripts_and_checks_before_it_is_sent(client, two):
    client.force_login(two[0])
    page = client.post("/tell/", make.FORM).content.decode()
    assert "Check before you send it" in page
    assert Feedback.objects.count() == 0
    sent = make.FORM | {"recipient": str(two[1].pk), "key": str(uuid.uuid4())}
    for _ in range(2):  # sent twice it is told once
        assert client.post("/by-me/tell/", sent).status_code == 302
    assert Feedback.objects.get().words["what"] == "You waved us out."


def test_without_signing_in_nothing_is_lost(client, two):
    page = client.post("/tell/", make.FORM).content.decode()
    assert "sign in first" in page
    assert "You waved us out." in page
    assert client.post("/by-me/tell/", make.FORM).status_code == 302
    assert Feedback.objects.count() == 0


def test_a_sealed_route_is_never_taken_by_the_form_itself(client, two):
    guardian = make.person("Gwen", "guardian")
    make.key(guardian)
    make.offered("anonymous")
    page = client.post("/tell/", make.FORM | {"route": "anonymous"})
    assert page.status_code == 400
    assert "Nothing was saved" in page.content.decode()


def test_preparing_keeps_nothing(client, two):
    page = client.post("/tell/", make.FORM | {"route": "myself"}).content.decode()
    assert "You waved us out." in page
    assert (Feedback.objects.count(), Talk.objects.count(), Email.objects.count()) == (0, 0, 0)
    assert not client.cookies


@pytest.mark.parametrize("route", ["myself", "named"])
def test_without_scripts_another_way_is_chosen_with_the_same_words(client, two, route):
    client.force_login(two[0])
    page = client.post("/tell/", make.FORM | {"route": route})
    fields = hidden_fields(page)
    assert fields["what"] == "You waved us out."
    again = markup(client.post("/tell/", fields | {"back": "yes"}))
    assert "There is a problem" not in again
    for words in ("You waved us out.", "Leaving the room", "Lee"):
        assert words in again
    assert f'value="{route}"' in again
    assert Feedback.objects.count() == 0


def test_numbers_for_danger_are_one_tap_away_and_not_before_the_first_word(client, two):
    for address in ("/tell/", "/speak-up/"):
        page = markup(client.get(address))
        assert page.index("<details") < page.index("call 999") < page.index("</details>")


def test_what_somebody_with_a_role_tells_is_not_logged(client, two):
    organiser = make.person("Org", "organiser")
    client.force_login(organiser)
    client.post("/tell/", make.FORM)
    sent = make.FORM | {"recipient": str(two[1].pk), "key": str(uuid.uuid4())}
    client.post("/by-me/tell/", sent)
    assert Feedback.objects.count() == 1
    assert AuditEntry.objects.count() == 0


def test_who_is_told_must_be_one_of_that_name(client, two):
    client.force_login(two[0])
    someone = make.person("Zoe")
    client.post("/by-me/tell/", make.FORM | {"recipient": str(someone.pk)})
    assert Feedback.objects.count() == 0


def test_nobody_tells_themselves(two):
    with pytest.raises(Invalid):
        actions.give(giver=two[0], recipient=two[0], words=make.WORDS)


def test_a_reminder_comes_after_one_two_and_four_weeks_and_no_more(feedback):
    Email.objects.all().delete()
    today = timezone.localdate()
    for days, emails in ((6, 0), (7, 1), (8, 1), (14, 2), (28, 3), (60, 3)):
        actions.remind(today + timedelta(days))
        assert Email.objects.count() == emails


@pytest.mark.parametrize(("upheld", "emails"), [(None, 0), (True, 0), (False, 1)])
def test_nobody_is_reminded_of_what_they_reported_as_abuse(feedback, upheld, emails):
    make.recalled(feedback)
    actions.report_abuse(feedback=feedback)
    if upheld is not None:
        actions.decide_abuse(feedback=feedback, upheld=upheld)
    Email.objects.all().delete()
    actions.remind(timezone.localdate() + timedelta(7))
    assert Email.objects.count() == emails


def test_a_coach_is_written_to_once_and_not_at_every_draft(feedback):
    coach, other = make.person("Coach", "coach"), make.person("Other", "coach")
    make.recalled(feedback)
    Email.objects.all().delete()
    for shown in (coach, coach, None, other, other):  # always with the feedback as it was read
        actions.draft(feedback=feedback, answer=ANSWER, coach=shown)
    to = sorted(email.to for email in Email.objects.all())
    assert to == sorted([coach.email, other.email])


def test_a_guardian_decides_on_abuse_and_who_told_stays_sealed(client, two, feedback):
    guardian = make.person("Gwen", "guardian")
    make.recalled(feedback)
    client.force_login(two[1])
    client.post(f"/feedback/{feedback.pk}/abuse/")
    client.force_login(guardian)
    page = client.get("/guardian/").content.decode()
    assert "You waved us out." in page
    assert (
        "Ann" not in page.split("Reported as a threat")[1].split("</html>")[0].split("<script")[0]
    )
    actions.decide_abuse(feedback=feedback, upheld=True)
    client.force_login(two[1])
    assert client.get(f"/feedback/{feedback.pk}/").status_code == 404
    with pytest.raises(NotNow):
        actions.decide_abuse(feedback=feedback, upheld=False)


def test_a_reflection_needs_both(feedback):
    actions.agree(feedback=feedback, side="recipient", agrees=True)
    feedback.refresh_from_db()
    assert not feedback.both_agree
    actions.agree(feedback=feedback, side="giver", agrees=True)
    feedback.refresh_from_db()
    assert feedback.both_agree


def test_ten_minutes_are_asked_for_without_saying_why(client, two):
    client.force_login(two[0])
    client.post("/by-me/ask-for-time/", {"who": "lee"})
    talk = Talk.objects.get()
    assert "ten minutes" in Email.objects.get().subject
    client.force_login(two[1])
    client.post(f"/by-me/talk/{talk.pk}/", {"reply": "yes", "text": "Friday at two"})
    client.post(f"/by-me/talk/{talk.pk}/", {"text": "I talked too much."})
    client.force_login(two[0])
    page = client.get(f"/by-me/talk/{talk.pk}/").content.decode()
    assert "Friday at two" in page
    assert "I talked too much." not in page
    client.post(f"/by-me/talk/{talk.pk}/", {"text": "He listened.", "heard": "partly"})
    talk.refresh_from_db()
    assert (talk.heard, talk.own_note["text"]) == ("partly", "He listened.")
    client.force_login(make.person("Zoe"))
    assert client.get(f"/by-me/talk/{talk.pk}/").status_code == 404


def test_who_is_meant_by_ten_minutes_is_asked_again_where_it_is_not_clear(client, two):
    make.person("Zoe Lee")
    make.person("Zoe Lee 2")
    Person.objects.filter(name="Zoe Lee 2").update(name="Zoe Lee")
    client.force_login(two[0])
    for who, said in (("Nobody", "Nobody here is called"), ("Zoe Lee", "Several people are")):
        page = client.post("/by-me/ask-for-time/", {"who": who})
        assert page.status_code == 400
        assert said in page.text
    assert Talk.objects.count() == 0
    client.post("/by-me/ask-for-time/", {"who": "Zoe Lee (zoe.lee.2@trust.example)"})
    assert Talk.objects.get().asked.email == "zoe.lee.2@trust.example"


def test_what_one_told_and_was_told_is_told_to_them_and_erased(two, feedback):
    held = subject_access.held_about(two[0])["feedback_given"]
    assert held[0]["words"]["what"] == "You waved us out."
    assert subject_access.held_about(two[1])["feedback_received"][0]["words"] == "not read yet"
    subject_access.erase(two[0])
    assert Feedback.objects.count() == 0


def test_a_coach_who_was_not_shown_the_draft_keeps_it_from_being_sent(client, two, feedback):
    coach = make.person("Coach", "coach")
    make.recalled(feedback)
    client.force_login(two[1])
    page = client.post(
        f"/feedback/{feedback.pk}/", ANSWER | {"coach": str(coach.pk), "send": "yes"}
    )
    assert "has not read your draft" in page.content.decode()
    feedback.refresh_from_db()
    assert feedback.answered_on is None


def test_the_length_of_stored_words_tells_little(two):
    sizes = set()
    for n in (1, 100, 250):
        made = actions.give(giver=two[0], recipient=two[1], words=make.WORDS | {"what": "x" * n})
        with connection.cursor() as cursor:
            cursor.execute("SELECT length(words) FROM moments_feedback WHERE id = %s", [_key(made)])
            sizes.add(cursor.fetchone()[0])
    assert len(sizes) == 1


def _key(feedback):
    return feedback.pk.hex if connection.vendor == "sqlite" else feedback.pk


def test_the_first_page_says_that_something_was_told_and_not_by_whom(client, two, feedback):
    client.force_login(two[1])
    page = client.get("/").content.decode()
    assert "Somebody told you how a moment felt" in page
    assert "Ann" not in page
