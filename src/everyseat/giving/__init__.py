"""The basis of every page where somebody gives feedback, whichever part it belongs to."""
