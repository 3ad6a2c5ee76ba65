"""How every number of a report came about, in words."""

from django.utils.translation import gettext as _


def short() -> list[str]:
    """Return the lines that end a report."""
    return [
        _(
            "Mean: the plain average of the answers; “not seen” counts for nothing. Estimate: the "
            "mean drawn towards what is usual for other leaders, the more so the fewer the voices "
            "(empirical Bayes shrinkage). Interval: it holds the true mean with a probability of "
            "95 %, with the doubt about what is usual counted in."
        ),
        _(
            "A gap is named only if the probability is over 95 % that your own rating lies more "
            "than half a point above, or below, the true mean of others."
        ),
        _(
            "Agreement: the average distance of an answer from the mean of all answers (AD, Burke "
            "and Dunlap 2002). Change: the difference of two means with its 95 % interval."
        ),
        _(
            "Groups with fewer people than the threshold were merged, or left out. Where everybody "
            "chose the same point, the spread and the mean are not shown."
        ),
    ]
