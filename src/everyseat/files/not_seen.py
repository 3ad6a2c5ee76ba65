"""What people and programs write where there is no rating: "not seen"."""

from everyseat.files.texts import folded

WORDS = frozenset(
    (
        *("", "na", "n/a", "n.a.", "n.a", "#n/a", "nan", "null", "none", "nil", "<na>"),
        *("-", "--", "–", "—", "−", ".", "..", "…", "?", "x/x"),
        *("not seen", "not observed", "unobserved", "no opportunity to observe", "not applicable"),
        *("does not apply", "doesn't apply", "not relevant", "no answer", "not answered"),
        *("no response", "not rated", "unrated", "unanswered", "skipped", "missing", "blank"),
        *("don't know", "do not know", "dont know", "dk", "not known", "unknown", "not sure"),
        *("unsure", "can't say", "cannot say", "can not say", "can't rate", "cannot rate"),
        *("unable to rate", "unable to comment", "unable to say", "unable to answer", "no basis"),
        *("can't comment", "cannot comment", "no basis to judge", "not enough information"),
        *("insufficient information", "no opinion", "prefer not to say", "prefer not to answer"),
        *("i don't know", "i do not know", "haven't seen", "have not seen", "not seen enough"),
        *("#null!", "(blank)", "(none)", "(empty)", "n/s", "n/o", "n/r"),
        *("heb ei weld", "ddim yn berthnasol", "amherthnasol", "ddim yn gwybod", "dim ateb"),
    )
)
_FOLDED = frozenset(map(folded, WORDS))


def is_not_seen(text: str, said: frozenset[str] = frozenset()) -> bool:
    """Return whether a cell says that nobody saw this; `said` are folded words of its user."""
    word = folded(text)
    return word in _FOLDED or word in said
