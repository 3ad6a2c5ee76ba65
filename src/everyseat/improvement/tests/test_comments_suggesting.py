"""Themes are suggested from confirmed comments, once these are enough, and never count."""

import pytest
from django.db import connection

from everyseat.improvement.actions import comments_suggesting as actions
from everyseat.improvement.models import Coding, Suggester, Suggestion
from everyseat.improvement.queries import suggesting
from everyseat.improvement.tests import make

pytestmark = pytest.mark.django_db
SAYINGS = [("The nurse was so kind", 6), ("Parking is dear", 29)]


@pytest.fixture
def few(monkeypatch):
    """Let 40 comments be enough, so that a test has not to code 400."""
    monkeypatch.setattr(suggesting, "RELIABLE", 40)


def confirm(service, sam, n=40):
    """Have `n` comments coded, in turn about kindness and about parking."""
    said = [
        (f"{text}, visit {number}", theme) for number in range(n // 2) for text, theme in SAYINGS
    ]
    for comment, (_text, theme) in zip(
        make.comments(service, *(text for text, _theme in said)), said, strict=True
    ):
        make.coded(comment, [theme], "praise" if theme == 6 else "concern", sam)


def test_nothing_is_learnt_before_it_is_worth_reading(service, sam, few):
    confirm(service, sam, 38)
    make.comments(service, "A kind nurse")
    actions.work()
    assert not Suggester.objects.exists()
    assert suggesting.state(service).missing == 2


def test_themes_are_suggested_for_comments_that_nobody_has_coded(service, sam, few):
    confirm(service, sam)
    [kind, dear] = make.comments(service, "Such a kind nurse", "The parking is too dear")
    actions.work()
    assert Suggestion.objects.get(comment=kind).themes[0] == 6
    assert Suggestion.objects.get(comment=dear).themes[0] == 29
    assert Coding.objects.count() == 40
    state = suggesting.state(service)
    assert (state.right, state.found, state.missing) == (10, 10, 0)


def test_a_comment_that_comes_later_is_suggested_for_without_learning_again(service, sam, few):
    confirm(service, sam)
    assert actions.learn(framework=service.framework)
    make.comments(service, "Kind nurse again")
    assert not actions.learn(framework=service.framework)
    assert actions.suggest(framework=service.framework) == 1
    assert actions.suggest(framework=service.framework) == 0


def test_it_learns_again_when_more_is_confirmed_or_a_theme_is_retired(service, sam, few):
    confirm(service, sam)
    actions.work()
    service.framework.themes.filter(number=5).update(is_used=False)
    assert actions.learn(framework=service.framework)
    more = make.comments(service, *(f"Kind nurse, kind words {n}" for n in range(4)))
    for comment in more:
        make.coded(comment, [6], "praise", sam)
    assert actions.learn(framework=service.framework)
    assert Suggester.objects.get().comments == 44


def test_a_comment_of_a_sample_gets_no_suggestion(service, sam, few):
    confirm(service, sam)
    make.sample(service, sam)
    actions.work()
    assert not Suggestion.objects.exists()


def test_what_was_learnt_cannot_be_read_in_the_database(service, sam, few):
    confirm(service, sam)
    actions.work()
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM improvement_suggester")
        (stored,) = cursor.fetchone()
    assert Suggester.objects.get().content["model"].startswith("UEsD")  # a zip file
    assert "UEsD" not in stored


def test_when_too_few_are_left_what_was_learnt_is_deleted(service, sam, few):
    confirm(service, sam)
    actions.work()
    Coding.objects.first().delete()
    actions.work()
    assert not Suggester.objects.exists()


def test_comments_of_other_services_with_the_same_themes_count(service, sam, few):
    confirm(service, sam, 20)
    other = make.service("Podiatry")
    confirm(other, sam, 20)
    assert suggesting.state(service).confirmed == 40
