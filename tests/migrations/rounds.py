"""Rounds of the release before, for tests of what a migration lets them do."""

from django.utils import timezone

STATES = ("draft", "open", "closed")


def one_in_each_state(models):
    """Make a round in each state, called after it, with the models of that release."""
    trust = models.get_model("organisations", "Organisation").objects.create(name="Trust")
    asked = models.get_model("threesixty", "Questionnaire").objects.create(name="Ours")
    dates = dict.fromkeys(("nominate_by", "approve_by", "collect_by"), timezone.localdate())
    rounds = models.get_model("threesixty", "Round").objects
    for state in STATES:
        about = {"name": state, "state": state, "mode": "confidential", **dates}
        rounds.create(organisation=trust, questionnaire=asked, **about)
