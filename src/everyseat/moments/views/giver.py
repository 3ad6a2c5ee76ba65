"""Pages of somebody who tells. The first form reads no session until they choose their own name."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from everyseat.giving import feelings
from everyseat.giving.access import in_own_name
from everyseat.giving.giver_pages import private
from everyseat.giving.refusals import NotNow
from everyseat.giving.refusing import Message, refused
from everyseat.moments import for_scripts, landing, who_sees
from everyseat.moments.actions import feedback as actions
from everyseat.moments.forms import AskForTimeForm, TellForm
from everyseat.moments.limits import find
from everyseat.moments.models import Feedback, GuardianKey, Talk
from everyseat.moments.models.feedback import Heard
from everyseat.moments.queries import cases, leave, offering
from everyseat.moments.queries import feedback as queries
from everyseat.moments.routes import MYSELF, NAMED, ROUTES
from everyseat.organisations.choosing import matching
from everyseat.organisations.signed_in import SignedIn


@csrf_exempt
def tell(request: HttpRequest) -> HttpResponse:
    """Write what happened and choose a route. Sealed routes never send this form: a script does."""
    form = TellForm(request.POST if request.method == "POST" else None, routes=offering.offered())
    if form.is_valid() and "back" not in request.POST:
        return _go_on(request, form)
    return private(render(request, "moments/tell.html", _form(form)))


def _form(form: TellForm, problem: str = "") -> dict:
    keys = list(cases.keys_in_use())
    offered = {route.key for route in offering.offered()}
    warnings = offering.warnings()
    return {
        "form": form,
        "problem": problem,
        "doors": offering.doors(),
        "contacts": [] if len(offered) == len(ROUTES) else offering.contacts(),
        "routes": [
            {"route": r, "offered": r.key in offered, "warnings": warnings.get(r.key, [])}
            for r in ROUTES.values()
        ],
        "none": not offered,
        "needs_name": not any(ROUTES[key].is_sealed for key in offered),
        **promises(),
        "chosen": form["route"].value() or "",
        "sealing": sealing(keys),
        "sending": for_scripts.sending(),
        **choosing(keys),
        "who": who_sees.sealed(keys) if any(not key.is_escrow for key in keys) else "",
    }


def choosing(keys: list[GuardianKey]) -> dict:
    """Return the keys to choose from, each with whether it is ticked.

    Whoever is away is not ticked, unless all of them are.
    """
    away = leave.away(timezone.localdate())
    gone = {said.person_id for said in away}
    are_here = any(key.person_id and key.person_id not in gone for key in keys)
    return {
        "keys": [(key, not (are_here and key.person_id in gone)) for key in keys],
        "papers": [(key, who_sees.on_paper(key)) for key in keys if key.is_escrow],
        "away": [who_sees.away(said) for said in away],
    }


def promises() -> dict:
    """Return what a page says of when a guardian answers, and which promise its script names."""
    promise = offering.promise()
    return {
        "promise": promise,
        "promised": who_sees.promised(promise),
        "come_back": who_sees.come_back(promise),
    }


def sealing(keys: list) -> list[dict]:
    """Return the keys that a page's script seals to."""
    return [
        {"id": str(k.pk), "name": k.name, "recipient": k.recipient, "escrow": k.is_escrow}
        for k in keys
    ]


def _go_on(request: HttpRequest, form: TellForm) -> HttpResponse:
    route, words = form.cleaned_data["route"], form.cleaned_data
    if route == MYSELF:
        context = {"words": words, "felt": _felt(words)}
        return private(render(request, "moments/prepare.html", context))
    if route != NAMED:
        problem = _("This way needs a browser with JavaScript. Nothing was saved.")
        return private(render(request, "moments/tell.html", _form(form, problem), status=400))
    if not request.user.is_authenticated:
        problem = _(
            "To give feedback in your name, sign in first, in another tab. Then press Continue "
            "again."
        )
        context = _form(form, problem) | {"sign_in": True}
        return private(render(request, "moments/tell.html", context))
    return _check(request, form)


def _felt(words: dict) -> list[str]:
    return [*feelings.texts(words.get("felt", [])), *([words["own"]] if words.get("own") else [])]


def _check(request: HttpRequest, form: TellForm, problem: str = "") -> HttpResponse:
    words = form.cleaned_data
    meant = queries.could_be(words["who"])
    context = {
        "words": words,
        "felt": _felt(words),
        "people": meant or matching(words["who"]),
        "is_clear": len(meant) == 1,
        "key": uuid4(),
        "problem": problem,
    }
    # not `private`: a page without a referrer sends no origin, and the form's guard asks for it
    return render(request, "moments/tell_check.html", context)


