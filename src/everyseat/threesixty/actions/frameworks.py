"""What organisers do with frameworks."""

from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.threesixty.framework_format import checked, from_json
from everyseat.threesixty.models import Framework

OURS = Path(__file__).parents[1] / "content/leading-from-every-seat.json"


def add_framework(*, name: str, content: dict, language: str = "", licence: str = "") -> Framework:
    """Add a framework as a draft. FrameworkError if its content can't be used."""
    return Framework.objects.create(
        name=name[:120], content=checked(content), language=language or "en-gb", licence=licence
    )


@transaction.atomic
def add_our_framework() -> Framework:
    """Add and publish "Leading from every seat", with which every site begins."""
    read = from_json(OURS.read_text(encoding="utf-8"))
    made = add_framework(**read)
    publish(framework=made)
    return made


def edit(*, framework: Framework, name: str, licence: str, content: dict) -> Framework:
    """Save changes: to the draft itself, or as a new draft version of what is published."""
    content = checked(content)
    with changing(framework):
        if framework.published:
            return _next_version(framework, name=name, licence=licence, content=content)
        framework.name, framework.licence, framework.content = name, licence, content
        return framework


def _next_version(framework: Framework, **changes: object) -> Framework:
    versions = Framework.objects.filter(family=framework.family)
    last = versions.aggregate(last=Max("version"))["last"]
    return Framework.objects.create(
        family=framework.family, version=last + 1, language=framework.language, **changes
    )


def publish(*, framework: Framework) -> None:
    """Make a draft ready for cycles; from now on it does not change."""
    with changing(framework):
        if framework.published:
            raise NotNow(_("This version has been published already."))
        framework.published = True
