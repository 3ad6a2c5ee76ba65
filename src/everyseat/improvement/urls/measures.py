"""Addresses of measures, for people who look after a service."""

from django.urls import path

from everyseat.improvement.views import charting, measures, values

OF = "services/<uuid:pk>/measures/"
ONE = f"{OF}<int:number>/"

urlpatterns = [
    path(OF, measures.service_measures, name="service_measures"),
    path(f"{OF}new/", measures.measure_new, name="measure_new"),
    path(ONE, measures.measure, name="measure"),
    path(f"{ONE}edit/", measures.measure_edit, name="measure_edit"),
    path(f"{ONE}public/", measures.measure_public, name="measure_public"),
    path(f"{ONE}delete/", measures.measure_delete, name="measure_delete"),
    path(f"{ONE}values/", values.measure_values, name="measure_values"),
    path(f"{ONE}values/<int:key>/", values.measure_value, name="measure_value"),
    path(f"{ONE}import/", values.measure_import, name="measure_import"),
    path(f"{ONE}target/", charting.measure_target, name="measure_target"),
    path(f"{ONE}rebase/", charting.measure_rebase, name="measure_rebase"),
    path(f"{ONE}event/", charting.measure_event, name="measure_event"),
    path(f"{ONE}<str:kind>/<int:key>/remove/", charting.measure_unmark, name="measure_unmark"),
    path(f"{ONE}files/<str:name>", charting.measure_file, name="measure_file"),
]