@require_POST
@in_own_name
def tell_named(request: SignedIn) -> HttpResponse:
    """Send it, to the person who was chosen from those of that name."""
    form = TellForm(request.POST, routes=offering.offered())
    if not form.is_valid():
        return private(render(request, "moments/tell.html", _form(form), status=400))
    who = form.cleaned_data["who"]
    people = {str(person.pk): person for person in queries.could_be(who) or matching(who)}
    recipient = people.get(request.POST.get("recipient", ""))
    if not recipient:
        return _check(request, form, _("Choose who you mean."))
    try:
        key = str(UUID(request.POST.get("key", "")))
    except ValueError:
        return _check(request, form)
    with refused() as said:
        made = actions.give(
            giver=request.user, recipient=recipient, words=form.cleaned_data, key=key
        )
        messages.success(request, _("Your feedback has been sent. You will find the answer here."))
        return redirect("by_me_feedback", pk=made.pk)
    return _check(request, form, said.text)


@in_own_name
def by_me(request: SignedIn) -> HttpResponse:
    """What somebody told in their own name, and the talks they have."""
    person = request.user
    context = {
        "feedback_given": list(map(landing.given_entry, queries.listed(queries.given_by(person)))),
        "talks": [landing.talk_entry(talk, person) for talk in queries.talks(person)],
        "ask_form": AskForTimeForm(initial={"who": request.GET.get("who", "")[:120]}),
        "may_ask": MYSELF in {route.key for route in offering.offered()},
    }
    return render(request, "moments/by_me.html", context)


@in_own_name
def by_me_feedback(request: SignedIn, pk: str) -> HttpResponse:
    """Read the answer to what one told, and say whether it landed."""
    feedback = get_object_or_404(queries.given_by(request.user), pk=pk)
    if request.method == "POST":
        with refused(request):
            _say(request, feedback)
            return redirect("by_me_feedback", pk=pk)
        feedback.heard_words = {"text": request.POST.get("words", "")}  # it is there again
    context = {"feedback": feedback, "felt": _felt(feedback.words), "heard": Heard.choices}
    return render(request, "moments/by_me_feedback.html", context)


def _say(request: HttpRequest, feedback: Feedback) -> None:
    if "agrees" in request.POST:
        agrees = request.POST["agrees"] == "yes"
        actions.agree(feedback=feedback, side="giver", agrees=agrees)
    else:
        heard, words = request.POST.get("heard", ""), request.POST.get("words", "").strip()
        actions.say_whether_it_landed(feedback=feedback, heard=heard, words=words)
        messages.success(request, _("Saved. They will read it."))


@in_own_name
def stand_by(request: SignedIn) -> HttpResponse:
    """Put one's name to what one told through a guardian: only the receipt lets one do it."""
    said = Message()
    if request.method == "POST":
        with refused() as said:
            feedback = Feedback.objects.filter(case=find(request.POST.get("locator", ""))).first()
            if not feedback:
                raise NotNow(_("The guardian has not passed it on yet, so nobody has received it."))
            actions.stand_by(feedback=feedback, giver=request.user)
            return redirect("by_me_feedback", pk=feedback.pk)
    context = {"problem": said.text, "sending": for_scripts.sending()}
    return render(request, "moments/stand_by.html", context)


@require_POST
@in_own_name
def ask_for_time(request: SignedIn) -> HttpResponse:
    """Ask somebody for ten minutes; where it is not clear who is meant, say so and ask again."""
    form = AskForTimeForm(request.POST)
    if not form.is_valid():
        return render(request, "moments/ask_for_time.html", {"form": form}, status=400)
    with refused(request):
        made = actions.ask_for_time(asked_by=request.user, asked=form.cleaned_data["who"])
        return redirect("talk", pk=made.pk)
    return redirect("by_me")


@in_own_name
def talk(request: SignedIn, pk: str) -> HttpResponse:
    """A talk, for both: agree to it, and afterwards each keeps how it went, for themselves."""
    talk = get_object_or_404(queries.talks(request.user), pk=pk)
    asked = talk.asked == request.user
    note = (talk.other_note if asked else talk.own_note).get("text", "")
    if request.method == "POST":
        with refused(request):
            _act_on_talk(request, talk, asked)
            return redirect("talk", pk=pk)
        note = request.POST.get("text", "")  # it is there again
    context = {"talk": talk, "asked": asked, "note": note, "heard": Heard.choices}
    context["typed"] = request.POST.get("text", "")
    return render(request, "moments/talk.html", context)


def _act_on_talk(request: SignedIn, talk: Talk, asked: bool) -> None:
    text = request.POST.get("text", "").strip()
    if asked and talk.state == Talk.State.ASKED:
        agreed = request.POST.get("reply") == "yes"
        actions.reply_to_talk(talk=talk, agreed=agreed, text=text)
    else:
        heard = request.POST.get("heard", "")
        actions.note_talk(talk=talk, person=request.user, text=text, heard=heard)
