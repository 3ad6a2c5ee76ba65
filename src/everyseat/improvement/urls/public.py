"""Addresses that everybody may open: a service's page."""

from django.urls import path

from everyseat.improvement.views import public

urlpatterns = [path("service/<str:code>/", public.service_page, name="service_page")]
