"""The first steps of a new organisation, and that its administrator gets in at all."""

from pathlib import Path

import pytest
from django.core import mail
from django.urls import reverse
from tests.markup import markup

from everyseat.giving import site_facts
from everyseat.moments.tests import make as moments
from everyseat.organisations import actions
from everyseat.organisations.mail import mailbox
from everyseat.organisations.mail import state as mail_state
from everyseat.organisations.mail.message import message
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host
from everyseat.site import checking, first_day, first_run
from everyseat.threesixty.actions import emails
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


def done(person: Person) -> dict[str, bool]:
    return {step.text: step.is_done for step in first_day.steps(person)}


@pytest.fixture
def administrator(client):
    person = actions.set_up(organisation="Trust", name="Alex", email="alex@trust.example")
    client.force_login(person)
    return person


class TestFirstRun:
    @pytest.fixture(autouse=True)
    def empty(self, settings, tmp_path):
        settings.VAR, settings.MAIL_FOLDER = tmp_path, tmp_path / "mail"

    def begin(self, client):
        data = {"code": first_run.code(), "organisation": "T", "name": "A", "email": "a@t.example"}
        return client.post("/first-run/", data)

    def test_whoever_holds_the_set_up_code_is_signed_in_and_not_locked_out(self, client):
        assert self.begin(client)["Location"] == "/"
        assert client.session["_auth_user_id"] == str(Person.objects.get().pk)
        # as recently as somebody who typed a code: they may add a second factor at once
        assert client.session["account_authentication_methods"][0]["method"] == "code"

    def test_nobody_without_the_code_is(self, client):
        data = {"code": "0", "organisation": "T", "name": "A", "email": "a@t.example"}
        assert client.post("/first-run/", data).status_code == 200
        assert "_auth_user_id" not in client.session
        assert host() is None

    def test_the_page_says_where_e_mails_are_kept_without_a_mail_server(self, client, settings):
        page = markup(client.get("/first-run/"))
        assert str(settings.MAIL_FOLDER) in page


class TestSteps:
    def test_each_is_done_when_it_is_done(self, administrator):
        assert not any(done(administrator).values())
        make.person("Ann")
        guardians = [moments.person(name, "guardian") for name in ("Gwen", "Tunde")]
        found = done(administrator)
        assert found["Add people"]
        assert found["Choose two guardians"]
        assert not found["Both guardians have made their keys"]
        for guardian in guardians:
            moments.key(guardian)
        make.feedback_round(administrator)
        found = done(administrator)
        assert found["Both guardians have made their keys"]
        assert found["Prepare a first 360 round"]

    def test_a_360_needs_no_guardians_so_it_comes_right_after_people(self, client):
        make.person("Root", "administrator")
        organiser = make.person("Sam", "organiser")
        texts = [step.text for step in first_day.steps(organiser)]
        assert texts[:2] == ["Add people", "Prepare a first 360 round"]
        assert "Open the route to the guardians" in texts[2:]

    def test_a_step_of_somebody_else_is_no_link_and_says_so(self, client, administrator):
        moments.person("Gwen", "guardian")
        page = markup(client.get("/organisation/first-steps/"))
        assert "Not your turn" in page
        assert "This waits for a guardian: Gwen." in page
        assert 'href="/guardian/"' not in page

    def test_one_guardian_is_not_enough(self, administrator):
        moments.person("Gwen", "guardian")
        assert not done(administrator)["Choose two guardians"]

    def test_nobody_reads_steps_that_their_role_can_not_take(self, administrator):
        organiser = make.person("Sam", "organiser")
        assert "Check that e-mail works" not in done(organiser)
        assert "Prepare a first 360 round" in done(organiser)
        assert done(make.person("Ann")) == {}

    def test_they_stand_on_the_first_page_until_put_away_and_can_come_back(
        self, client, administrator
    ):
        assert "Check that e-mail works" in markup(client.get("/"))
        client.post("/organisation/first-steps/put-away/")
        assert "Check that e-mail works" not in markup(client.get("/"))
        assert "Check that e-mail works" in markup(client.get("/organisation/first-steps/"))
        client.post("/organisation/first-steps/put-away/", {"back": "yes"})
        assert "Check that e-mail works" in markup(client.get("/"))

    def test_they_are_gone_where_all_are_done(self, administrator, monkeypatch):
        every = [step for step in first_day.steps(administrator)]
        monkeypatch.setattr(
            first_day, "steps", lambda _p: [type(s)(s.text, s.link, s.about, True) for s in every]
        )
        assert first_day.left(administrator) == []


