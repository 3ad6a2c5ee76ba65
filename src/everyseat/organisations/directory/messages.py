"""What SCIM answers are made of: resources, lists, errors, and what this server can do."""

from typing import Any

from django.http import HttpRequest, JsonResponse

from everyseat.organisations.models import DirectoryEntry, Person

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
API = "urn:ietf:params:scim:api:messages:2.0:"
CORE = "urn:ietf:params:scim:schemas:core:2.0:"
MOST = 200
"""Resources in one answer."""


class Refused(Exception):
    """A request is refused, in the form that RFC 7644, section 3.12 gives errors."""

    def __init__(self, status: int, detail: str, kind: str = ""):
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind

    def answer(self) -> JsonResponse:
        content: dict[str, object] = {
            "schemas": [f"{API}Error"],
            "status": str(self.status),
            "detail": self.detail,
        }
        if self.kind:
            content["scimType"] = self.kind
        return scim(content, self.status)


def scim(content: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, content_type="application/scim+json")


def listed(resources: list[dict[str, Any]], total: int, start: int = 1) -> dict[str, Any]:
    return {
        "schemas": [f"{API}ListResponse"],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": resources,
    }


def user(person: Person, request: HttpRequest) -> dict[str, Any]:
    """Return a person as a SCIM user; whom no directory has brought is known by their address."""
    entry = getattr(person, "directory_entry", None) or DirectoryEntry(user_name=person.email)
    content: dict[str, Any] = {
        "schemas": [USER, ENTERPRISE],
        "id": str(person.pk),
        "userName": entry.user_name,
        "name": {"formatted": person.name},
        "displayName": person.name,
        "emails": [{"value": person.email, "type": "work", "primary": True}],
        "active": person.is_active,
        ENTERPRISE: {},
        "meta": {
            "resourceType": "User",
            "location": request.build_absolute_uri(f"/scim/v2/Users/{person.pk}"),
        },
    }
    names = {"givenName": entry.given_name, "familyName": entry.family_name}
    content["name"] |= {key: text for key, text in names.items() if text}
    if entry.external_id:
        content["externalId"] = entry.external_id
    if person.number:
        content[ENTERPRISE]["employeeNumber"] = person.number
    if person.team:
        content[ENTERPRISE]["department"] = person.team.name
    if person.manager:
        manager = {"value": str(person.manager_id), "displayName": person.manager.name}
        content[ENTERPRISE]["manager"] = manager
    return content


def _attribute(name: str, **more: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "name": name,
        "type": "string",
        "multiValued": False,
        "required": False,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
    }
    return usual | more


def _complex(name: str, *parts: dict[str, object], **more: object) -> dict[str, object]:
    return _attribute(name, type="complex", subAttributes=list(parts), **more)


SCHEMAS = [
    {
        "schemas": [f"{CORE}Schema"],
        "id": USER,
        "name": "User",
        "description": "Somebody who gives or receives feedback",
        "attributes": [
            _attribute("userName", required=True, uniqueness="server"),
            _attribute("displayName"),
            _complex(
                "name", _attribute("formatted"), _attribute("givenName"), _attribute("familyName")
            ),
            _complex(
                "emails",
                _attribute("value"),
                _attribute("type"),
                _attribute("primary", type="boolean"),
                multiValued=True,
            ),
            _attribute("active", type="boolean"),
        ],
        "meta": {"resourceType": "Schema", "location": f"/scim/v2/Schemas/{USER}"},
    },
    {
        "schemas": [f"{CORE}Schema"],
        "id": ENTERPRISE,
        "name": "EnterpriseUser",
        "description": "Team, manager and employee number",
        "attributes": [
            _attribute("employeeNumber"),
            _attribute("department"),
            _complex(
                "manager", _attribute("value"), _attribute("displayName", mutability="readOnly")
            ),
        ],
        "meta": {"resourceType": "Schema", "location": f"/scim/v2/Schemas/{ENTERPRISE}"},
    },
]
RESOURCE_TYPES = [
    {
        "schemas": [f"{CORE}ResourceType"],
        "id": "User",
        "name": "User",
        "endpoint": "/Users",
        "description": "People",
        "schema": USER,
        "schemaExtensions": [{"schema": ENTERPRISE, "required": False}],
        "meta": {"resourceType": "ResourceType", "location": "/scim/v2/ResourceTypes/User"},
    }
]
CONFIGURATION = {
    "schemas": [f"{CORE}ServiceProviderConfig"],
    "patch": {"supported": True},
    "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
    "filter": {"supported": True, "maxResults": MOST},
    "changePassword": {"supported": False},
    "sort": {"supported": False},
    "etag": {"supported": False},
    "authenticationSchemes": [
        {
            "type": "oauthbearertoken",
            "name": "Bearer token",
            "description": "A token that an administrator makes under Organisation, Directory",
            "primary": True,
        }
    ],
    "meta": {
        "resourceType": "ServiceProviderConfig",
        "location": "/scim/v2/ServiceProviderConfig",
    },
}
