from django.apps import AppConfig


class ThreeSixty(AppConfig):
    name = "everyseat.threesixty"
    label = "threesixty"
