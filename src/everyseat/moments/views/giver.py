"""What pages of a giver have in common."""

from django.http import HttpResponse


def private(response: HttpResponse) -> HttpResponse:
    """Tell no other site where a giver was."""
    response["Referrer-Policy"] = "no-referrer"
    return response
