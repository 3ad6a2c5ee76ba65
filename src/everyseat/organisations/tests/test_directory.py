"""SCIM 2.0, as Entra ID and Okta document their requests.

Entra ID: https://learn.microsoft.com/en-us/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
Okta: https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20
"""

import json

import pytest

from everyseat.organisations import actions
from everyseat.organisations.directory import tokens
from everyseat.organisations.models import AuditEntry, DirectoryToken, Email, Person
from everyseat.organisations.queries import host

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


@pytest.fixture(autouse=True)
def admin():
    return actions.set_up(organisation="Trust", name="Admin", email="admin@trust.example")


@pytest.fixture
def ask(client, admin):
    _token, text = tokens.make("Entra ID", admin)

    def asked(method: str, path: str, content: object = None, **more):
        body = json.dumps(content) if content is not None else ""
        headers = {"authorization": f"Bearer {text}"} | more
        kind = "application/scim+json"
        return client.generic(method, f"/scim/v2/{path}", body, kind, headers=headers)

    return asked


def entra(**more) -> dict[str, object]:
    return {
        "schemas": [USER, ENTERPRISE],
        "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
        "userName": "Ann.Lee@trust.example",
        "active": True,
        "displayName": "Ann Lee",
        "emails": [{"primary": True, "type": "work", "value": "ann.lee@trust.example"}],
        "meta": {"resourceType": "User"},
        "name": {"formatted": "Ann Lee", "familyName": "Lee", "givenName": "Ann"},
        "roles": [],
        ENTERPRISE: {"department": "Ward", "employeeNumber": "701984"},
    } | more


def okta(**more) -> dict[str, object]:
    return {
        "schemas": [USER],
        "userName": "ann.lee@trust.example",
        "name": {"givenName": "Ann", "familyName": "Lee"},
        "emails": [{"primary": True, "value": "ann.lee@trust.example", "type": "work"}],
        "displayName": "Ann Lee",
        "locale": "en-US",
        "externalId": "00ujl29u0le5T6Aj10h7",
        "groups": [],
        "password": "1mz050nq",
        "active": True,
    } | more


def patch(*operations: dict[str, object]) -> dict[str, object]:
    return {"schemas": [PATCH], "Operations": list(operations)}


def test_entra_asks_for_somebody_makes_them_and_asks_again(ask):
    asked = 'Users?filter=userName+eq+"Ann.Lee@trust.example"'
    answer = ask("GET", asked)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/scim+json"
    assert (answer.json()["totalResults"], answer.json()["Resources"]) == (0, [])
    made = ask("POST", "Users", entra())
    assert made.status_code == 201
    assert made["Location"] == made.json()["meta"]["location"]
    person = Person.objects.get(pk=made.json()["id"])
    assert (person.name, person.email) == ("Ann Lee", "ann.lee@trust.example")
    assert (person.team.name, person.number, person.is_active) == ("Ward", "701984", True)
    assert not Email.objects.exists()
    for again in (asked, 'Users?filter=externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"'):
        [found] = ask("GET", again).json()["Resources"]
        assert found["id"] == str(person.pk)
        assert found["externalId"] == "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"
    assert ask("GET", f"Users/{person.pk}").json()["active"] is True


