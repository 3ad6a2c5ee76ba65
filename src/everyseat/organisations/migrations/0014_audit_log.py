from django.db import migrations

BEFORE = ("deeds_stay", "organisations_deed", "the log of deeds is append-only")
AFTER = ("audit_log_stays", "organisations_auditentry", "the audit log is append-only")
SQLITE = """
CREATE TRIGGER {name}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{reason}'); END
"""
POSTGRES = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{reason}'; END $$;
CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {name}();
"""


def append_only(schema_editor, name, table, reason):
    """Let the database refuse to change or delete an entry."""
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(name=name, verb=verb, table=table, reason=reason))
    else:
        schema_editor.execute(POSTGRES.format(name=name, table=table, reason=reason))


def changeable(schema_editor, name, table, _):
    """Take the triggers away, for as long as this migration."""
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER {name}_{verb}")
    else:
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();")


class Migration(migrations.Migration):
    """Call what powerful roles did the audit log. The chain of hashes stays as it is."""

    dependencies = [("organisations", "0013_emails")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: changeable(editor, *BEFORE),
            lambda apps, editor: append_only(editor, *BEFORE),
        ),
        migrations.RenameModel("Deed", "AuditEntry"),
        migrations.RunPython(
            lambda apps, editor: append_only(editor, *AFTER),
            lambda apps, editor: changeable(editor, *AFTER),
        ),
    ]
