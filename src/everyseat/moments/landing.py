"""What Feedback and Speaking up show on their pages, and on a person's first page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.moments import who_sees
from everyseat.moments.models import Feedback, GuardianKey, Moment, Offer, Pulse, Talk
from everyseat.moments.queries import asking, cases, leave, offering, opening
from everyseat.moments.queries import feedback as queries
from everyseat.moments.routes import ANONYMOUS, GUARDIAN, NAMED, Route
from everyseat.organisations import roles
from everyseat.organisations.landing import Action, Colour, Entry, Group, Landing, Step, Task
from everyseat.organisations.models import Person
from everyseat.organisations.queries import holders

MOST = 5
"""Entries of one kind on a landing page; a page of its own has them all."""
GUARDIANS = 2
"""So many, so that nothing is lost where one is away or has lost their key."""


def waiting(person: Person) -> Iterator[Task]:
    """Yield what waits for a person, without saying from whom."""
    for feedback in queries.to_answer(person):
        link = reverse("feedback", args=[feedback.pk])
        if feedback.coach_id:
            text = _("Your coach has commented on your draft: %(cue)s")
            yield Task(text % {"cue": feedback.cue}, link)
        else:
            text = _("Somebody told you how a moment felt: %(cue)s")
            yield Task(text % {"cue": feedback.cue}, link, since=feedback.given_on)
    for talk in queries.talks_to_answer(person):
        text = _("%(name)s would like ten minutes of your time") % {"name": talk.asked_by.name}
        yield Task(text, reverse("talk", args=[talk.pk]), since=talk.asked_on)
    for feedback in queries.to_say_whether_heard(person):
        text = _("%(name)s has answered you: did you feel heard?") % {
            "name": feedback.recipient.name
        }
        yield Task(text, reverse("by_me_feedback", args=[feedback.pk]), since=feedback.answered_on)
    for feedback in queries.to_coach(person):
        text = _("Comment on a draft answer by %(name)s") % {"name": feedback.recipient.name}
        yield Task(text, reverse("draft", args=[feedback.pk]))
    for moment in asking.unread(person):
        text = _("“%(what)s” has closed: see how it felt") % {"what": moment.what}
        yield Task(text, reverse("moment", args=[moment.pk]), since=moment.closes_on)
    for moment in asking.to_reply_to(person, timezone.localdate()):
        text = _("Tell them what you heard: “%(what)s”") % {"what": moment.what}
        yield Task(text, reverse("moment_reply", args=[moment.pk]), since=moment.closes_on)
    yield from _guarding(person)


def _guarding(person: Person) -> Iterator[Task]:
    if not person.may(roles.GUARD):
        return
    key = cases.own_key(person)
    if key is None:
        text = _("Make your key: nobody can raise a concern with you before you have one")
        yield Task(text, reverse("guardian"))
    elif offering.promise() is None:
        yield Task(_("Say by when people will hear from you"), reverse("guardian_promise"))
    n, first_due = cases.waiting(person)
    if n:
        text = ngettext(
            "A concern is waiting for your reply", "%(n)s concerns are waiting for your reply", n
        )
        yield Task(text % {"n": n}, reverse("guardian"), by=first_due)
    if key:
        for waits in GuardianKey.objects.waiting().exclude(made_by=person):
            text = _("A key in escrow waits for a second guardian: %(name)s would keep it")
            yield Task(text % {"name": waits.name}, reverse("guardian") + "#keys")
    yield from _closed_cases(person, key)
    if reported := queries.reported(person).count():
        text = ngettext(
            "Feedback was reported as a threat or harassment: decide",
            "%(n)s pieces of feedback were reported as threats or harassment: decide",
            reported,
        )
        yield Task(text % {"n": reported}, reverse("guardian"))


def _closed_cases(person: Person, key: GuardianKey | None) -> Iterator[Task]:
    """Yield what a guardian does about cases that somebody's new key does not open."""
    if n := opening.lost_to(person).count():
        text = ngettext(
            "A concern is closed to your new key: see who can open it for you",
            "%(n)s concerns are closed to your new key: see who can open them for you",
            n,
        )
        yield Task(text % {"n": n}, reverse("guardian"))
    for other, n in opening.to_share(person, key).items():
        text = ngettext(
            "%(name)s has a new key: share a concern with them",
            "%(name)s has a new key: share %(n)s concerns with them",
            n,
        )
        yield Task(text % {"name": other.name, "n": n}, reverse("guardian") + "#keys")


