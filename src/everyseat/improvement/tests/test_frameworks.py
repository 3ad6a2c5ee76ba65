"""An own list of themes is pasted or sent; names are corrected, and themes retired."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from everyseat.improvement.models import Framework, Suggestion
from everyseat.improvement.queries.coding import grouped
from everyseat.improvement.tests import make

pytestmark = pytest.mark.django_db
LIST = "group,theme,description\nStaff,Kindness,How staff are\nStaff,Listening,\nSite,Parking,"
NEW = "/services/themes/new/"


@pytest.fixture
def signed_in(client, sam, service):
    client.force_login(sam)
    return client


@pytest.fixture
def own(signed_in):
    signed_in.post(NEW, {"name": "Ours", "pasted": LIST})
    return Framework.objects.get(name="Ours")


def test_a_pasted_list_becomes_themes_in_groups(own):
    groups = [(name, [one.name for one in themes]) for name, themes in grouped(own)]
    assert groups == [("Staff", ["Kindness", "Listening"]), ("Site", ["Parking"])]
    assert own.themes.get(number=1).description == "How staff are"


def test_a_list_from_a_spreadsheet_or_of_names_alone_is_read_too(signed_in):
    signed_in.post(NEW, {"name": "Tabs", "pasted": "Staff\tKindness\tHow, and when"})
    assert Framework.objects.get(name="Tabs").themes.get().description == "How, and when"
    signed_in.post(NEW, {"name": "Names", "pasted": "Kindness\nParking"})
    assert Framework.objects.get(name="Names").themes.count() == 2


def test_a_file_is_read(signed_in):
    file = SimpleUploadedFile("themes.csv", LIST.encode())
    signed_in.post(NEW, {"name": "File", "file": file})
    assert Framework.objects.get(name="File").themes.count() == 3


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("Staff,Kindness\nSite,kindness", "line 2, column theme: “kindness” stands on line 1"),
        ("Staff,\nSite,Parking", "line 1, column theme: There is no theme."),
        (f"Staff,{'x' * 121}", "line 1, column theme: Use at most 120 letters."),
        ("group,theme", "there is no theme in it"),
        ("\n".join(f"Theme {n}" for n in range(201)), "line 201: These are more than 200"),
        ("", "Paste themes, or choose a file"),
    ],
)
def test_every_mistake_of_a_list_is_named_by_line_and_nothing_is_saved(signed_in, pasted, told):
    page = signed_in.post(NEW, {"name": "Ours", "pasted": pasted})
    assert told in page.text
    assert not Framework.objects.filter(name="Ours").exists()


def test_two_lists_do_not_have_one_name(signed_in, own):
    page = signed_in.post(NEW, {"name": "OURS", "pasted": LIST})
    assert "Another list of themes has this name." in page.text


def test_themes_are_added_to_an_own_list(signed_in, own):
    page = reverse("framework", args=[own.pk])
    signed_in.post(page, {"pasted": "Site,Food"})
    assert own.themes.last().number == 4
    assert "is in the list already" in signed_in.post(page, {"pasted": "Site,food"}).text


def test_nothing_is_added_to_a_list_that_comes_with_the_product(signed_in, service):
    page = reverse("framework", args=[service.framework_id])
    assert "so that services can be compared" in signed_in.post(page, {"pasted": "Site,Food"}).text
    assert service.framework.themes.count() == 32


def correct(client, theme, **values):
    page = reverse("theme_edit", args=[theme.framework_id, theme.number])
    usual = {"group": theme.group, "name": theme.name, "is_used": "on"}
    return client.post(page, {**usual, **values})


def test_a_theme_is_renamed_and_retired(signed_in, own):
    theme = own.themes.get(number=2)
    correct(signed_in, theme, name="Hearing people")
    correct(signed_in, theme, name="Hearing people", is_used="")
    theme.refresh_from_db()
    assert (theme.name, theme.is_used) == ("Hearing people", False)
    assert [one.name for _group, themes in grouped(own) for one in themes] == [
        *("Kindness", "Parking")
    ]


def test_two_themes_do_not_have_one_name(signed_in, own):
    page = correct(signed_in, own.themes.get(number=2), name="kindness")
    assert "Another theme of this list has this name." in page.text


def test_one_theme_stays_in_use(signed_in, own):
    own.themes.exclude(number=1).update(is_used=False)
    page = correct(signed_in, own.themes.get(number=1), is_used="")
    assert "Keep one theme at least." in page.text


def test_of_a_list_that_comes_with_the_product_themes_are_retired_and_keep_their_names(
    signed_in, service
):
    theme = service.framework.themes.get(number=29)
    correct(signed_in, theme, name="Cars", is_used="")
    theme.refresh_from_db()
    assert (theme.name, theme.is_used) == ("Parking", False)


def test_a_service_uses_an_own_list(signed_in, own, service):
    signed_in.post(
        reverse("service_edit", args=[service.pk]),
        {"name": service.name, "framework": own.pk, "keep_comments": 24},
    )
    [comment] = make.comments(service, "Kind")
    page = signed_in.get(reverse("comment_code", args=[service.pk, comment.pk]))
    assert "Listening" in page.text


def test_the_list_of_a_service_stays_once_a_comment_is_coded_by_it(signed_in, own, service, sam):
    [comment] = make.comments(service, "Kind")
    make.coded(comment, [6], "praise", sam)
    page = signed_in.post(
        reverse("service_edit", args=[service.pk]),
        {"name": service.name, "framework": own.pk, "keep_comments": 24},
    )
    assert "Comments are coded by this list of themes, so it stays." in page.text
    service.refresh_from_db()
    assert service.framework != own


def test_suggestions_by_the_list_before_are_deleted(signed_in, own, service):
    [comment] = make.comments(service, "Kind")
    Suggestion.objects.create(comment=comment, themes=[6])
    signed_in.post(
        reverse("service_edit", args=[service.pk]),
        {"name": service.name, "framework": own.pk, "keep_comments": 24},
    )
    assert not Suggestion.objects.exists()
