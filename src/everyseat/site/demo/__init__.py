"""The demonstration: a made-up city, so that every screen has something true to show."""
