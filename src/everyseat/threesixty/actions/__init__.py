"""What people do in a 360: one function a verb, each one transaction."""


class NotNow(Exception):
    """Something that can't be done as things stand; the text says why and what to do."""
