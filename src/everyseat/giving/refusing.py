"""Showing a refusal on a page, or in the answer to a script."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from everyseat.files import texts
from everyseat.giving.refusals import Invalid, Refusal

NOT_OURS = (
    *(ValidationError, ValueError, KeyError, TypeError, AttributeError),
    *(RecursionError, OverflowError),
)
"""What it raises to read what no page of ours sends."""


@dataclass
class Message:
    """The text of a refusal, and the field that it is about; "" if nothing was refused."""

    text: str = ""
    field: str = ""


@contextmanager
def refused(place: HttpRequest | BaseForm | None = None) -> Iterator[Message]:
    """Run a block, and show a refusal on the next page or beside a form's field.

    Given neither a request nor a form, the page says itself what was a `Message`.
    """
    message = Message()
    try:
        yield message
    except Refusal as refusal:
        message.text = str(refusal)
        if isinstance(refusal, Invalid):
            message.field = refusal.field
        if isinstance(place, HttpRequest):
            messages.error(place, message.text)
            vars(place)["was_refused"] = True
        elif place is not None:
            field = message.field if message.field in place.fields else None
            place.add_error(field, message.text)


def was_refused(request: HttpRequest) -> bool:
    """Return whether what a page was asked was refused, though it answers by leading on."""
    return "was_refused" in vars(request)


def checked(form: BaseForm) -> dict[str, Any]:
    """Return a form's cleaned data. Invalid lists all errors, for a page that shows no form."""
    if not form.is_valid():
        field = next(iter(form.errors))
        problems = [str(text) for texts in form.errors.values() for text in texts]
        raise Invalid(field, " ".join(problems))
    return form.cleaned_data


def in_json(view: Callable[..., object]) -> Callable[..., HttpResponse]:
    """Make a view answer in JSON, with a refusal as one sentence."""

    @wraps(view)
    def view_in_json(*arguments: object, **keywords: object) -> HttpResponse:
        try:
            content = view(*arguments, **keywords)
        except Refusal as refusal:
            problem = {"problem": str(refusal)} | refusal.more
            return JsonResponse(problem, status=refusal.status)
        except NOT_OURS:
            return JsonResponse(
                {
                    "problem": _(
                        "We could not read what this page sent. Copy your words, reload it "
                        "and try again."
                    )
                },
                status=400,
            )
        return content if isinstance(content, HttpResponse) else JsonResponse(content or {})

    return view_in_json


def sent(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object in a script's request. ValueError for anything else."""
    content = texts.from_json(request.body)
    if not isinstance(content, dict):
        raise ValueError("an object was expected")
    return content
