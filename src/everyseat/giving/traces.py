"""What a page says to the audit log of itself, beyond its name and the keys in its address."""

from django.http import HttpRequest, HttpResponse


def note(request: HttpRequest, about: str) -> None:
    """Keep this of what the page did: numbers or keys, never words of a form."""
    vars(request)["trace_about"] = about


def noted(request: HttpRequest) -> str:
    return str(vars(request).get("trace_about", ""))


def leaves_none(answer: HttpResponse) -> HttpResponse:
    """Mark an answer that leaves no trace of its own.

    It only asks whether somebody is sure, or what it did stands in the audit log already.
    """
    vars(answer)["leaves_no_trace"] = True
    return answer


def has_none(answer: HttpResponse) -> bool:
    return "leaves_no_trace" in vars(answer)
