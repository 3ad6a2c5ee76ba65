"""What is odd about a form: it is said beside its field, and the same, sent again, is taken."""

from django.forms import BaseForm
from django.http import HttpRequest

FIELD = "sure"
"""What a form carries once its page has said what is odd about it: that about which it was said."""


def held(request: HttpRequest, form: BaseForm, field: str, why: str, said_of: str) -> str:
    """Say beside a field of a whole form why it is held; return what it carries then, else "".

    Nothing is said where nothing is odd (`why` is ""), or once it was said of this very thing.
    """
    if not why or request.POST.get(FIELD) == said_of:
        return ""
    form.add_error(field, why)
    return said_of
