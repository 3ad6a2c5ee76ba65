"""What people do with moments: open one, say how it felt, close it and look."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.moments.models import Moment
from everyseat.moments.picture import picture
from everyseat.organisations import feelings, letterbox
from everyseat.organisations.models import Person
from everyseat.organisations.refusals import NotNow

PART = "moments"


@transaction.atomic
def open_moment(
    *,
    leader: Person,
    what: str,
    held_on: date,
    meant: list[str],
    sentence: str,
    days: int = 0,
) -> Moment:
    """Open a moment for answers, until the end of the day or so many days after it.

    What was meant is kept with it, and never changes.
    """
    return Moment.objects.create(
        leader=leader,
        what=what,
        held_on=held_on,
        meant=feelings.known(meant),
        sentence=sentence,
        closes_on=max(timezone.localdate(), held_on) + timedelta(days),
    )


def answer(*, moment: Moment, token: str, felt: list[str], own: str, sentence: str) -> None:
    """Keep how it felt to somebody: the last word under their token counts.

    The token is random and made for this page; it leads to nobody. Durable when this returns.
    """
    content = {"felt": feelings.known(felt), "own": own, "sentence": sentence}
    if not any(content.values()):
        raise NotNow(_("Choose a word, or write one."))
    with letterbox.slot(PART) as slot:
        if not Moment.objects.get(pk=moment.pk).is_open:
            raise NotNow(_("This moment has closed. What you wrote was not sent."))
        slot.post(f"{moment.pk} {token}", content)


def close(*, moment: Moment) -> None:
    """Close a moment and count its answers: when its days are over, and never before.

    A leader who could close it, and is refused while answers are few, could count them one by one.
    What fewer than k said is deleted unread.
    """
    with letterbox.delivery(PART) as empty:
        found = Moment.objects.select_for_update().get(pk=moment.pk)
        if not found.is_open:
            raise NotNow(_("This moment has been closed already."))
        empty(lambda waiting: _count(found, waiting))
        found.state = Moment.State.CLOSED
        found.save()


def _count(moment: Moment, waiting: dict[str, dict]) -> set[str]:
    own = {name for name in waiting if name.split()[1] == str(moment.pk)}
    answers = [waiting[name] for name in own]
    k, k_words = moment.rating_threshold, moment.word_threshold
    moment.picture = picture(answers, moment.meant, k, k_words)
    return own


def keep_dates(today: date) -> None:
    """Close what has waited long enough. Safe to call at any time, and again."""
    for moment in Moment.objects.filter(state=Moment.State.OPEN, closes_on__lt=today):
        close(moment=moment)


def drop_what_leads_nowhere() -> None:
    """Drop answers that wait for a moment that is no more."""
    letterbox.deliver(PART, _orphans)


def _orphans(waiting: dict[str, dict]) -> set[str]:
    waited_for = {name: name.split()[1] for name in waiting}
    there = Moment.objects.filter(pk__in=set(waited_for.values()), state=Moment.State.OPEN)
    kept = {str(pk) for pk in there.values_list("pk", flat=True)}
    return {name for name, moment in waited_for.items() if moment not in kept}
