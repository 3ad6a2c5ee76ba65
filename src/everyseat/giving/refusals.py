"""The one way to refuse: the exceptions, and their texts for the person."""


class Refusal(Exception):
    """A refusal. Its text is for the person, and says what they can do."""

    status = 409

    @property
    def more(self) -> dict[str, object]:
        """Data for a script besides the text."""
        return {}


class NotNow(Refusal):
    """The action is not possible in the current state."""


class Invalid(Refusal):
    """The input is not valid; `field` is the field to correct."""

    status = 400

    def __init__(self, field: str, text: str):
        super().__init__(text)
        self.field = field

    @property
    def more(self) -> dict[str, object]:
        return {"field": self.field}
