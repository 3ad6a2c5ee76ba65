"""The pages that are looked at in a browser, by the seat that opens them.

A bare name is that page of the first review on the person's own page. That every page of ours
stands here which needs no more than its address, `tests/test_access.py` checks.
"""

PAGES = {
    None: [
        *("/", "/accounts/login/code/", "/demonstration/", "/methods/", "/who-sees-what/"),
        *("/tell/", "/speak-up/", "/receipt/", "/join/", "/feedback/", "/speaking-up/", "/live/"),
        *("/accessibility/", "/privacy/", "/cookies/", "/mailbox/"),
    ],
    "recipient": [
        *(
            "/",
            "/account/",
            "/account/away/",
            "/accounts/2fa/webauthn/",
            "review",
            "report",
            "plan",
        ),
        *("/feedback/", "/moments/", "/moments/new/", "/feedback/received/", "/by-me/"),
        *("/by-me/stand-by/", "/360/", "/speaking-up/", "/live/", "/live/new/"),
    ],
    "guardian": [
        "/",
        "/speaking-up/",
        "/speaking-up/poster/",
        "/guardian/",
        "/guardian/promise/",
        "/counts/",
    ],
    "few": ["report"],
    "manager": ["/", "approve"],
    "organiser": [
        *(
            "/",
            "/360/",
            "/live/",
            "/rounds/",
            "/rounds/1/",
            "/rounds/1/group/",
            "/rounds/2/group/",
            "/rounds/3/",
            "/rounds/3/close/",
            "/rounds/3/coach/",
            "/rounds/3/delete/",
            "/rounds/3/wording/",
            "/rounds/3/launch/",
            "/rounds/3/remind/",
            "/rounds/3/remind/without-self/",
            "/rounds/new/",
            "/questionnaires/",
        ),
        *("/questionnaires/1/", "/questionnaires/1/edit/", "/questionnaires/import/", "/routes/"),
        *(
            "/questionnaires/new/",
            "/questionnaires/1/publish/",
            "/questionnaires/1/preview/",
            "/questionnaires/1/preview/?as=self",
        ),
        "/questionnaires/1/changes/",
        *("/routes/pulse/", "/routes/settings/"),
        *("/rounds/1/emails/", "/briefs/new/"),
        *("/conversations/", "/conversations/new/", "conversation", "conversation/edit/"),
        *("conversation/seeds/", "conversation/statements/", "conversation/statements/2/"),
        *("conversation/waiting/", "conversation/statements/2/reword/", "conversation/share/"),
        *("conversation/close/", "conversation/heard/", "conversation/heard/preview/"),
        *("conversation/heard/new/", "conversation/heard/1/", "conversation/heard/1/follow-up/"),
        *("leader", "leader/coach/", "leader/approver/", "leader/stop/"),
        *("/rounds/1/dates/", "/rounds/1/leaders/add/", "/rounds/1/reopen/"),
        "/rounds/1/reports/",
        "leader/raters/",
        *(
            "/rounds/3/texts/",
            "/rounds/3/texts/invitation/",
            "/rounds/3/texts/dates_to_raters/",
        ),
    ],
    "administrator": [
        *("/people/", "/people/import/", "/people/new/", "/organisation/"),
        *("/people/import/runs/", "/organisation/directory/"),
        *("/", "/organisation/settings/", "/organisation/others/"),
        *("/organisation/first-steps/", "/audit-log/"),
        *("/emails/", "/accounts/2fa/", "/accounts/2fa/totp/activate/"),
    ],
    "coach": ["/", "release", "release/1", "/drafts/"],
}
