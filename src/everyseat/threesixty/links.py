"""The links that raters are sent, and the tokens of the forms on their pages."""

from everyseat.giving.form_tokens import FormTokens
from everyseat.giving.links import Signed

INVITATIONS = Signed("everyseat.invitation")
FORMS = FormTokens("everyseat.invitation")
REMINDERS = Signed("everyseat.reminders")
"""Of one person in one round. It switches reminders off and on, and nothing else: mail programs and
the servers between us and them read it."""
