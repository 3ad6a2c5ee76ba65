"""The forms of what was heard: words, a point, and a follow-up."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.conversation.actions.hearing import FOLLOWS
from everyseat.conversation.models import Conversation, Point, Statement
from everyseat.conversation.models.heard import (
    LONGEST_HEARD,
    LONGEST_PROMISE,
    LONGEST_ROLE,
    LONGEST_WORDS,
    State,
)
from everyseat.conversation.queries import heard
from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.organisations.choosing import PersonField
from everyseat.organisations.forms import DATE

TO_BEGIN_WITH = (State.PLANNED, State.UNDER_WAY, State.DONE, State.NO_CHANGE)
"""How far a point may be when it is written; that something is not done is said in a follow-up."""
DOES = ("what", "role", "person", "agreed", "by")
NUMBER = re.compile(r"\d+")


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WordsForm(Versioned, forms.Form):
    """A few words to everybody who took part."""

    words = TextField(
        label=_("A few words to everybody who took part"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=_lines(4),
        help_text=_("They stand above the points. For example, thank people and say who decides."),
    )


class NumbersField(forms.CharField):
    """Numbers of statements, typed in any way that keeps them apart."""

    def prepare_value(self, value: object) -> object:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        return sorted({int(n[:9]) for n in NUMBER.findall(value or "")})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(sorted(initial or []) != self.to_python(data))


class PointForm(Versioned, forms.Form):
    """What was heard, and what comes of it."""

    UNMARKED = ("what", "role", "by", "because")
    heard = TextField(
        label=_("What we heard"),
        max_length=LONGEST_HEARD,
        widget=_lines(3),
        help_text=_("In your own words. People who said it should recognise it."),
    )
    found = forms.TypedMultipleChoiceField(
        label=_("Statements in the result that it is about"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Participants who wrote one of them will see what came of it."),
    )
    numbers = NumbersField(
        label=_("Numbers of other statements that it is about"),
        required=False,
        max_length=500,
        help_text=_("For example 3, 14. Only published statements can be named."),
    )
    state = forms.ChoiceField(
        label=_("Where does this stand?"),
        choices=[(one.value, one.label) for one in TO_BEGIN_WITH],
        widget=forms.RadioSelect,
        initial=State.PLANNED,
    )
    what = TextField(
        label=_("What we will do"), max_length=LONGEST_PROMISE, required=False, widget=_lines(3)
    )
    role = TextField(
        label=_("Who will do it: a role or a team"),
        max_length=LONGEST_ROLE,
        required=False,
        help_text=_("For example “the director of nursing”."),
    )
    person = PersonField(label=_("Or a person, by name"), required=False)
    agreed = forms.BooleanField(label=_("This person has agreed to be named"), required=False)
    by = forms.DateField(label=_("By when?"), required=False, widget=DATE)
    because = TextField(
        label=_("Why nothing will change"),
        max_length=LONGEST_PROMISE,
        required=False,
        widget=_lines(3),
    )

    def __init__(
        self,
        *args: Any,
        conversation: Conversation,
        findings: list[tuple[int, str]],
        point: Point | None = None,
        is_published: bool = False,
        **kwargs: Any,
    ):
        """Ask about a point; of a published one, how far it is stays as it was."""
        known = [number for number, _text in findings]
        super().__init__(*args, initial=_initial(point, known) if point else None, **kwargs)
        self.conversation, self.point = conversation, point
        self.fields["found"].choices = findings  # type: ignore[attr-defined]  # a field of choices
        if not findings:
            del self.fields["found"]
        if point and is_published:
            del self.fields["state"]
            for name in _not_asked(point):
                del self.fields[name]

    @property
    def does(self) -> list[forms.BoundField]:
        """The fields about what somebody does."""
        return [self[name] for name in DOES if name in self.fields]

    @property
    def is_about_some(self) -> bool:
        """Return whether statements are chosen, or something is wrong with them."""
        chosen = any(self[name].value() for name in ("found", "numbers") if name in self.fields)
        return chosen or bool(self["numbers"].errors)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("person") and not cleaned.get("agreed"):
            text = _("Ask this person first. Everybody who has the link will see their name.")
            self.add_error("agreed", text)
        return cleaned

    def clean_numbers(self) -> list[int]:
        """Refuse what nobody else can read: it would be read here."""
        numbers: list[int] = self.cleaned_data["numbers"]
        named = heard.may_be_named(self.conversation).filter(number__in=numbers)
        missing = sorted(set(numbers) - set(named.values_list("number", flat=True)))
        if missing:
            text = _("No published statement has the number %(numbers)s.")
            raise forms.ValidationError(text, params={"numbers": ", ".join(map(str, missing))})
        return numbers

    def values(self) -> dict[str, object]:
        """Return what a point keeps, with what it has of the fields that were not asked."""
        names = ("heard", "state", "what", "role", "person", "by", "because")
        return {name: self.cleaned_data.get(name, self._kept(name)) for name in names}

    def _kept(self, name: str) -> object:
        empty = None if name in ("person", "by") else ""
        return getattr(self.point, name) if self.point else empty

    def statements(self) -> list[Statement]:
        """Return the statements that were chosen or typed."""
        numbers = {*self.cleaned_data.get("found", []), *self.cleaned_data["numbers"]}
        return list(heard.may_be_named(self.conversation).filter(number__in=numbers))


def _not_asked(point: Point) -> tuple[str, ...]:
    """Return the fields that a published point has no use for: how far it is stays as it was."""
    if point.state == State.NO_CHANGE:
        return DOES
    return () if point.because else ("because",)


def _initial(point: Point, known: list[int]) -> dict[str, object]:
    """Return what a form about a point begins with; `known` are statements that have a box."""
    numbers = [one.number for one in point.statements.all() if one.is_published]
    names = ("heard", "state", "what", "role", "person", "by", "because")
    return {
        **{name: getattr(point, name) for name in names},
        "agreed": point.person_id is not None,
        "found": [number for number in numbers if number in known],
        "numbers": [number for number in numbers if number not in known],
    }


class FollowUpForm(forms.Form):
    """How far a published point is by now."""

    state = forms.ChoiceField(label=_("Where does this stand now?"), widget=forms.RadioSelect)
    text = TextField(
        label=_("What happened"),
        max_length=LONGEST_PROMISE,
        widget=_lines(3),
        help_text=_("If it is not done, say why. Everybody who has the link reads it."),
    )
    by = forms.DateField(
        label=_("New date"),
        required=False,
        widget=DATE,
        help_text=_("Leave it empty if the date has not changed."),
    )

    def __init__(self, data: Any = None, *, point: Point):
        super().__init__(data, initial={"state": point.state})
        states = FOLLOWS[State(point.state)]
        self.fields["state"] = forms.ChoiceField(
            label=self.fields["state"].label,
            choices=[(one.value, one.label) for one in states],
            widget=forms.RadioSelect,
        )
        if point.state == State.NO_CHANGE:
            del self.fields["by"]

    def values(self) -> dict[str, Any]:
        by: date | None = self.cleaned_data.get("by")
        return {"state": self.cleaned_data["state"], "text": self.cleaned_data["text"], "by": by}
