"""The Django app of `giving`."""

from django.apps import AppConfig


class Giving(AppConfig):
    name = "everyseat.giving"
    label = "giving"
