"""Questions that pages ask about organisations and people."""

from django.db.models import Q, QuerySet

from everyseat.organisations.models import Organisation, Person, Team


def host() -> Organisation | None:
    """Return the organisation whose site this is, or None before the first run."""
    return Organisation.objects.filter(is_host=True).first()


def people(search: str = "", role: str = "") -> QuerySet[Person]:
    """Return people: those whose name, e-mail, team or organisation holds a text, with a role."""
    everyone = Person.objects.select_related("organisation", "team", "manager").prefetch_related(
        "roles"
    )
    if search:
        everyone = everyone.filter(
            Q(name__icontains=search)
            | Q(email__icontains=search)
            | Q(team__name__icontains=search)
            | Q(organisation__name__icontains=search)
        )
    if role:
        everyone = everyone.filter(roles__role=role)
    return everyone


def holders(role: str) -> QuerySet[Person]:
    """Return the people with a role who can sign in, by name."""
    return Person.objects.filter(roles__role=role, is_active=True).order_by("name")


def names() -> list[str]:
    """Return every name that the site knows: people, teams, organisations."""
    return [
        *Person.objects.values_list("name", flat=True),
        *Team.objects.values_list("name", flat=True),
        *Organisation.objects.values_list("name", flat=True),
    ]
