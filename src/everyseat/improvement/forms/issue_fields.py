"""Fields that the form of an issue and the forms of its steps share."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.improvement.models import Measure, Service
from everyseat.improvement.models.issue import LONGEST_ROLE, LONGEST_TEXT
from everyseat.organisations.choosing import PersonField
from everyseat.organisations.forms import DATE


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    _MeasureField = forms.ModelChoiceField[Measure]
else:  # as it is when it runs, Django's fields take no types
    _MeasureField = forms.ModelChoiceField


class MeasureField(_MeasureField):
    """A measure of the service by which a change is judged, or none."""

    def __init__(self) -> None:
        super().__init__(
            Measure.objects.none(),
            label=_("Which measure will show whether it works?"),
            required=False,
            empty_label=_("None"),
            help_text=_(
                "Choose it before you make the change. One that is picked afterwards often shows "
                "what people hope for."
            ),
        )

    def offer(self, service: Service) -> bool:
        """Offer the measures of a service; return whether there are any."""
        self.queryset = service.measures.all()
        return self.queryset.exists()


def response_field() -> TextField:
    return TextField(label=_("What do you answer?"), max_length=LONGEST_TEXT, widget=lines())


def what_field(label: "StrOrPromise") -> TextField:
    return TextField(
        label=label,
        max_length=LONGEST_TEXT,
        widget=lines(),
        help_text=_("So that somebody outside can see whether it is done."),
    )


def role_field() -> TextField:
    return TextField(
        label=_("Who sees to it: a role or a team"),
        max_length=LONGEST_ROLE,
        required=False,
        help_text=_("For example “the team leader”."),
    )


def person_field() -> PersonField:
    return PersonField(label=_("Or a person, by name"), required=False)


def agreed_field() -> forms.BooleanField:
    return forms.BooleanField(label=_("This person has agreed to be named"), required=False)


def by_field() -> forms.DateField:
    return forms.DateField(label=_("By when?"), widget=DATE)


def made_on_field() -> forms.DateField:
    return forms.DateField(
        label=_("On which day was it made?"),
        widget=DATE,
        help_text=_("Whether it worked is judged from this day on."),
    )


def found_field() -> TextField:
    return TextField(
        label=_("What did you find?"),
        max_length=LONGEST_TEXT,
        widget=lines(),
        help_text=_("What people say and do now. What the measure shows is said beside it."),
    )


def because_field(label: "StrOrPromise") -> TextField:
    return TextField(label=label, max_length=LONGEST_TEXT, widget=lines())


def must_have_agreed(form: forms.Form) -> None:
    """Add an error to a form that names a person who has not agreed to it."""
    if form.cleaned_data.get("person") and not form.cleaned_data.get("agreed"):
        text = _("Ask this person first. Everybody can read their name once this is published.")
        form.add_error("agreed", text)
