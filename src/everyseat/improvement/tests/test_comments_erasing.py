"""What people wrote is deleted when its time is over; what was released stays, and its codes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from everyseat.improvement.actions import comments_erasing, comments_importing, services
from everyseat.improvement.models import Batch, Coding, Suggester, Suggestion
from everyseat.improvement.queries import coding, comments
from everyseat.improvement.tests import make
from everyseat.organisations.months import same_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(service, sam):
    """Return two comments whose time is over: one coded and released, one not."""
    found = make.comments(service, "The nurse was kind", "Parking is dear")
    make.coded(found[0], [6], "praise", sam)
    make.released(found[0], sam)
    Batch.objects.update(on=same_day(make.today(), -service.keep_comments))
    return found


def erase(service):
    return comments_erasing.erase(service=service, today=make.today())


def test_the_original_and_its_digest_go_and_released_words_and_codes_stay(service, old):
    digests = {one.digest for one in old}
    assert erase(service) == 2
    for one in old:
        one.refresh_from_db()
        assert (one.words, one.erased_on) == ("", make.today())
        assert one.digest not in digests
    assert (old[0].state, old[0].text) == ("released", "The nurse was kind")
    assert Coding.objects.get().comment == old[0]


def test_no_copy_is_left_in_the_row(service, old):
    with connection.cursor() as cursor:
        cursor.execute("SELECT original FROM improvement_comment")
        before = {row[0] for row in cursor.fetchall()}
        erase(service)
        cursor.execute("SELECT original FROM improvement_comment")
        assert before.isdisjoint({row[0] for row in cursor.fetchall()})


def test_it_is_done_by_night_not_a_day_early_and_once(service, old):
    Batch.objects.update(on=same_day(make.today(), -service.keep_comments) + timedelta(1))
    comments_erasing.by_night()
    assert not service.comments.exclude(erased_on=None).exists()
    Batch.objects.update(on=same_day(make.today(), -service.keep_comments))
    comments_erasing.by_night()
    assert service.comments.exclude(erased_on=None).count() == 2
    assert erase(service) == 0


def test_parts_go_with_the_whole(service):
    from everyseat.improvement.actions.coding import split

    [whole] = make.comments(service, "Kind. Dear parking.")
    split(comment=whole, pieces="Kind.\n\nDear parking.")
    Batch.objects.update(on=same_day(make.today(), -service.keep_comments))
    assert erase(service) == 3


def test_what_was_learnt_from_them_is_deleted_with_them(service, old):
    values = {"comments": 400, "trained_on": make.today(), "content": {"model": ""}}
    Suggester.objects.create(framework=service.framework, **values)
    Suggestion.objects.create(comment=old[1], themes=[29])
    erase(service)
    assert not Suggester.objects.exists()
    assert not Suggestion.objects.exists()


def test_what_was_learnt_from_others_stays(service, old):
    Coding.objects.all().delete()
    values = {"comments": 400, "trained_on": make.today(), "content": {"model": ""}}
    Suggester.objects.create(framework=service.framework, **values)
    erase(service)
    assert Suggester.objects.exists()


def test_an_erased_comment_waits_for_nobody_and_its_page_says_why(client, service, old, sam):
    erase(service)
    assert not coding.to_code(service).exists()
    assert comments.progress(service).to_code == 0
    client.force_login(sam)
    page = client.get(reverse("comment_code", args=[service.pk, old[0].pk]))
    assert "was deleted on" in page.text
    assert "as we promised" in page.text


def test_released_words_of_an_erased_comment_can_only_be_shortened(client, service, old, sam):
    erase(service)
    old[0].refresh_from_db()
    make.released(old[0], sam, "was kind")
    assert old[0].text == "[…] was kind"
    client.force_login(sam)
    page = client.get(reverse("comment_release", args=[service.pk, old[0].pk]))
    assert page.status_code == 200


def test_what_was_learnt_goes_with_a_batch_and_with_a_service(service, old):
    values = {"comments": 400, "trained_on": make.today(), "content": {"model": ""}}
    Suggester.objects.create(framework=service.framework, **values)
    comments_importing.take_out(batch=Batch.objects.get())
    assert not Suggester.objects.exists()
    Suggester.objects.create(framework=service.framework, **values)
    [comment] = make.comments(service, "Kind again")
    make.coded(comment, [6], "praise", make.person("Ann", "improver"))
    services.delete(service=service)
    assert not Suggester.objects.exists()
