"""What people do in a 360: one function a verb, each one transaction."""

from everyseat.organisations.refusals import NotNow

__all__ = ["NotNow"]