def doors() -> list[Action]:
    """Return what visitors may do, as it is offered now."""
    routes = offering.offered()
    return [tell(routes), speak_up(_is_open(routes))]


def tell(routes: list[Route]) -> Action:
    about = _("They should know how it felt. Nobody investigates.")
    ways = f"{about} {_ways(routes)}"
    return Action(_("Tell someone how it felt"), reverse("tell"), ways, rank=30)


def _ways(routes: list[Route]) -> str:
    """Say what somebody can choose between, of what is offered now."""
    if not routes:
        return _("Nothing can be sent here yet. See whom you can talk to instead.")
    if {route.key for route in routes} >= {NAMED, GUARDIAN, ANONYMOUS}:
        return _("You choose who will know it was you: the person, only a guardian, or nobody.")
    ways = _("Ways that are open here: %(ways)s.") % {
        "ways": "; ".join(f"“{route.name}”" for route in routes)
    }
    if _is_open(routes):
        return ways
    return ways + " " + _("Nothing can be sent without your name yet.")


def _is_open(routes: list[Route]) -> bool:
    """Return whether a concern can be raised, of what is offered now."""
    return any(route.is_sealed for route in routes)


def ask() -> Action:
    return Action(
        _("Ask people how a meeting felt"),
        reverse("moment_new"),
        _("They answer in twenty seconds, on their phones. Nobody sees who said what."),
        rank=40,
    )


def speak_up(is_open: bool) -> Action:
    if is_open:
        about = _(
            "Something unsafe, or wrong? Tell a guardian: a colleague who protects people who "
            "speak up. They see that it is looked into, and answer you. Only the guardians you "
            "choose can read it, and they know who you are only if you say so."
        )
    else:
        about = _("Concerns can’t be sent here yet. See whom you can talk to instead.")
    return Action(_("Raise a concern"), reverse("speak_up"), about, rank=50)


def receipt() -> Action:
    return Action(
        _("I have a receipt"),
        reverse("receipt"),
        _("Open your concern with your eight words: read the reply, and write again."),
    )


def desk() -> Action:
    text = _("Read and answer the concerns that are sealed to you, and publish the quarter.")
    return Action(_("Open the guardian’s desk"), reverse("guardian"), text, rank=10)


def poster() -> Action:
    text = _("To print, with a code that leads to the page on which a concern is raised.")
    return Action(_("Poster and code"), reverse("speak_up_poster"), text)


def counts() -> Action:
    text = _("How many concerns were raised, and what about. No case can be read here.")
    return Action(_("Speaking up, by quarter"), reverse("counts"), text, rank=20)


def readiness() -> Action:
    text = _("Which ways of giving feedback are offered here, and what is missing first.")
    return Action(_("Are we ready?"), reverse("routes"), text)


def actions(person: Person) -> Iterator[Action]:
    """Yield what a person may do, the likeliest of their role first."""
    if person.may(roles.GUARD):
        yield desk()
    elif person.may(roles.READ_COUNTS):
        yield counts()
    routes = offering.offered()
    yield from (tell(routes), ask(), speak_up(_is_open(routes)))


def recent(person: Person) -> Iterator[Entry]:
    """Yield what happened lately to what a person gave, received or asked."""
    yield from map(received_entry, queries.listed(queries.received_by(person))[:MOST])
    yield from map(given_entry, queries.listed(queries.given_by(person))[:MOST])
    yield from map(moment_entry, asking.mine(person)[:MOST])