def test_entra_changes_a_name_an_address_and_a_manager_by_paths(ask):
    pk = ask("POST", "Users", entra()).json()["id"]
    boss = ask("POST", "Users", okta(userName="bo@trust.example", emails=[], externalId="b"))
    answer = ask(
        "PATCH",
        f"Users/{pk}",
        patch(
            {"op": "Replace", "path": "displayName", "value": "Ann Poe"},
            {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "Ann@trust.example"},
            {"op": "Replace", "path": "name.familyName", "value": "Poe"},
            {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": boss.json()["id"]},
            {"op": "Add", "path": f"{ENTERPRISE}:department", "value": "Reception"},
            {"op": "Add", "path": 'phoneNumbers[type eq "work"].value', "value": "1"},
        ),
    )
    assert answer.status_code == 200
    person = Person.objects.get(pk=pk)
    assert (person.name, person.email) == ("Ann Poe", "ann@trust.example")
    assert (str(person.manager_id), person.team.name) == (boss.json()["id"], "Reception")
    assert answer.json()["name"]["familyName"] == "Poe"
    assert answer.json()["userName"] == "ann.lee@trust.example"
    removed = patch({"op": "Remove", "path": f"{ENTERPRISE}:manager"})
    assert ENTERPRISE in ask("PATCH", f"Users/{pk}", removed).json()
    assert Person.objects.get(pk=pk).manager is None


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "replace", "path": "active", "value": False},
        {"op": "replace", "value": {"active": False}},
        {"op": "Add", "path": "active", "value": [{"$ref": None, "value": "False"}]},
    ],
)
def test_who_is_deactivated_can_no_longer_sign_in_and_is_still_found(ask, operation):
    pk = ask("POST", "Users", okta()).json()["id"]
    answer = ask("PATCH", f"Users/{pk}", patch(operation))
    assert (answer.status_code, answer.json()["active"]) == (200, False)
    assert not Person.objects.get(pk=pk).is_active
    [found] = ask("GET", 'Users?filter=userName eq "ann.lee@trust.example"').json()["Resources"]
    assert found["active"] is False
    assert AuditEntry.objects.get(what="directory_stopped").about == pk
    again = patch({"op": "Replace", "path": "active", "value": "True"})
    assert ask("PATCH", f"Users/{pk}", again).json()["active"] is True


def test_okta_tests_the_connection_replaces_and_deactivates(ask):
    assert ask("GET", "Users?startIndex=1&count=2").json()["itemsPerPage"] == 1
    assert ask("GET", "Groups?startIndex=1&count=100").json()["totalResults"] == 0
    pk = ask("POST", "Users", okta()).json()["id"]
    changed = okta(displayName="Ann Poe", name={"givenName": "Ann", "familyName": "Poe"})
    assert ask("PUT", f"Users/{pk}", changed).json()["displayName"] == "Ann Poe"
    assert ask("PUT", f"Users/{pk}", okta(active=False)).json()["active"] is False
    assert Person.objects.get(pk=pk).name == "Ann Lee"


def test_somebody_who_is_here_already_is_known_and_made_once(ask):
    ann = Person.objects.create(name="A", email="ann.lee@trust.example", organisation=host())
    [found] = ask("GET", 'Users?filter=userName eq "ANN.LEE@trust.example"').json()["Resources"]
    assert found["id"] == str(ann.pk)
    assert ask("POST", "Users", okta()).json()["id"] == str(ann.pk)
    refused = ask("POST", "Users", okta())
    assert (refused.status_code, refused.json()["scimType"]) == (409, "uniqueness")
    assert refused.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert refused.json()["status"] == "409"


def test_a_partner_is_neither_seen_nor_taken_over(ask):
    actions.add_partner(name="Cy", email="cy@c.example", organisation="Council")
    assert ask("GET", 'Users?filter=userName eq "cy@c.example"').json()["totalResults"] == 0
    taken = okta(userName="cy@c.example", emails=[])
    assert ask("POST", "Users", taken).status_code == 409
    assert not Person.objects.get(email="cy@c.example").is_active


def test_the_address_of_somebody_with_a_role_is_not_changed_by_a_directory(ask, admin):
    new = patch({"op": "replace", "value": {"emails": [{"value": "thief@x.example"}]}})
    assert ask("PATCH", f"Users/{admin.pk}", new).status_code == 403
    admin.refresh_from_db()
    assert admin.email == "admin@trust.example"


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "PUT"])
def test_the_last_administrator_is_not_stopped(ask, admin, method):
    said = {
        "PATCH": patch({"op": "replace", "value": {"active": False}}),
        "PUT": okta(userName=admin.email, emails=[], active=False),
        "DELETE": None,
    }
    answer = ask(method, f"Users/{admin.pk}", said[method])
    assert answer.status_code == 409
    assert "always be an administrator" in answer.json()["detail"]
    admin.refresh_from_db()
    assert admin.is_active


