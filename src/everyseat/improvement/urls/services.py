"""Addresses of services, for people who look after them."""

from django.urls import path

from everyseat.improvement.views import services

urlpatterns = [
    path("services/", services.services, name="services"),
    path("services/new/", services.service_new, name="service_new"),
    path("services/<uuid:pk>/", services.service, name="service"),
    path("services/<uuid:pk>/edit/", services.service_edit, name="service_edit"),
    path("services/<uuid:pk>/publish/", services.service_publish, name="service_publish"),
    path("services/<uuid:pk>/unpublish/", services.service_unpublish, name="service_unpublish"),
    path("services/<uuid:pk>/delete/", services.service_delete, name="service_delete"),
]
