from django.apps import AppConfig


class Moments(AppConfig):
    name = "everyseat.moments"
    label = "moments"
