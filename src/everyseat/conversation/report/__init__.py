"""What a conversation found: common ground first, then what divides, what is undecided, the map.

figures → build → sentences, picture → present → page, PDF. No database: of a file of votes and of a
conversation of the site the same is said.
"""
