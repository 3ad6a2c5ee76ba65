"""The 360 of the demonstration, so that every screen has something true to show."""
