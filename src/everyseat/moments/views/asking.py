"""Pages of moments: for the leader who asks, and for those who say how it felt."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from everyseat.giving import second_look
from everyseat.giving.access import login_required
from everyseat.giving.giver_pages import private, qr
from everyseat.giving.links import link_to
from everyseat.giving.refusing import refused
from everyseat.moments import landing, present, who_sees
from everyseat.moments.actions import asking as actions
from everyseat.moments.forms import CorrectForm, FeltForm, OpenForm, ReplyForm
from everyseat.moments.models import Moment
from everyseat.moments.queries import asking as queries
from everyseat.organisations import marking
from everyseat.organisations.signed_in import SignedIn

TOKEN = 22
"""Characters of a device's token: 128 bits."""


@login_required
def moments(request: SignedIn) -> HttpResponse:
    shares = queries.last_shares(request.user)
    context = {
        "entries": list(map(landing.moment_entry, queries.mine(request.user))),
        "shares": [(share, present.count(share.met, share.moment)) for share in shares],
        "drawing": present.over_time(shares) if len(shares) > 1 else "",
    }
    return render(request, "moments/moments.html", context)


@login_required
def moment_new(request: SignedIn) -> HttpResponse:
    form = OpenForm(request.POST or None, initial={"held_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        made = actions.open_moment(leader=request.user, **form.cleaned_data)
        return redirect("moment", pk=made.pk)
    return render(request, "moments/moment_new.html", {"form": form})


@login_required
def moment(request: SignedIn, pk: str) -> HttpResponse:
    moment = get_object_or_404(queries.mine(request.user), pk=pk)
    link = link_to("felt", moment.code)
    context = {"moment": moment, "link": link}
    if moment.is_open:
        context["qr"] = qr(link, _("Link to answer"))
    elif not moment.is_read:
        actions.mark_as_read(moment=moment)
    if moment.picture:
        context |= present.page(moment)
    return render(request, "moments/moment.html", context)


@login_required
def moment_edit(request: SignedIn, pk: str) -> HttpResponse:
    """Correct what an open moment is called, and its day."""
    moment = get_object_or_404(queries.mine(request.user), pk=pk)
    initial = {"what": moment.what, "held_on": moment.held_on}
    form = CorrectForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(request):
            actions.correct(moment=moment, **form.cleaned_data)
            messages.success(request, _("Your changes are saved."))
        return redirect("moment", pk=pk)
    context = {"moment": moment, "form": form}
    return render(request, "moments/moment_edit.html", context, status=form.status)


@login_required
def moment_cancel(request: SignedIn, pk: str) -> HttpResponse:
    """Say what happens when a moment is cancelled; cancel it once that was read and confirmed."""
    moment = get_object_or_404(queries.mine(request.user), pk=pk)
    if request.method == "POST":
        with refused(request):
            actions.cancel(moment=moment)
            messages.success(request, _("It is cancelled. All answers were deleted."))
        return redirect("moment", pk=pk)
    return render(request, "moments/moment_cancel.html", {"moment": moment})


@login_required
def moment_reply(request: SignedIn, pk: str) -> HttpResponse:
    """Tell those who were there what one heard and will do: where they answered, they read it."""
    moment = get_object_or_404(queries.mine(request.user), pk=pk)
    if moment.state != Moment.State.CLOSED:
        messages.error(request, _("You can reply once this has closed."))
        return redirect("moment", pk=pk)
    said = {"heard": moment.heard, "will_do": moment.will_do}
    form = ReplyForm(request.POST or None, initial=said, counted=moment.picture is not None)
    context = {"moment": moment, "form": form, "who": who_sees.reply()}
    if request.method == "POST" and form.is_valid():
        pieces = marking.marked(form.cleaned_data, about=moment.leader.name)
        warned_about = marking.warned_about(pieces)
        context |= {"pieces": pieces, "warned": second_look.seal(warned_about)}
        if second_look.is_agreed(request.POST, warned_about):
            with refused(form):
                actions.reply(moment=moment, **form.cleaned_data)
                messages.success(request, _("Whoever opens the same link or code reads it now."))
                return redirect("moment", pk=pk)
    return render(request, "moments/moment_reply.html", context, status=form.status)


@require_POST
@login_required
def moment_decide(request: SignedIn, pk: str) -> HttpResponse:
    """Show a text that waits, or delete it."""
    moment = get_object_or_404(queries.mine(request.user), pk=pk)
    show = request.POST.get("act") == "show"
    if show or request.POST.get("act") == "leave":
        actions.decide(moment=moment, name=request.POST.get("name", ""), show=show)
    return redirect("moment", pk=pk)


@csrf_exempt
def felt(request: HttpRequest, code: str) -> HttpResponse:
    """Say how it felt: no cookie, no account. Sent twice under one token it is one voice."""
    moment = Moment.objects.select_related("leader").filter(code=code.lower()).first()
    if not moment:
        return private(render(request, "moments/no_moment.html", status=404))
    sent = request.POST if request.method == "POST" else None
    form = FeltForm(sent, vocabulary=moment.vocabulary)
    context = {"moment": moment, "form": form, "who": who_sees.felt(moment)}
    if form.is_valid():
        said = form.cleaned_data
        written = {"own": said["own"], "sentence": said["sentence"]}
        pieces = marking.marked(written, about=moment.leader.name, names=False)
        warned_about = marking.warned_about(pieces)
        context |= {"pieces": pieces, "warned": second_look.seal(warned_about)}
        if second_look.is_agreed(request.POST, warned_about):
            with refused() as answer:
                token = request.POST.get("token", "")[:TOKEN] or secrets.token_urlsafe(16)
                actions.answer(moment=moment, token=token, **said)
                return private(redirect("felt_sent", code=moment.code))
            context["problem"] = answer.text
    context["token"] = request.POST.get("token", "")[:TOKEN] or secrets.token_urlsafe(16)
    return private(render(request, "moments/felt.html", context))


@csrf_exempt
def felt_sent(request: HttpRequest, code: str) -> HttpResponse:
    moment = get_object_or_404(Moment.objects.select_related("leader"), code=code)
    return private(render(request, "moments/felt_sent.html", {"moment": moment}))
