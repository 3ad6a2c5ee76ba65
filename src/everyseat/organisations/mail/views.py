"""The page about e-mail: what is queued, what has failed and why; send again, or delete."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.giving.access import login_required
from everyseat.organisations import outbox, roles
from everyseat.organisations.mail import state as mail_state
from everyseat.organisations.models import Email
from everyseat.organisations.signed_in import SignedIn

ON_A_PAGE = 100
"""Failed e-mails: several to one address are one row."""


@login_required
def emails(request: SignedIn) -> HttpResponse:
    """All e-mails for an administrator; those of the rounds for an organiser."""
    back = {"link": reverse("organisation"), "text": _("Organisation")}
    if request.user.may(roles.MANAGE_ROLES):
        return page(request, which=mail_state.ALL, back=back)
    if request.user.may(roles.RUN_EVERY_ROUND):
        return page(request, which=mail_state.ROUNDS, scope=_("360 rounds"), back=back)
    raise PermissionDenied


def page(request: SignedIn, *, which: str, back: dict[str, str], scope: str = "") -> HttpResponse:
    """Show the state of some e-mails; send again or delete the ones that failed."""
    may_delete = request.user.may(roles.MANAGE_ROLES)
    if request.method == "POST":
        failed_emails = _failed_emails(which, request.POST.get("address", ""))
        if request.POST.get("do") == "delete":
            _delete(request, failed_emails, may_delete)
        else:
            n = outbox.again(failed_emails)
            text = ngettext("%(n)s e-mail is sent again.", "%(n)s e-mails are sent again.", n)
            messages.success(request, text % {"n": n})
        return redirect(request.path)
    failed_page = Paginator(mail_state.failed(which), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "mail": mail_state.state(which),
        "page": failed_page,
        "addresses": mail_state.by_address(failed_page),
        "may_delete": may_delete,
        "back": back,
        "scope": scope,
    }
    return render(request, "organisations/emails.html", context)


def _failed_emails(which: str, address: str) -> list[Email]:
    failed = mail_state.failed(which).iterator()
    return [email for email in failed if not address or email.to == address]


def _delete(request: HttpRequest, failed_emails: list[Email], may_delete: bool) -> None:
    if not may_delete or not request.POST.get("address"):
        raise PermissionDenied
    outbox.discard(failed_emails)
    messages.success(request, _("Deleted."))
