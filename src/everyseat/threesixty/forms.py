"""Forms of the 360."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MinValueValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.organisations import roles
from everyseat.organisations.choosing import ADDRESS, PeopleField, PersonField
from everyseat.organisations.forms import DATE, FileOf, choose_from
from everyseat.organisations.models import Person
from everyseat.threesixty import relationships
from everyseat.threesixty.comments import Comment
from everyseat.threesixty.models import Aim, Questionnaire, Round
from everyseat.threesixty.questionnaire_content import Content, Question, Statement, Value
from everyseat.threesixty.report.edited import REASONS
from everyseat.threesixty.report.material import MANAGER

if TYPE_CHECKING:
    from django.http import QueryDict

    _RoundForm = forms.ModelForm[Round]
    _AimForm = forms.ModelForm[Aim]
else:  # as it is when it runs, Django's forms take no types
    _RoundForm = _AimForm = forms.ModelForm


PROPOSED_WEEKS = {"nominate_by": 2, "approve_by": 3, "collect_by": 6}
"""Until when raters are named, approved and heard, if an organiser changes nothing."""


class RoundForm(_RoundForm):
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
            "questionnaire",
            "nominate_by",
            "approve_by",
            "collect_by",
            "mode",
            "coach_reads",
            "rating_threshold",
            "word_threshold",
        ]
        field_classes = {"name": TextField}
        help_texts = {
            "mode": _("Raters are told this before they begin. Nobody can change it after launch.")
        }
        widgets = {
            "nominate_by": DATE,
            "approve_by": DATE,
            "collect_by": DATE,
            "mode": forms.RadioSelect,
        }
        labels = {
            "nominate_by": _("Last day to name raters"),
            "approve_by": _("Last day to approve raters"),
            "collect_by": _("Last day to answer"),
            "mode": _("How are answers kept?"),
            "coach_reads": _("A coach reads each report before the recipient does"),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("Leaders and raters read it: “Team leaders, spring”.")
        published = Questionnaire.objects.filter(published=True)
        choose_from(self, "questionnaire", published)
        if not self.instance.pk:
            self._propose(published)
        for key, name in relationships.CHOICES:
            if key != MANAGER:
                self.fields[f"most_{key}"] = self._most(key, name)

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
        if order[2] and order[2] < timezone.localdate():
            self.add_error("collect_by", _("Choose a date that has not passed."))
        return data

    def values(self) -> dict[str, object]:
        """Return the round's fields, with the limits of each relationship."""
        limits = {key: list(pair) for key, pair in relationships.LIMITS.items()}
        for key in limits:
            if key != MANAGER:
                limits[key][1] = self.cleaned_data[f"most_{key}"]
        return {name: self.cleaned_data[name] for name in self.Meta.fields} | {"limits": limits}


class RecipientsForm(forms.Form):
    """Whom a round is about: people chosen, or the addresses of many pasted."""

    UNMARKED = ("people", "addresses")

    people = PeopleField(label=_("Who is it about?"), required=False)
    addresses = forms.CharField(
        label=_("E-mail addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Separated by lines, commas or semicolons, as copied from an e-mail or a list."
        ),
    )
    coach = PersonField(label=_("Their coach"), role=roles.COACH, required=False)

    def clean_addresses(self) -> list[Person]:
        found = ADDRESS.findall(self.cleaned_data["addresses"].lower())
        addresses = [text.strip(",;.") for text in found]
        people = {p.email: p for p in Person.objects.filter(email__in=addresses, is_active=True)}
        unknown = [address for address in addresses if address not in people]
        if unknown:
            text = _("These addresses do not belong to anyone who can sign in here: %(who)s.")
            raise forms.ValidationError(text % {"who": ", ".join(unknown)})
        return list(people.values())

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


class NominateForm(forms.Form):
    """Raters who know somebody in one way: people here, by name; or one from outside."""

    relationship = forms.ChoiceField(
        label=_("How do they know you?"), choices=relationships.CHOICES, widget=forms.RadioSelect
    )
    people = PeopleField(label=_("Who are they?"), required=False)
    email = forms.EmailField(label=_("Their e-mail address"), required=False)
    name = TextField(label=_("Their name"), max_length=120, required=False)
    organisation = TextField(label=_("Their organisation"), max_length=120, required=False)
    OUTSIDE = ("email", "name", "organisation")
    UNMARKED = ("people", *OUTSIDE)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        by_address = Person.objects.filter(email=(data.get("email") or "").lower()).first()
        people = [*data.get("people", []), *filter(None, [by_address])]
        if not self.errors and (data["email"] or not people) and not by_address:
            self._must_be_outside(data)
        return data | {"people": list(dict.fromkeys(people))}

    def _must_be_outside(self, data: dict[str, Any]) -> None:
        if not data["email"]:
            self.add_error("people", _("Choose somebody, or give the address of somebody outside."))
            return
        for key in ("name", "organisation"):
            if not data[key]:
                self.add_error(key, _("We do not know this address yet: please fill this in."))
        if data["relationship"] not in (relationships.PARTNER, relationships.PUBLIC):
            text = _(
                "We do not know this address. You can add new people only as partners, or as "
                "people we serve."
            )
            self.add_error("relationship", text)

    @property
    def has_outside(self) -> bool:
        """Whether something was typed about somebody outside."""
        return any(self.data.get(key) for key in self.OUTSIDE)


