"""What numbers by theme mean, in sentences: what most concerns and most praise are about."""

from collections.abc import Iterator, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from everyseat.improvement.queries.comments import Said


def meaning(themes: Sequence[Said]) -> Iterator[str]:
    """Yield what concerns and praise are most often about."""
    concerns = max(themes, key=lambda one: one.concerns, default=None)
    if concerns and concerns.concerns:
        text = _("Concerns are most often about “%(theme)s”: %(n)s of %(all)s.")
        every = sum(one.concerns for one in themes)
        yield text % {"theme": concerns.theme, "n": concerns.concerns, "all": every}
    praise = max(themes, key=lambda one: one.praise, default=None)
    if praise and praise.praise:
        text = _("Praise is most often about “%(theme)s”: %(n)s of %(all)s.")
        every = sum(one.praise for one in themes)
        yield text % {"theme": praise.theme, "n": praise.praise, "all": every}


def months(said: Said) -> str:
    """Return over which months comments about a theme came."""
    first, last = (date_format(one, "M Y") for one in (said.first, said.last))
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
