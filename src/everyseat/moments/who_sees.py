"""The sentence on every giver's page of a moment: who will see this, as what, and when."""

from django.utils.translation import gettext as _

from everyseat.moments.models import Moment


def felt(moment: Moment) -> str:
    """Return who will see how it felt to one of those who were there."""
    return _(
        "When it closes, %(name)s alone will see your words of feeling counted among at least "
        "%(k)s answers, and your sentence among at least %(words)s; if there are fewer, all is "
        "deleted unread; nothing here says who you are, and whoever has this link, %(name)s too, "
        "can answer more than once."
    ) % {
        "name": moment.leader.name,
        "k": moment.rating_threshold,
        "words": moment.word_threshold,
    }
