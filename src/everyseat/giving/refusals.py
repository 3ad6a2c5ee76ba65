"""The one way to say no: what is raised, and what the person who asked is told."""


class Refusal(Exception):
    """Something is not done. Its text is for the person who asked, and says what they can do."""

    status = 409

    @property
    def more(self) -> dict[str, object]:
        """What a script is told besides the text."""
        return {}


class NotNow(Refusal):
    """What was asked can't be done in the state things are in."""


class Invalid(Refusal):
    """What was sent can't be taken as it is; `field` is where to mend it."""

    status = 400

    def __init__(self, field: str, text: str):
        super().__init__(text)
        self.field = field
