"""Addresses of a service's comments, for people who look after it."""

from django.urls import path

from everyseat.improvement.views import (
    coding,
    comments,
    comments_importing,
    comments_releasing,
    samples,
)

OF = "services/<uuid:pk>/comments/"
SAMPLE = f"{OF}samples/<int:number>/"
urlpatterns = [
    path(OF, comments.comments, name="comments"),
    path(f"{OF}import/", comments_importing.comments_import, name="comments_import"),
    path(
        f"{OF}import/columns/",
        comments_importing.comments_import_columns,
        name="comments_import_columns",
    ),
    path(f"{OF}files/", comments_importing.comments_batches, name="comments_batches"),
    path(
        f"{OF}files/<int:batch>/delete/",
        comments_importing.comments_batch_delete,
        name="comments_batch_delete",
    ),
    path(f"{OF}queue/", coding.comments_queue, name="comments_queue"),
    path(f"{OF}release/", comments_releasing.comments_release_queue, name="comments_release_queue"),
    path(f"{OF}<int:number>/release/", comments_releasing.comment_release, name="comment_release"),
    path(
        f"{OF}<int:number>/withhold/", comments_releasing.comment_withhold, name="comment_withhold"
    ),
    path(f"{OF}samples/", samples.samples, name="samples"),
    path(SAMPLE, samples.sample, name="sample"),
    path(f"{SAMPLE}join/", samples.sample_join, name="sample_join"),
    path(f"{SAMPLE}code/", samples.sample_code, name="sample_code"),
    path(f"{SAMPLE}agree/", samples.sample_agree, name="sample_agree"),
    path(f"{SAMPLE}agree/same/", samples.sample_agree_same, name="sample_agree_same"),
    path(f"{SAMPLE}close/", samples.sample_close, name="sample_close"),
    path(f"{SAMPLE}delete/", samples.sample_delete, name="sample_delete"),
    path(f"{OF}themes/<int:theme>/", comments.comments_theme, name="comments_theme"),
    path(f"{OF}comments.csv", comments.comments_export, name="comments_export"),
    path(f"{OF}list/", coding.comments_list, name="comments_list"),
    path(f"{OF}<int:number>/", coding.comment_code, name="comment_code"),
    path(f"{OF}<int:number>/undo/", coding.comment_undo, name="comment_undo"),
    path(f"{OF}<int:number>/split/", coding.comment_split, name="comment_split"),
    path(f"{OF}<int:number>/join/", coding.comment_join, name="comment_join"),
]
