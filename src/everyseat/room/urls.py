from django.urls import path

from everyseat.room.views import (
    briefs,
    correcting,
    facilitating,
    inviting,
    joining,
    landing,
    removing,
    results,
)

urlpatterns = [
    path("live/", landing.live, name="live"),
    path("live/new/", facilitating.room_new, name="room_new"),
    path("rooms/<uuid:pk>/", facilitating.room, name="room"),
    path("rooms/<uuid:pk>/screen/", facilitating.screen, name="screen"),
    path("rooms/<uuid:pk>/<int:question>/", facilitating.room_act, name="room_act"),
    path("rooms/<uuid:pk>/<int:question>/remove/", removing.room_remove, name="room_remove"),
    path("rooms/<uuid:pk>/present/", facilitating.room_present, name="room_present"),
    path("rooms/<uuid:pk>/waiting/", facilitating.room_waiting, name="room_waiting"),
    path("rooms/<uuid:pk>/edit/", correcting.room_edit, name="room_edit"),
    path("rooms/<uuid:pk>/delete/", correcting.room_delete, name="room_delete"),
    path("rooms/<uuid:pk>/undo/", correcting.room_undo, name="room_undo"),
    path("rooms/<uuid:pk>/<int:question>/edit/", correcting.question_edit, name="question_edit"),
    path("briefs/<uuid:pk>/edit/", correcting.brief_edit, name="brief_edit"),
    path("rooms/<uuid:pk>/end/", facilitating.room_end, name="room_end"),
    path("rooms/<uuid:pk>/hand-over/", facilitating.room_hand_over, name="room_hand_over"),
    path("rooms/<uuid:pk>/again/", facilitating.room_again, name="room_again"),
    path("rooms/<uuid:pk>/results/", results.results, name="results"),
    path("rooms/<uuid:pk>/answers.csv", results.room_csv, name="room_csv"),
    path("rooms/<uuid:pk>/summary.pdf", results.room_pdf, name="room_pdf"),
    path("rooms/<uuid:pk>/invite/", inviting.room_invite, name="room_invite"),
    path("room-card/<str:token>/", inviting.room_card, name="room_card"),
    path("room-card/<str:token>/draw/", inviting.room_draw, name="room_draw"),
    path("briefs/new/", briefs.brief_new, name="brief_new"),
    path("briefs/<uuid:pk>/", briefs.brief, name="brief"),
    path("briefs/<uuid:pk>/send/", briefs.brief_send, name="brief_send"),
    path("briefs/<uuid:pk>/reply/", briefs.brief_reply, name="brief_reply"),
    path("join/", joining.find, name="find_room"),
    path("join/<str:code>/", joining.join, name="join"),
    # what is under /room/CODE/ is served beside the site: see live.py
]
