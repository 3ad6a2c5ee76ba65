"""Addresses of a service's issues: what people said, and what was done."""

from django.urls import path

from everyseat.improvement.views import cycles, issue_steps, issues, sharing

ISSUES = "services/<uuid:pk>/issues/"
ISSUE = f"{ISSUES}<int:number>/"
CYCLE = f"{ISSUE}cycles/<int:cycle>/"

urlpatterns = [
    path(ISSUES, issues.issues, name="issues"),
    path(f"{ISSUES}new/", issues.issue_new, name="issue_new"),
    path(ISSUE, issues.issue, name="issue"),
    path(f"{ISSUE}edit/", issues.issue_edit, name="issue_edit"),
    path(f"{ISSUE}comments/", issues.issue_comments, name="issue_comments"),
    path(f"{ISSUE}publish/", issues.issue_publish, name="issue_publish"),
    path(f"{ISSUE}delete/", issues.issue_delete, name="issue_delete"),
    path(f"{ISSUE}read/", issue_steps.issue_read, name="issue_read"),
    path(f"{ISSUE}respond/", issue_steps.issue_respond, name="issue_respond"),
    path(f"{ISSUE}plan/", issue_steps.issue_plan, name="issue_plan"),
    path(f"{ISSUE}make/", issue_steps.issue_make, name="issue_make"),
    path(f"{ISSUE}check/", issue_steps.issue_check, name="issue_check"),
    path(f"{ISSUE}no-change/", issue_steps.issue_refuse, name="issue_refuse"),
    path(f"{ISSUE}new-date/", issue_steps.issue_postpone, name="issue_postpone"),
    path(f"{ISSUE}back/", issue_steps.issue_back, name="issue_back"),
    path(f"{ISSUE}steps/<int:step>/", issue_steps.issue_reason, name="issue_reason"),
    path(f"{ISSUE}cycles/new/", cycles.cycle_new, name="cycle_new"),
    path(CYCLE, cycles.cycle, name="cycle"),
    path(f"{CYCLE}plan/", cycles.cycle_plan, name="cycle_plan"),
    path(f"{CYCLE}begin/", cycles.cycle_begin, name="cycle_begin"),
    path(f"{CYCLE}do/", cycles.cycle_do, name="cycle_do"),
    path(f"{CYCLE}study/", cycles.cycle_study, name="cycle_study"),
    path(f"{CYCLE}act/", cycles.cycle_act, name="cycle_act"),
    path(f"{CYCLE}delete/", cycles.cycle_delete, name="cycle_delete"),
    path("services/<uuid:pk>/share/", sharing.service_share, name="service_share"),
    path("services/<uuid:pk>/poster/", sharing.service_poster, name="service_poster"),
    path("services/<uuid:pk>/poster/pdf/", sharing.service_poster_pdf, name="service_poster_pdf"),
]
