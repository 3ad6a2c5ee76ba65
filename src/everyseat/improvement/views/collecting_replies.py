"""Answering people who commented and want an answer. Nobody is shown their address."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusing import refused
from everyseat.improvement import collecting_checks as said
from everyseat.improvement import who_sees
from everyseat.improvement.actions import collecting_replies as actions
from everyseat.improvement.forms.collecting import ReplyForm
from everyseat.improvement.models import Reply, Service
from everyseat.improvement.queries import collecting as queries
from everyseat.improvement.views.shared import of_a_service, reads_comments
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn


@of_a_service
def service_replies(request: SignedIn, service: Service) -> HttpResponse:
    """List who wants an answer, who has been answered, and whether it helped."""
    found = list(queries.replies(service))
    unhelped = queries.did_not_help(Service.objects.filter(pk=service.pk))
    context = {
        "service": service,
        "waiting": [one for one in found if not one.sent_on],
        "unhelped": unhelped,
        "answered": [one for one in reversed(found) if one.sent_on and one not in unhelped],
        "helped": queries.how_many_were_helped(service),
    }
    return render(request, "improvement/collecting_replies.html", context)


@reads_comments
def service_reply(request: SignedIn, service: Service, reply: str) -> HttpResponse:
    """Write an answer, with help beside it; or read one that was sent."""
    found = _reply(service, reply)
    form = ReplyForm(request.POST or None, initial={"signed": request.user.name})
    if found.sent_on:
        return _sent(request, service, found)
    if form.is_valid() and "edit" not in request.POST:
        return _sure(request, service, found, form.cleaned_data)
    context = {
        "service": service,
        "reply": found,
        "comments": queries.written_on_one_form(found),
        "form": form,
        "who": who_sees.who_answers(),
    }
    return render(request, "improvement/collecting_reply.html", context, status=form.status)


def _sure(
    request: SignedIn, service: Service, reply: Reply, values: dict[str, str]
) -> HttpResponse:
    """Show the answer as it will be read, with what to ask about it; then send it."""

    def send() -> str:
        actions.answer(reply=reply, by=request.user, today=timezone.localdate(), **values)
        return _("The answer is on its way.")

    return checks.page(
        request,
        said.answered(reply, values["text"]),
        send,
        back=reverse("service_reply", args=[service.pk, reply.pk]),
        done=reverse("service_replies", args=[service.pk]),
        carried=values,
        edit=_("Change the answer"),
        more="improvement/collecting_reply_shown.html",
        context={"shown": values},
    )


def _sent(request: SignedIn, service: Service, reply: Reply) -> HttpResponse:
    if request.method == "POST":
        with refused(request):
            again = actions.write_again(reply=reply, today=timezone.localdate())
            return redirect("service_reply", pk=service.pk, reply=again.pk)
        messages.info(request, _("Nothing has changed."))
    context = {
        "service": service,
        "reply": reply,
        "comments": queries.written_on_one_form(reply),
        "may_write_again": queries.may_write_again(reply),
    }
    return render(request, "improvement/collecting_reply_sent.html", context)


@of_a_service
def service_reply_decline(request: SignedIn, service: Service, reply: str) -> HttpResponse:
    """Write no answer to somebody who wanted one, after a check."""
    found = _reply(service, reply)

    def decline() -> str:
        actions.decline(reply=found)
        return _("No answer will be written. The address is deleted.")

    back = reverse("service_reply", args=[service.pk, found.pk])
    done = reverse("service_replies", args=[service.pk])
    return checks.page(request, said.declined(found), decline, back=back, done=done)


def _reply(service: Service, pk: str) -> Reply:
    found = queries.reply(pk)
    if not found or found.comment.service_id != service.pk:
        raise Http404
    return found
