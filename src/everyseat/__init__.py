"""Everyseat: honest feedback to people who lead, from every seat."""
