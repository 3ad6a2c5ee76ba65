"""Forms of people who comment on a service, and of those who answer them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.improvement.actions.collecting import nothing_said
from everyseat.improvement.models import Helped, Rating
from everyseat.improvement.models.collecting import LONGEST_HELPED, LONGEST_REPLY, LONGEST_SIGNED
from everyseat.improvement.models.comment import LONGEST_COMMENT


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class SayForm(forms.Form):
    """The question of the Friends and Family Test, two more, and an address for an answer.

    The page says once that each may be left out, and its fields do not.
    """

    UNMARKED = ("rating", "good", "better", "email")

    rating = forms.TypedChoiceField(
        label=_("Overall, how was your experience of our service?"),
        choices=Rating.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    good = TextField(
        label=_("What was good?"), max_length=LONGEST_COMMENT, required=False, widget=_words(4)
    )
    better = TextField(
        label=_("What could we do better?"),
        max_length=LONGEST_COMMENT,
        required=False,
        widget=_words(4),
    )
    email = forms.EmailField(
        label=_("If you want an answer: your e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, of_answer: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = " ".join(of_answer)

    def clean(self) -> dict[str, Any]:
        """Refuse a form on which nothing was answered."""
        cleaned = self.cleaned_data
        if not self.errors and not any(cleaned.get(n) for n in ("rating", "good", "better")):
            self.add_error("rating", nothing_said())
        return cleaned

    @property
    def words(self) -> dict[str, str]:
        """What was written, by field."""
        return {name: self.cleaned_data[name] for name in ("good", "better")}


class ReplyForm(Versioned, forms.Form):
    """An answer to somebody who commented."""

    text = TextField(
        label=_("Your answer"),
        max_length=LONGEST_REPLY,
        widget=_words(10),
    )
    signed = TextField(
        label=_("Whose name stands under it?"),
        max_length=LONGEST_SIGNED,
        help_text=_(
            "Your name and what you do here: “Ann Lloyd, district nursing sister”. Readers trust "
            "this name, and nothing checks it."
        ),
    )


class HelpedForm(forms.Form):
    """Whether an answer helped."""

    helped = forms.ChoiceField(
        label=_("Did this answer help you?"), choices=Helped.choices, widget=forms.RadioSelect
    )
    words = TextField(
        label=_("Is there anything you want to say about it?"),
        max_length=LONGEST_HELPED,
        required=False,
        widget=_words(3),
    )
