from django.urls import path

from everyseat.room import views

urlpatterns = [
    path("rooms/", views.rooms, name="rooms"),
    path("rooms/<uuid:pk>/", views.room, name="room"),
    path("rooms/<uuid:pk>/answers.csv", views.room_csv, name="room_csv"),
    path("rooms/<uuid:pk>/screen/", views.screen, name="screen"),
    path("rooms/<uuid:pk>/<int:question>/", views.room_act, name="room_act"),
    path("join/", views.find, name="find_room"),
    path("join/<str:code>/", views.join, name="join"),
    # /room/CODE/live and /room/CODE/answer are served beside the site: see live.py
    path("room/<str:code>/state", views.state, name="room_state"),
]
