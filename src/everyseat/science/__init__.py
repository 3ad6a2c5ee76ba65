"""Numbers in, numbers out: the statistics of ratings, with no web and no database.

>>> from everyseat.science import agreement
>>> agreement.ad_mean([[0, 0, 1, 2, 1]]).round(3).tolist()
[0.5]
"""
