"""Templates and translations, with a site and without one."""

from pathlib import Path

import django
from django.conf import settings

PACKAGE = Path(__file__).parents[1]
BUILTINS = [
    "django.templatetags.i18n",
    "django.templatetags.static",
    "everyseat.site.templatetags.components",
    "everyseat.site.templatetags.days",
    "everyseat.site.templatetags.draft_tags",
    "everyseat.site.templatetags.heat",
    "everyseat.site.templatetags.lists",
]
"""The tags that every template may use without loading them."""


def configure_alone(language: str) -> None:
    """Load what texts need, for a command without a site: no model, no database, no folder.

    It takes a quarter of the time that a whole site does. Nothing where a site is loaded.
    """
    if settings.configured:
        return
    engine = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(PACKAGE.glob("*/templates")),
        "OPTIONS": {"builtins": BUILTINS},
    }
    settings.configure(
        LANGUAGE_CODE=language,
        LOCALE_PATHS=sorted(PACKAGE.glob("*/locale")),
        TEMPLATES=[engine],
    )
    django.setup()
