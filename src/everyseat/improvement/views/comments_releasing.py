"""Pages on which words are taken out of comments, and what is left is released or withheld."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving.looking_again import tried
from everyseat.giving.refusing import checked, refused
from everyseat.improvement.actions import comments_releasing as actions
from everyseat.improvement.forms.releasing import ReleaseForm, WithholdForm
from everyseat.improvement.models import Comment, Service
from everyseat.improvement.queries import releasing, taking_out
from everyseat.improvement.queries.coding import counted
from everyseat.improvement.views.shared import after, of_a_service, reads_comments
from everyseat.organisations.signed_in import SignedIn


@reads_comments
def comments_release_queue(request: SignedIn, service: Service) -> HttpResponse:
    """Lead to the next coded comment that is neither released nor withheld."""
    found = releasing.next_for(service, after(request))
    if found is None:
        return render(request, "improvement/releasing_done.html", {"service": service})
    return redirect(f"{reverse('comment_release', args=[service.pk, found.pk])}?queue=yes")


@reads_comments
def comment_release(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Show what may tell who somebody is, and release what a person leaves."""
    found = _comment(service, number)
    base = actions.before(found)
    shown = found.text if found.state == Comment.State.RELEASED else taking_out.suggested(base)
    form = ReleaseForm(request.POST or None, initial={"left": shown})

    def save(sure: bool) -> None:
        _release(request, service, found, form.cleaned_data["left"], sure)

    is_saved, waits = tried(request, form, save)
    if is_saved:
        return _next(request, service, found)
    context = {
        "service": service,
        "comment": found,
        "form": form,
        "withhold": WithholdForm(initial={"because": found.because}),
        "pieces": taking_out.pieces(base),
        "is_published": actions.is_published(found),
        "waits": waits,
        "queue": request.GET.get("queue", ""),
        "again": "?queue=yes" if request.GET.get("queue") else "",
    }
    return render(request, "improvement/releasing.html", context, status=form.status)


def _comment(service: Service, number: int) -> Comment:
    return get_object_or_404(counted(service).select_related("released_by"), pk=number)


def _release(request: SignedIn, service: Service, found: Comment, left: str, sure: bool) -> None:
    actions.release(
        comment=found,
        left=left,
        by=request.user,
        today=timezone.localdate(),
        sure=sure,
    )
    if service.is_public:
        text = _("Released. Others can read what you left.")
    else:
        text = _("Released, but nobody else can read it yet: the public page is closed.")
    messages.success(request, text)


def _next(request: SignedIn, service: Service, found: Comment) -> HttpResponse:
    if request.GET.get("queue"):
        return redirect("comments_release_queue", pk=service.pk)
    return redirect("comment_release", pk=service.pk, number=found.pk)


@require_POST
@of_a_service
def comment_withhold(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Withhold a comment, or withdraw one that was released."""
    found = _comment(service, number)
    with refused(request):
        actions.withhold(comment=found, because=checked(WithholdForm(request.POST))["because"])
        messages.success(request, _("Withheld. Nobody else can read this comment."))
        return _next(request, service, found)
    return redirect("comment_release", pk=service.pk, number=number)
