from django.urls import include, path

from everyseat.site import (
    audit_page,
    demonstration,
    first_day,
    first_run,
    home,
    languages,
    person_page,
    safety,
    statements,
)
from everyseat.site.parts import parts

handler500 = "everyseat.site.failures.failed"
urlpatterns = [
    path("", home.home, name="home"),
    path("who-sees-what/", safety.safety, name="safety"),
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
    path("people/<uuid:pk>/", person_page.person, name="person"),
    path("accounts/", include("everyseat.organisations.signing_in.urls")),
    path("", include("everyseat.organisations.urls")),
    *(path("", include(part.urls)) for part in parts()),
    *demonstration.urlpatterns,
]
