from django.apps import AppConfig


class Site(AppConfig):
    name = "everyseat.site"
    label = "everyseat_site"
