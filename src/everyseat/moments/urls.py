from django.urls import path

from everyseat.moments.views import asking, guardian, offering, sealed, telling, told

urlpatterns = [
    path("moments/", asking.moments, name="moments"),
    path("moments/new/", asking.moment_new, name="moment_new"),
    path("moments/<uuid:pk>/", asking.moment, name="moment"),
    path("felt/<str:code>/", asking.felt, name="felt"),
    path("felt/<str:code>/sent/", asking.felt_sent, name="felt_sent"),
    # those who tell or speak up: no cookie, no session
    path("tell/", telling.tell, name="tell"),
    path("speak-up/", sealed.speak_up, name="speak_up"),
    path("receipt/", sealed.receipt, name="receipt"),
    path("sealed/new/", sealed.sealed_new, name="sealed_new"),
    path("sealed/open/", sealed.sealed_open, name="sealed_open"),
    path("sealed/entry/", sealed.sealed_entry, name="sealed_entry"),
    path("sealed/part/", sealed.sealed_part, name="sealed_part"),
    path("sealed/parts/", sealed.sealed_parts, name="sealed_parts"),
    path("sealed/file/", sealed.sealed_file, name="sealed_file"),
    path("sealed/heard/", sealed.sealed_heard, name="sealed_heard"),
    # those who tell in their own name
    path("by-me/", telling.by_me, name="by_me"),
    path("by-me/tell/", telling.tell_named, name="tell_named"),
    path("by-me/stand-by/", telling.stand_by, name="stand_by"),
    path("by-me/ask-for-time/", telling.ask_for_time, name="ask_for_time"),
    path("by-me/talk/<uuid:pk>/", telling.talk, name="talk"),
    path("by-me/<uuid:pk>/", telling.by_me_telling, name="by_me_telling"),
    # those who are told
    path("told/", told.told, name="told"),
    path("told/<uuid:pk>/", told.telling, name="telling"),
    path("told/<uuid:pk>/abuse/", told.telling_abuse, name="telling_abuse"),
    path("told/<uuid:pk>/agree/", told.telling_agree, name="telling_agree"),
    path("drafts/", told.drafts, name="drafts"),
    path("drafts/<uuid:pk>/", told.draft, name="draft"),
    # guardians
    path("guardian/", guardian.guardian, name="guardian"),
    path("guardian/cases/", guardian.guardian_list, name="guardian_list"),
    path("guardian/cases/<uuid:pk>/", guardian.guardian_case, name="guardian_case"),
    path("guardian/cases/<uuid:pk>/reply/", guardian.guardian_reply, name="guardian_reply"),
    path("guardian/cases/<uuid:pk>/status/", guardian.guardian_status, name="guardian_status"),
    path("guardian/cases/<uuid:pk>/record/", guardian.guardian_record, name="guardian_record"),
    path("guardian/cases/<uuid:pk>/pass-on/", guardian.guardian_pass_on, name="guardian_pass_on"),
    path(
        "guardian/cases/<uuid:pk>/files/<uuid:file>/<int:number>/",
        guardian.guardian_file,
        name="guardian_file",
    ),
    path("guardian/key/", guardian.guardian_key, name="guardian_key"),
    path("guardian/escrow/", guardian.guardian_escrow, name="guardian_escrow"),
    path("guardian/new-key/", guardian.guardian_new_key, name="guardian_new_key"),
    path("guardian/keys/<uuid:pk>/retire/", guardian.guardian_retire, name="guardian_retire"),
    path("guardian/keys/<uuid:pk>/share/", guardian.guardian_share, name="guardian_share"),
    path("guardian/abuse/", guardian.guardian_abuse, name="guardian_abuse"),
    path("guardian/publish/", guardian.guardian_publish, name="guardian_publish"),
    # what is offered
    path("routes/", offering.routes, name="routes"),
    path("routes/pulse/", offering.pulse_open, name="pulse_open"),
    path("routes/<slug:key>/", offering.route_offer, name="route_offer"),
    path("pulse/<str:code>/", offering.pulse, name="pulse"),
    path("pulse/<str:code>/sent/", offering.pulse_sent, name="pulse_sent"),
    path("counts/", offering.counts, name="counts"),
    path("counts/<int:pk>.csv", offering.counts_csv, name="counts_csv"),
]
