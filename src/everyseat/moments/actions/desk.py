"""How guardians share their work: who looks after a case, and what they have read of it."""

from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid
from everyseat.giving.states import changing
from everyseat.moments.actions.cases import MOST_ENTRIES, Malformed
from everyseat.moments.models import Case, Wrapped
from everyseat.moments.queries import desk
from everyseat.organisations import outbox
from everyseat.organisations.models import Person


def look_after(*, case: Case, guardian: Person | None, given_by: Person) -> None:
    """Say which guardian looks after a case, or that nobody does.

    A guardian to whom another gives it is written to; the e-mail does not say which case it is.
    Invalid for somebody who can't open it: whom its reporter left out never learns of it.
    """
    with changing(case):
        if guardian and guardian not in desk.holders(case):
            raise Invalid("owner", _("Choose a guardian who can open this case."))
        is_news = guardian not in (None, given_by, case.owner)
        case.owner = guardian
        if guardian and is_news:
            outbox.write(guardian, "guardian_case")


def note_read(*, case: Case, person: Person, messages: int) -> None:
    """Note how many messages of a case a guardian has seen; none makes it unread again."""
    if not 0 <= messages <= MOST_ENTRIES:
        raise Malformed
    Wrapped.objects.filter(case=case, key__person=person).update(read=messages)
