"""What people do with moments: open one, say how it felt, close it and look."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving import feelings, sealed_queue, snapshots
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.moments.models import Moment
from everyseat.moments.picture import decided, held_back, let_through, picture
from everyseat.organisations import moderating
from everyseat.organisations.models import Person
from everyseat.safety.snapshots import LARGEST_BY_LINK

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
    content = {"felt": feelings.known(felt, moment.vocabulary), "own": own, "sentence": sentence}
    if not any(content.values()):
        raise Invalid("felt", _("Choose a word, or write one."))

    def check() -> None:
        now = Moment.objects.get(pk=moment.pk)
        if now.is_cancelled:
            raise NotNow(_("This question was cancelled. What you wrote was not sent."))
        if not now.is_open:
            raise NotNow(_("This question has closed. What you wrote was not sent."))

    sealed_queue.post(box(moment.pk), token, content, check=check, largest=LARGEST_BY_LINK)


def correct(*, moment: Moment, what: str, held_on: date) -> None:
    """Change what an open moment is called and its day. It never closes earlier than was said."""
    with changing(moment, must_be=Moment.State.OPEN, otherwise=_not_open()):
        moment.what, moment.held_on = what, held_on
        moment.closes_on = max(moment.closes_on, held_on)


def cancel(*, moment: Moment) -> None:
    """Cancel an open moment: its answers are deleted unread, uncounted, and no more are taken."""
    with changing(moment, must_be=Moment.State.OPEN, otherwise=_not_open()):
        snapshots.take(box(moment.pk))
        moment.state = Moment.State.CANCELLED
    snapshots.empty_the_journal()


def _not_open() -> str:
    return _("This question is no longer open, so it cannot be changed.")


def close(*, moment: Moment) -> None:
    """Close a moment and count its answers: when its days are over, and never before.

    A leader who could close it, and is refused while answers are few, could count them one by one.
    What fewer than k said is deleted unread.
    """
    with changing(moment):
        if not moment.is_open:
            raise NotNow(_("This has closed already."))
        answers = list(sealed_queue.take(box(moment.pk)).values())
        k, k_words = moment.rating_threshold, moment.word_threshold
        counted = picture(answers, moment.meant, k, k_words)
        moment.picture = counted and held_back(counted)
        moment.state = Moment.State.CLOSED
    _let_through(moment)
    snapshots.empty_the_journal()


def box(moment: object) -> str:
    """Return the name of the box in which the answers to a moment (its key) wait."""
    return f"{PART} {moment}"


def _let_through(moment: Moment) -> None:
    """Let be read what holds no abuse, name or address: looked at while nothing is locked."""
    waiting = (moment.picture or {}).get("waiting", [])
    why = {one["id"]: list(moderating.reasons(one["text"])) for one in waiting}
    with changing(moment):
        if moment.picture:
            moment.picture = let_through(moment.picture, why)


def decide(*, moment: Moment, name: str, show: bool) -> None:
    """Show a text that waited to its leader with the others, or delete it unseen by anybody else.

    Sent again it changes nothing.
    """
    with changing(moment):
        if moment.picture:
            moment.picture = decided(moment.picture, name, show)


def mark_as_read(*, moment: Moment) -> None:
    """Note that its leader has seen how it felt: their first page does not announce it again."""
    with changing(moment):
        moment.is_read = True


def reply(*, moment: Moment, heard: str, will_do: str) -> None:
    """Tell those who were there what their leader heard and will do; said again it replaces this.

    Also where too few answered: a leader may still thank them.
    """
    otherwise = _("You can reply once this has closed.")
    with changing(moment, must_be=Moment.State.CLOSED, otherwise=otherwise):
        moment.heard, moment.will_do = heard, will_do
        moment.replied_on = timezone.localdate()


def keep_dates(today: date) -> None:
    """Close what has waited long enough. Safe to call at any time, and again."""
    for moment in Moment.objects.filter(state=Moment.State.OPEN, closes_on__lt=today):
        close(moment=moment)


def drop_what_leads_nowhere() -> None:
    """Drop answers that wait for a moment that is no more."""
    names = snapshots.names()  # before the moments: one that is opened now is missed by neither
    open_now = Moment.objects.filter(state=Moment.State.OPEN).values_list("pk", flat=True)
    wanted = set(map(box, open_now))
    for name in names:
        if name.startswith(f"{PART} ") and name not in wanted:
            with transaction.atomic():
                snapshots.take(name)
