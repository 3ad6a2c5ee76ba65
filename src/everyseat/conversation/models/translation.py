"""What a statement says in another language, as an organiser wrote it."""

from django.db import models
from django.db.models import Q

from everyseat.conversation.models.statement import LONGEST_IMPORTED, Statement
from everyseat.organisations.models import Person

LONGEST_CODE = 10
"""Letters of the code of a language, such as “cy” or “en-gb”."""


class Translation(models.Model):
    """A statement in one language, beside its own words, which stay as they are.

    One that is reworded becomes another statement, which has none. Earlier texts are among the
    steps of the statement. `translated_by` wrote it last, on the day `translated_on`.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=LONGEST_CODE)
    text = models.CharField(max_length=LONGEST_IMPORTED)
    translated_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="translations_of_statements"
    )
    translated_on = models.DateField()

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "language"], name="one_translation_into_a_language"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(language=""), name="a_translation_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text
