from django.urls import path

from everyseat.organisations.directory import pages, views

urlpatterns = [
    path("scim/v2/Users", views.users, name="scim_users"),
    path("scim/v2/Users/<str:pk>", views.one_user, name="scim_user"),
    path("scim/v2/Groups", views.groups, name="scim_groups"),
    path("scim/v2/ServiceProviderConfig", views.configuration, name="scim_configuration"),
    path("scim/v2/ResourceTypes", views.resource_types, name="scim_resource_types"),
    path("scim/v2/ResourceTypes/<str:name>", views.resource_types, name="scim_resource_type"),
    path("scim/v2/Schemas", views.schemas, name="scim_schemas"),
    path("scim/v2/Schemas/<str:name>", views.schemas, name="scim_schema"),
    path("scim/v2/<path:rest>", views.nothing, name="scim_nothing"),
    path("organisation/directory/", pages.directory, name="directory"),
    path("organisation/directory/<int:pk>/revoke/", pages.revoke, name="directory_revoke"),
]
