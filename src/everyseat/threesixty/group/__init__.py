"""The group report of a round: all its leaders together, and none of them alone."""
