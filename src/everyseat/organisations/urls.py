from django.urls import path

from everyseat.organisations import import_views, views
from everyseat.organisations.mail import views as mail_views

urlpatterns = [
    path("organisation.css", views.organisation_css, name="organisation_css"),
    path("organisation/", views.organisation, name="organisation"),
    path("organisation/settings/", views.organisation_settings, name="organisation_settings"),
    path("emails/", mail_views.emails, name="emails"),
    path("people/", views.people, name="people"),
    path("people/find/", views.find_people, name="find_people"),
    path("people/import/", import_views.people_import_page, name="people_import"),
    path("people/import/people.csv", import_views.people_sample, name="people_sample"),
    path(
        "people/import/columns/", import_views.people_import_columns, name="people_import_columns"
    ),
    path("people/import/save/", import_views.people_import_save, name="people_import_save"),
    path("organisation/clock/", views.clock_is_right, name="clock_is_right"),
    path("account/", views.account, name="account"),
    path("account/sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
]
