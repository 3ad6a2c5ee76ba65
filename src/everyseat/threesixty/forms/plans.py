"""Forms of a recipient's plan and its follow-up."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.organisations.forms import DATE
from everyseat.threesixty.models import Aim, Review
from everyseat.threesixty.queries import plans as queries

if TYPE_CHECKING:
    _AimForm = forms.ModelForm[Aim]
else:  # as it is when it runs, Django's forms take no types
    _AimForm = forms.ModelForm


class AimForm(Versioned, _AimForm):
    class Meta:
        model = Aim
        fields = ["topic", "aim", "actions", "by", "ask_again"]
        field_classes = {"aim": TextField}
        widgets = {"by": DATE, "actions": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "topic": _("What in the report is this about?"),
            "aim": _("What do you want people to feel?"),
            "actions": _("What will you do?"),
            "by": _("By when?"),
            "ask_again": _("Which statement should people rate again?"),
        }
        help_texts = {
            "actions": _("One action per line."),
            "ask_again": _("The follow-up asks the same raters about this statement."),
        }

    def __init__(
        self,
        *args: Any,
        topics: list[tuple[str, str]],
        behaviours: list[tuple[str, str]],
        is_asked_again: bool = False,
        **kwargs: Any,
    ):
        """Ask about an aim; of one that `is_asked_again` in a follow-up the statement stays."""
        super().__init__(*args, **kwargs)
        nothing = ("", _("Choose"))  # or whoever overlooks a question has chosen the first
        self.fields["topic"] = forms.ChoiceField(
            label=self.fields["topic"].label, choices=[nothing, *topics]
        )
        self.fields["ask_again"] = forms.ChoiceField(
            label=self.fields["ask_again"].label,
            choices=[nothing, *behaviours],
            help_text=self.fields["ask_again"].help_text,
            disabled=is_asked_again,
        )

    def clean_by(self) -> date:
        """Refuse a date that has passed, unless it was set before and is left as it is."""
        by: date = self.cleaned_data["by"]
        if "by" in self.changed_data and by < timezone.localdate():
            raise forms.ValidationError(_("Choose a date that has not passed."))
        return by


class SharingForm(forms.Form):
    """Who reads a plan besides its recipient: their coach, their manager, both or nobody."""

    coach = forms.BooleanField(required=False)
    manager = forms.BooleanField(required=False)

    def __init__(self, *args: Any, review: Review, **kwargs: Any):
        start = {"coach": review.coach_reads_plan, "manager": review.manager_reads_plan}
        super().__init__(*args, **kwargs | {"initial": start})
        people = {
            "coach": (_("%(name)s, your coach"), queries.coach(review)),
            "manager": (_("%(name)s, your manager"), queries.manager(review)),
        }
        for key, (label, person) in people.items():
            if person is None or person == review.recipient:
                del self.fields[key]
            else:
                self.fields[key].label = label % {"name": person.name}

    def values(self) -> dict[str, bool]:
        return {key: bool(self.cleaned_data.get(key)) for key in ("coach", "manager")}


class PlanCommentForm(forms.Form):
    text = TextField(
        label=_("Your comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class RefuseForm(forms.Form):
    why = TextField(
        label=_("Why not, or not yet?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The leader reads this."),
    )


class FollowUpForm(forms.Form):
    begins_on = forms.DateField(
        label=_("First day to answer"),
        help_text=_("People are invited on this day."),
        widget=DATE,
    )
    collect_by = forms.DateField(label=_("Last day to answer"), widget=DATE)

    def clean_begins_on(self) -> date:
        return _not_passed(self.cleaned_data["begins_on"])

    def clean_collect_by(self) -> date:
        collect_by = _not_passed(self.cleaned_data["collect_by"])
        if collect_by < self.cleaned_data.get("begins_on", collect_by):
            raise forms.ValidationError(_("Choose a day after the first day to answer."))
        return collect_by


def _not_passed(day: date) -> date:
    if day < timezone.localdate():
        raise forms.ValidationError(_("Choose a date that has not passed."))
    return day