def first_steps(person: Person) -> Iterator[Step]:
    """Yield what an organisation does before feedback and concerns are safe to give."""
    if person.may(roles.MANAGE_ROLES):
        guardians = list(holders(roles.GUARDIAN))
        with_key = set(cases.keys_in_use().values_list("person", flat=True))
        without_key = [guardian for guardian in guardians if guardian.pk not in with_key]
        yield Step(
            _("Choose two guardians"),
            reverse("people"),
            _("Open a person and give them the role. With two, nothing is lost if one is away."),
            len(guardians) >= GUARDIANS,
        )
        yield Step(
            _("Both guardians have made their keys"),
            reverse("guardian"),
            _("Each opens the guardian’s desk: it takes 20 minutes, and paper for the passphrase."),
            cases.keys_in_use().exclude(person=None).count() >= GUARDIANS,
            _waits_for(person, without_key),
        )
        yield Step(
            _("A guardian has promised by when people get an answer"),
            reverse("guardian_promise"),
            _(
                "On the guardian’s desk, once they have a key. "
                "People read the promise before they write."
            ),
            offering.promise() is not None,
            _waits_for(person, guardians),
        )
    if person.may(roles.MANAGE_ROUTES):
        yield Step(
            _("Open the route to the guardians"),
            reverse("routes"),
            _("Until you open it there, nobody can raise a concern here."),
            bool(offering.sealed()),
        )
        yield Step(
            _("Say whom to call in danger"),
            reverse("routes_settings"),
            _("People read it before they raise a concern: check the numbers for your town."),
            bool(Offer.objects.current().doors),
        )
        yield Step(
            _("Run a first pulse"),
            reverse("pulse_open"),
            _("Five questions that say whether people feel safe to speak."),
            Pulse.objects.exists(),
        )


def _waits_for(person: Person, guardians: list[Person]) -> str:
    """Say which guardians a step waits for; "" where it is this person's own turn."""
    if person in guardians:
        return ""
    if not guardians:
        return _("This waits until there is a guardian who can do it.")
    names = ", ".join(guardian.name for guardian in guardians)
    return _("This waits for a guardian: %(names)s.") % {"names": names}


def feedback_landing(person: Person) -> Landing:
    """Return what a person asked, gave and received."""
    groups = [
        Group(
            _("Feedback you received"),
            [received_entry(one) for one in queries.listed(queries.received_by(person))[:MOST]],
            _("Nothing yet. When somebody tells you how a moment felt, you will find it here."),
        ),
        Group(
            _("Feedback you gave in your name"),
            [given_entry(one) for one in queries.listed(queries.given_by(person))[:MOST]],
            _(
                "Nothing yet. What you gave through a guardian or anonymously is never listed: "
                "nothing ties it to you."
            ),
        ),
        Group(
            _("Meetings you asked about"),
            [moment_entry(moment) for moment in asking.mine(person)[:MOST]],
            _("None yet. After a meeting, ask those who were there how it felt."),
        ),
        Group(
            _("Ten minutes"),
            [talk_entry(talk, person) for talk in queries.talks(person)[:MOST]],
        ),
        Group(_("Drafts to read as a coach"), list(map(draft_entry, queries.to_coach(person)))),
    ]
    more = [
        ask(),
        Action(
            _("All feedback you received"),
            reverse("feedback_received"),
            _("Read it, say what you remember, and answer."),
        ),
        Action(
            _("All feedback you gave"),
            reverse("by_me"),
            _("Read the answers, and ask somebody for ten minutes."),
        ),
        Action(
            _("All meetings you asked about"),
            reverse("moments"),
            _("See whether they feel as you meant, over time."),
        ),
    ]
    return Landing(_("Feedback"), _feedback_is(), tell(offering.offered()), groups, more)


