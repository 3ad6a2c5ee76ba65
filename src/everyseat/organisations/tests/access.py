"""Which seats open which pages of organisations: see tests/test_access.py."""

NOBODY: frozenset[str] = frozenset()
OPEN, SIGNED_IN = "everybody", "whoever is signed in"

PAGES = {
    "people": {"administrator", "organiser"},
    "person_new": {"administrator", "organiser"},
    "people_sample": {"administrator", "organiser"},
    "people_import": {"administrator", "organiser"},
    "organisation": {"administrator", "organiser"},
    "organisation_settings": {"administrator", "organiser"},
    "emails": {"administrator", "organiser"},
    "account": SIGNED_IN,
    "find_people": SIGNED_IN,
    "organisation_css": OPEN,
}
POSTS = {
    "people_import_columns": {"administrator", "organiser"},
    "people_import_save": {"administrator", "organiser"},
    "clock_is_right": {"administrator"},
}
OTHERWISE_TESTED = {"person", "sign_out_everywhere"}
