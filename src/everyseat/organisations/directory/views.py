"""SCIM 2.0 at /scim/v2/: people, as an organisation's directory keeps them up to date."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from everyseat.files.texts import from_json
from everyseat.giving.access import for_directories
from everyseat.organisations import audit_log
from everyseat.organisations.directory import messages, reading, saving, tokens
from everyseat.organisations.directory.messages import MOST, Refused, listed, scim, user
from everyseat.organisations.models import DirectoryToken, Person

View = Callable[..., HttpResponse]


def of_directory(*methods: str) -> Callable[[View], View]:
    """Mark what only a directory with a token may ask, by these methods; errors are SCIM's own."""

    def decorate(view: View) -> View:
        @for_directories
        @csrf_exempt  # nothing here knows a browser: there is no cookie that could be abused
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            try:
                token = _token(request)
                if request.method not in methods:
                    raise Refused(405, f"{request.method} is not supported here.")
                vars(request)["directory"] = token
                answer = view(request, *args, **kwargs)
            except Refused as refused:
                answer = refused.answer()
                if refused.status == HTTPStatus.UNAUTHORIZED:
                    answer["WWW-Authenticate"] = 'Bearer realm="Everyseat"'
                if refused.status == HTTPStatus.TOO_MANY_REQUESTS:
                    answer["Retry-After"] = "60"
            answer["Cache-Control"] = "no-store"
            return answer

        return guarded

    return decorate


def _token(request: HttpRequest) -> DirectoryToken:
    token = tokens.found(request.headers.get("Authorization", ""))
    if token is None:
        raise Refused(401, "A valid bearer token is needed.")
    if not tokens.may_go_on(token):
        raise Refused(429, "Too many requests. Try again in a minute.")
    return token


def _content(request: HttpRequest) -> Any:
    try:
        return from_json(request.body)
    except (ValueError, RecursionError):
        raise Refused(400, "The request is not JSON.", "invalidSyntax") from None


def _record(request: HttpRequest, what: str, person: Person, status: int) -> None:
    audit_log.record(vars(request)["directory"].made_by, what, str(person.pk), status)


@of_directory("GET", "POST")
def users(request: HttpRequest) -> HttpResponse:
    """List people, or those whom a filter finds; or make somebody."""
    if request.method == "GET":
        return _found(request)
    person = saving.create(reading.whole(_content(request)))
    _record(request, "directory_added", person, HTTPStatus.CREATED)
    content = user(person, request)
    answer = scim(content, HTTPStatus.CREATED)
    answer["Location"] = content["meta"]["location"]
    return answer


def _found(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("filter", "")
    people = saving.matching(*reading.asked(text)) if text else saving.seen()
    start, count = max(1, _number(request, "startIndex", 1)), _number(request, "count", MOST)
    count = min(max(0, count), MOST)
    shown = people[start - 1 : start - 1 + count]
    return scim(listed([user(person, request) for person in shown], people.count(), start))


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, str(otherwise))
    if not text.removeprefix("-").isdecimal() or len(text) > 9:
        raise Refused(400, f"{name} is a whole number.", "invalidValue")
    return int(text)


@of_directory("GET", "PUT", "PATCH", "DELETE")
def one_user(request: HttpRequest, pk: str) -> HttpResponse:
    """Show somebody, replace or change what is said of them, or stop them from signing in."""
    person = saving.matching("id", pk).first()
    if person is None:
        raise Refused(404, f"There is no user {pk[:60]}.")
    if request.method == "GET":
        return scim(user(person, request))
    could_sign_in = person.is_active
    if request.method == "DELETE":
        saving.delete(person)
        _record(request, "directory_stopped", person, HTTPStatus.NO_CONTENT)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if request.method == "PUT":
        person = saving.replace(person, reading.whole(_content(request)))
    else:
        person = saving.change(person, reading.changes(_content(request)))
    stopped = could_sign_in and not person.is_active
    _record(request, "directory_stopped" if stopped else "directory_changed", person, HTTPStatus.OK)
    return scim(user(person, request))


@of_directory("GET", "POST")
def groups(request: HttpRequest) -> HttpResponse:
    """Say that there are no groups: teams follow people's departments."""
    if request.method == "POST":
        raise Refused(501, "Groups are not supported. Teams follow the users' department.")
    return scim(listed([], 0))


@of_directory("GET")
def configuration(request: HttpRequest) -> HttpResponse:
    return scim(messages.CONFIGURATION)


@of_directory("GET")
def resource_types(request: HttpRequest, name: str = "") -> HttpResponse:
    return _listed_or_one(messages.RESOURCE_TYPES, name)


@of_directory("GET")
def schemas(request: HttpRequest, name: str = "") -> HttpResponse:
    return _listed_or_one(messages.SCHEMAS, name)


def _listed_or_one(known: list[dict[str, Any]], name: str) -> HttpResponse:
    if not name:
        return scim(listed(known, len(known)))
    for content in known:
        if content["id"] == name:
            return scim(content)
    raise Refused(404, f"There is no {name[:60]}.")


@of_directory("GET", "POST", "PUT", "PATCH", "DELETE")
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Say of every other address that nothing is there."""
    raise Refused(404, "There is nothing at this address.")
