"""A guardian's desk: what is sealed is opened by its script, in the guardian's own browser."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving import bodies
from everyseat.giving.access import requires, traced, untraced
from everyseat.giving.bodies import takes
from everyseat.giving.letters import must_fit
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.refusing import in_json, sent
from everyseat.moments import for_scripts, who_sees
from everyseat.moments.actions import cases as actions
from everyseat.moments.actions import desk as desk_actions
from everyseat.moments.actions import feedback, offering, promising
from everyseat.moments.actions import keys as ceremonies
from everyseat.moments.elements import COUNTED, ELEMENTS, MARKS, PROFESSIONS
from everyseat.moments.forms import PromiseForm
from everyseat.moments.models import Case, Entry, Feedback, GuardianKey
from everyseat.moments.queries import cases, desk, leave, opening
from everyseat.moments.queries import feedback as feedback_queries
from everyseat.moments.queries import offering as routes
from everyseat.moments.views.giver import sealing
from everyseat.moments.views.sealed import part_of
from everyseat.organisations import roles
from everyseat.organisations.choosing import PersonField, PersonInput
from everyseat.organisations.models import Person
from everyseat.organisations.signed_in import SignedIn


@requires(roles.GUARD)
def guardian(request: SignedIn) -> HttpResponse:
    """The page: everything on it is filled in by the script, once the guardian's key is open."""
    own, closed = cases.own_key(request.user), opening.closed_to(request.user)
    keys = list(cases.keys_in_use().select_related("person", "made_by", "confirmed_by"))
    waiting = list(GuardianKey.objects.waiting().select_related("made_by"))
    context = {
        "own": own,
        "filters": {
            "waiting": _("Waiting for me"),
            "late": _("Late"),
            "mine": _("I look after"),
            "open": _("Open"),
            "closed": _("Closed"),
            "all": _("All"),
        },
        "keys": keys,
        "shown_keys": [(key, key.is_escrow and who_sees.escrow(key)) for key in (*keys, *waiting)],
        "to_confirm": [key for key in waiting if key.made_by != request.user],
        "elements": ELEMENTS,
        "professions": PROFESSIONS,
        "recipient": PersonInput().render("recipient", "", {"id": "recipient"}),
        "hand_person": PersonInput().render("person", "", {"id": "hand-person"}),
        "closed": closed.n and who_sees.closed(closed),
        "away": [
            who_sees.away(said)
            for said in leave.away(timezone.localdate())
            if said.person != request.user
        ],
        "others": cases.guardians().exclude(pk=request.user.pk).order_by("name"),
        "if_lost": who_sees.if_lost(opening.if_lost(request.user, own)),
        "to_share": opening.to_share(request.user, own),
        "to_paper": opening.to_share_with_paper(own),
        "promised": who_sees.promised(routes.promise()),
        "reported": feedback_queries.reported(request.user),
        "to_publish": who_sees.to_publish(),
        "sure_to_publish": who_sees.sure_to_publish(),
        "quarters": [
            (value, value.replace("-", " Q"))
            for value in offering.quarters_to_publish(timezone.localdate())
        ],
        "desk": for_scripts.desk()
        | {
            "me": str(request.user.pk),
            "name": request.user.name,
            "today": str(timezone.localdate()),
            "key": own and {"id": str(own.pk), "kept": own.kept, "recipient": own.recipient},
            "keys": [_named(key) for key in keys],
            "elements": {key: str(text) for key, text in ELEMENTS.items()},
            "marks": {key: str(text) for key, text in MARKS.items()},
            "professions": {key: str(text) for key, text in PROFESSIONS.items()},
            "leave": leave.shown(request.user),
            "statuses": dict((key, str(text)) for key, text in Case.Status.choices),
        },
    }
    return render(request, "moments/guardian.html", context)


def _named(key: GuardianKey) -> dict:
    """Return a key with whoever holds it, or has seen what is on its paper."""
    holder = str(key.person_id or key.made_by_id or "")
    return sealing([key])[0] | {"holder": holder, "since": key.confirmed_on}


@requires(roles.GUARD)
def guardian_promise(request: SignedIn) -> HttpResponse:
    """Promise by when concerns are acknowledged; or promise nothing from now on."""
    promise = routes.promise()
    form = PromiseForm(request.POST if "promise" in request.POST else None)
    is_sure = "sure" in request.POST or not promise
    if "withdraw" in request.POST and is_sure:
        promising.withdraw(guardian=request.user)
        messages.success(request, _("Nothing is promised from now on."))
        return redirect("guardian_promise")
    if form.is_valid() and is_sure:
        promising.promise(guardian=request.user, **form.cleaned_data)
        messages.success(request, _("Everybody who raises a concern from now on reads this."))
        return redirect("guardian_promise")
    context = {"form": form, "promise": promise, "promised": who_sees.promised(promise)}
    if "withdraw" in request.POST:
        return render(request, "moments/promise_check.html", context | {"form": None})
    page = "moments/promise_check.html" if form.is_valid() else "moments/promise.html"
    return render(request, page, context)


@requires(roles.GUARD)
def guardian_list(request: SignedIn) -> HttpResponse:
    return JsonResponse({"cases": desk.rows(request.user, timezone.localdate())})


@requires(roles.GUARD)
def guardian_closed(request: SignedIn) -> HttpResponse:
    """What a guardian's earlier keys open: for one who has found their old passphrase."""
    return JsonResponse(desk.closed(request.user))


