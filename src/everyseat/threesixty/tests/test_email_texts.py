"""What an organiser may write in the e-mails of a round, and what stays ours."""

import pytest

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations.models import Email
from everyseat.threesixty import email_kinds, email_texts
from everyseat.threesixty.actions import email_texts as actions
from everyseat.threesixty.actions import emails, sampling
from everyseat.threesixty.models import EmailText, Round
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db
OWN = {"subject": "A question about {leader}", "text": "Hello {name},\n\nplease say by {date}."}


@pytest.fixture
def review():
    return make.collecting({"peer": 4})


@pytest.fixture
def jo(client):
    """An organiser who has signed in."""
    person = make.person("Jo", "organiser")
    client.force_login(person)
    return person


def write(feedback_round: Round, kind: str = "invitation", **more: str) -> EmailText | None:
    fields = {"language": "en-gb", **OWN, **more}
    return actions.write(feedback_round=feedback_round, kind=kind, **fields)


def test_raters_get_the_organisers_words_and_below_them_what_we_promise(review):
    write(review.round)
    Email.objects.all().delete()
    emails.write_invitation(review.invitations.select_related("review__round").first())
    (email,) = Email.objects.all()
    assert email.subject == "A question about Lee"
    assert email.text.startswith("Hello Lee peer 0,\n\nplease say by ")
    for ours in (
        "/invitation/",
        "Your answers are kept without your name",
        "at least 4 people at a time",
        review.round.fingerprint,
        "About Lee you would answer as a peer",
        "You can also decline on that page.",
    ):
        assert ours in email.text, ours


def test_every_kind_of_ours_may_be_sent_as_it_is():
    for kind in email_kinds.KINDS:
        subject, text = email_texts.ours(kind)
        email_texts.check(kind, subject=subject, text=text)


def test_an_unknown_placeholder_is_refused_with_those_that_are_known(review):
    known = "{name}, {leader}, {round}, {organisation}, {organiser}, {date}"
    with pytest.raises(Invalid, match=r"\{nam\}.* You can use: ") as refusal:
        write(review.round, text="Hello {nam}")
    assert known in str(refusal.value)
    with pytest.raises(Invalid, match=r"\{date\}"):
        write(review.round, "released", subject="Your report", text="By {date}")
    with pytest.raises(Invalid):
        write(review.round, text="{name.__class__}")
    assert not EmailText.objects.exists()


@pytest.mark.parametrize("address", ["https://x.example/{name}", "www.x.example", "HTTP://x"])
def test_a_link_of_the_organisers_own_is_refused_because_it_could_show_who_opened_it(
    review, address
):
    with pytest.raises(Invalid, match="could show who opened it"):
        write(review.round, text=f"Hello {{name}}, look at {address}")


def test_a_name_with_a_placeholder_in_it_is_not_filled_in(review):
    review.recipient.name = "{organiser}"
    review.recipient.save()
    email = emails.email_about(review, review.recipient, "released")
    assert email.text.startswith("Dear {organiser},")


def test_only_the_language_that_was_written_changes(review):
    review.round.email_languages = "cy en-gb"
    review.round.save()
    write(review.round, "released", subject="Yours", text="Here it is, {name}.")
    email = emails.email_about(review, review.recipient, "released")
    assert email.subject.endswith(" / Yours")
    assert email.text.startswith("Annwyl Lee,")
    assert "Here it is, Lee." in email.text


def test_our_text_again_leaves_nothing_stored(review):
    write(review.round)
    subject, text = email_texts.ours("invitation")
    assert write(review.round, subject=subject, text=text.replace("\n", "\r\n")) is None
    assert not EmailText.objects.exists()


def test_nothing_is_written_for_a_round_that_has_closed(review):
    Round.objects.update(state="closed")
    with pytest.raises(NotNow, match="has closed"):
        write(review.round)


def test_the_page_shows_each_kind_as_its_reader_gets_it_and_signs_no_link(client, jo, review):
    for kind in email_kinds.KINDS:
        page = client.get(f"/rounds/{review.round_id}/texts/{kind}/").text
        assert "Dear Jo," in page, kind
        assert "About this e-mail" in page, kind
    page = client.get(f"/rounds/{review.round_id}/texts/invitation/").text
    assert page.count("/invitation/example/") == 3  # in HTML its address twice, once as text
    assert client.get("/invitation/example/").status_code == 404


def test_looking_saves_nothing_and_sends_nothing(client, jo, review):
    Email.objects.all().delete()
    address = f"/rounds/{review.round_id}/texts/invitation/"
    page = client.post(address, OWN | {"do": "look"}).text
    assert "Hello Jo," in page
    assert "Not saved yet" in page
    assert not EmailText.objects.exists()
    assert not Email.objects.exists()


def test_what_is_wrong_is_said_beside_the_field_and_the_words_stay(client, jo, review):
    address = f"/rounds/{review.round_id}/texts/invitation/"
    page = client.post(address, OWN | {"text": "Dear {nobody}, kept", "do": "save"}).text
    assert "We do not know the placeholder {nobody}." in page
    assert "Dear {nobody}, kept" in page
    assert not EmailText.objects.exists()


def test_a_test_goes_to_oneself_alone_and_says_that_it_is_one(client, jo, review):
    Email.objects.all().delete()
    address = f"/rounds/{review.round_id}/texts/invitation/"
    client.post(address, OWN | {"do": "test"})
    (email,) = Email.objects.all()
    assert email.to == jo.email
    assert email.subject == "Test: A question about Lee"
    assert "/invitation/example/" in email.text
    assert not EmailText.objects.exists()


def test_saving_is_seen_in_the_list_and_in_the_audit_log(client, jo, review):
    address = f"/rounds/{review.round_id}/texts/invitation/"
    client.post(address, OWN | {"do": "save"})
    assert EmailText.objects.get().kind == "invitation"
    assert "Your own" in client.get(f"/rounds/{review.round_id}/texts/").text
    page = client.post(address, OWN | {"do": "ours"}).text
    assert "Dear {name}," in page
    assert EmailText.objects.exists()  # until it is saved


def test_the_days_and_languages_are_the_rounds_own(client, jo, review):
    address = f"/rounds/{review.round_id}/texts/"
    assert 'value="7, 2"' in client.get(address).text
    data = {"organiser": jo.email, "email_languages": "cy en-gb", "remind_days": "3, 10"}
    client.post(address, data)
    review.round.refresh_from_db()
    assert review.round.remind_days == [10, 3]
    assert (review.round.email_languages, review.round.organiser) == ("cy en-gb", jo)
    for wrong in ("soon", "7, 6", "-1", "61"):
        page = client.post(address, data | {"remind_days": wrong}).text
        assert "There is a problem" in page, wrong
    client.post(address, data | {"remind_days": "", "email_languages": "en-gb"})
    review.round.refresh_from_db()
    assert (review.round.remind_days, review.round.email_languages) == ([], "")


def test_a_preview_before_launch_says_when_there_will_be_a_key(jo):
    draft = make.feedback_round(make.person("Lee"), launched=False)
    text = sampling.sample(draft, "invitation", "en-gb", jo).text
    assert "The key of this round stands here, once it has been launched." in text
    assert "…" not in text
    assert "colleague" not in text
