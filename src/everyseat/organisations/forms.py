"""Forms about organisations and people."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from everyseat.organisations import logos, roles
from everyseat.organisations.choosing import PersonField
from everyseat.organisations.models import Organisation, Person
from everyseat.organisations.people_columns import FIRST, LAST, MANAGERS, STARTS, STATE

if TYPE_CHECKING:
    _OrganisationForm = forms.ModelForm[Organisation]
    _PersonForm = forms.ModelForm[Person]
else:  # as it is when it runs, Django's forms take no types
    _OrganisationForm = _PersonForm = forms.ModelForm


DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
"""How a browser takes a day, whatever its language."""


class FileOf(forms.FileField):
    """A file whose name has one of a few endings. Its content is checked later, by its reader."""

    widget = forms.FileInput

    def __init__(self, *endings: str, **kwargs: Any):
        super().__init__(**kwargs)
        self.endings = endings

    def clean(self, data: object, initial: object = None) -> object:
        file = super().clean(data, initial)
        if file and not file.name.lower().endswith(self.endings):
            raise forms.ValidationError(
                _("Choose a file that ends in %(some)s or %(last)s."),
                params={"some": ", ".join(self.endings[:-1]), "last": self.endings[-1]},
            )
        return file


def choose_from(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let a field of a form choose from some rows."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


class LookForm(_OrganisationForm):
    """What an organisation is called, and how its pages look."""

    colour = forms.CharField(
        label=_("Colour of the header"),
        widget=forms.TextInput(attrs={"type": "color"}),
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")],
    )
    new_logo = FileOf(
        *(".png", ".jpg", ".jpeg", ".webp"),
        label=_("Logo"),
        required=False,
        help_text=_("A small PNG, JPEG or WebP image. It stands beside the name."),
    )
    without_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    class Meta:
        model = Organisation
        fields = ["name", "colour"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not self.instance.logo:
            del self.fields["without_logo"]

    def clean_colour(self) -> str:
        """White text must be readable on it: WCAG 2.2 asks for a contrast of 4.5 to 1."""
        colour: str = self.cleaned_data["colour"]
        if contrast_with_white(colour) < 4.5:
            raise forms.ValidationError(
                _("White text would be hard to read on this colour. Choose a darker one.")
            )
        return colour

    def clean_new_logo(self) -> bytes:
        """Return the content of a new logo; nothing without one."""
        file = self.cleaned_data["new_logo"]
        if not file:
            return b""
        if file.size > logos.LARGEST:
            text = _("This image has %(size)s kB. Choose one of at most %(most)s kB.")
            size = {"size": file.size // 1000 + 1, "most": logos.LARGEST // 1000}
            raise forms.ValidationError(text, params=size)
        content: bytes = file.read()
        if not logos.kind_of(content):
            raise forms.ValidationError(_("This is not a PNG, JPEG or WebP image."))
        return content


class OrganisationForm(LookForm):
    keep_answers = forms.IntegerField(
        label=_("How many months to keep answers after a round"),
        min_value=1,
        max_value=120,
        help_text=_("Then they are deleted. Until then, later reports can be compared with them."),
    )
    keep_reports = forms.IntegerField(
        label=_("How many months to keep reports"), min_value=1, max_value=240
    )
    tell_after = forms.IntegerField(
        label=_("After how many days organisers are told that something waits for somebody"),
        min_value=1,
        max_value=90,
        help_text=_("It may be a list of raters, or a report that a coach has to read first."),
    )

    class Meta(LookForm.Meta):
        fields = [*LookForm.Meta.fields, "keep_answers", "keep_reports", "tell_after"]


def contrast_with_white(colour: str) -> float:
    """Return the WCAG contrast ratio of a #rrggbb colour with white."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


