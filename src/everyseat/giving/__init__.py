"""What every page where somebody gives feedback stands on, whichever part it belongs to."""
