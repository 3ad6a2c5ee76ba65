from django.apps import AppConfig


class RoomPart(AppConfig):
    name = "everyseat.room"
    label = "room"
