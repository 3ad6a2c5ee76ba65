from django.urls import include, path

from everyseat.site import (
    audit_page,
    demonstration,
    first_day,
    first_run,
    handing_over_page,
    home,
    import_pages,
    languages,
    methods,
    person_page,
    safety,
    stand_in_page,
    statements,
)
from everyseat.site.parts import parts

handler500 = "everyseat.site.failures.failed"
urlpatterns = [
    path("", home.home, name="home"),
    path("who-sees-what/", safety.safety, name="safety"),
    path("methods/", methods.methods, name="methods"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
    path("cookies/", statements.cookies, name="cookies"),
    path("language/<slug:code>/", languages.choose, name="language"),
    path("favicon.ico", statements.favicon, name="favicon"),
    path("first-run/", first_run.first_run, name="first_run"),
    path("organisation/first-steps/", first_day.first_day, name="first_day"),
    path("organisation/first-steps/put-away/", first_day.put_away, name="put_away"),
    path("organisation/first-steps/test-e-mail/", first_day.test_mail, name="test_mail"),
    path("audit-log/", audit_page.audit_log, name="audit_log"),
    path("people/new/", person_page.person, name="person_new"),
    path("people/import/", import_pages.people_import_page, name="people_import"),
    path("people/import/people.csv", import_pages.people_sample, name="people_sample"),
    path(
        "people/import/people.xlsx",
        import_pages.people_sample_workbook,
        name="people_sample_workbook",
    ),
    path(
        "people/import/columns/", import_pages.people_import_columns, name="people_import_columns"
    ),
    path("people/import/runs/", import_pages.people_import_runs, name="people_import_runs"),
    path("people/import/runs/<int:pk>/", import_pages.people_import_run, name="people_import_run"),
    path("people/import/again/", import_pages.people_import_again, name="people_import_again"),
    path("people/import/save/", import_pages.people_import_save, name="people_import_save"),
    path("people/<uuid:pk>/", person_page.person, name="person"),
    path("people/<uuid:pk>/away/", stand_in_page.of_person, name="person_stand_in"),
    path("people/<uuid:pk>/hand-over/", handing_over_page.hand_over, name="person_hand_over"),
    path("account/away/", stand_in_page.own, name="stand_in"),
    path("accounts/", include("everyseat.organisations.signing_in.urls")),
    path("", include("everyseat.organisations.urls")),
    *(path("", include(part.urls)) for part in parts()),
    *demonstration.urlpatterns,
]
