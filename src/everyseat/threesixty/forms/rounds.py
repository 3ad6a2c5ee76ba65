"""Forms of an organiser who prepares a round."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MinValueValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everyseat.files import addresses
from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.organisations import roles
from everyseat.organisations.choosing import PeopleField, PersonField, only_ones
from everyseat.organisations.forms import DATE, choose_from
from everyseat.organisations.models import Organisation, Person
from everyseat.threesixty import relationships
from everyseat.threesixty.models import Aim, Questionnaire, Round
from everyseat.threesixty.report.material import MANAGER

if TYPE_CHECKING:
    _RoundForm = forms.ModelForm[Round]
    _AimForm = forms.ModelForm[Aim]
else:  # as it is when it runs, Django's forms take no types
    _RoundForm = _AimForm = forms.ModelForm


PROPOSED_WEEKS = {"nominate_by": 2, "approve_by": 3, "collect_by": 6}
"""Until when raters are named, approved and heard, if an organiser changes nothing."""


class RoundForm(Versioned, _RoundForm):
    organiser = PersonField(
        label=_("Who organises it?"),
        role=",".join(roles.ORGANISERS),
        required=False,
        help_text=_(
            "Every e-mail of the round names this person and their address. Replies go to them."
        ),
    )
    rating_threshold = forms.IntegerField(
        label=_("How many people must answer before a number is shown"),
        validators=[MinValueValidator(3)],
        help_text=_(
            "Use 4 unless you have a reason not to. Raters are told this number, and nobody can "
            "change it after launch."
        ),
    )
    word_threshold = forms.IntegerField(
        label=_("How many people must answer before words are shown"),
        validators=[MinValueValidator(3)],
    )

    class Meta:
        model = Round
        fields = [
            "name",
            "purpose",
            "organisation",
            "organiser",
            "questionnaire",
            "nominate_by",
            "approve_by",
            "collect_by",
            "mode",
            "coach_reads",
            "rating_threshold",
            "word_threshold",
        ]
        field_classes = {"name": TextField, "purpose": TextField}
        help_texts = {
            "purpose": _(
                "One sentence for leaders and raters. Every e-mail of the round says it: “It helps "
                "our leaders to plan their own development. It is not used for appraisal or pay.”"
            ),
            "mode": _("Raters are told this before they begin. Nobody can change it after launch."),
        }
        widgets = {
            "nominate_by": DATE,
            "approve_by": DATE,
            "collect_by": DATE,
            "mode": forms.RadioSelect,
        }
        labels = {
            "purpose": _("What is it for?"),
            "organisation": _("Which organisation is it of?"),
            "nominate_by": _("Last day to name raters"),
            "approve_by": _("Last day to approve raters"),
            "collect_by": _("Last day to answer"),
            "mode": _("How are answers kept?"),
            "coach_reads": _("A coach reads each report before the leader does"),
        }

    def __init__(self, *args: Any, by: Person, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._offer_organisations(by)
        self.was_organised_by = self.instance.organiser
        self.fields["name"].help_text = _("Leaders and raters read it: “Team leaders, spring”.")
        published = Questionnaire.objects.filter(published=True)
        choose_from(self, "questionnaire", published)
        if not self.instance.pk:
            self._propose(published)
        for key, name in relationships.CHOICES_OF_THEM:
            if key != MANAGER:
                self.fields[f"most_{key}"] = self._most(key, name)

    def _offer_organisations(self, person: Person) -> None:
        """Let those who run the rounds of several organisations choose one."""
        organisations = Organisation.objects.all()
        if person.may(roles.RUN_EVERY_ROUND) and len(organisations) > 1:
            choose_from(self, "organisation", organisations)
        else:
            del self.fields["organisation"]

    def _propose(self, published: QuerySet[Questionnaire]) -> None:
        """Fill in what a new round mostly has: the one questionnaire there is, and six weeks."""
        if len(published) == 1:
            self.initial["questionnaire"] = published[0]
        today = timezone.localdate()
        for name, weeks in PROPOSED_WEEKS.items():
            self.initial[name] = today + timedelta(weeks=weeks)

    @property
    def first(self) -> list[forms.BoundField]:
        """What every organiser decides."""
        numbers = {field.name for field in self.numbers}
        return [field for field in self.visible_fields() if field.name not in numbers]

    @property
    def numbers(self) -> list[forms.BoundField]:
        """What stays as it is, unless there is a reason."""
        most = [name for name in self.fields if name.startswith("most_")]
        return [self[name] for name in ("rating_threshold", "word_threshold", *most)]

    @property
    def numbers_are_wrong(self) -> bool:
        return any(field.errors for field in self.numbers)

    def _most(self, key: str, name: object) -> forms.IntegerField:
        return forms.IntegerField(
            label=_("Most raters per leader: %(name)s") % {"name": name},
            min_value=0,
            max_value=200,
            initial=self.instance.limit(key)[1],
        )

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        order: list[Any] = [data.get(k) for k in ("nominate_by", "approve_by", "collect_by")]
        if all(order) and order != sorted(order):
            self.add_error(
                "collect_by", _("Put the dates in this order: name raters, approve them, answer.")
            )
        return data

    def clean_organiser(self) -> Person | None:
        """Return who was chosen, else who it was; for a new round, who prepares it."""
        chosen: Person | None = self.cleaned_data["organiser"]
        return chosen or self.was_organised_by

    def values(self) -> dict[str, object]:
        """Return the round's fields, with the limits of each relationship."""
        limits = {key: list(pair) for key, pair in relationships.LIMITS.items()}
        for key in limits:
            if key != MANAGER:
                limits[key][1] = self.cleaned_data[f"most_{key}"]
        given = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
        return given | {"limits": limits}