class PersonForm(_PersonForm):
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        choices=roles.described,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("People who only give or receive feedback need none."),
    )

    manager = PersonField(label=_("Manager"), required=False)

    class Meta:
        model = Person
        fields = ["name", "email", "organisation", "team", "manager", "number", "is_active"]
        labels = {
            "email": _("E-mail address"),
            "number": _("Employee number"),
            "is_active": _("May sign in"),
        }

    def __init__(self, *args: Any, may_give_roles: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if may_give_roles:
            self.fields["roles"].initial = [r.role for r in self.instance.roles.all()]
        else:
            del self.fields["roles"]
            if self.instance.pk and not self.instance._state.adding:
                self.fields["email"].disabled = self.fields["is_active"].disabled = True
                for name in ("email", "is_active"):
                    self.fields[name].help_text = _("An administrator can change it.")
        manager = cast(PersonField, self.fields["manager"])
        manager.people = Person.objects.exclude(pk=self.instance.pk)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()


class FindPeopleForm(forms.Form):
    UNMARKED = ("search", "role", "manager")

    search = forms.CharField(
        label=_("Find by name, e-mail, team or organisation"), max_length=200, required=False
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=[("", _("Any or none")), *roles.CHOICES], required=False
    )
    manager = forms.ChoiceField(
        label=_("Manager"),
        choices=[("", _("Any or none")), ("none", _("No manager"))],
        required=False,
    )


class ImportForm(forms.Form):
    file = FileOf(
        ".csv",
        ".xlsx",
        label=_("CSV or XLSX file"),
    )
    everybody = forms.BooleanField(
        label=_("This file has everybody"),
        required=False,
        help_text=_("Then we also show whom it lacks: people of an earlier file who have left."),
    )


SAMPLE = 30
"""Characters of a column's first text beside its heading."""


class ColumnsForm(forms.Form):
    """Which column of a file of people holds what. Columns are chosen by their place."""

    name = forms.ChoiceField(label=_("Name, or first name"))
    last_name = forms.ChoiceField(
        label=_("Last name"),
        required=False,
        help_text=_("Only if it has a column of its own."),
    )
    email = forms.ChoiceField(label=_("E-mail address"))
    team = forms.ChoiceField(label=_("Team"), required=False)
    manager = forms.ChoiceField(
        label=_("Manager"),
        required=False,
        help_text=_("Their e-mail address, employee number or name."),
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    number = forms.ChoiceField(
        label=_("Employee number"),
        required=False,
        help_text=_("By it we know somebody whose address has changed."),
    )
    leaves = forms.ChoiceField(label=_("Leaving date"), required=False)

    def __init__(self, *args: Any, first: dict[str, str], known: dict[str, str], **kwargs: Any):
        """Ask about headings, each with what stands first under it; `known` is chosen already."""
        super().__init__(*args, **kwargs)
        self.headings = headings = list(first)
        self.kept = {column: known[column] for column in (STARTS, STATE) if column in known}
        places = [
            (str(i), ": ".join(filter(None, [heading or gettext("(no heading)"), text[:SAMPLE]])))
            for i, (heading, text) in enumerate(first.items())
        ]
        likely: dict[str, str | None] = {
            **known,
            "name": known.get("name", known.get(FIRST)),
            "last_name": known.get(LAST),
            "manager": next((known[c] for c in MANAGERS if c in known), None),
        }
        for name, field in self.fields.items():
            none = _("No column") if not field.required else _("Choose a column")
            cast(forms.ChoiceField, field).choices = [("", none), *places]
            if heading := likely.get(name):
                field.initial = str(headings.index(heading))

    def clean(self) -> dict[str, Any]:
        super().clean()
        chosen: set[str] = set()
        for name, place in list(self.cleaned_data.items()):
            if place and place in chosen:
                text = _("You chose “%(column)s” twice. Choose another column.")
                self.add_error(name, text % {"column": self.headings[int(place)]})
            chosen.add(place)
        return self.cleaned_data

    def columns(self) -> dict[str, str]:
        """Return the heading of each column that was chosen, as `people_columns.found` does."""
        chosen = {n: self.headings[int(place)] for n, place in self.cleaned_data.items() if place}
        if "last_name" in chosen:
            chosen[FIRST], chosen[LAST] = chosen.pop("name"), chosen.pop("last_name")
        free = {c: heading for c, heading in self.kept.items() if heading not in chosen.values()}
        return chosen | free