class TestMail:
    def test_a_test_e_mail_goes_to_the_one_who_asks(self, client, administrator, monkeypatch):
        asked = []
        monkeypatch.setattr(checking, "mail", lambda timeout, to: asked.append(to))
        page = markup(client.post("/organisation/first-steps/test-e-mail/", follow=True))
        assert asked == [administrator.email]
        assert "The mail server accepted a test e-mail" in page
        assert done(administrator)["Check that e-mail works"]

    def test_a_failure_is_said_and_the_step_stays_open(self, client, administrator, settings):
        page = markup(client.post("/organisation/first-steps/test-e-mail/", follow=True))
        assert "E-mail does not work yet: no server is set." in page
        assert not done(administrator)["Check that e-mail works"]
        assert not site_facts.mail_was_tested()


class TestWithoutAServer:
    """Every page that may say that an e-mail was sent says where it is."""

    TITLE = "No mail server is set, so no e-mail goes out."

    @pytest.fixture(autouse=True)
    def folder(self, settings):
        settings.DEMO, settings.MAIL_FOLDER = False, Path("/srv/data/mail")

    def test_the_page_to_sign_in_says_it_and_names_no_folder_to_strangers(self, client):
        make.person("Ann")
        for address in ("/accounts/login/code/", "/who-sees-what/"):
            page = markup(client.get(address))
            assert self.TITLE in page
            assert "in the terminal where Everyseat was started" in page
            assert "/srv/data/mail" not in page

    def test_who_runs_rounds_reads_where_and_what_to_do(self, client, administrator):
        page = markup(client.get("/"))
        assert "/srv/data/mail" in page
        assert f'href="{reverse("emails")}"' in page
        client.force_login(make.person("Ann"))
        assert "/srv/data/mail" not in markup(client.get("/"))

    def test_the_page_about_e_mail_says_it_once(self, client, administrator):
        page = markup(client.get(reverse("emails")))
        assert self.TITLE not in page
        assert "/srv/data/mail" in page

    def test_where_a_server_is_set_nothing_is_said(self, client, administrator, monkeypatch):
        monkeypatch.setattr(mail_state, "kept_in", lambda: "")
        assert self.TITLE not in markup(client.get("/"))


class TestTerminal:
    @pytest.fixture
    def keep(self, settings, tmp_path):
        settings.MAIL_FOLDER, settings.DEMO = Path(tmp_path), False
        code = mail.EmailMessage("Your code to sign in", "ABCD-EFGH", to=["a@t.example"])
        return lambda: mailbox.KeepInFolder().send_messages([code])

    def test_a_kept_e_mail_says_what_is_attached_to_it(self, settings, tmp_path):
        settings.MAIL_FOLDER = Path(tmp_path)
        review = make.feedback_round(make.person("Lee")).reviews.get()
        written = emails.to_name_raters(review)
        mailbox.KeepInFolder().send_messages([message(written)])
        (kept,) = mailbox.newest()
        assert kept.files == ["last-day-to-name.ics"]
        assert "please name" in kept.text

    def test_a_code_is_shown_in_a_terminal(self, keep, capsys, monkeypatch):
        monkeypatch.setattr("sys.stderr.isatty", lambda: True)
        keep()
        assert "ABCD-EFGH" in capsys.readouterr().err

    def test_it_is_never_written_to_a_log(self, keep, capsys):
        keep()
        assert "ABCD-EFGH" not in capsys.readouterr().err
