"""Each organisation has a name, a colour and a logo of its own, on the pages of its rounds."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from everyseat.organisations import logos
from everyseat.organisations.models import LogoFile, Organisation
from everyseat.threesixty import links
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
WEBP = b"RIFF\x20\0\0\0WEBPVP8 " + b"\0" * 20


@pytest.fixture
def council():
    make.person("Nobody")
    return Organisation.objects.create(name="City Council", colour="#004400")


@pytest.fixture
def admin(client, council):
    client.force_login(make.person("Ada", "administrator"))
    return client


def save(admin, organisation, **fields):
    about = {"name": organisation.name, "colour": organisation.colour}
    page = admin.post(f"/organisation/{organisation.pk}/look/", about | fields)
    organisation.refresh_from_db()
    return page


def test_a_logo_is_kept_served_under_its_own_name_and_removed(admin, council):
    assert save(admin, council, new_logo=SimpleUploadedFile("our.png", PNG)).status_code == 302
    address = f"/organisation/{council.pk}/logo/{council.logo}"
    shown = admin.get(address)
    assert shown.content == PNG
    assert shown["Content-Type"] == "image/png"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in shown["Cache-Control"]
    first = council.logo
    save(admin, council, new_logo=SimpleUploadedFile("our.webp", WEBP))
    assert council.logo != first
    assert admin.get(address).status_code == 404
    save(admin, council, without_logo="on")
    assert (council.logo, LogoFile.objects.count()) == ("", 0)


def test_a_form_without_a_file_keeps_the_logo(admin, council):
    save(admin, council, new_logo=SimpleUploadedFile("our.png", PNG))
    before = council.logo
    save(admin, council, name="Council of the City")
    assert (council.name, council.logo) == ("Council of the City", before)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("logo.svg", b"<svg onload='x'/>", "Choose a file that ends in"),
        ("logo.png", b"<svg onload='x'/>", "This is not a PNG, JPEG or WebP image."),
        ("logo.png", PNG + b"\0" * logos.LARGEST, "Choose one of at most 200 kB."),
    ],
)
def test_what_is_no_small_image_is_refused_and_nothing_changes(admin, council, name, content, said):
    page = save(admin, council, new_logo=SimpleUploadedFile(name, content), name="New")
    assert said in page.text
    assert (council.name, council.logo) == ("City Council", "")


def test_raters_see_the_organisation_whose_round_it_is_and_nobody_elses_page_changes(
    admin, council, client
):
    save(admin, council, new_logo=SimpleUploadedFile("our.png", PNG))
    review = make.collecting({"peer": 5})
    review.round.organisation = council
    review.round.save()
    client.logout()
    token = links.INVITATIONS.token(review.invitations.first().pk)
    for address in (f"/invitation/{token}/", f"/answer/{review.pk}/peer/"):
        page = client.get(address).text
        assert "City Council" in page
        assert f"/organisation/{council.pk}.css" in page
        assert council.logo in page
    assert "#004400" in client.get(f"/organisation/{council.pk}.css").text
    assert "#004400" not in client.get("/organisation.css").text
    assert council.logo not in client.get("/").text


def test_the_host_has_a_logo_on_every_page(admin):
    host = Organisation.objects.get(is_host=True)
    fields = {"name": host.name, "colour": host.colour, "keep_answers": 24, "keep_reports": 60}
    logo = SimpleUploadedFile("our.png", PNG)
    admin.post("/organisation/settings/", fields | {"tell_after": 7, "new_logo": logo})
    host.refresh_from_db()
    assert f"/organisation/{host.pk}/logo/{host.logo}" in admin.get("/").text


def test_only_who_manages_people_changes_how_an_organisation_looks(client, council):
    client.force_login(make.person("Cy", "coach"))
    assert save(client, council, name="Mine").status_code == 403
    assert council.name == "City Council"
    host = Organisation.objects.get(is_host=True)
    client.force_login(make.person("Ada", "administrator"))
    assert client.get(f"/organisation/{host.pk}/look/").status_code == 404
