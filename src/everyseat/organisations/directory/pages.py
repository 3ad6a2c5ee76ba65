"""The page on which an administrator connects a directory, and disconnects it."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from everyseat.giving.access import requires
from everyseat.organisations import roles
from everyseat.organisations.directory import tokens
from everyseat.organisations.models import DirectoryToken
from everyseat.organisations.signed_in import SignedIn


class TokenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Which directory is it for?"),
        max_length=60,
        help_text=gettext_lazy("For example: Entra ID, or Okta."),
    )


@requires(roles.MANAGE_ROLES)
@cache_control(no_store=True)
def directory(request: SignedIn) -> HttpResponse:
    """List the tokens of directories; make one, and show it this once."""
    form, text = TokenForm(request.POST or None), ""
    if form.is_valid():
        _token, text = tokens.make(form.cleaned_data["name"], request.user)
        form = TokenForm()
    context = {
        "form": form,
        "text": text,
        "tokens": DirectoryToken.objects.select_related("made_by"),
        "address": f"{settings.URL}/scim/v2",
    }
    return render(request, "organisations/directory.html", context)


@require_POST
@requires(roles.MANAGE_ROLES)
def revoke(request: SignedIn, pk: int) -> HttpResponse:
    token = get_object_or_404(DirectoryToken, pk=pk)
    tokens.revoke(token)
    messages.success(request, _("%(name)s is disconnected.") % {"name": token.name})
    return redirect("directory")
