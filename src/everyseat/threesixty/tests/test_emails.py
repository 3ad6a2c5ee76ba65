"""What the e-mails of a round say and carry, and what they never do."""

import pytest

from everyseat.organisations import actions as organisations
from everyseat.organisations.mail import message as mail_message
from everyseat.organisations.models import Email, Person
from everyseat.threesixty.actions import emails, rounds
from everyseat.threesixty.models import Round
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser():
    return make.person("Jo Smith", "organiser")


@pytest.fixture
def feedback_round(organiser):
    """A round that has been launched, with a purpose and an organiser."""
    made = make.feedback_round(make.person("Lee", manager=make.person("Boss")), launched=False)
    Round.objects.filter(pk=made.pk).update(
        organiser=organiser, purpose="To plan our own development."
    )
    made.refresh_from_db()
    return made


def collecting(organiser: Person):
    """Return a review whose raters were invited by a round that names its organiser."""
    review = make.collecting({"manager": 1, "peer": 4})
    review.round.organiser, review.round.purpose = organiser, "To plan our own development."
    review.round.save()
    Email.objects.all().delete()
    return review


def written(kind: str, review) -> Email:
    return emails.email_about(review, review.recipient, kind)


def test_every_email_names_the_organisation_round_purpose_and_organiser(feedback_round):
    rounds.launch(feedback_round=feedback_round)
    email = Email.objects.get(urgency=Email.Urgency.NORMAL, about=f"round {feedback_round.pk}")
    assert "Organisation: Trust" in email.text
    assert "Round of 360 feedback: Spring" in email.text
    assert "What it is for: To plan our own development." in email.text
    assert "Organiser: Jo Smith, jo.smith@trust.example" in email.text
    assert "There is no password, and nobody will ask you for one." in email.text


def test_replies_go_to_the_organiser_and_the_sender_is_the_organisation(feedback_round):
    rounds.launch(feedback_round=feedback_round)
    message = mail_message.message(Email.objects.filter(about__startswith="round").get())
    assert message.reply_to == ["jo.smith@trust.example"]
    assert message.message()["From"] == "Everyseat at Trust <everyseat@localhost>"


def test_a_sender_that_was_set_stays_as_it_was_set(settings):
    make.person("Ann")
    settings.DEFAULT_FROM_EMAIL = "Leeds feedback <feedback@leeds.example>"
    assert mail_message.sender("Trust") == "Leeds feedback <feedback@leeds.example>"


def test_a_senders_name_of_any_script_holds_no_second_address(settings):
    sender = mail_message.sender('Tŷ "Gwyn" <evil@x.example>\nBcc: x@y.example')
    message = mail_message.EmailMultiAlternatives("S", "T", sender, to=["a@b.example"]).message()
    assert "Bcc" not in message
    assert message["From"].endswith(" <everyseat@localhost>")


def test_a_rater_is_told_not_to_write_feedback_in_a_reply(organiser):
    review = collecting(organiser)
    (text,) = {email.text.split("\n\n", 1)[0] for email in make.reminders(review.round)[:1]}
    assert text.startswith("Dear ")
    for email in make.reminders(review.round):
        assert "Please do not write feedback in a reply: Jo Smith would read it" in email.text
        assert email.content["reply_to"] == "jo.smith@trust.example"


def test_nobody_is_warned_of_a_link_where_there_is_none(organiser):
    review = collecting(organiser)
    for kind, has_link in (("released", True), ("coach_chosen", True), ("no_longer_asked", False)):
        review.coach = organiser
        text = written(kind, review).text
        assert ("://" in text, "before you open the link" in text) == (has_link, has_link), kind


def test_no_reply_goes_to_the_leader_whom_a_rater_is_asked_about(organiser):
    review = collecting(organiser)
    review.round.organiser = review.recipient
    review.round.save()
    for email in make.reminders(review.round):
        assert "reply_to" not in email.content
        assert review.recipient.email not in email.text
    assert "reply_to" not in mail_message.message(email).message()


def test_no_reply_goes_to_somebody_who_no_longer_runs_rounds(organiser):
    review = collecting(organiser)
    organisations.set_roles(person=organiser, roles={"coach"})
    review.refresh_from_db()
    assert organiser.email not in written("released", review).text


def test_no_reply_goes_to_an_organiser_who_has_left(organiser):
    review = collecting(organiser)
    Person.objects.filter(pk=organiser.pk).update(is_active=False)
    review.refresh_from_db()
    assert organiser.email not in written("released", review).text
    assert "reply_to" not in written("released", review).content


def test_the_managers_exception_is_told_to_the_manager_alone(organiser):
    review = collecting(organiser)
    said = {
        email.to: "there is only one manager" in email.text
        for email in make.reminders(review.round)
    }
    assert said.pop(review.recipient.manager.email)
    assert not any(said.values())


def test_an_invitation_and_a_reminder_are_the_same_whether_or_not_somebody_has_answered(organiser):
    review = collecting(organiser)
    invitation = review.invitations.filter(relationship="peer").first()
    before = [email.content for email in make.reminders(review.round)]
    make.answer(invitation, [4, 3, 2])
    assert [email.content for email in make.reminders(review.round)] == before


def test_a_text_and_its_html_are_alternatives_with_the_same_link(organiser):
    review = collecting(organiser)
    email = make.reminders(review.round)[0]
    email.save(force_insert=True)
    message = mail_message.message(email).message()
    assert message.get_content_type() == "multipart/alternative"
    plain, html = (part.get_payload(decode=True).decode() for part in message.get_payload())
    assert "/invitation/" in plain
    assert 'href="http://localhost:8000/invitation/' in html
    assert (message["Auto-Submitted"], bool(message["Date"])) == ("auto-generated", True)
    assert message["Message-ID"] == f"<{email.pk.hex}@localhost>"


def test_one_in_two_languages_has_one_after_the_other(organiser):
    review = collecting(organiser)
    review.round.email_languages = "cy en-gb"
    review.round.save()
    email = written("released", review)
    welsh, english = mail_message.parts(email)
    assert (welsh["language"], english["language"]) == ("cy", "en-gb")
    assert english["paragraphs"][0] == "Dear Lee,"
    assert welsh["paragraphs"][0] != "Dear Lee,"
    assert email.subject.endswith(" / Your report is ready (Spring)")


def test_whoever_prepares_a_round_is_its_organiser_unless_they_say_who_is(client, organiser):
    client.force_login(organiser)
    page = client.get("/rounds/new/").text
    assert "jo.smith@trust.example" in page
    other = make.person("Other", "organiser")
    lee = make.questionnaire()
    data = {
        "name": "Autumn", "purpose": "To learn.", "questionnaire": lee.pk, "mode": "anonymous",
        "nominate_by": "2099-01-01", "approve_by": "2099-01-02", "collect_by": "2099-01-03",
        "rating_threshold": 4, "word_threshold": 5,
        **{f"most_{key}": 15 for key in ("peer", "report", "partner", "public")},
    }  # fmt: skip
    client.post("/rounds/new/", data)
    made = Round.objects.get(name="Autumn")
    assert (made.organiser, made.purpose) == (organiser, "To learn.")
    client.post(f"/rounds/{made.pk}/edit/", data | {"organiser": other.email})
    made.refresh_from_db()
    assert made.organiser == other
