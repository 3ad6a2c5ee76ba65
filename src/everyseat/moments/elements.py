"""What a concern has an element of, and who speaks up: the National Guardian's Office's categories.

After its published guidance on recording cases and reporting data, in our own words. They are data:
a change of the guidance is a change of this list, and what was published keeps its keys.
"""

from django.utils.translation import gettext_lazy as _

ELEMENTS = {
    "patient_safety": _("Safety or quality of care or services"),
    "worker_safety": _("Worker safety or wellbeing"),
    "bullying": _("Bullying or harassment"),
    "behaviours": _("Inappropriate attitudes or behaviours"),
    "detriment": _("Disadvantageous or demeaning treatment for speaking up (detriment)"),
    "other": _("Something else"),
}
MARKS = {"anonymous": _("Raised anonymously")}
PROFESSIONS = {
    "allied_health": _("Allied health professional"),
    "administrative": _("Administrative or clerical"),
    "clinical_support": _("Additional clinical services"),
    "scientific": _("Scientific or technical"),
    "estates": _("Estates or ancillary"),
    "medical": _("Medical or dental"),
    "nursing": _("Nursing or midwifery"),
    "student": _("Student"),
    "other_group": _("Other"),
    "not_known": _("Not known"),
}
COUNTED = {**ELEMENTS, **MARKS, **PROFESSIONS}
"""Everything that a quarter's table may count."""
