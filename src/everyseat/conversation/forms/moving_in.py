"""An export that moves in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.conversation.forms.fields import FilesOf


class MoveInForm(forms.Form):
    """An export of Polis: one zip file, or its files."""

    sent = FilesOf(
        *(".zip", ".csv", ".gz", ".json"),
        label=_("The export"),
        help_text=_(
            "One ZIP file, or the CSV files together: comments.csv, and votes.csv or "
            "participants-votes.csv. With summary.csv its question comes along. At most 12 MB."
        ),
    )
