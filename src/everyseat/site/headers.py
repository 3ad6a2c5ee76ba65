"""The headers that every page carries."""

from collections.abc import Callable
from wsgiref.headers import Headers

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
OF_DIRECTORIES = [*METHODS, "PUT", "PATCH", "DELETE"]
"""What SCIM asks by, beside what browsers do."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def policy() -> str:
    """Return the policy; a form may lead to the sign-in provider, if one is set."""
    if not settings.PROVIDER:
        return POLICY
    return POLICY.replace("form-action 'self'", f"form-action 'self' {settings.PROVIDER.origin}")


def add_to_static(headers: Headers, path: str, url: str) -> None:
    """Give the headers to a static file, which is served before any other is asked."""
    headers["Content-Security-Policy"] = POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    for name, value in secure().items():
        headers[name] = value


def secure() -> dict[str, str]:
    """Return the header by which a browser comes back by https alone; none without https."""
    seconds = settings.SECURE_HSTS_SECONDS
    return {"Strict-Transport-Security": f"max-age={seconds}"} if seconds else {}


class SafeHeaders:
    """Nothing runs or loads that is not our own; nothing personal stays in a shared cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        methods = OF_DIRECTORIES if request.path.startswith("/scim/v2/") else METHODS
        known = request.method in methods
        response = self.get_response(request) if known else HttpResponseNotAllowed(methods)
        for name, value in secure().items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: object,
        arguments: tuple[object, ...],
        named: dict[str, object],
    ) -> None:
        """Find nothing at an address with a NUL character: no database of ours would take it."""
        if any("\0" in str(value) for value in (*arguments, *named.values())):
            raise Http404
