"""Setting up services, correcting them, and what everybody may see of them."""

from datetime import date

from django.utils.translation import gettext as _

from everyseat.giving import looking_again
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import assign, changing
from everyseat.improvement.actions import comments_suggesting, public_counts
from everyseat.improvement.models import Coding, Service, Suggestion
from everyseat.organisations import moderating
from everyseat.organisations.models import Organisation, Person


def add(*, organisation: Organisation, values: dict[str, object]) -> Service:
    """Add a service that only people who look after services see."""
    return Service.objects.create(organisation=organisation, **values)


def correct(*, service: Service, values: dict[str, object], sure: bool = False) -> None:
    """Correct what a service is called, who leads it, and how long comments are kept.

    Its list of themes stays once a comment is coded by it.
    """
    with changing(service):
        if values.get("framework", service.framework) != service.framework:
            _must_not_be_coded(service)
            Suggestion.objects.filter(comment__service=service).delete()
        if service.is_public:
            words = f"{values.get('name', '')} {values.get('about', '')}"
            looking_again.must_be_sure(moderating.why(words), sure)
        assign(service, values)


def _must_not_be_coded(service: Service) -> None:
    if Coding.objects.filter(comment__service=service).exists():
        text = _("Comments are coded by this list of themes, so it stays.")
        raise Invalid("framework", text)


def publish(*, service: Service, today: date) -> None:
    """Let everybody read the service's page."""
    with changing(service):
        service.is_public = True
    public_counts.count(service=service, today=today)


def unpublish(*, service: Service) -> None:
    """Close the service's page again; what was published there is kept."""
    with changing(service):
        service.is_public = False


def delete(*, service: Service) -> None:
    """Delete a service of which nothing was ever published, with all that belongs to it."""
    with changing(service):
        if not may_delete(service):
            raise NotNow(_("People can read about this service, so it stays."))
        comments_suggesting.forget(comments=service.comments.all())
        Service.objects.filter(pk=service.pk).delete()


def may_delete(service: Service) -> bool:
    """Return whether nobody was told of this service by its public page."""
    return not (service.is_public or service.collects or _was_published(service))


def _was_published(service: Service) -> bool:
    return service.issues.exclude(published_on=None).exists()


def hand_over(*, service: Service, to: Person) -> None:
    """Name somebody else as the one who leads a service."""
    with changing(service):
        service.lead = to
