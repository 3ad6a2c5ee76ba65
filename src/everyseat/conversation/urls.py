from django.urls import path

from everyseat.conversation.views import (
    changing,
    drawing,
    hearing,
    inviting,
    joining,
    keeping,
    moderating,
    moving,
    organising,
    preview,
    results,
    seeding,
    sharing,
    taking_part,
    writing,
)

urlpatterns = [
    path("conversations/", organising.conversations, name="conversations"),
    path("conversations/new/", organising.conversation_new, name="conversation_new"),
    path("conversations/import/", moving.conversation_import, name="conversation_import"),
    path(
        "conversations/import/<uuid:pk>/", moving.conversation_arrival, name="conversation_arrival"
    ),
    path("conversations/<uuid:pk>/", organising.conversation, name="conversation"),
    path("conversations/<uuid:pk>/export/", moving.conversation_export, name="conversation_export"),
    path(
        "conversations/<uuid:pk>/export/<str:name>",
        moving.conversation_export_file,
        name="conversation_export_file",
    ),
    path("conversations/<uuid:pk>/edit/", organising.conversation_edit, name="conversation_edit"),
    path("conversations/<uuid:pk>/share/", sharing.conversation_share, name="conversation_share"),
    path(
        "conversations/<uuid:pk>/people/",
        inviting.conversation_invited,
        name="conversation_invited",
    ),
    path(
        "conversations/<uuid:pk>/people/remind/",
        inviting.conversation_remind,
        name="conversation_remind",
    ),
    path(
        "conversation/reminders/<str:token>/",
        drawing.conversation_reminders,
        name="conversation_reminders",
    ),
    path(
        "conversation/invitation/<str:token>/",
        drawing.conversation_invitation,
        name="conversation_invitation",
    ),
    path(
        "conversation/invitation/<str:token>/draw/",
        drawing.conversation_draw,
        name="conversation_draw",
    ),
    path("conversations/<uuid:pk>/open/", changing.conversation_open, name="conversation_open"),
    path("conversations/<uuid:pk>/close/", changing.conversation_close, name="conversation_close"),
    path(
        "conversations/<uuid:pk>/delete/", changing.conversation_delete, name="conversation_delete"
    ),
    path("conversations/<uuid:pk>/seeds/", seeding.conversation_seeds, name="conversation_seeds"),
    path(
        "conversations/<uuid:pk>/statements/",
        seeding.conversation_statements,
        name="conversation_statements",
    ),
    path(
        "conversations/<uuid:pk>/statements/<int:number>/",
        seeding.conversation_statement,
        name="conversation_statement",
    ),
    path(
        "conversations/<uuid:pk>/statements/<int:number>/reword/",
        moderating.conversation_reword,
        name="conversation_reword",
    ),
    path(
        "conversations/<uuid:pk>/waiting/", moderating.conversation_queue, name="conversation_queue"
    ),
    path(
        "conversations/<uuid:pk>/decide/",
        moderating.conversation_decide,
        name="conversation_decide",
    ),
    path(
        "conversations/<uuid:pk>/moderation.csv",
        moderating.conversation_log,
        name="conversation_log",
    ),
    path(
        "conversations/<uuid:pk>/heard/",
        hearing.conversation_heard_edit,
        name="conversation_heard_edit",
    ),
    path(
        "conversations/<uuid:pk>/heard/preview/",
        hearing.conversation_heard_preview,
        name="conversation_heard_preview",
    ),
    path(
        "conversations/<uuid:pk>/heard/publish/",
        hearing.conversation_heard_publish,
        name="conversation_heard_publish",
    ),
    path(
        "conversations/<uuid:pk>/heard/new/",
        hearing.conversation_point_new,
        name="conversation_point_new",
    ),
    path(
        "conversations/<uuid:pk>/heard/<int:number>/",
        hearing.conversation_point,
        name="conversation_point",
    ),
    path(
        "conversations/<uuid:pk>/heard/<int:number>/delete/",
        hearing.conversation_point_delete,
        name="conversation_point_delete",
    ),
    path(
        "conversations/<uuid:pk>/heard/<int:number>/follow-up/",
        hearing.conversation_follow_up,
        name="conversation_follow_up",
    ),
    path(
        "conversation/preview/<str:token>/",
        preview.conversation_preview,
        name="conversation_preview",
    ),
    path(
        "conversation/<str:code>/results/",
        results.conversation_results,
        name="conversation_results",
    ),
    path(
        "conversation/<str:code>/results/statements/",
        results.conversation_results_all,
        name="conversation_results_all",
    ),
    path(
        "conversation/<str:code>/results/results.pdf",
        results.conversation_results_pdf,
        name="conversation_results_pdf",
    ),
    path(
        "conversation/<str:code>/results/results.json",
        results.conversation_results_json,
        name="conversation_results_json",
    ),
    path(
        "conversation/<str:code>/results/results.csv",
        results.conversation_results_csv,
        name="conversation_results_csv",
    ),
    path("conversation/<str:code>/heard/", results.conversation_heard, name="conversation_heard"),
    path(
        "conversation/<str:code>/<str:card>/standing/",
        results.conversation_standing,
        name="conversation_standing",
    ),
    path("conversation/<str:code>/", joining.conversation_join, name="conversation_join"),
    path(
        "conversation/<str:code>/deleted/",
        keeping.conversation_forgotten,
        name="conversation_forgotten",
    ),
    path(
        "conversation/<str:code>/<str:card>/",
        taking_part.conversation_answer,
        name="conversation_answer",
    ),
    path(
        "conversation/<str:code>/<str:card>/answers/",
        taking_part.conversation_answers,
        name="conversation_answers",
    ),
    path(
        "conversation/<str:code>/<str:card>/write/",
        writing.conversation_write,
        name="conversation_write",
    ),
    path(
        "conversation/<str:code>/<str:card>/card/",
        keeping.conversation_card,
        name="conversation_card",
    ),
    path(
        "conversation/<str:code>/<str:card>/delete/",
        keeping.conversation_forget,
        name="conversation_forget",
    ),
]
