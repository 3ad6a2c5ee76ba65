from django.urls import include, path, re_path
from django.views.generic import RedirectView

from everyseat.site import demonstration, first_run, home

handler500 = "everyseat.site.failures.failed"
urlpatterns = [
    path("", home.home, name="home"),
    path("first-run/", first_run.first_run, name="first_run"),
    path(
        "accounts/login/",
        RedirectView.as_view(pattern_name="account_request_login_code", query_string=True),
    ),
    # The sign-in library has pages for addresses and passwords. People's addresses are the
    # administrator's, and there are no passwords.
    re_path(r"^accounts/(?:email|password|signup|confirm-email)", home.nothing_here),
    path("accounts/", include("allauth.urls")),
    path("", include("everyseat.organisations.urls")),
    path("", include("everyseat.threesixty.urls")),
    path("", include("everyseat.moments.urls")),
    path("", include("everyseat.room.urls")),
    *demonstration.urlpatterns,
]
