"""What a participant's page shows: what is asked now, and who will see what."""

from django.template.loader import render_to_string

from everyseat.organisations import moderating
from everyseat.room import addresses, kinds, present, who_sees
from everyseat.room.actions import answering
from everyseat.room.models import Question, Raised, Room
from everyseat.room.queries import briefs, room_state, sets, tallies


def page(code: str, at: str = "") -> str:
    """Return it as HTML, the same for everybody: a page puts its own token and answer into it.

    `at`: the key of the question, where a set is open.
    """
    room = room_state.by_code(code)
    return render_to_string("room/asked.html", context(room, "", at)) if room else ""


def context(room: Room, token: str, at: str = "") -> dict:
    """Return what the template needs, with what the device of a token has answered."""
    brief = room.of_brief
    shown = {
        "room": room,
        "live": addresses.live(room.code),
        "brief": brief,
        "answered": briefs.answered(brief) if brief else [],
        "longest": kinds.LONGEST_WORD,
        "longest_question": kinds.LONGEST_QUESTION,
        "token": token,
        "promise": room_state.promised(room),
    }
    current = None if room.ended_on else room.current
    if current and (together := sets.open_now(room)):
        current = next((one for one in together if str(one.pk) == at), together[0])
        shown |= {"step": _step(together, together.index(current))}
    if current:
        shown |= _about(current, token)
    shown["afterwards"] = who_sees.afterwards(room)
    return shown | {"who": who_sees.participant(room, current)}


def _step(together: list[Question], place: int) -> dict:
    """Return where in a set a question stands, and what stands beside it."""
    return {
        "of_set": sets.given_name(together),
        "n": place + 1,
        "of": len(together),
        "before": together[place - 1].pk if place else None,
        "after": together[place + 1].pk if place + 1 < len(together) else None,
    }


def _unseen(question: Question, device: str) -> list[tuple[Raised, str]]:
    """Return what a device raised that waits, or was left out, with what its page says of it."""
    why = (lambda _text: "") if question.holds else moderating.why
    unseen = room_state.unseen(question, device)
    return [(one, present.unseen(question, one, why(one.text))) for one in unseen]


def _floor(question: Question) -> list[tuple]:
    """Return the questions from the floor, each with its mark, if any."""
    return [(pk, text, n, *mark, "")[:4] for pk, text, n, *mark in room_state.floor(question)]


def _parts(question: Question, device: str) -> list[tuple[int, str, int]]:
    """Return each option with its place, and the number that a device gave it."""
    numbers = room_state.numbers_given(question, device) or [0] * len(question.options)
    pairs = zip(question.options, numbers, strict=True)
    return [(place, option, number) for place, (option, number) in enumerate(pairs)]


def _about(question: Question, token: str) -> dict:
    device, is_floor = answering.known_device(question, token), question.is_raised
    is_list = is_floor and question.is_open  # it stands on the page, to vote in
    is_seen = question.room.on_phones and not (is_list or question.is_in_open_set)
    return {
        "question": question,
        "options": list(enumerate(question.choices)),
        "parts": _parts(question, device) if question.is_in_parts else [],
        "given": room_state.given(question, device),
        "floor": _floor(question) if is_floor and question.is_shown else [],
        "voted": room_state.voted(question, device) if is_floor else set(),
        "unseen": _unseen(question, device) if is_floor and device else [],
        "seen": _seen(question) if is_seen else None,
        "few": present.few(),
    }


def _seen(question: Question) -> dict:
    """Return what everybody answered, as the screen shows it."""
    found = tallies.tally(question)
    lines = room_state.lines(question, found) if question.is_shown else []
    said = present.of_question(room_state.shown(question, found))
    return {"said": said, "rows": present.bars(lines)}
