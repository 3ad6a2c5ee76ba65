"""What people say of a service: counts by theme, released comments, and what others may take."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from everyseat.files.csv_export import for_people
from everyseat.improvement import said_words
from everyseat.improvement.forms.said import SaidForm
from everyseat.improvement.models import Service
from everyseat.improvement.queries import comments as queries
from everyseat.improvement.queries import releasing, suggesting
from everyseat.improvement.views.shared import of_a_service
from everyseat.organisations import roles
from everyseat.organisations.signed_in import SignedIn

ON_A_PAGE = 50


@of_a_service
def comments(request: SignedIn, service: Service) -> HttpResponse:
    """Say what people say, by theme, and how far coding and releasing are."""
    form = SaidForm(request.GET, months=queries.months(service))
    themes = queries.by_theme(service, **form.among())
    context = {
        "service": service,
        "form": form,
        "progress": queries.progress(service),
        "to_release": releasing.to_release(service).count(),
        "themes": themes,
        "rows": [(one, said_words.months(one)) for one in themes],
        "meaning": said_words.meaning(themes),
        "may_edit_themes": request.user.may(roles.IMPROVE),
        "suggestions": suggesting.state(service),
        "batches": service.batches.count(),
    }
    return render(request, "improvement/comments.html", context)


@of_a_service
def comments_theme(request: SignedIn, service: Service, theme: int) -> HttpResponse:
    """Show the released comments under a theme: those of a question, a kind, a month."""
    found = get_object_or_404(service.framework.themes, number=theme)
    form = SaidForm(request.GET, months=queries.months(service))
    rows = queries.released(service, found, **form.asked())
    said = next((one for one in queries.by_theme(service) if one.theme == found), None)
    context: dict[str, Any] = {
        "service": service,
        "theme": found,
        "form": form,
        "said": said,
        "months": said_words.months(said) if said else "",
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "improvement/comments_theme.html", context)


@of_a_service
def comments_export(request: SignedIn, service: Service) -> HttpResponse:
    """Return released comments with their themes as a CSV file, the latest first."""
    answer = HttpResponse(
        for_people(queries.exported(service)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="comments.csv"'
    return answer
