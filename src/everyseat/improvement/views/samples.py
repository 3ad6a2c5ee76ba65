"""Pages on which two people code the same comments apart from each other, and then agree."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from everyseat.giving.refusing import refused
from everyseat.improvement import agreement_words, coding_checks
from everyseat.improvement.actions import samples as actions
from everyseat.improvement.forms.coding import CodingForm
from everyseat.improvement.forms.samples import SampleForm
from everyseat.improvement.models import Comment, Sample, Service
from everyseat.improvement.models.coding import Kind
from everyseat.improvement.queries import coding
from everyseat.improvement.queries import samples as queries
from everyseat.improvement.queries.coding import Codes
from everyseat.improvement.views.shared import of_a_service, reads_comments
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn


@of_a_service
def samples(request: SignedIn, service: Service) -> HttpResponse:
    """List the samples of a service, and make one."""
    form = SampleForm(request.POST or None)
    if form.is_valid():
        with refused(form):
            made = actions.make(
                service=service,
                n=form.cleaned_data["n"],
                first=request.user,
                today=timezone.localdate(),
            )
            return redirect("sample", pk=service.pk, number=made.pk)
    found = service.samples.select_related("first", "second")
    left = coding.to_code(service).count()
    may_make = left >= actions.FEWEST
    context = {"service": service, "form": form, "samples": found, "left": left}
    context |= {"may_make": may_make, "fewest": actions.FEWEST}
    return render(request, "improvement/samples.html", context)


def _sample(service: Service, number: int) -> Sample:
    found = get_object_or_404(service.samples.select_related("first", "second"), pk=number)
    found.service = service
    return found


@of_a_service
def sample(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Say how far a sample is, and once both have coded it, how far they agree."""
    found = _sample(service, number)
    is_coded = bool(found.closed_on) or queries.is_coded(found)
    result = (found.result or actions.result(found)) if is_coded else {}
    is_coder = request.user in queries.coders(found)
    context = {
        "service": service,
        "sample": found,
        "n": found.comments.count(),
        "is_coder": is_coder,
        "may_join": not (found.second_id or found.closed_on) and not is_coder,
        "left": queries.left(found, request.user).count() if is_coder else 0,
        "is_coded": is_coded,
        "result": result,
        "rows": agreement_words.rows(result),
        "to_agree": len(queries.to_agree(found)) if is_coded and not found.closed_on else 0,
    }
    return render(request, "improvement/sample.html", context)


@require_POST
@of_a_service
def sample_join(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Become the second coder of a sample."""
    with refused(request):
        actions.join(sample=_sample(service, number), second=request.user)
        return redirect("sample_code", pk=service.pk, number=number)
    return redirect("sample", pk=service.pk, number=number)


@reads_comments
def sample_code(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Code the next comment of a sample, without seeing what the other coder says."""
    found = _sample(service, number)
    comment = queries.left(found, request.user).first()
    if request.user not in queries.coders(found) or (comment is None and request.method == "GET"):
        return redirect("sample", pk=service.pk, number=number)
    if request.method == "POST":
        comment = found.comments.filter(pk=request.POST.get("comment") or 0).first()
    if comment is None:
        raise Http404
    form = _form(request, service, comment, Codes())
    if form.is_valid():
        with refused(form):
            actions.code(
                sample=found,
                comment=comment,
                **form.cleaned_data,
                coder=request.user,
                today=timezone.localdate(),
            )
            return redirect("sample_code", pk=service.pk, number=number)
    left = queries.left(found, request.user).count()
    return _page(request, "improvement/sample_code.html", found, comment, form, left=left)


def _form(request: SignedIn, service: Service, comment: Comment, codes: Codes) -> CodingForm:
    comment.service = service
    return CodingForm(
        request.POST or None,
        groups=coding.grouped(service.framework, codes.themes),
        codes=codes,
        usual=coding.USUAL_KIND.get(comment.question, ""),
    )


def _page(
    request: SignedIn,
    template: str,
    sample: Sample,
    comment: Comment,
    form: CodingForm,
    **more: Any,
) -> HttpResponse:
    context = {"service": sample.service, "sample": sample, "comment": comment, "form": form}
    return render(request, template, context | more, status=form.status)


@reads_comments
def sample_agree(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Agree about the next comment of which two coders say different things."""
    found = _sample(service, number)
    waiting = queries.to_agree(found) if queries.is_coded(found) else []
    wanted = request.POST.get("comment", "")
    pair = next((one for one in waiting if str(one.comment.pk) == wanted or not wanted), None)
    if pair is None:
        return redirect("sample", pk=service.pk, number=number)
    same = Codes(pair.first.themes & pair.second.themes)
    form = _form(request, service, pair.comment, same)
    if form.is_valid():
        with refused(form):
            actions.agree(
                sample=found,
                comment=pair.comment,
                **form.cleaned_data,
                by=request.user,
                today=timezone.localdate(),
            )
            return redirect("sample_agree", pk=service.pk, number=number)
    names = {theme.number: theme.name for theme in service.framework.themes.all()}
    said = [
        (coder.name, [names[one] for one in sorted(codes.themes)], Kind(codes.kind).label)
        for coder, codes in zip(queries.coders(found), (pair.first, pair.second), strict=True)
    ]
    template = "improvement/sample_agree.html"
    return _page(request, template, found, pair.comment, form, left=len(waiting), said=said)


@require_POST
@of_a_service
def sample_agree_same(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Let every comment count of which both coders say the same."""
    with refused(request):
        n = actions.agree_where_same(
            sample=_sample(service, number), by=request.user, today=timezone.localdate()
        )
        text = ngettext("%(n)s comment counts now.", "%(n)s comments count now.", n)
        messages.success(request, text % {"n": n})
    return redirect("sample", pk=service.pk, number=number)


@require_POST
@of_a_service
def sample_close(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Close a sample about which two coders agree."""
    with refused(request):
        actions.close(sample=_sample(service, number), today=timezone.localdate())
        messages.success(request, _("The sample is closed."))
    return redirect("sample", pk=service.pk, number=number)


@of_a_service
def sample_delete(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Delete an open sample, after a check."""
    found = _sample(service, number)

    def delete() -> str:
        actions.delete(sample=found)
        return _("The sample is deleted.")

    back = reverse("sample", args=[service.pk, number])
    done = reverse("samples", args=[service.pk])
    return checks.page(request, coding_checks.sample_deleted(found), delete, back=back, done=done)