class RecipientsForm(forms.Form):
    """Whom a round is about: people chosen, or the addresses of many pasted."""

    UNMARKED = ("people", "addresses")

    people = PeopleField(label=_("Who is it about?"), required=False)
    addresses = forms.CharField(
        label=_("Names and e-mail addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Copy them from an e-mail, a contact list or a spreadsheet. Separate names by lines or "
            "semicolons."
        ),
    )
    coach = PersonField(label=_("Their coach"), role=roles.COACH, required=False)

    def require_coach(self) -> None:
        """Ask for a coach: leaders who join a round under way can't be given one later."""
        self.fields["coach"].required = True
        why = _("In this round a coach reads each report first. Choose their coach.")
        self.fields["coach"].error_messages["required"] = why

    def clean_addresses(self) -> list[Person]:
        """Return whom a pasted text means: each entry by its address, or by its name alone."""
        pasted = addresses.read(self.cleaned_data["addresses"])
        if len(pasted) == addresses.MOST:
            text = _("Paste fewer than %(n)s people at once.")
            raise forms.ValidationError(text % {"n": addresses.MOST})
        emails = [one.address for one in pasted if one.address]
        names = [one.name for one in pasted if not one.address]
        known = {p.email: p for p in Person.objects.filter(email__in=emails, is_active=True)}
        named = only_ones(names)
        problems = [
            _("These addresses do not belong to anyone who can sign in here: %(who)s."),
            _(
                "Nobody here has these names, or several people do: %(who)s. Paste their e-mail "
                "addresses instead."
            ),
        ]
        unknown = [
            [email for email in emails if email not in known],
            [name for name in names if name.casefold() not in named],
        ]
        if any(unknown):
            raise forms.ValidationError(
                [
                    text % {"who": ", ".join(who)}
                    for text, who in zip(problems, unknown, strict=True)
                    if who
                ]
            )
        return [*known.values(), *named.values()]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        people = [*data.get("people", []), *data.get("addresses", [])]
        if not people and not self.errors:
            self.add_error("people", _("Choose somebody, or paste e-mail addresses."))
        return data | {"people": list(dict.fromkeys(people))}


class CoachForm(forms.Form):
    """Who coaches those who have no coach yet."""

    coach = PersonField(label=_("Who reads their reports first?"), role=roles.COACH)
