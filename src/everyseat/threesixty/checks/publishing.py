"""What publishing a questionnaire will do."""

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.organisations.checks import Check, Named, Stop
from everyseat.threesixty.models import Questionnaire, Round
from everyseat.threesixty.questionnaire_content import Statement


def publish(questionnaire: Questionnaire) -> Check:
    """Return what publishing a version will fix, and which drafts of rounds it concerns."""
    title = _("Publish “%(questionnaire)s”?") % {"questionnaire": questionnaire}
    if questionnaire.published:
        return Check(title, stops=[Stop(_("This version is already published."))])
    return Check(
        title=title,
        button=_("Publish this version"),
        happens=[*_counts(questionnaire), _("Rounds can use this version from now on.")],
        named=[group for group in _named(questionnaire) if group.names],
        final=[
            _(
                "This version never changes again, not even a word. If you edit it later, you make "
                "a new version."
            )
        ],
        watched={_("The questionnaire has been edited."): json.dumps(questionnaire.content)},
    )


def _counts(questionnaire: Questionnaire) -> Iterator[str]:
    content = questionnaire.content
    labels, n = content["labels"], len(questionnaire.behaviours)
    values = len(content["values"])
    text = ngettext("It has %(n)s value.", "It has %(n)s values.", values) % {"n": values}
    more = ngettext("Raters answer %(n)s statement.", "Raters answer %(n)s statements.", n)
    yield f"{text} {more % {'n': n}}"
    text = _("The scale has %(n)s points, from “%(low)s” to “%(high)s”.")
    yield text % {"n": len(labels), "low": labels[0], "high": labels[-1]}
    if questions := len(content["questions"]):
        text = ngettext("It has %(n)s open question.", "It has %(n)s open questions.", questions)
        yield text % {"n": questions}


def _named(questionnaire: Questionnaire) -> Iterator[Named]:
    yield Named(
        _(
            "These statements have no form of their own about oneself. Leaders who rate themselves "
            "will read:"
        ),
        [s["self_text"] for s in questionnaire.behaviours if not _is_about_oneself(s)],
    )
    drafts = Round.objects.filter(state=Round.State.DRAFT)
    yield Named(
        _("These rounds are being prepared with this version, and can be launched then:"),
        [one.name for one in drafts.filter(questionnaire=questionnaire)],
    )
    earlier = drafts.filter(questionnaire__family=questionnaire.family)
    yield Named(
        _(
            "These rounds are being prepared with another version of it. They keep that version, "
            "unless you edit them:"
        ),
        [one.name for one in earlier.exclude(questionnaire=questionnaire)],
    )


def _is_about_oneself(statement: Statement) -> bool:
    """Return whether somebody wrote the form about oneself, and no rule of ours made it."""
    return statement["self_text"] != statement["text"].replace("{name}", "I")
