"""What was logged as deeds is in the audit log, in its chain, and can't be changed."""

from importlib import import_module

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from everyseat.organisations import audit_log
from everyseat.organisations.models import AuditEntry
from everyseat.safety import chain
from tests.migrations.migrating import migrate

migration = import_module("everyseat.organisations.migrations.0014_audit_log")

BEFORE = [("organisations", "0013_emails")]


@pytest.fixture
def before():
    """Give the models of the release before. Leave no entry, which the triggers would keep."""
    yield migrate(BEFORE)
    migrate()
    with connection.schema_editor() as editor:
        migration.changeable(editor, *migration.AFTER)
        AuditEntry.objects.all().delete()
        migration.append_only(editor, *migration.AFTER)


def _logged(models, previous):
    content = {"who": "1", "role": "", "what": "signed_in", "about": "", "status": 200}
    at = timezone.now()
    digest = chain.digest(previous, content | {"at": at.isoformat()})
    deeds = models.get_model("organisations", "Deed").objects
    return deeds.create(at=at, previous=previous, digest=digest, **content)


@pytest.mark.django_db(transaction=True)
def test_the_chain_goes_on_and_stays_closed(before):
    first = _logged(before, chain.FIRST)
    newest = _logged(before, first.digest)
    migrate()
    assert audit_log.problems([first.digest, newest.digest]) == []
    assert audit_log.last().digest == newest.digest
    for change in (AuditEntry.objects.all().delete, lambda: AuditEntry.objects.update(what="x")):
        with pytest.raises(DatabaseError, match="audit log is append-only"):
            change()
