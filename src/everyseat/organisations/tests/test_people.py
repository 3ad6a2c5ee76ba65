import pytest
from django.db import IntegrityError

from everyseat.files import tables
from everyseat.giving.refusals import Invalid
from everyseat.organisations import actions, people_columns, people_import, people_saving
from everyseat.organisations.forms import contrast_with_white
from everyseat.organisations.models import Organisation, Person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def admin():
    return actions.set_up(organisation="Trust", name="Admin", email="Admin@Trust.example")


def check(text: str) -> people_import.Preview:
    table = tables.of_stranger(text.encode(), "people.csv", whole=False)
    return people_import.check(table, people_columns.found(table.data.columns))


def test_the_founder_administers_and_organises(admin):
    assert admin.email == "admin@trust.example"
    assert admin.may("manage roles")
    assert admin.may("run rounds")
    assert actions.last_administrator(admin)


def another_administrator(admin, **more):
    made = Person.objects.create(
        name="Ann", email="ann@trust.example", organisation=admin.organisation, **more
    )
    actions.set_roles(person=made, roles={"administrator"})
    return made


def test_an_administrator_who_may_not_sign_in_leaves_the_last_one_the_last(admin):
    another = another_administrator(admin, is_active=False)
    assert actions.last_administrator(admin)
    another.is_active = True
    another.save()
    assert not actions.last_administrator(admin)


@pytest.mark.parametrize("values", [{"is_active": False}, {}])
def test_nobody_shuts_the_last_administrator_out(admin, values):
    roles = set() if not values else {"administrator"}
    with pytest.raises(Invalid, match="must always be an administrator"):
        actions.save_person(person=admin, values=values, roles=roles)
    admin.refresh_from_db()
    assert admin.is_active
    assert admin.may("manage roles")
    another_administrator(admin)
    actions.save_person(person=admin, values=values, roles=roles)


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        (",a@x.example,,", "name", "empty"),
        ("Ann,,,", "email", "empty"),
        ("Ann,ann,,", "email", "not an e-mail address, which looks like"),
        ("A" * 121 + ",a@x.example,,", "name", "longer"),
    ],
)
def test_each_mistake_is_named_by_line_and_column(row, column, what):
    preview = check(f"name,email,manager,team\nBo,bo@x.example,,\n{row}\n")
    assert [(p.line, p.column) for p in preview.problems] == [(3, column)]
    assert what in preview.problems[0].message
    assert [r["name"] for r in preview.rows] == ["Bo"]


def test_an_address_that_stands_twice_is_named():
    preview = check("name,email\nBo,bo@x.example\nBob,BO@x.example\n")
    assert preview.problems[0].line == 3
    assert "line 2" in preview.problems[0].message


def test_who_is_managed_by_a_left_out_person_comes_without_a_manager():
    preview = check("name,email,manager\n,boss@x.example,\nAnn,ann@x.example,boss@x.example\n")
    assert [p.line for p in preview.problems] == [2]
    assert [(r["name"], r["manager"]) for r in preview.rows] == [("Ann", "")]
    [note] = preview.notes
    assert (note.line, note.column) == (3, "manager")
    assert note.message == "The manager is in line 2, which has a problem. We leave it empty."


def test_who_is_their_own_manager_costs_nobody_else_their_line():
    people = "".join(f"P {n},p{n}@x.example,P1@x.example\n" for n in range(1, 4))
    preview = check(f"name,email,manager\n{people}")
    assert preview.problems == []
    assert [r["manager"] for r in preview.rows] == ["", "p1@x.example", "p1@x.example"]
    [note] = preview.notes
    assert (note.line, note.column) == (2, "manager")
    assert note.message == "P 1 is their own manager here. We leave the manager empty."
    assert people_saving.save_people(preview.rows) == (3, 0)
    assert Person.objects.get(name="P 3").manager == Person.objects.get(name="P 1")


def test_a_manager_who_is_here_already_stays_though_their_line_has_a_problem(admin):
    preview = check(
        "name,email,manager\n,admin@trust.example,\nAnn,ann@x.example,admin@trust.example\n"
    )
    assert preview.notes == []
    assert preview.rows[0]["manager"] == "admin@trust.example"


def test_saving_makes_teams_partners_and_managers_further_down():
    preview = check(
        "Name,E-mail,Team,Manager,Organisation,Salary\n"
        "Ann,Ann@x.example,Nursing,bo@x.example,\n".replace(",\n", ",,9\n")
        + "Bo,bo@x.example,nursing,,,9\nCy,cy@council.example,,,City Council,9\n"
    )
    assert preview.problems == []
    assert preview.kept_out == ["Salary"]
    assert people_saving.save_people(preview.rows) == (3, 0)
    ann, bo, cy = (Person.objects.get(name=n) for n in ("Ann", "Bo", "Cy"))
    assert (ann.manager, ann.team) == (bo, bo.team)
    assert (cy.organisation.name, cy.is_active) == ("City Council", False)
    assert people_saving.save_people(preview.rows) == (0, 0)
    assert Organisation.objects.count() == 2


