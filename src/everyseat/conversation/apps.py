from django.apps import AppConfig


class ConversationPart(AppConfig):
    name = "everyseat.conversation"
    label = "conversation"
