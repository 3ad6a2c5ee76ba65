"""What somebody typed into a form, so that it can be shown again when it could not be saved."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import resolve
from django.utils.http import url_has_allowed_host_and_scheme

TOKEN = "csrfmiddlewaretoken"
DRAFT = "draft"
"""The field by which a long form says that it is one: see `giving.drafts`."""
SEEN = "seen"
"""The field with the version that a form was opened with (`giving.versions`). Scripts keep it
with a draft (`frontend/scripts/shared`)."""
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True)
class Typed:
    """The fields of a form: what somebody wrote, what they chose, and whether a file is among it.

    It is empty where no page of ours sent the form.
    """

    words: list[tuple[str, str]] = field(default_factory=list)
    rest: list[tuple[str, str]] = field(default_factory=list)
    has_token: bool = False
    has_files: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.rest)

    @property
    def has_more(self) -> bool:
        """Return whether something was ticked, chosen or said in a word, and is not shown."""
        own = (DRAFT, SEEN)
        return any(name not in own and value for name, value in self.rest)

    @property
    def is_long(self) -> bool:
        """Return whether the form asks for words; not so a single button."""
        return bool(self.words) or any(name == DRAFT for name, _value in self.rest)


def into(request: HttpRequest, *, is_ours: Callable[[HttpRequest], bool]) -> Typed:
    """Return what somebody typed into a form, if `is_ours` says that a page of ours sent it.

    Another site's form would be shown filled in, to be sent as its visitor's own.
    """
    if request.method != "POST" or request.content_type not in FORMS:
        return Typed()
    with suppress(Exception):  # what could not be read the first time
        if is_ours(request):
            return _sorted(request)
    return Typed()


def _sorted(request: HttpRequest) -> Typed:
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    typed = [pair for pair in pairs if pair[0] != TOKEN]
    return Typed(
        words=[pair for pair in typed if _is_words(pair[1])],
        rest=[pair for pair in typed if not _is_words(pair[1])],
        has_token=TOKEN in request.POST,
        has_files=bool(request.FILES),
    )


def _is_words(value: str) -> bool:
    """Return whether somebody wrote this, and did not choose it."""
    return " " in value.strip() or "\n" in value


def was_checked(request: HttpRequest) -> bool:
    """Return whether a form of ours was sent, by its token.

    The page may have failed before its form was checked. A giver's page checks no cookie; there we
    go by what the browser says of where it was sent from.
    """
    view = resolve(request.path_info).func
    if getattr(view, "csrf_exempt", False):
        return request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, view, (), {}) is None


def was_sent_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that a page of ours sent a form, whatever its token is.

    A browser that says nothing is not believed: who made the form could leave it out.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def page_of(request: HttpRequest) -> str:
    """Return the address of the page that somebody is on: of a form, the page that it stands on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    before = request.headers.get("Referer", "")
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(before, hosts, require_https=request.is_secure()):
        return request.path
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
