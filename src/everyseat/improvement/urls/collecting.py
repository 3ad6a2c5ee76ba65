"""Addresses of a service's own form, and of answers to those who want one."""

from django.urls import path

from everyseat.improvement.views import collecting, collecting_replies, collecting_share

OF_ONE = "services/<uuid:pk>"
urlpatterns = [
    path(f"{OF_ONE}/collect/", collecting_share.service_collect, name="service_collect"),
    path(f"{OF_ONE}/collect/stop/", collecting_share.service_uncollect, name="service_uncollect"),
    path(f"{OF_ONE}/form/share/", collecting_share.service_form_share, name="service_form_share"),
    path(f"{OF_ONE}/form/card/", collecting_share.service_form_card, name="service_form_card"),
    path(f"{OF_ONE}/answers/", collecting_replies.service_replies, name="service_replies"),
    path(f"{OF_ONE}/answers/<uuid:reply>/", collecting_replies.service_reply, name="service_reply"),
    path(
        f"{OF_ONE}/answers/<uuid:reply>/none/",
        collecting_replies.service_reply_decline,
        name="service_reply_decline",
    ),
    path("service/answer/<str:token>/", collecting.service_answer, name="service_answer"),
    path("service/<str:code>/say/", collecting.service_say, name="service_say"),
]
