"""What each act of the 360 that can't be undone will do, as it is now: see `organisations.checks`.

A check may name who named nobody, whose list waits, and who has not rated themselves. Who has
answered is never named, and how many have is said as the round's page does: as counted by night.
"""
