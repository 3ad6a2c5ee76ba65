"""The page on which somebody outside is corrected before they are invited."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from everyseat.giving.access import login_required
from everyseat.giving.refusing import refused
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty.actions import correcting
from everyseat.threesixty.forms.correcting import CorrectForm
from everyseat.threesixty.models import Invitation
from everyseat.threesixty.queries import naming as permissions
from everyseat.threesixty.views.nominating import find_list


@login_required
def rater_correct(request: SignedIn, pk: str, invitation: str) -> HttpResponse:
    review = find_list(request, pk)
    raters = Invitation.objects.filter(review=review).select_related("person__organisation")
    chosen = get_object_or_404(raters, pk=invitation)
    chosen.review = review
    if not permissions.may_change_one(request.user, chosen) or not chosen.person.is_partner:
        raise PermissionDenied
    now = {"name": chosen.person.name, "email": chosen.person.email}
    form = CorrectForm(request.POST or None, initial=now)
    if form.is_valid():
        data = form.cleaned_data
        with refused(form):
            correcting.correct(
                invitation=chosen, by=request.user, name=data["name"], email=data["email"]
            )
            messages.success(request, _("Corrected: %(name)s (%(email)s).") % data)
            return redirect(f"{reverse('nominate', args=[pk])}#list")
    context = {"review": review, "invitation": chosen, "form": form, "now": now}
    return render(request, "threesixty/nominate_correct.html", context)
