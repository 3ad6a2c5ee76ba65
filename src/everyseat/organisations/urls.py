from django.urls import path

from everyseat.organisations import views
from everyseat.organisations.directory import urls as directory
from everyseat.organisations.mail import views as mail_views

urlpatterns = [
    path("organisation.css", views.organisation_css, name="organisation_css"),
    path("organisation/<int:pk>.css", views.organisation_css, name="organisation_css"),
    path(
        "organisation/<int:pk>/logo/<str:name>", views.organisation_logo, name="organisation_logo"
    ),
    path("organisation/others/", views.organisations, name="organisations"),
    path("organisation/<int:pk>/look/", views.organisation_look, name="organisation_look"),
    path("organisation/", views.organisation, name="organisation"),
    path("organisation/settings/", views.organisation_settings, name="organisation_settings"),
    path("emails/", mail_views.emails, name="emails"),
    path("people/", views.people, name="people"),
    path("people/find/", views.find_people, name="find_people"),
    *directory.urlpatterns,
    path("organisation/clock/", views.clock_is_right, name="clock_is_right"),
    path("account/", views.account, name="account"),
    path("account/sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
]
