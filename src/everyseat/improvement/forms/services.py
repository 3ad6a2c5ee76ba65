"""What a service is called, and who looks after it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.improvement.models import Framework, Service
from everyseat.improvement.models.service import (
    LONGEST_ABOUT,
    LONGEST_KEEPING,
    LONGEST_NAME,
    SHORTEST_KEEPING,
    USUAL_KEEPING,
)
from everyseat.organisations.choosing import PersonField
from everyseat.organisations.models import Organisation, Team

if TYPE_CHECKING:
    _ServiceForm = forms.ModelForm[Service]
else:  # as it is when it runs, Django's forms take no types
    _ServiceForm = forms.ModelForm


class ServiceForm(Versioned, _ServiceForm):
    """What a service is called, who leads it, and by which themes its comments are sorted."""

    name = TextField(
        label=_("What is the service called?"),
        max_length=LONGEST_NAME,
        help_text=_("As people who use it know it, such as “District nursing, Plymouth North”."),
    )
    about = TextField(
        label=_("What does it do?"),
        max_length=LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence or two. They stand on its public page."),
    )
    team = forms.ModelChoiceField(
        label=_("Which team is it?"), queryset=Team.objects.none(), required=False
    )
    lead = PersonField(
        label=_("Who leads it?"),
        required=False,
        help_text=_("They can do everything here for this service, without a role."),
    )
    framework = forms.ModelChoiceField(
        label=_("By which themes are its comments sorted?"),
        queryset=Framework.objects.none(),
        empty_label=None,
    )
    keep_comments = forms.IntegerField(
        label=_("After how many months is what people wrote deleted?"),
        min_value=SHORTEST_KEEPING,
        max_value=LONGEST_KEEPING,
        initial=USUAL_KEEPING,
        help_text=_("What was released without names stays."),
    )

    class Meta:
        model = Service
        fields = ("name", "about", "team", "lead", "framework", "keep_comments")

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._organisation = organisation
        self.fields["team"].queryset = organisation.teams.all()  # type: ignore[attr-defined]  # a field of rows
        frameworks = organisation.frameworks.all()
        self.fields["framework"].queryset = frameworks  # type: ignore[attr-defined]  # a field of rows
        if "instance" not in kwargs:
            self.fields["framework"].initial = frameworks.first()

    def clean_name(self) -> str:
        """Refuse the name of another service."""
        name: str = self.cleaned_data["name"]
        others = self._organisation.services.exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("Another service has this name."))
        return name
