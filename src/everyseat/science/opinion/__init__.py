"""Opinion groups and common ground among many people who vote on statements.

>>> from everyseat.science import opinion
>>> votes = opinion.from_table([[1, 1, -1]] * 10 + [[1, -1, 1]] * 10)
>>> found = opinion.analyse(votes)
>>> [agreed.statement for agreed in found.common_ground]
[0]

`analyse` does all of it. Each step is a module of its own: `votes` (packed, last vote wins),
`tables` and `live` (exact sums that follow every vote), `projection` (the map), `grouping` and
`polis` (who is in which group), `representative`, `common_ground`, `divisions` (what divides, what
is undecided), `stability` (how much the map says), `bridging` and `slate` (common ground that needs
no groups), `routing` (what to ask next), `flags` (answers that look as if nobody had read), `plain`
(a result for JSON).
"""

from everyseat.science.opinion.analysis import Before, Conversation, Opinion, analyse
from everyseat.science.opinion.votes import Counts, Votes, from_log, from_table

__all__ = [
    "Before",
    "Conversation",
    "Counts",
    "Opinion",
    "Votes",
    "analyse",
    "from_log",
    "from_table",
]
