"""Pages of a service's issues: the list, one of them, its words, its comments, publishing it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.looking_again import tried
from everyseat.giving.refusing import refused
from everyseat.improvement import issue_checks, you_said
from everyseat.improvement.actions import issue_steps
from everyseat.improvement.actions import issues as actions
from everyseat.improvement.forms.issues import FindForm, IssueForm
from everyseat.improvement.models import Issue, Service
from everyseat.improvement.models.issue import State
from everyseat.improvement.queries import issues as queries
from everyseat.improvement.views.shared import keys, of_a_service
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn

AT_ONCE = 25


def one_of(service: Service, number: int) -> Issue:
    """Return the issue of a number with all that is shown of it, or no page."""
    found = queries.of(service).filter(number=number).first()
    if found is None:
        raise Http404
    found.service = service
    return found


@of_a_service
def issues(request: SignedIn, service: Service) -> HttpResponse:
    """Show all issues of a service, the newest first."""
    today = timezone.localdate()
    page = Paginator(queries.of(service), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "service": service,
        "page": page,
        "issues": [you_said.line(one, today) for one in page],
        "counts": you_said.counts(service),
        "led": you_said.led_to_change(service, today),
    }
    return render(request, "improvement/issues.html", context)


@of_a_service
def issue_new(request: SignedIn, service: Service) -> HttpResponse:
    """Write down what people said."""
    form = IssueForm(request.POST or None, service=service)
    if form.is_valid():
        made = actions.add(
            service=service, values=form.values(), by=request.user, today=timezone.localdate()
        )
        messages.success(request, _("Saved. Nobody else reads it until you publish it."))
        return _choose(service, made)
    return render(request, "improvement/issue_new.html", {"service": service, "form": form})


def _choose(service: Service, made: Issue) -> HttpResponse:
    """Go on to the comments that say it, those on its theme first; to it, if there are none."""
    if not queries.to_choose(service, None, "").exists():
        return redirect("issue", pk=service.pk, number=made.number)
    has_any = made.theme and queries.to_choose(service, made.theme, "").exists()
    about = f"?theme={made.theme_id}" if has_any else ""
    return redirect(reverse("issue_comments", args=[service.pk, made.number]) + about)


@of_a_service
def issue(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Show an issue, how far it is, and the steps that may follow."""
    found = one_of(service, number)
    context = {
        "service": service,
        "one": you_said.shown(found, timezone.localdate()),
        "steps": issue_steps.FOLLOWS[found.state],
        "may_postpone": found.state == State.PLANNED,
        "may_correct": True,
        "may_go_back": bool(issue_steps.backwards(found)),
        "cycles": found.cycles.all(),
    }
    return render(request, "improvement/issue.html", context)


@of_a_service
def issue_edit(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Correct the words of an issue, as it stands."""
    found, today = one_of(service, number), timezone.localdate()
    form = IssueForm(request.POST or None, service=service, issue=found)

    def save(sure: bool) -> None:
        actions.correct(issue=found, values=form.values(), today=today, sure=sure)

    is_saved, waits = tried(request, form, save)
    if is_saved:
        messages.success(request, _("Your changes are saved."))
        return redirect("issue", pk=service.pk, number=number)
    context = {"service": service, "issue": found, "form": form, "waits": waits}
    return render(request, "improvement/issue_edit.html", context, status=form.status)


@of_a_service
def issue_comments(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Choose which released comments stand under an issue."""
    found = one_of(service, number)
    if request.method == "POST":
        with refused(request):
            actions.choose_comments(
                issue=found,
                shown=keys(request.POST.getlist("shown")),
                chosen=keys(request.POST.getlist("chosen")),
                today=timezone.localdate(),
            )
            messages.success(request, _("The comments are chosen."))
        return redirect(request.get_full_path())
    form = FindForm(request.GET or None, service=service)
    asked = form.cleaned_data if form.is_valid() else {}
    offered = queries.to_choose(service, asked.get("theme"), asked.get("search", ""))
    context = {
        "service": service,
        "issue": found,
        "form": form,
        "page": Paginator(offered, AT_ONCE).get_page(request.GET.get("page")),
        "chosen": set(found.comments.values_list("pk", flat=True)),
        "are_any": bool(asked) or offered.exists(),
    }
    return render(request, "improvement/issue_comments.html", context)


@of_a_service
def issue_publish(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Publish an issue, after a check."""
    found, today = one_of(service, number), timezone.localdate()

    def publish() -> str:
        actions.publish(issue=found, today=today)
        if service.is_public:
            return _("It is published.")
        return _("Published, but nobody can read it yet: the public page is closed.")

    back = reverse("issue", args=[service.pk, number])
    return checks.page(request, issue_checks.published(found, today), publish, back=back)


@of_a_service
def issue_delete(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Delete an issue that nobody has read, after a check."""
    found = one_of(service, number)

    def remove() -> str:
        actions.remove(issue=found)
        return _("It is deleted.")

    back, done = reverse("issue", args=[service.pk, number]), reverse("issues", args=[service.pk])
    return checks.page(request, issue_checks.removed(found), remove, back=back, done=done)
