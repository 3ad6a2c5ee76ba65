from django.db import migrations, models


class Migration(migrations.Migration):
    """Call the rows of the outbox e-mails. What is encrypted in them stays as it is."""

    dependencies = [("organisations", "0012_giving")]

    operations = [
        migrations.RenameModel("Letter", "Email"),
        *(
            migrations.RenameIndex("Email", f"emails_{name}", f"letters_{name}")
            for name in ("in_turn", "to_give_up", "of_a_round", "put_off")
        ),
        migrations.AlterField(
            "Email",
            "urgency",
            models.PositiveSmallIntegerField(
                choices=[(0, "Code"), (1, "Normal"), (2, "Reminder")], default=1
            ),
        ),
    ]
