from django.apps import AppConfig


class Site(AppConfig):
    name = "everyseat.site"
    label = "everyseat_site"

    def ready(self) -> None:
        from everyseat.site import failures, form_messages, sessions

        failures.watch()
        sessions.watch()
        form_messages.use_ours()
