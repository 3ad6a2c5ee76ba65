"""What a directory says of somebody, whole or as changes, as plain values by our names.

Entra ID writes truth as text ("False") and operations with capitals; Okta sends changes without a
path. What we do not keep (titles, telephones) is passed over.
"""

import re
from typing import Any

from everyseat.organisations.directory.messages import API, ENTERPRISE, Refused

PATHS = {
    "username": "user_name",
    "externalid": "external_id",
    "displayname": "display_name",
    "active": "active",
    "name.formatted": "formatted",
    "name.givenname": "given_name",
    "name.familyname": "family_name",
    "emails": "emails",
    "emails.value": "email",
    f"{ENTERPRISE}:department".lower(): "department",
    f"{ENTERPRISE}:employeenumber".lower(): "number",
    f"{ENTERPRISE}:manager".lower(): "manager",
    f"{ENTERPRISE}:manager.value".lower(): "manager",
}
CONTAINERS = {"name", ENTERPRISE.lower()}
FILTERED = re.compile(r"^emails\[[^\]]*\]\.value$", re.IGNORECASE)
WORK = re.compile(r'^emails\[(type eq "work"|primary eq "?true"?)\]\.value$', re.IGNORECASE)
FILTER = re.compile(r'^\s*([\w.:\[\] "]+?)\s+eq\s+"((?:[^"\\]|\\.)*)"\s*$', re.IGNORECASE)
FILTERABLE = {
    "username": "user_name",
    "externalid": "external_id",
    "id": "id",
    "emails.value": "email",
    "emails": "email",
}


def whole(content: Any) -> dict[str, Any]:
    """Return what a whole user says. Refused if it has no name to sign in with."""
    said = _of(content)
    if not said.get("user_name"):
        raise Refused(400, "userName is required.", "invalidValue")
    return said


def _of(content: Any, under: str = "") -> dict[str, Any]:
    """Return the values of an object of attributes; its keys may be paths themselves."""
    if not isinstance(content, dict):
        raise Refused(400, "An object of attributes was expected.", "invalidSyntax")
    said: dict[str, Any] = {}
    for key, value in content.items():
        path = f"{under}{key}"
        if path.lower() in CONTAINERS and isinstance(value, dict):
            said |= _of(value, f"{path}{':' if ':' in path else '.'}")
        else:
            said |= _value(path, value)
    return said


def _value(path: str, value: Any) -> dict[str, Any]:
    """Return what one attribute says, by our name for it; nothing for one that we do not keep."""
    if WORK.match(path):
        return {"email": _text(value)}
    if FILTERED.match(path):
        return {}
    match PATHS.get(path.lower().removeprefix("urn:ietf:params:scim:schemas:core:2.0:user:")):
        case None:
            return {}
        case "emails":
            address = _address(value)
            return {"email": address} if address else {}
        case "active":
            return {"active": _truth(value)}
        case "manager":
            return {"manager": _manager(value)}
        case name:
            return {name: _text(value)}


def _text(value: Any) -> str:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("value")
    if value is None:
        return ""
    if not isinstance(value, str | int):
        raise Refused(400, "A text was expected.", "invalidValue")
    return " ".join(str(value).split())


def _truth(value: Any) -> bool:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("value")
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise Refused(400, "active is true or false.", "invalidValue")


def _address(value: Any) -> str:
    """Return the address of work, or the first one."""
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    rows.sort(key=lambda row: (row.get("type") != "work", not row.get("primary")))
    return _text(rows[0].get("value")) if rows else ""


def _manager(value: Any) -> str:
    return _text(value).rpartition("/")[2]


def changes(content: Any) -> dict[str, Any]:
    """Return what the operations of a PATCH say, the later over the earlier (RFC 7644, 3.5.2)."""
    operations = content.get("Operations") if isinstance(content, dict) else None
    if not isinstance(operations, list) or f"{API}PatchOp" not in content.get("schemas", []):
        raise Refused(400, "Operations of a PatchOp were expected.", "invalidSyntax")
    said: dict[str, Any] = {}
    for operation in operations:
        said |= _operation(operation)
    return said


def _operation(operation: Any) -> dict[str, Any]:
    if not isinstance(operation, dict):
        raise Refused(400, "An operation is an object.", "invalidSyntax")
    op, path = str(operation.get("op", "")).lower(), operation.get("path")
    if op not in ("add", "replace", "remove"):
        raise Refused(400, "An operation is add, replace or remove.", "invalidSyntax")
    if path is not None and not isinstance(path, str):
        raise Refused(400, "A path is a text.", "invalidPath")
    if op == "remove":
        if not path:
            raise Refused(400, "What to remove needs a path.", "noTarget")
        return _removed(path)
    if "value" not in operation:
        raise Refused(400, "An operation needs a value.", "invalidValue")
    if not path:
        return _of(operation["value"])
    if path.lower() in CONTAINERS:
        return _of({path: operation["value"]})
    return _value(path, operation["value"])


def _removed(path: str) -> dict[str, Any]:
    name = PATHS.get(path.lower())
    if name in ("user_name", "active"):
        raise Refused(400, f"{path} can't be removed.", "mutability")
    return {name: ""} if name and name not in ("emails", "email") else {}


def asked(text: str) -> tuple[str, str]:
    """Return what a filter compares, and with what. Refused unless it is one `eq`."""
    plain = re.sub(r'\[type eq "work"\]', "", text, flags=re.IGNORECASE)
    found = FILTER.match(plain)
    name = FILTERABLE.get(found[1].strip().lower()) if found else None
    if found is None or name is None:
        detail = "Filters are userName, externalId, id or emails.value, with eq."
        raise Refused(400, detail, "invalidFilter")
    return name, re.sub(r"\\(.)", r"\1", found[2])
