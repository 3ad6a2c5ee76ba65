from django.db import migrations, models

UNIQUE = {  # what a renamed field would otherwise leave behind in a constraint
    ("AuditPart", "one_audit_part_a_review"): ("review", "one_audit_part_a_review"),
    ("DateKept", "a_date_kept_once"): ("what", "a_date_kept_once"),
    ("Review", "one_review_a_cycle"): ("recipient", "one_review_a_round"),
}


def about(before, after):
    """Return a function that says anew what e-mails that wait are about, such as "round 7"."""

    def change(apps, schema_editor):
        emails = apps.get_model("organisations", "Email").objects
        for email in emails.filter(about__startswith=f"{before} ").only("about").iterator():
            number = email.about.removeprefix(f"{before} ")
            emails.filter(pk=email.pk).update(about=f"{after} {number}")

    return change


class Migration(migrations.Migration):
    """Call a cycle a round. Audit files, and the purpose of its key, say "cycle" as before."""

    dependencies = [
        ("threesixty", "0011_questionnaires"),
        ("organisations", "0014_audit_log"),
    ]

    operations = [
        migrations.RenameModel("Cycle", "Round"),
        *(migrations.RemoveConstraint(model, name) for model, name in UNIQUE),
        *(
            migrations.RenameField(model, "cycle", "round")
            for model in ("AuditPart", "AuditRecord", "Closing", "DateKept", "Review")
        ),
        *(
            migrations.AddConstraint(
                model, models.UniqueConstraint(fields=["round", other], name=name)
            )
            for (model, _), (other, name) in UNIQUE.items()
        ),
        *(
            migrations.AlterField(
                "Round",
                name,
                models.ForeignKey(on_delete=models.PROTECT, related_name="rounds", to=to),
            )
            for name, to in (
                ("organisation", "organisations.organisation"),
                ("questionnaire", "threesixty.questionnaire"),
            )
        ),
        migrations.RunPython(about("cycle", "round"), about("round", "cycle")),
    ]
