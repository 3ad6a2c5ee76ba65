"""Which seats open which pages of organisations: see tests/test_access.py."""

NOBODY: frozenset[str] = frozenset()
OPEN, SIGNED_IN = "everybody", "whoever is signed in"

PAGES = {
    "people": {"administrator", "organiser"},
    "person_new": {"administrator", "organiser"},
    "people_sample": {"administrator", "organiser"},
    "people_sample_workbook": {"administrator", "organiser"},
    "people_import": {"administrator", "organiser"},
    "people_import_runs": {"administrator", "organiser"},
    "directory": {"administrator"},
    "organisation": {"administrator", "organiser"},
    "organisation_settings": {"administrator", "organiser"},
    "organisations": {"administrator", "organiser"},
    "emails": {"administrator", "organiser"},
    "account": SIGNED_IN,
    "stand_in": SIGNED_IN,
    "find_people": SIGNED_IN,
    "organisation_css": OPEN,
}
POSTS = {
    "people_import_columns": {"administrator", "organiser"},
    "people_import_save": {"administrator", "organiser"},
    "people_import_again": {"administrator", "organiser"},
    "clock_is_right": {"administrator"},
}
OTHERWISE_TESTED = {"person", "sign_out_everywhere", "people_import_run", "directory_revoke"}
OTHERWISE_TESTED |= {"organisation_look", "organisation_logo"}  # see threesixty/tests
OTHERWISE_TESTED |= {"person_stand_in", "person_hand_over"}  # see site/tests
OTHERWISE_TESTED |= {"scim_users", "scim_user", "scim_groups", "scim_configuration", "scim_nothing"}
OTHERWISE_TESTED |= {"scim_resource_types", "scim_resource_type", "scim_schemas", "scim_schema"}
"""What directories ask: see test_directory.py and tests/test_doors.py."""
