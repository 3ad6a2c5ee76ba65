"""What a person is told when something can't be done now."""


class NotNow(Exception):
    """What was asked can't be done in the state things are in; the text says what can."""
