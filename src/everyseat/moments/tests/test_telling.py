"""Telling somebody in one's own name, being told, answering, and whether it landed."""

import base64
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.markup import markup

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.moments import subject_access
from everyseat.moments.actions import telling as actions
from everyseat.moments.models import Talk, Telling
from everyseat.moments.tests import make
from everyseat.organisations.models import AuditEntry, Email

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ANSWER = {"acknowledge": "You felt sent away.", "apologise": "I am sorry.", "thank": "Thank you."}


@pytest.fixture
def two():
    return make.person("Ann"), make.person("Lee")


@pytest.fixture
def telling(two):
    return make.told(*two)


def test_what_was_felt_is_not_shown_before_the_one_told_has_said_what_they_meant(
    client, two, telling
):
    client.force_login(two[1])
    page = client.get(f"/told/{telling.pk}/").content.decode()
    assert "Leaving the room" in page
    assert "You waved us out." not in page
    assert "Ann" not in page
    client.post(f"/told/{telling.pk}/", {"remembered": "I smiled.", "intended": ["heard"]})
    page = client.get(f"/told/{telling.pk}/").content.decode()
    assert "You waved us out." in page
    assert "I smiled." in page
    assert "Ann tells you" in page


def test_what_was_remembered_is_locked(telling):
    make.recalled(telling, remembered="First.")
    with pytest.raises(NotNow, match="locked"):
        make.recalled(telling, remembered="Second.")
    telling.refresh_from_db()
    assert telling.recalled["remembered"] == "First."


def test_it_goes_all_the_way_to_i_felt_heard(client, two, telling):
    make.recalled(telling)
    client.force_login(two[1])
    client.post(f"/told/{telling.pk}/", ANSWER | {"send": "yes"})
    client.force_login(two[0])
    assert "You felt sent away." in client.get(f"/by-me/{telling.pk}/").content.decode()
    client.post(f"/by-me/{telling.pk}/", {"heard": "yes", "words": "Thank you."})
    client.force_login(two[1])
    assert "Yes, I felt heard: Thank you." in markup(client.get(f"/told/{telling.pk}/"))


def test_an_answer_begins_with_what_was_heard_and_is_given_once(telling):
    make.recalled(telling)
    with pytest.raises(Invalid, match="what you have heard"):
        actions.answer(telling=telling, answer={"thank": "Thanks."})
    actions.answer(telling=telling, answer=ANSWER)
    with pytest.raises(NotNow, match="already"):
        actions.answer(telling=telling, answer=ANSWER)


def test_nobody_answers_before_they_remember_and_nobody_is_heard_before_an_answer(telling):
    with pytest.raises(NotNow, match="remember"):
        actions.answer(telling=telling, answer=ANSWER)
    with pytest.raises(NotNow, match="no answer"):
        actions.say_whether_it_landed(telling=telling, heard="yes")


def test_others_find_nothing(client, two, telling):
    for someone in (
        make.person("Zoe"),
        make.person("Chris", "administrator", "organiser", "coach"),
    ):
        client.force_login(someone)
        for page in ("told", "by-me", "drafts"):
            assert client.get(f"/{page}/{telling.pk}/").status_code in (403, 404)
    client.force_login(two[0])
    assert client.get(f"/told/{telling.pk}/").status_code == 404
    client.force_login(two[1])
    assert client.get(f"/by-me/{telling.pk}/").status_code == 404


def test_the_words_are_not_in_the_database_as_they_are(telling):
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM moments_telling")
        stored = cursor.fetchone()[0]
    assert "waved" not in stored
    token = base64.urlsafe_b64decode(stored)
    assert token[1:9] == bytes(8)  # where such a token holds the second it was made


def test_no_email_says_what_or_from_whom(telling):
    (email,) = Email.objects.all()
    assert email.to == "lee@trust.example"
    text = email.subject + email.text
    assert not [word for word in ("Ann", "waved", "worthless", "room") if word in text]


def test_a_coach_reads_the_draft_they_were_shown_and_not_who_told(client, two, telling):
    coach, other = make.person("Coach", "coach"), make.person("Other", "coach")
    make.recalled(telling)
    client.force_login(two[1])
    draft = ANSWER | {"coach": str(coach.pk), "keep": "yes"}
    assert client.post(f"/told/{telling.pk}/", draft).status_code == 302
    client.force_login(other)
    assert client.get(f"/drafts/{telling.pk}/").status_code == 404
    client.force_login(coach)
    page = client.get(f"/drafts/{telling.pk}/").content.decode()
    assert "You felt sent away." in page
    assert "Ann" not in page
    client.post(f"/drafts/{telling.pk}/", {"text": "Say it without “but”."})
    client.force_login(two[1])
    assert "without “but”" in client.get(f"/told/{telling.pk}/").content.decode()
    actions.answer(telling=telling, answer=ANSWER)
    client.force_login(coach)
    assert client.get(f"/drafts/{telling.pk}/").status_code == 404


def test_one_can_tell_without_scripts_and_checks_before_it_is_sent(client, two):
    client.force_login(two[0])
    page = client.post("/tell/", make.FORM).content.decode()
    assert "Check before it is sent" in page
    assert Telling.objects.count() == 0
    sent = make.FORM | {"told": str(two[1].pk), "key": str(uuid.uuid4())}
    for _ in range(2):  # sent twice it is told once
        assert client.post("/by-me/tell/", sent).status_code == 302
    assert Telling.objects.get().words["what"] == "You waved us out."


