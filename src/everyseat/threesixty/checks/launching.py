"""What launching a round will do."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.organisations.checks import Check, Named, Stop
from everyseat.organisations.mail import state as mail
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import apart, permissions, unreached
from everyseat.threesixty.queries.passed import dates_of, passed

ENOUGH_DAYS = 7
"""Days to answer below which an organiser is asked whether that is what they want."""


def launch(feedback_round: Round) -> Check:
    """Return what launching a round will do: who is written to, and who is not ready."""
    title = _("Launch “%(round)s”?") % {"round": feedback_round.name}
    if feedback_round.state != Round.State.DRAFT:
        return Check(title, stops=[Stop(_("This round has already been launched."))])
    reviews = feedback_round.reviews.select_related("recipient__manager", "coach", "approver")
    n = len(reviews)
    button = ngettext("Launch, and write to %(n)s leader", "Launch, and write to %(n)s leaders", n)
    return Check(
        title=title,
        button=button % {"n": n},
        happens=list(_happens(feedback_round, n)),
        named=[group for group in _named(feedback_round, reviews) if group.names],
        final=list(_final(feedback_round)),
        stops=list(_stops(feedback_round, reviews)),
        warns=list(_warns(feedback_round)),
        watched={_("The leaders or their coaches have changed."): _who(reviews)},
    )


def _who(reviews: QuerySet[Review]) -> str:
    return " ".join(f"{review.recipient_id}:{review.coach_id}" for review in reviews)


def _happens(feedback_round: Round, n: int) -> Iterator[str]:
    days = {name: date_format(day) for name, day in dates_of(feedback_round).items()}
    text = ngettext(
        "We send an e-mail to %(n)s leader. It asks them to name raters by %(nominate_by)s.",
        "We send an e-mail to %(n)s leaders. It asks them to name raters by %(nominate_by)s.",
        n,
    )
    yield text % {**days, "n": n}
    yield _("Their managers approve the lists by %(approve_by)s.") % days
    text = _(
        "Raters are invited as soon as a list is approved. They can answer until %(collect_by)s."
    )
    yield text % days
    yield _("After that day the round closes by itself, and we make the reports.")
    if feedback_round.coach_reads:
        yield _("A coach reads each report first, and releases it to the leader.")
    else:
        yield _("Each leader reads their report as soon as it is made. No coach reads it first.")


def _named(feedback_round: Round, reviews: QuerySet[Review]) -> Iterator[Named]:
    """Yield the leaders for whom something may not go as expected."""
    failed = mail.failed_addresses()
    yield Named(
        _("An e-mail to these leaders, managers or coaches could not be delivered lately:"),
        unreached.helpers(reviews, failed) if failed else [],
    )
    yield Named(
        _("These leaders cannot sign in, so they cannot name anybody:"),
        [r.recipient.name for r in reviews if not r.recipient.is_active],
    )
    yield Named(
        _("These leaders have no manager here. An organiser approves their raters:"),
        [r.recipient.name for r in reviews if not permissions.approver(r)],
    )
    if feedback_round.coach_reads:
        yield Named(
            _("The coach of these leaders no longer has the role of a coach:"),
            [r.recipient.name for r in reviews if r.coach and not permissions.coach(r)],
        )


def _final(feedback_round: Round) -> Iterator[str]:
    yield _("Sent e-mails cannot be called back.")
    values = {
        "k": feedback_round.rating_threshold,
        "w": feedback_round.word_threshold,
        "questionnaire": feedback_round.questionnaire,
    }
    text = _(
        "From now on nobody can change the questionnaire, “%(questionnaire)s”, nor the thresholds: "
        "at least %(k)s people for a number, and %(w)s for words."
    )
    yield text % values
    if feedback_round.is_anonymous:
        yield _(
            "Answers are anonymous, except of people who choose to answer without an answering "
            "card. Nobody can change that for this round."
        )
    else:
        yield _(
            "Answers are confidential: the server keeps who answered what. No page shows it, but "
            "its administrators could look it up. Nobody can change that for this round."
        )


def _stops(feedback_round: Round, reviews: QuerySet[Review]) -> Iterator[Stop]:
    edit = reverse("round_edit", args=[feedback_round.pk])
    here = reverse("round", args=[feedback_round.pk])
    for sentence in passed(dates_of(feedback_round)).values():
        yield Stop(sentence, edit, _("Change the dates"))
    if not reviews:
        text = _("Add at least one leader before you launch.")
        yield Stop(text, here, _("Add leaders"))
    if not feedback_round.questionnaire.published:
        text = _("The questionnaire, “%(name)s”, is a draft.")
        link = reverse("questionnaire", args=[feedback_round.questionnaire_id])
        name = {"name": feedback_round.questionnaire}
        yield Stop(text % name, link, _("Look at it, and publish it"))
    without = [r.recipient.name for r in reviews if not r.coach_id]
    if feedback_round.coach_reads and without:
        text = _("These leaders have no coach: %(names)s.") % {"names": ", ".join(without)}
        yield Stop(text, here, _("Choose a coach"))
    for both in apart.raters_who_coach(feedback_round):
        why = apart.why_not_coach([both.review], both.person)
        yield Stop(why, reverse("nominate", args=[both.review_id]), _("Open the list of raters"))


def _warns(feedback_round: Round) -> Iterator[str]:
    days = (feedback_round.collect_by - feedback_round.approve_by).days
    if days < ENOUGH_DAYS:
        text = ngettext(
            "Raters whose list is approved on the last day have %(n)s day to answer.",
            "Raters whose list is approved on the last day have %(n)s days to answer.",
            days,
        )
        yield text % {"n": days}
