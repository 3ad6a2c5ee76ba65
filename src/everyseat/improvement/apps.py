from django.apps import AppConfig


class ImprovementPart(AppConfig):
    name = "everyseat.improvement"
    label = "improvement"
