"""Forms of an organiser about the e-mails of a round."""

from itertools import pairwise
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everyseat.giving.letters import TextField
from everyseat.organisations import roles
from everyseat.organisations.choosing import PersonField
from everyseat.organisations.models import Person
from everyseat.threesixty import email_texts
from everyseat.threesixty.models import Round

LONGEST_AHEAD, MOST_DAYS = 60, 6


class EmailTextForm(forms.Form):
    """One kind of e-mail: its subject and the opening of its text."""

    subject = TextField(label=gettext_lazy("Subject"), max_length=email_texts.LONGEST_SUBJECT)
    text = TextField(
        label=gettext_lazy("Text above what we add"),
        max_length=email_texts.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
    )


class EmailSettingsForm(forms.Form):
    """Whom the e-mails of a round name, in which language they are, and when we remind."""

    organiser = PersonField(
        label=gettext_lazy("Who organises it?"),
        role=",".join(roles.ORGANISERS),
        required=False,
        help_text=gettext_lazy("E-mails name this person and their address. Replies go to them."),
    )
    email_languages = forms.ChoiceField(
        label=gettext_lazy("Language of the e-mails"), widget=forms.RadioSelect, required=False
    )
    remind_days = forms.CharField(
        label=gettext_lazy("How many days before each date do we send reminders?"),
        required=False,
        max_length=40,
        help_text=gettext_lazy(
            "Numbers with commas, as in: 7, 2. Leave it empty for no reminders."
        ),
    )

    def __init__(self, *args: Any, feedback_round: Round, **kwargs: Any):
        initial = {
            "organiser": feedback_round.organiser,
            "email_languages": feedback_round.email_languages or settings.LANGUAGE_CODE,
            "remind_days": ", ".join(map(str, feedback_round.remind_days)),
        }
        super().__init__(*args, **kwargs | {"initial": initial})
        self.was_organised_by = feedback_round.organiser
        languages = self.fields["email_languages"]
        assert isinstance(languages, forms.ChoiceField)
        languages.choices = list(_languages())

    def clean_organiser(self) -> Person | None:
        return self.cleaned_data["organiser"] or self.was_organised_by

    def clean_email_languages(self) -> str:
        chosen: str = self.cleaned_data["email_languages"]
        return "" if chosen == settings.LANGUAGE_CODE else chosen

    def clean_remind_days(self) -> list[int]:
        parts = [part.strip() for part in self.cleaned_data["remind_days"].split(",")]
        parts = [part for part in parts if part]
        if not all(part.isdecimal() and int(part) <= LONGEST_AHEAD for part in parts):
            text = _("Write whole numbers up to %(most)s, with commas between them.")
            raise forms.ValidationError(text % {"most": LONGEST_AHEAD})
        days = sorted({int(part) for part in parts}, reverse=True)
        if len(days) > MOST_DAYS or any(a - b < 2 for a, b in pairwise(days)):
            raise forms.ValidationError(
                _("Choose at most %(n)s days, and leave two days between one and the next.")
                % {"n": MOST_DAYS}
            )
        return days


def _languages() -> list[tuple[str, str]]:
    """Return the languages that e-mails may be in: one, or all of them one after the other."""
    names = dict(settings.LANGUAGES)
    orders = [list(names), list(reversed(names))] if len(names) > 1 else []
    several = [
        (" ".join(order), _("%(first)s, then %(second)s") % _of_two(order, names))
        for order in orders
        if len(order) == 2
    ]
    return [*names.items(), *several]


def _of_two(order: list[str], names: dict[str, str]) -> dict[str, str]:
    return {"first": names[order[0]], "second": names[order[1]]}
