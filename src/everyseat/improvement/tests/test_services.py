"""Services are added, corrected, published, closed again, and deleted while nobody knows them."""

import pytest
from django.urls import reverse

from everyseat.improvement.actions import coding
from everyseat.improvement.models import Service
from everyseat.improvement.present import charts
from everyseat.improvement.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, sam):
    client.force_login(sam)
    return client


def test_a_service_is_added_with_the_themes_that_come_with_the_product(signed_in):
    page = signed_in.get(reverse("service_new"))
    framework = page.context["form"].fields["framework"].initial
    assert framework.themes.count() == 32
    values = {"name": "Podiatry", "framework": framework.pk, "keep_comments": 24}
    response = signed_in.post(reverse("service_new"), values)
    made = Service.objects.get()
    assert response["Location"] == reverse("service", args=[made.pk])
    assert (made.name, made.is_public, made.lead) == ("Podiatry", False, None)


def test_two_services_do_not_have_one_name(signed_in, service):
    values = {"name": "district NURSING", "framework": service.framework_id, "keep_comments": 24}
    response = signed_in.post(reverse("service_new"), values)
    assert "Another service has this name." in response.text
    assert Service.objects.count() == 1


def test_a_service_is_corrected_and_keeps_its_own_name(signed_in, service):
    page = reverse("service_edit", args=[service.pk])
    values = {"name": service.name, "about": "We visit.", "framework": service.framework_id}
    signed_in.post(page, values | {"keep_comments": 12})
    service.refresh_from_db()
    assert (service.about, service.keep_comments) == ("We visit.", 12)


def test_a_page_is_opened_and_closed_after_a_check(signed_in, service):
    for name, becomes in (("service_publish", True), ("service_unpublish", False)):
        page = reverse(name, args=[service.pk])
        signed_in.post(page)
        service.refresh_from_db()
        assert service.is_public is not becomes
        signed_in.post(page, {"seal": signed_in.get(page).context["check"].seal})
        service.refresh_from_db()
        assert service.is_public is becomes


def test_a_public_service_cannot_be_deleted(signed_in, sam):
    made = make.public()
    page = signed_in.get(reverse("service_delete", args=[made.pk]))
    assert "People can read about this service, so it stays." in page.text
    hub = signed_in.get(reverse("service", args=[made.pk])).text
    assert "so it cannot be deleted" in hub
    assert reverse("service_delete", args=[made.pk]) not in hub


def test_the_hub_says_of_each_measure_and_plan_what_it_comes_to(signed_in, service):
    make.measure(service, *[9, 11, 10] * 5)
    make.kept(service, staff=[make.STAFF | {"wte": 40}])
    text = signed_in.get(reverse("service", args=[service.pk])).text
    assert charts.row(service.measures.get()).headline in text
    assert "The team can do the new visits in nearly every week." in text


def test_whoever_makes_the_page_public_is_led_to_its_link(signed_in, service):
    page = reverse("service_publish", args=[service.pk])
    seal = signed_in.get(page).context["check"].seal
    done = signed_in.post(page, {"seal": seal})
    assert done["Location"] == reverse("service_share", args=[service.pk])
    assert done["Location"] in signed_in.get(reverse("service", args=[service.pk])).text


def test_deleting_counts_comments_and_ratings_apart(signed_in, service):
    whole, _thanks = make.comments(service, "Kind nurse. Dear parking.", "Thanks.")
    make.comments(service, "", rating=1)
    coding.split(comment=whole, pieces="Kind nurse.\n\nDear parking.")
    final = signed_in.get(reverse("service_delete", args=[service.pk])).context["check"].final
    assert final[0] == "3 comments are deleted, with their themes."
    assert final[1] == "1 rating without words is deleted."


def test_the_list_shows_a_lead_their_own_service_and_what_others_published(client, service, lena):
    make.public("Podiatry")
    make.service("Dentists")
    client.force_login(lena)
    page = client.get(reverse("services")).text
    assert reverse("service", args=[service.pk]) in page
    assert "Podiatry" in page
    assert "Dentists" not in page


def test_a_name_in_what_everybody_reads_of_a_service_is_asked_about(signed_in, sam):
    made = make.public()
    page = reverse("service_edit", args=[made.pk])
    values = {"name": made.name, "about": "Ask Sister Pugh on 01752 123456."}
    values |= {"framework": made.framework_id, "keep_comments": 24}
    response = signed_in.post(page, values)
    assert "Everybody will read it, and it seems to hold" in response.text
    made.refresh_from_db()
    assert made.about == ""
