"""The first steps of a new organisation, and that its administrator gets in at all."""

from pathlib import Path

import pytest
from django.core import mail
from tests.markup import markup

from everyseat.giving import site_facts
from everyseat.moments.tests import make as moments
from everyseat.organisations import actions
from everyseat.organisations.mail import mailbox
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host
from everyseat.site import checking, first_day, first_run
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

    def test_speaking_up_comes_before_a_360(self, client):
        make.person("Root", "administrator")
        organiser = make.person("Sam", "organiser")
        texts = [step.text for step in first_day.steps(organiser)]
        assert texts.index("Open the route to the guardians") < texts.index(
            "Prepare a first 360 round"
        )

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


class TestTerminal:
    @pytest.fixture
    def keep(self, settings, tmp_path):
        settings.MAIL_FOLDER, settings.DEMO = Path(tmp_path), False
        message = mail.EmailMessage("Your code to sign in", "ABCD-EFGH", to=["a@t.example"])
        return lambda: mailbox.KeepInFolder().send_messages([message])

    def test_a_code_is_shown_in_a_terminal(self, keep, capsys, monkeypatch):
        monkeypatch.setattr("sys.stderr.isatty", lambda: True)
        keep()
        assert "ABCD-EFGH" in capsys.readouterr().err

    def test_it_is_never_written_to_a_log(self, keep, capsys):
        keep()
        assert "ABCD-EFGH" not in capsys.readouterr().err
