"""What saving a table of translations will do: see `organisations.checks`."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation.actions.translating import Change, Found
from everyseat.conversation.models import Conversation, Translation
from everyseat.conversation.queries.translations import languages
from everyseat.organisations.checks import Check, Named


def saved(conversation: Conversation, found: Found) -> Check:
    """Return what saving a table will change, and what of it somebody else has written."""
    new = [one for one in found.changes if not one.before]
    replaced = [one for one in found.changes if one.before]
    return Check(
        title=_("Save these translations?"),
        button=_("Save the translations"),
        happens=[
            *([_added(len(new))] if new else []),
            *([_replaced(len(replaced))] if replaced else []),
            _("People who read this site in one of these languages see them at once."),
        ],
        named=[*_named(conversation, replaced), *_older(found)],
        watched={_("Somebody has changed what you are about to save."): repr(found)},
    )


def _added(n: int) -> str:
    text = ngettext("%(n)s translation is new.", "%(n)s translations are new.", n)
    return text % {"n": n}


def _replaced(n: int) -> str:
    text = ngettext(
        "%(n)s translation takes the place of another.",
        "%(n)s translations take the place of others.",
        n,
    )
    return text % {"n": n}


def _named(conversation: Conversation, replaced: Sequence[Change]) -> list[Named]:
    """Return what is replaced, by what, and who wrote it when."""
    if not replaced:
        return []
    rows = Translation.objects.filter(
        statement__conversation=conversation, statement__number__in=[n.number for n in replaced]
    )
    known = {
        (one.statement.number, one.language): one
        for one in rows.select_related("statement", "translated_by")
    }
    lines = [_line(one, known[one.number, one.language]) for one in replaced]
    return [Named(_("These are replaced:"), lines)]


def _line(change: Change, known: Translation) -> str:
    by = known.translated_by.name if known.translated_by else ""
    when = ", ".join(filter(None, [by, date_format(known.translated_on)]))
    text = _("%(where)s: “%(before)s” (%(when)s) becomes “%(text)s”")
    named = {"before": change.before, "text": change.text, "when": when}
    return text % {"where": _where(change.number, change.language), **named}


def _older(found: Found) -> list[Named]:
    if not found.older:
        return []
    text = _(
        "In these your table has an earlier text, which somebody has replaced since. They stay as "
        "they are:"
    )
    return [Named(text, [_where(number, language) for number, language in found.older])]


def _where(number: int, language: str) -> str:
    named = {"n": number, "language": languages().get(language, language)}
    return _("Statement %(n)s, %(language)s") % named
