"""Drafts of long forms, always loaded: `{% draft %}` stands in the form, after its token."""

from django import template
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from everyseat.giving import drafts

register = template.Library()


@register.inclusion_tag("site/draft.html", takes_context=True)
def draft(context: template.Context, *form: object) -> dict[str, object]:
    """Have this browser keep what is written in a form, until it is saved.

    The form is that of the page's own address, unless it is named: a page with two forms names
    each, and so does a form that several pages show.
    """
    request: HttpRequest = context["request"]
    if not request.user.is_authenticated:
        return {"is_kept": False}
    person = request.user.pk
    what = " ".join(map(str, form)) or request.path
    return {
        "is_kept": True,
        "days": drafts.DAYS,
        "name": drafts.name(person, what),
        "owner": drafts.owner(person),
        "key": drafts.key(person),
        "is_answer": request.method == "POST",
        "version": getattr(context.get("form"), "version", ""),
    }


@register.simple_tag(takes_context=True)
def signs_out(context: template.Context) -> SafeString:
    """Attribute of a form that signs somebody out: this browser then deletes their drafts."""
    return flatatt({"data-signs-out": drafts.owner(context["request"].user.pk)})


@register.simple_tag(takes_context=True)
def saved_drafts(context: template.Context) -> SafeString | str:
    """Say in a page's head which forms were saved: this browser then deletes their drafts."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return ""
    saved = " ".join(drafts.take_saved(request))
    return format_html('<meta name="saved-drafts" content="{}">', saved) if saved else ""