def test_a_file_without_the_columns_says_which():
    with pytest.raises(ValueError, match="e-mail addresses"):
        check("name,phone\nAnn,1\n")


def test_the_database_itself_keeps_people_whole(admin):
    with pytest.raises(IntegrityError):
        Person.objects.create(name="X", email="UPPER@x.example", organisation=admin.organisation)


def test_a_partner_known_already_is_not_made_again(admin):
    made = actions.add_partner(name="Cy", email="cy@c.example", organisation="Council")
    again = actions.add_partner(name="Other", email="CY@c.example", organisation="Other")
    assert made == again
    assert not made.is_active


def test_contrast_is_wcags():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_somebody_must_stay_administrator(client, admin):
    client.force_login(admin)
    page = client.post(
        f"/people/{admin.pk}/",
        {"name": "A", "email": admin.email, "organisation": admin.organisation_id, "roles": []},
    )
    assert b"There must always be an administrator." in page.content
    admin.refresh_from_db()
    assert admin.may("manage roles")


def test_an_organiser_can_not_give_roles(client, admin):
    organiser = Person.objects.create(
        name="O", email="o@trust.example", organisation=admin.organisation
    )
    actions.set_roles(person=organiser, roles={"organiser"})
    client.force_login(organiser)
    client.post(
        f"/people/{organiser.pk}/",
        {
            "name": "O",
            "email": organiser.email,
            "organisation": admin.organisation_id,
            "is_active": "on",
            "roles": ["administrator"],
        },
    )
    assert not Person.objects.get(pk=organiser.pk).may("manage roles")


def test_a_preview_that_was_changed_is_not_saved(client, admin):
    client.force_login(admin)
    client.post("/people/import/save/", {"read": "forged"})
    assert Person.objects.count() == 1


def test_a_line_break_in_a_name_stays_out_of_names():
    preview = check('name,email\n"Ann\nBcc: x",ann@x.example\n')
    assert preview.rows[0]["name"] == "Ann Bcc: x"


def test_there_are_no_passwords(admin):
    admin.set_password("secret")
    assert not admin.check_password("secret")
    assert not admin.has_usable_password()


def test_nobody_is_found_where_no_address_is_given(admin):
    with pytest.raises(Person.DoesNotExist):
        Person.objects.get_by_natural_key(None)


def test_people_are_found_by_a_text_and_by_their_role(client, admin):
    another_administrator(admin)
    client.force_login(admin)

    def found(query: str) -> str:
        return client.get(f"/people/?{query}").content.decode()

    assert "2 people" in found("")
    assert "1 person" in found("search=ann&role=administrator")
    assert "Nobody found." in found("search=ann&role=guardian")
    assert "2 people" in found("role=administrator&search=")
    assert "2 people" in found("role=nonsense")


@pytest.mark.parametrize(
    "header",
    [
        "NAME;E-Mail;TEAM",
        "\ufeffFull_Name;Work e-mail address;Department",
        "Employee Name;mail;Unit",
        "Enw;e-bost;Tîm",
        "Enw llawn / Full name;Work email;Dept",
    ],
)
def test_columns_are_known_by_other_names_in_any_case(header):
    preview = check(f"{header}\nAnn Lee;ann@x.example;Reception\n")
    assert preview.problems == []
    assert (preview.rows[0]["name"], preview.rows[0]["team"]) == ("Ann Lee", "Reception")


def test_a_name_may_stand_in_two_columns():
    preview = check("Surname,Forename,Email,Line Manager\nLee,Ann,ann@x.example,\n")
    assert preview.rows[0]["name"] == "Ann Lee"
    assert preview.kept_out == []


def test_two_columns_that_mean_the_same_are_refused_by_name():
    with pytest.raises(ValueError, match="“Work email” and “E-mail”"):
        check("name,Work email,E-mail\nAnn,a@x.example,b@x.example\n")


def test_what_was_seen_instead_of_a_column_is_said():
    with pytest.raises(ValueError, match="no column with names, only “Who”, “Email”"):
        check("Who,Email\nAnn,a@x.example\n")


def test_every_mistake_of_a_long_file_is_named_at_once():
    lines = ["name,email"] + [f"P {n},p{n}@x.example" for n in range(10_000)]
    lines[41] = "No address,"
    lines[8112] = 'Ann,"ann@x.example'
    lines[9000] = "Bo,bo@x.example,extra"
    preview = check("\n".join(lines))
    assert [p.line for p in preview.problems] == [42, 8113, 9001]
    assert "quotation mark" in preview.problems[1].message
    assert "3 fields where the first line has 2" in preview.problems[2].message
    assert len(preview.rows) == 9_997
