"""The app of what giving stands on."""

from django.apps import AppConfig


class Giving(AppConfig):
    name = "everyseat.giving"
    label = "giving"
