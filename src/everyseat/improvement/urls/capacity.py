"""Addresses of plans of capacity, for people who look after a service."""

from django.urls import path

from everyseat.improvement.views import capacity as plans
from everyseat.improvement.views import capacity_drafts as drafts
from everyseat.improvement.views import capacity_rows as rows
from everyseat.improvement.views import capacity_versions as versions

OF = "services/<uuid:pk>/plans/"
ONE = f"{OF}<int:number>/"
DRAFT = f"{ONE}draft/"
VISIT = f"{DRAFT}visits/<int:place>/"
VERSION = f"{ONE}versions/<int:version>/"

urlpatterns = [
    path(f"{OF}new/", plans.capacity_new, name="capacity_new"),
    path(f"{OF}compare/", plans.capacity_compare, name="capacity_compare"),
    path(ONE, plans.capacity_plan, name="capacity_plan"),
    path(f"{ONE}edit/", plans.capacity_edit, name="capacity_edit"),
    path(f"{ONE}copy/", plans.capacity_copy, name="capacity_copy"),
    path(f"{ONE}delete/", plans.capacity_delete, name="capacity_delete"),
    path(DRAFT, drafts.capacity_draft, name="capacity_draft"),
    path(f"{DRAFT}weeks/", drafts.capacity_weeks, name="capacity_weeks"),
    path(f"{DRAFT}upload/", drafts.capacity_upload, name="capacity_upload"),
    path(f"{DRAFT}save/", drafts.capacity_keep, name="capacity_keep"),
    path(f"{DRAFT}delete/", drafts.capacity_discard, name="capacity_discard"),
    path(f"{DRAFT}staff/new/", rows.capacity_staff_new, name="capacity_staff_new"),
    path(f"{DRAFT}staff/<int:place>/", rows.capacity_staff, name="capacity_staff"),
    path(f"{DRAFT}visits/new/", rows.capacity_visit_new, name="capacity_visit_new"),
    path(VISIT, rows.capacity_visit, name="capacity_visit"),
    path(f"{VISIT}up/", rows.capacity_visit_up, name="capacity_visit_up"),
    path(f"{VISIT}counts/", rows.capacity_counts, name="capacity_counts"),
    path(f"{DRAFT}week/", rows.capacity_week, name="capacity_week"),
    path(f"{DRAFT}more/<str:table>/", rows.capacity_table, name="capacity_table"),
    path(VERSION, versions.capacity_version, name="capacity_version"),
    path(f"{VERSION}begin/", versions.capacity_begin, name="capacity_begin"),
    path(f"{VERSION}approve/", versions.capacity_approve, name="capacity_approve"),
    path(f"{VERSION}withdraw/", versions.capacity_withdraw, name="capacity_withdraw"),
    path(f"{VERSION}files/<str:name>", versions.capacity_file, name="capacity_file"),
]
