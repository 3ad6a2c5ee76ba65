"""E-mail: an outbox in the database, sent in the background, with its page."""
