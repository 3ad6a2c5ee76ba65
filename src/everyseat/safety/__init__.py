"""The protection of people who give feedback, without web framework or database."""