@traced
@requires(roles.GUARD)
def guardian_case(request: SignedIn, case: str) -> HttpResponse:
    return JsonResponse(desk.opened(_mine(request, case)))


@traced
@requires(roles.GUARD)
@in_json
def guardian_file(request: SignedIn, case: str, file: str, number: int) -> HttpResponse:
    return part_of(_mine(request, case), file, number)


def _mine(request: SignedIn, pk: str) -> Case:
    return get_object_or_404(Case.objects.filter(keys__person=request.user).distinct(), pk=pk)


def acts(act: Callable[..., object]) -> Callable[..., HttpResponse]:
    """Do what a guardian's script sends in JSON, and say in one sentence why not."""

    @require_POST
    @requires(roles.GUARD)
    @takes(4 * bodies.MIB)  # sharing with a new guardian sends a key for every case
    @wraps(act)
    @in_json
    def done(request: HttpRequest, **address: str) -> object:
        return act(request, sent(request), **address)

    return done


@acts
def guardian_messages(request: SignedIn, data: dict) -> dict:
    """All that is said in some cases, for their guardian's browser to search and to count."""
    return {"cases": desk.messages(request.user, list(data["cases"]))}


@acts
def guardian_reply(request: SignedIn, data: dict, case: str) -> None:
    actions.add_entry(
        case=_mine(request, case),
        by=Entry.By.GUARDIAN,
        entry=data["entry"],
        sealed=data["sealed"],
        guardian=request.user,
        next_on=day_in(data.get("next_on")),
    )


@acts
def guardian_next(request: SignedIn, data: dict, case: str) -> None:
    on = day_in(data["next_on"])
    if not on:
        raise Invalid("next_on", _("Choose a day."))
    actions.say_next(case=_mine(request, case), on=on)


def day_in(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@acts
def guardian_status(request: SignedIn, data: dict, case: str) -> None:
    actions.set_status(case=_mine(request, case), status=data["status"])


@acts
def guardian_owner(request: SignedIn, data: dict, case: str) -> None:
    owner = data["owner"] and get_object_or_404(Person, pk=data["owner"])
    mine = _mine(request, case)
    desk_actions.look_after(case=mine, guardian=owner or None, given_by=request.user)


@untraced
@acts
def guardian_read(request: SignedIn, data: dict, case: str) -> None:
    mine, messages = _mine(request, case), int(data["messages"])
    desk_actions.note_read(case=mine, person=request.user, messages=messages)


@acts
def guardian_record(request: SignedIn, data: dict, case: str) -> dict:
    mine = _mine(request, case)
    kept = actions.keep_record(case=mine, sealed=data["sealed"], version=str(data["version"]))
    return {"version": kept}


@acts
def guardian_pass_on(request: SignedIn, data: dict, case: str) -> None:
    actions.pass_on(
        case=_mine(request, case),
        recipient=_person(str(data["recipient"])),
        words=_plain(data["words"]),
        guardian=request.user,
    )


@untraced
@acts
def guardian_whom(request: SignedIn, data: dict) -> dict:
    """Say who is meant, before the reporter is asked about somebody whom nobody here knows."""
    person = _person(str(data["recipient"]))
    return {"to": f"{person.name} ({person.email})"}


def _person(typed: str) -> Person:
    """Return who is meant; Invalid, with the field's own words, where that is not clear."""
    try:
        person = PersonField().clean(typed)
    except ValidationError as error:
        raise Invalid("recipient", error.messages[0]) from error
    assert person is not None  # the field is required
    return person


def _plain(words: dict) -> dict:
    """Return words as a form would have let them in."""
    texts = {k: str(words.get(k, "")) for k in feedback.WORDS if k != "felt"}
    for name, text in texts.items():
        must_fit(text, feedback.LONGEST, name)
    return texts | {"felt": [str(key) for key in words.get("felt", [])]}


@acts
def guardian_key(request: SignedIn, data: dict) -> dict:
    made = ceremonies.add_key(person=request.user, recipient=data["recipient"], kept=data["kept"])
    return {"id": str(made.pk)}


@acts
def guardian_new_key(request: SignedIn, data: dict) -> None:
    ceremonies.change_key(
        person=request.user,
        recipient=data["recipient"],
        kept=data["kept"],
        wrapped=data["wrapped"],
        unopened=data["unopened"],
        records=data["records"],
    )


@acts
def guardian_share(request: SignedIn, data: dict, pk: str) -> dict:
    n = ceremonies.share(person=request.user, key=_key(pk), wrapped=data["wrapped"])
    return {"n": n}


def _key(pk: str) -> GuardianKey:
    key = GuardianKey.objects.in_use().filter(pk=pk).first()
    if not key:
        raise NotNow(_("This key is not in use."))
    return key


@acts
def guardian_abuse(request: SignedIn, data: dict) -> None:
    reported = Feedback.objects.filter(pk=data["feedback"]).first()
    if not reported or request.user in (reported.recipient, reported.giver):
        raise NotNow(_("Another guardian decides this: you are one of the two."))
    feedback.decide_abuse(feedback=reported, upheld=bool(data["upheld"]))


@acts
def guardian_publish(request: HttpRequest, data: dict) -> None:
    counts = {key: int(n) for key, n in data["counts"].items() if key in COUNTED}
    offering.publish_quarter(
        year=int(data["year"]),
        quarter=int(data["quarter"]),
        counts=counts,
        total=int(data["total"]),
    )
