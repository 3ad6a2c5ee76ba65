"""An employee number says who somebody is whose address has changed, and who works here today."""

import pytest

from everyseat.organisations import actions, people_saving
from everyseat.organisations.models import AuditEntry, Organisation, Person
from everyseat.organisations.tests.test_people_managers import check, imported

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

HEAD = "name,email,employee number\n"


@pytest.fixture(autouse=True)
def admin():
    return actions.set_up(organisation="Trust", name="Admin", email="admin@trust.example")


@pytest.fixture
def ann():
    imported(f"{HEAD}Ann Lee,ann.lee@x.example,7\n")
    return Person.objects.get(number="7")


def test_a_new_address_with_the_same_number_is_the_same_person(admin, ann):
    preview = check(f"{HEAD}Ann Poe,ann.poe@x.example,7\n")
    assert preview.problems == []
    plan = people_saving.planned(preview.rows)
    assert (plan.new, [p.pk for p in plan.changed]) == ([], [ann.pk])
    assert people_saving.save_people(preview.rows, by=admin) == (0, 1)
    ann.refresh_from_db()
    assert (ann.name, ann.email) == ("Ann Poe", "ann.poe@x.example")
    assert AuditEntry.objects.get(what="readdressed").about == str(ann.pk)


def test_who_may_not_change_addresses_changes_none_by_a_file(ann):
    preview = check(f"{HEAD}Ann Poe,ann.poe@x.example,7\n", may_readdress=False)
    assert preview.rows == []
    assert "Only an administrator can change somebody's address" in preview.problems[0].message


def test_an_organiser_can_not_take_over_an_address_by_a_file(client, admin):
    Person.objects.filter(pk=admin.pk).update(number="1")
    organiser = Person.objects.create(
        name="O", email="o@trust.example", organisation=admin.organisation
    )
    actions.set_roles(person=organiser, roles={"organiser"})
    client.force_login(organiser)
    from everyseat.organisations.tests.test_import_page import hidden, upload

    page = upload(client, f"{HEAD}Admin,o2@trust.example,1\n".encode(), "people.csv")
    client.post("/people/import/save/", {"read": hidden(page, "read")})
    admin.refresh_from_db()
    assert admin.email == "admin@trust.example"


def test_a_number_of_somebody_else_is_a_problem(ann):
    imported(f"{HEAD}Bo,bo@x.example,8\n")
    preview = check(f"{HEAD}Bo,bo@x.example,7\n")
    assert "7 is the employee number of Ann Lee, ann.lee@x.example." in preview.problems[0].message


def test_a_number_on_two_lines_is_a_problem_and_two_posts_are_not():
    preview = check(f"{HEAD}Ann,ann@x.example,7\nBo,bo@x.example,7\n")
    assert [p.line for p in preview.problems] == [3]
    preview = check(f"{HEAD}Ann,ann@x.example,7\nAnn,ann@x.example,7\n")
    assert preview.problems == []
    assert len(preview.rows) == 1
    assert "Ann is in line 2, too, with the same number." in preview.notes[0].message


def test_a_number_belongs_to_its_organisation(ann):
    preview = check("name,email,employee number,organisation\nBo,bo@x.example,7,Council\n")
    assert preview.problems == []
    people_saving.save_people(preview.rows)
    assert Organisation.objects.get(name="Council").people.get().number == "7"


def test_numbers_that_change_places_are_saved(ann):
    imported(f"{HEAD}Bo,bo@x.example,8\n")
    imported(f"{HEAD}Ann Lee,ann.lee@x.example,9\n")
    imported(f"{HEAD}Bo,bo@x.example,7\n")
    assert [p.number for p in Person.objects.order_by("email")] == ["", "9", "7"]


def test_a_file_without_numbers_keeps_them(ann):
    imported("name,email\nAnn Lee,ann.lee@x.example\n")
    ann.refresh_from_db()
    assert ann.number == "7"


def test_who_has_left_or_starts_later_is_not_imported():
    preview = check(
        "Name,E-mail,Start date,Leaving date,Status\n"
        "Ann,ann@x.example,01-APR-2020,31/12/2020,\n"
        "Bo,bo@x.example,2099-01-01,,\n"
        "Cy,cy@x.example,2020-01-01,31/12/2098,Active\n"
        "Di,di@x.example,,,Suspended\n"
    )
    assert [row["name"] for row in preview.rows] == ["Cy"]
    assert "Bo starts on 1 Jan 2099. Import them then." in preview.notes[0].message
    assert preview.gone.emails == {"ann@x.example", "di@x.example"}
    assert preview.present.emails == {"bo@x.example", "cy@x.example"}


@pytest.mark.parametrize(
    "headings",
    [
        "userPrincipalName,displayName,surname,mail,givenName,department,employeeId",
        "First Name [Required],Last Name [Required],Email Address [Required],Department,"
        "Org Unit Path [Required],Employee ID,Manager Email",
        "STATUS,USERID,USERNAME,FIRSTNAME,LASTNAME,EMAIL,MANAGER,DEPARTMENT,HIREDATE",
        "Employee ID,Worker,Email - Primary Work,Supervisory Organization,Worker's Manager",
        "Employee Number,Last Name,First Name,E-mail Address,Org Unit,Supervisor,Job Title",
        "Rhif cyflogai,Cyfenw,Enw cyntaf,E-bost,Adran,Rheolwr,Dyddiad dechrau",
    ],
)
def test_the_headings_of_usual_exports_are_known(headings):
    from everyseat.organisations import people_columns

    columns = people_columns.found(headings.split(","))
    assert {"email", "number"} <= set(columns)
    assert "team" in columns
    assert columns["email"] not in ("userPrincipalName", "USERNAME")


def test_the_last_administrator_stays_whoever_shuts_people_out(admin):
    from everyseat.giving.refusals import Invalid

    with pytest.raises(Invalid, match="must always be an administrator"):
        actions.save_person(person=admin, values={"is_active": False})
