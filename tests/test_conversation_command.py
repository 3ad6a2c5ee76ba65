"""`everyseat conversation`: what it gives out, and what the audit log says of it."""

import pytest
from click.testing import CliRunner

from everyseat.cli.conversation import conversation as command
from everyseat.conversation.tests import make
from everyseat.organisations.models import AuditEntry


@pytest.mark.django_db
def test_rows_of_answers_are_given_and_the_audit_log_says_so(client, tmp_path, monkeypatch):
    monkeypatch.setattr("everyseat.site.setup.open_existing", lambda: None)  # it is open
    conversation = make.opened(make.person("Sam", "organiser"))
    make.answered(conversation, (1, -1, 1))
    said = CliRunner().invoke(
        command, ["export", conversation.code, "--out", str(tmp_path / "out")]
    )
    assert "can find their row" in said.output
    assert (tmp_path / "out/participants-votes.csv").exists()
    entry = AuditEntry.objects.get(what="conversation_rows")
    assert (entry.who, entry.about) == ("", str(conversation.pk))
    client.force_login(make.person("Alex", "administrator"))
    text = "Somebody on the server wrote what each person answered"
    assert text in client.get("/audit-log/").text
