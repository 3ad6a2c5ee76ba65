"""How every number of a report came about, in words."""

from django.utils.translation import gettext as _


def short() -> list[str]:
    """Return the lines that end a report."""
    return [
        _(
            "Mean: the plain average of the answers; “not seen” counts for nothing. Estimate: the "
            "mean drawn a little towards what is usual for other leaders, the more so the fewer "
            "the voices. Interval: where the true mean most likely lies (95 %). It is the wider "
            "the more the answers about you differ, and never leaves the scale. In tests it held "
            "the true mean in about 95 of 100 cases, and for some kinds of leaders in 85."
        ),
        _(
            "A gap is named only if the whole interval lies more than an eighth of the scale (half "
            "a point of five) above, or below, your own rating. You and others are compared over "
            "the behaviours that both rated: at least half of a value's, or not at all. The same "
            "holds for then and now."
        ),
        _(
            "Agreement: the average distance of an answer from the mean of all answers (AD, Burke "
            "and Dunlap 2002). Change: the difference of two means with its 98 % interval."
        ),
        _(
            "Groups with fewer people than the threshold were merged, or left out. Where all of a "
            "group chose the same point, or all but one who chose the point next to it, we show "
            "only that point. One answer may have been a point off, and the interval allows for "
            "it. The numbers of the whole value count that answer at the same point, so nobody can "
            "work it out from them. A single answer that lies further off is shown."
        ),
    ]
