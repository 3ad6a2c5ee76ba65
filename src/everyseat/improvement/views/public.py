"""What everybody may read of a service. Nobody is recognised here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everyseat.improvement.views.shared import by_code, public


@by_code
def service_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what people said of a service, and what was done."""
    return render(request, "improvement/page.html", {"service": public(code)})