class DeclineForm(forms.Form):
    reason = TextField(
        label=_("Why?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organiser reads this, with your name."),
    )


class SendBackForm(forms.Form):
    why = TextField(
        label=_("What should change?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class NoteForm(forms.Form):
    note = TextField(
        label=_("Your note to the recipient"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("It appears in the report, on the page and in the PDF."),
    )


class CommentForm(forms.Form):
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


class AimForm(_AimForm):
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
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.fields["topic"] = forms.ChoiceField(label=self.fields["topic"].label, choices=topics)
        self.fields["ask_again"] = forms.ChoiceField(
            label=self.fields["ask_again"].label,
            choices=behaviours,
            help_text=self.fields["ask_again"].help_text,
        )


class FollowUpForm(forms.Form):
    collect_by = forms.DateField(label=_("Last day to answer"), widget=DATE)

    def clean_collect_by(self) -> object:
        if self.cleaned_data["collect_by"] < timezone.localdate():
            raise forms.ValidationError(_("Choose a date that has not passed."))
        return self.cleaned_data["collect_by"]


class QuestionnaireFileForm(forms.Form):
    name = TextField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Leave this empty for a JSON file, which contains its own name."),
    )
    licence = TextField(
        label=_("Licence"),
        max_length=200,
        required=False,
        help_text=_("Only import what you wrote yourself or have a licence to use."),
    )
    file = FileOf(
        ".csv",
        ".xlsx",
        ".json",
        label=_("CSV, XLSX or JSON file"),
        help_text=_(
            "A table needs the columns value and behaviour. It can also have about_me and "
            "description. Write {name} where the recipient's name goes."
        ),
    )


class QuestionnaireForm(forms.Form):
    """Name, licence, and each value with its behaviours, one a line: about them | about me."""

    name = TextField(label=_("Name"), max_length=120)
    licence = TextField(label=_("Licence"), max_length=200, required=False)

    def __init__(self, *args: Any, content: Content, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.content = content
        empty: Value = {"key": "", "name": "", "description": "", "behaviours": []}
        self.values = [*content.get("values", []), empty]
        for i, value in enumerate(self.values):
            self._add_value(i, value)
        lines = "\n".join(self._question_line(q) for q in content.get("questions", []))
        self.fields["questions"] = forms.CharField(
            label=_("Open questions"),
            initial=lines,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_(
                "One per line, first about the recipient, then about me. Add a value's name for a "
                "question about it: its answers then stand beside that value in the report."
            ),
        )

    def _question_line(self, question: Question) -> str:
        """Return an open question as a line, with the name of the value that it is about."""
        names = {value["key"]: value["name"] for value in self.values}
        about = names.get(question.get("value", ""), "")
        return f"{_line(question)} | {about}" if about else _line(question)

    def _add_value(self, i: int, value: Value) -> None:
        label = _("Value %(n)s") if value["name"] else _("Another value")
        self.fields[f"value_{i}"] = TextField(
            label=label % {"n": i + 1} if value["name"] else label,
            max_length=120,
            required=False,
            initial=value["name"],
        )
        self.fields[f"description_{i}"] = TextField(
            label=_("What it means"), max_length=300, required=False, initial=value["description"]
        )
        self.fields[f"behaviours_{i}"] = forms.CharField(
            label=_("Behaviours"),
            required=False,
            initial="\n".join(_line(b) for b in value["behaviours"]),
            widget=forms.Textarea(attrs={"rows": 6}),
            help_text=_(
                "One per line, first about the recipient, then about me: {name} listens | I listen"
            ),
        )

    def as_content(self) -> Content:
        """Return the questionnaire's content. Behaviours that are unchanged keep their keys."""
        data = self.cleaned_data
        keys = {b["text"]: b["key"] for v in self.values for b in v["behaviours"]}
        values = []
        for i, old in enumerate(self.values):
            lines = [_pair(line, keys) for line in data[f"behaviours_{i}"].splitlines()]
            behaviours = [line for line in lines if line["text"]]
            if data[f"value_{i}"] or behaviours:
                value: Value = {
                    "key": old.get("key", ""),
                    "name": data[f"value_{i}"],
                    "description": data[f"description_{i}"],
                    "behaviours": behaviours,
                }
                values.append(value)
        question_keys = {q["text"]: q["key"] for q in self.content.get("questions", [])}
        asked = [_question(line, question_keys) for line in data["questions"].splitlines()]
        questions = [question for question in asked if question["text"]]
        return {"labels": self.content.get("labels"), "values": values, "questions": questions}


def _line(statement: Statement) -> str:
    return f"{statement['text']} | {statement['self_text']}"


def _pair(line: str, keys: dict[str, str]) -> Statement:
    text, _bar, about_me = (part.strip() for part in line.partition("|"))
    return {"key": keys.get(text, ""), "text": text, "self_text": about_me}


def _question(line: str, keys: dict[str, str]) -> Question:
    """Return the open question of a line: about them | about me | the value it is about."""
    *about_both, value = line.split("|") if line.count("|") > 1 else (line, "")
    return {**_pair("|".join(about_both), keys), "value": value.strip()}