def test_who_is_deleted_is_stopped_and_gone_for_the_directory_alone(ask):
    pk = ask("POST", "Users", okta()).json()["id"]
    assert ask("DELETE", f"Users/{pk}").status_code == 204
    assert not Person.objects.get(pk=pk).is_active
    assert ask("GET", f"Users/{pk}").status_code == 404
    assert ask("POST", "Users", okta()).json()["id"] == pk
    assert Person.objects.get(pk=pk).is_active


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", "Basic abc"])
def test_nothing_is_told_without_a_token(ask, header):
    for path in ("Users", "ServiceProviderConfig", "nothing"):
        answer = ask("GET", path, authorization=header)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert "Resources" not in answer.json()


def test_a_revoked_token_opens_nothing(ask):
    tokens.revoke(DirectoryToken.objects.get())
    assert ask("GET", "Users").status_code == 401


def test_too_many_requests_are_asked_to_wait(ask, monkeypatch):
    monkeypatch.setattr(tokens, "A_MINUTE", 2)
    assert [ask("GET", "Users").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(
    ("method", "path", "content", "status", "kind"),
    [
        ("GET", "Users/none", None, 404, None),
        ("GET", 'Users?filter=title co "x"', None, 400, "invalidFilter"),
        ("GET", "Users?count=many", None, 400, "invalidValue"),
        ("POST", "Users", {"schemas": [USER]}, 400, "invalidValue"),
        ("POST", "Users", {"schemas": [USER], "userName": "ann"}, 400, "invalidValue"),
        ("POST", "Users", ["x"], 400, "invalidSyntax"),
        ("POST", "Groups", {}, 501, None),
        ("GET", "Me", None, 404, None),
        ("DELETE", "Users", None, 405, None),
    ],
)
def test_errors_are_scims(ask, method, path, content, status, kind):
    answer = ask(method, path, content)
    assert answer.status_code == status
    assert answer.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert answer.json().get("scimType") == kind


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "move", "path": "active"},
        {"op": "remove"},
        {"op": "remove", "path": "userName"},
        {"op": "replace", "path": "active", "value": "perhaps"},
        {"op": "replace", "path": 7, "value": "x"},
        "replace",
    ],
)
def test_operations_that_mean_nothing_change_nothing(ask, operation):
    pk = ask("POST", "Users", okta()).json()["id"]
    renamed = {"op": "replace", "path": "displayName", "value": "Other"}
    assert ask("PATCH", f"Users/{pk}", patch(renamed, operation)).status_code == 400
    assert Person.objects.get(pk=pk).name == "Ann Lee"


def test_what_this_server_can_do_is_said(ask):
    said = ask("GET", "ServiceProviderConfig").json()
    assert said["patch"]["supported"]
    assert not said["bulk"]["supported"]
    assert ask("GET", "ResourceTypes").json()["Resources"][0]["schema"] == USER
    assert ask("GET", "ResourceTypes/User").json()["endpoint"] == "/Users"
    assert {s["id"] for s in ask("GET", "Schemas").json()["Resources"]} == {USER, ENTERPRISE}
    assert ask("GET", f"Schemas/{USER}").json()["name"] == "User"


def test_a_token_is_shown_once_and_kept_as_a_hash(client, admin):
    client.force_login(admin)
    page = client.post("/organisation/directory/", {"name": "Okta"}).content.decode()
    text = page.split('<code class="es-code">')[1].split("<")[0]
    assert text.startswith("everyseat-")
    assert text not in client.get("/organisation/directory/").content.decode()
    token = DirectoryToken.objects.get()
    assert text not in str(vars(token))
    assert tokens.found(f"Bearer {text}") == token
    client.post(f"/organisation/directory/{token.pk}/revoke/")
    assert tokens.found(f"Bearer {text}") is None


def test_an_organiser_connects_no_directory(client, admin):
    organiser = Person.objects.create(name="O", email="o@trust.example", organisation=host())
    actions.set_roles(person=organiser, roles={"organiser"})
    client.force_login(organiser)
    assert client.post("/organisation/directory/", {"name": "Okta"}).status_code == 403
    token, _text = tokens.make("Okta", admin)
    assert client.post(f"/organisation/directory/{token.pk}/revoke/").status_code == 403
    assert DirectoryToken.objects.count() == 1