def test_without_signing_in_nothing_is_lost(client, two):
    page = client.post("/tell/", make.FORM).content.decode()
    assert "sign in first" in page
    assert "You waved us out." in page
    assert client.post("/by-me/tell/", make.FORM).status_code == 302
    assert Telling.objects.count() == 0


def test_a_sealed_route_is_never_taken_by_the_form_itself(client, two):
    guardian = make.person("Gwen", "guardian")
    make.key(guardian)
    make.offered("anonymous")
    page = client.post("/tell/", make.FORM | {"route": "anonymous"})
    assert page.status_code == 400
    assert "Nothing was kept" in page.content.decode()


def test_preparing_keeps_nothing(client, two):
    page = client.post("/tell/", make.FORM | {"route": "myself"}).content.decode()
    assert "You waved us out." in page
    assert (Telling.objects.count(), Talk.objects.count(), Email.objects.count()) == (0, 0, 0)
    assert not client.cookies


def test_what_somebody_with_a_role_tells_is_not_logged(client, two):
    organiser = make.person("Org", "organiser")
    client.force_login(organiser)
    client.post("/tell/", make.FORM)
    sent = make.FORM | {"told": str(two[1].pk), "key": str(uuid.uuid4())}
    client.post("/by-me/tell/", sent)
    assert Telling.objects.count() == 1
    assert AuditEntry.objects.count() == 0


def test_who_is_told_must_be_one_of_that_name(client, two):
    client.force_login(two[0])
    someone = make.person("Zoe")
    client.post("/by-me/tell/", make.FORM | {"told": str(someone.pk)})
    assert Telling.objects.count() == 0


def test_nobody_tells_themselves(two):
    with pytest.raises(Invalid):
        actions.tell(reporter=two[0], told=two[0], words=make.WORDS)


def test_a_reminder_comes_after_one_two_and_four_weeks_and_no_more(telling):
    Email.objects.all().delete()
    today = timezone.localdate()
    for days, emails in ((6, 0), (7, 1), (8, 1), (14, 2), (28, 3), (60, 3)):
        actions.remind(today + timedelta(days))
        assert Email.objects.count() == emails


@pytest.mark.parametrize(("upheld", "emails"), [(None, 0), (True, 0), (False, 1)])
def test_nobody_is_reminded_of_what_they_reported_as_abuse(telling, upheld, emails):
    make.recalled(telling)
    actions.report_abuse(telling=telling)
    if upheld is not None:
        actions.decide_abuse(telling=telling, upheld=upheld)
    Email.objects.all().delete()
    actions.remind(timezone.localdate() + timedelta(7))
    assert Email.objects.count() == emails


def test_a_coach_is_written_to_once_and_not_at_every_draft(telling):
    coach, other = make.person("Coach", "coach"), make.person("Other", "coach")
    make.recalled(telling)
    Email.objects.all().delete()
    for shown in (coach, coach, None, other, other):  # always with the telling as it was read
        actions.draft(telling=telling, answer=ANSWER, coach=shown)
    to = sorted(email.to for email in Email.objects.all())
    assert to == sorted([coach.email, other.email])


def test_a_guardian_decides_on_abuse_and_who_told_stays_sealed(client, two, telling):
    guardian = make.person("Gwen", "guardian")
    make.recalled(telling)
    client.force_login(two[1])
    client.post(f"/told/{telling.pk}/abuse/")
    client.force_login(guardian)
    page = client.get("/guardian/").content.decode()
    assert "You waved us out." in page
    assert (
        "Ann" not in page.split("Reported as a threat")[1].split("</html>")[0].split("<script")[0]
    )
    actions.decide_abuse(telling=telling, upheld=True)
    client.force_login(two[1])
    assert client.get(f"/told/{telling.pk}/").status_code == 404
    with pytest.raises(NotNow):
        actions.decide_abuse(telling=telling, upheld=False)


def test_a_reflection_needs_both(telling):
    actions.agree(telling=telling, side="told", agrees=True)
    telling.refresh_from_db()
    assert not telling.both_agree
    actions.agree(telling=telling, side="reporter", agrees=True)
    telling.refresh_from_db()
    assert telling.both_agree


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


def test_what_one_told_and_was_told_is_told_to_them_and_erased(two, telling):
    held = subject_access.held_about(two[0])["told_by_them"]
    assert held[0]["words"]["what"] == "You waved us out."
    assert subject_access.held_about(two[1])["told_to_them"][0]["words"] == "not read yet"
    subject_access.erase(two[0])
    assert Telling.objects.count() == 0


def test_a_coach_who_was_not_shown_the_draft_keeps_it_from_being_sent(client, two, telling):
    coach = make.person("Coach", "coach")
    make.recalled(telling)
    client.force_login(two[1])
    page = client.post(f"/told/{telling.pk}/", ANSWER | {"coach": str(coach.pk), "send": "yes"})
    assert "has not read it" in page.content.decode()
    telling.refresh_from_db()
    assert telling.answered_on is None


def test_the_length_of_stored_words_tells_little(two):
    sizes = set()
    for n in (1, 100, 250):
        made = actions.tell(reporter=two[0], told=two[1], words=make.WORDS | {"what": "x" * n})
        with connection.cursor() as cursor:
            cursor.execute("SELECT length(words) FROM moments_telling WHERE id = %s", [_key(made)])
            sizes.add(cursor.fetchone()[0])
    assert len(sizes) == 1


def _key(telling):
    return telling.pk.hex if connection.vendor == "sqlite" else telling.pk


def test_the_first_page_says_that_something_was_told_and_not_by_whom(client, two, telling):
    client.force_login(two[1])
    page = client.get("/").content.decode()
    assert "Somebody told you how a moment felt" in page
    assert "Ann" not in page
