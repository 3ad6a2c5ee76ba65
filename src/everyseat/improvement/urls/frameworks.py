"""Addresses of lists of themes, for people who look after services."""

from django.urls import path

from everyseat.improvement.views import frameworks

urlpatterns = [
    path("services/themes/", frameworks.frameworks, name="frameworks"),
    path("services/themes/new/", frameworks.framework_new, name="framework_new"),
    path("services/themes/<int:pk>/", frameworks.framework, name="framework"),
    path("services/themes/<int:pk>/<int:number>/", frameworks.theme_edit, name="theme_edit"),
]
