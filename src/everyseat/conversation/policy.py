"""How statements are moderated, in our words, until an organiser writes their own."""

from django.utils.translation import gettext as _


def text() -> str:
    """Return the policy that a new conversation begins with."""
    return _(
        "We publish statements that answer the question, whether or not we agree with them. A "
        "statement holds one idea, and does not name or describe a person. We may reword or split "
        "a statement; then it says so. Whoever wrote it reads what happened to it, and why."
    )


def reasons() -> list[str]:
    """Return the reasons for which a statement may be rejected in a new conversation."""
    return [
        _("It is not about the question."),
        _("Another statement says the same."),
        _("It names or describes a person."),
        _("It holds more than one idea."),
        _("It is abusive or unlawful."),
        _("It is a question or a comment, not a statement."),
    ]
