"""A review that collects answers, whose raters an organiser changes."""

from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Email
from everyseat.threesixty import links
from everyseat.threesixty.models import Invitation
from everyseat.threesixty.tests import make


def peers_and_partners():
    """Return a review with four peers and four partners, as they are stored."""
    made = make.collecting({"peer": 4, "partner": 4})
    partners = [i.person for i in made.invitations.filter(relationship="partner")]
    city = organisations.add_partner(name="C", email="c@city.example", organisation="City")
    for person in partners:
        person.organisation, person.is_active = city.organisation, False
        person.save()
    Email.objects.all().delete()
    made.refresh_from_db()
    return made


def one(review, relationship="peer"):
    rows = review.invitations.select_related("review__round", "review__recipient", "person")
    return rows.filter(relationship=relationship, state="invited").first()


def again(invitation):
    """Return an invitation as it is now, by its rater."""
    rows = Invitation.objects.select_related("review__round", "review__recipient", "person")
    return rows.get(review=invitation.review_id, person=invitation.person_id)


def address(review, *more):
    parts = [f"/rounds/{review.round_id}/leaders/{review.pk}/raters", *map(str, more)]
    return "/".join(parts) + "/"


def opened(client, invitation):
    return client.get(f"/invitation/{links.INVITATIONS.token(invitation.pk)}/")
