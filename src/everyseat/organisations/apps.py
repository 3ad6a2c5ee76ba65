from django.apps import AppConfig


class Organisations(AppConfig):
    name = "everyseat.organisations"
    label = "organisations"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from everyseat.organisations.signing_in import second_factors

        authenticator_added.connect(second_factors.first_is_shown)
