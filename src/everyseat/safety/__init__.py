"""What keeps a giver of feedback safe, with no web and no database."""
