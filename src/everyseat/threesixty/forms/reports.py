"""Forms of a coach about a report."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.threesixty.comments import Comment
from everyseat.threesixty.models import Aim, Round
from everyseat.threesixty.report.edited import REASONS

if TYPE_CHECKING:
    from django.http import QueryDict

    _RoundForm = forms.ModelForm[Round]
    _AimForm = forms.ModelForm[Aim]
else:  # as it is when it runs, Django's forms take no types
    _RoundForm = _AimForm = forms.ModelForm


class NoteForm(Versioned, forms.Form):
    note = TextField(
        label=_("Your note to the leader"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("It appears in the report, on the page and in the PDF."),
    )


class CommentForm(Versioned, forms.Form):
    """What a coach takes out of a comment, and why."""

    SHORTEN, LEAVE_OUT = "shorten", "leave out"
    UNMARKED = ("left",)

    what = forms.ChoiceField(
        label=_("What do you want to do?"),
        choices=[
            (SHORTEN, _("Take some words out")),
            (LEAVE_OUT, _("Leave the whole comment out")),
        ],
        initial=SHORTEN,
        widget=forms.RadioSelect,
    )
    left = forms.CharField(
        label=_("To take words out, delete them here"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("You cannot add or change a word. We mark each gap with […]."),
    )
    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=list(REASONS.items()),
        widget=forms.RadioSelect,
        help_text=_("The audit log keeps your reason, and never the words."),
    )

    def __init__(self, data: "QueryDict | None", *, comment: Comment):
        edit = comment.edit
        start = {"left": comment.shown if edit and edit.left else comment.text}
        if edit:
            start |= {"reason": edit.reason, "what": self.SHORTEN if edit.left else self.LEAVE_OUT}
        super().__init__(data, initial=start)
