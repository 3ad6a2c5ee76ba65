"""Themes by which comments are sorted: the ones that come with the product, and an own list."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.files import frameworks
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import assign, changing
from everyseat.improvement.models import Framework, Theme
from everyseat.improvement.theme_table import MOST, Line
from everyseat.organisations.models import Organisation

PATIENT_EXPERIENCE = "patient_experience"
NAME = "Patient experience"


@transaction.atomic
def add_ours(*, organisation: Organisation) -> None:
    """Add the framework that comes with the product, if an organisation does not have it yet."""
    made, is_new = Framework.objects.get_or_create(
        organisation=organisation, key=PATIENT_EXPERIENCE, defaults={"name": NAME}
    )
    if is_new:
        Theme.objects.bulk_create(
            Theme(
                framework=made,
                number=number,
                group=theme.group,
                name=theme.name,
                description=theme.description,
            )
            for number, theme in enumerate(frameworks.patient_experience(), 1)
        )


@transaction.atomic
def add(*, organisation: Organisation, name: str, lines: Sequence[Line]) -> Framework:
    """Add an own list of themes."""
    if organisation.frameworks.filter(name__iexact=name).exists():
        raise Invalid("name", _("Another list of themes has this name."))
    made = Framework.objects.create(organisation=organisation, name=name)
    _append(made, lines)
    return made


def add_themes(*, framework: Framework, lines: Sequence[Line]) -> None:
    """Add themes to an own list, behind those that it has."""
    with changing(framework):
        _must_be_own(framework)
        _append(framework, lines)


def _append(framework: Framework, lines: Sequence[Line]) -> None:
    """Add themes. Invalid if there are too many, or one has the name of another."""
    names = {name.casefold() for name in framework.themes.values_list("name", flat=True)}
    if twice := [one for one in lines if one.name.casefold() in names]:
        text = _("“%(name)s” on line %(line)s is in the list already.")
        raise Invalid("pasted", text % {"name": twice[0].name, "line": twice[0].line})
    if len(names) + len(lines) > MOST:
        text = _("These are more than %(n)s themes. Nobody chooses among so many.")
        raise Invalid("pasted", text % {"n": MOST})
    last = framework.themes.order_by("-number").first()
    Theme.objects.bulk_create(
        Theme(
            framework=framework,
            number=number,
            group=one.group,
            name=one.name,
            description=one.description,
        )
        for number, one in enumerate(lines, last.number + 1 if last else 1)
    )


def correct(*, theme: Theme, values: dict[str, object]) -> None:
    """Change a theme. Of a list that comes with the product only whether a theme is used.

    Invalid if another has the name. One theme at least stays in use.
    """
    with changing(theme.framework), changing(theme):
        others = theme.framework.themes.exclude(pk=theme.pk)
        if not values["is_used"] and not others.filter(is_used=True).exists():
            raise Invalid("is_used", _("Keep one theme at least."))
        if theme.framework.key:
            theme.is_used = bool(values["is_used"])
            return
        if others.filter(name__iexact=str(values["name"])).exists():
            raise Invalid("name", _("Another theme of this list has this name."))
        assign(theme, values)


def _must_be_own(framework: Framework) -> None:
    if framework.key:
        raise NotNow(_("This list came with Everyseat, so that services can be compared."))
