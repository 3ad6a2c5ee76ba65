"""What everybody may read of a service. Nobody is recognised here."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from everyseat.improvement import you_said
from everyseat.improvement.present import charts
from everyseat.improvement.queries import measures, public_counts
from everyseat.improvement.views.shared import by_code, public


@by_code
def service_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what people said of a service, and what was done."""
    service = public(code)
    numbers = public_counts.of(service)
    context = {
        "service": service,
        "language": settings.LANGUAGE_CODE,
        "page": you_said.page(service, numbers, timezone.localdate()),
        "charts": [charts.of(one, for_everybody=True) for one in measures.elsewhere(service)],
        "said": numbers.themes if numbers else [],
        "helped": numbers.helped if numbers else None,
    }
    return render(request, "improvement/page.html", context)
