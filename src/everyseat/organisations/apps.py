from django.apps import AppConfig


class Organisations(AppConfig):
    name = "everyseat.organisations"
    label = "organisations"