def feedback_for_visitors() -> Landing:
    return Landing(_("Feedback"), _feedback_is(), tell(offering.offered()), more=[receipt()])


def _feedback_is() -> str:
    return _("Tell someone how a moment felt, and hear how it feels to work with you.")


def speaking_up(person: Person | None) -> Landing:
    """Return the page of concerns: for those who raise one, and for those who look after them."""
    guards = bool(person and person.may(roles.GUARD))
    is_open = _is_open(offering.offered())
    more = [speak_up(is_open), receipt()] if guards else [receipt()]
    if person:
        more.append(poster())
    if person and person.may(roles.READ_COUNTS):
        more.append(counts())
    if person and person.may(roles.MANAGE_ROUTES):
        more.append(readiness())
    lead = _(
        "Something is wrong, or not safe: tell a guardian. "
        "Only the guardians you choose can read it."
    )
    main = desk() if guards else speak_up(is_open) if is_open else None
    return Landing(_("Speaking up"), lead if is_open else _closed(), main, more=more)


def _closed() -> str:
    if not offering.guardian_names():
        return _("Concerns can’t be sent here yet.")
    return _("Concerns can’t be sent here yet. You can talk to one of the guardians named below.")


def guardians() -> dict[str, object]:
    """Return who the guardians are, what they promised, and where to turn in danger."""
    return {
        "guardians": offering.guardian_names(),
        "promised": who_sees.promised(offering.promise()),
        "away": [who_sees.away(said) for said in leave.away(timezone.localdate())],
        "doors": offering.doors(),
    }


def received_entry(feedback: Feedback) -> Entry:
    link = reverse("feedback", args=[feedback.pk])
    if feedback.heard:
        colour: Colour = "green" if feedback.heard == "yes" else "yellow"
        state = feedback.get_heard_display()
        return Entry(feedback.cue, link, state, colour, feedback.answered_on, _("You answered on"))
    if feedback.answered_on:
        answered_on = feedback.answered_on
        return Entry(feedback.cue, link, _("Answered"), "grey", answered_on, _("You answered on"))
    state = _("Read") if feedback.recalled_on else _("To read")
    return Entry(feedback.cue, link, state, "blue", feedback.given_on, _("Received on"))


def given_entry(feedback: Feedback) -> Entry:
    text = _("To %(name)s: %(cue)s") % {"name": feedback.recipient.name, "cue": feedback.cue}
    link = reverse("by_me_feedback", args=[feedback.pk])
    if feedback.answered_on:
        return Entry(text, link, _("Answered"), "green", feedback.answered_on, _("Answered on"))
    return Entry(text, link, _("Sent"), "grey", feedback.given_on, _("Sent on"))


def moment_entry(moment: Moment) -> Entry:
    link = reverse("moment", args=[moment.pk])
    if moment.is_open:
        return Entry(moment.what, link, _("Open"), "green", moment.closes_on, _("Answers until"))
    state = moment.get_state_display()
    return Entry(moment.what, link, state, "grey", moment.held_on, _("Held on"))


def talk_entry(talk: Talk, person: Person) -> Entry:
    text = (
        _("You asked %(name)s") % {"name": talk.asked.name}
        if talk.asked_by_id == person.pk
        else _("%(name)s asked you") % {"name": talk.asked_by.name}
    )
    colours: dict[str, Colour] = {"asked": "blue", "agreed": "green"}
    colour = colours.get(talk.state, "grey")
    link = reverse("talk", args=[talk.pk])
    return Entry(text, link, talk.get_state_display(), colour, talk.asked_on, _("Asked on"))


def draft_entry(feedback: Feedback) -> Entry:
    """Return the line of a draft that a coach was asked to read."""
    text = _("%(name)s: %(cue)s") % {"name": feedback.recipient.name, "cue": feedback.cue}
    return Entry(
        text, reverse("draft", args=[feedback.pk]), _("To read"), "blue", feedback.given_on
    )
