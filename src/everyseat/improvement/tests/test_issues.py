"""What people said is written down, corrected, published and deleted; comments stand under it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.markup import agreed

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.improvement.actions import issue_steps, issues, services
from everyseat.improvement.models import Comment, Issue
from everyseat.improvement.queries import issues as queries
from everyseat.improvement.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SAID = "We wait in all day."


def page(name, service, *more):
    return reverse(name, args=[service.pk, *more])


def confirm(client, address, follow=False):
    """Agree to what a page says before something that can't be undone."""
    seal = client.get(address).context["check"].seal
    return client.post(address, {"seal": seal}, follow=follow)


@pytest.fixture
def signed_in(client, sam):
    client.force_login(sam)
    return client


def test_what_people_said_is_written_down_and_nobody_else_reads_it(signed_in, service, sam):
    theme = service.framework.themes.first()
    sent = {"said": SAID, "theme": theme.pk}
    response = signed_in.post(page("issue_new", service), sent)
    made = service.issues.get()
    assert response["Location"] == page("issue", service, made.number)
    assert (made.said, made.theme, made.state, made.published_on) == (SAID, theme, "received", None)
    step = made.steps.get()
    assert (step.state, step.on, step.by) == ("received", make.today(), sam)


def test_choosing_its_comments_comes_next_those_on_its_theme_first(signed_in, service, sam):
    theme, other = service.framework.themes.all()[:2]
    comment = make.released_comment(service, "I wait all day.")
    make.coded(comment, [theme.number], "concern", sam)
    for number, about, query in ((1, theme, f"?theme={theme.pk}"), (2, other, "")):
        response = signed_in.post(page("issue_new", service), {"said": SAID, "theme": about.pk})
        assert response["Location"] == page("issue_comments", service, number) + query


def test_a_theme_of_another_framework_cannot_be_chosen(signed_in, service):
    other = service.organisation.frameworks.create(name="Other")
    theme = other.themes.create(number=1, group="G", name="T")
    response = signed_in.post(page("issue_new", service), {"said": SAID, "theme": theme.pk})
    assert list(response.context["form"].errors) == ["theme"]


def test_a_theme_that_is_no_longer_used_stays_with_what_has_it(signed_in, service):
    theme = service.framework.themes.first()
    made = make.issue(service, theme=theme)
    service.framework.themes.filter(pk=theme.pk).update(is_used=False)
    signed_in.post(page("issue_edit", service, 1), {"said": "New words.", "theme": theme.pk})
    made.refresh_from_db()
    assert (made.said, made.theme) == ("New words.", theme)


@pytest.mark.parametrize(
    ("state", "asked"),
    [
        ("received", {"said", "theme"}),
        ("planned", {"said", "theme", "what", "role", "person", "agreed"}),
        ("made", {"said", "theme", "what", "role", "person", "agreed", "made_on"}),
        ("no_change", {"said", "theme", "because"}),
    ],
)
def test_whatever_is_said_by_now_can_be_corrected_and_nothing_else(
    signed_in, service, state, asked
):
    if state == "planned":
        make.planned(service)
    elif state == "made":
        make.changed(service)
    else:
        made = make.issue(service)
        if state == "no_change":
            issue_steps.refuse(issue=made, because="No money.", saying=make.saying())
    form = signed_in.get(page("issue_edit", service, 1)).context["form"]
    assert set(form.fields) == asked


def test_corrected_words_replace_those_of_their_step(service):
    made = make.changed(service)
    values = {"what": "A call, too.", "role": "All", "person": None}
    issues.correct(issue=made, values=values, today=make.today(), sure=True)
    said = list(made.steps.values_list("state", "text"))
    assert said[-1] == ("made", "A call, too.")
    assert made.updated_on is None


def test_a_correction_of_what_is_published_has_its_day_and_no_change_has_none(service):
    made = make.published(make.planned(service))
    values = {"what": made.what, "role": made.role, "person": None}
    issues.correct(issue=made, values=values, today=make.today(), sure=True)
    assert made.updated_on is None
    values["what"] = "A call."
    issues.correct(issue=made, values=values, today=make.today(), sure=True)
    made.refresh_from_db()
    assert made.updated_on == make.today()


def test_what_is_further_by_now_is_not_corrected_as_it_stood_before(service):
    made = make.planned(service)
    with pytest.raises(NotNow, match="a step further"):
        issues.correct(issue=made, values={"found": "It works."}, today=make.today(), sure=True)


def test_a_change_has_somebody_who_sees_to_it_and_no_day_to_come(service):
    made = make.changed(service)
    who = {"what": "A call.", "role": "", "person": None}
    with pytest.raises(Invalid, match="who will do it"):
        issues.correct(issue=made, values=who, today=make.today(), sure=True)
    tomorrow = {"made_on": make.today() + timedelta(1)}
    with pytest.raises(Invalid, match="not come yet"):
        issues.correct(issue=made, values=tomorrow, today=make.today(), sure=True)


def test_only_released_comments_of_the_service_are_offered_and_chosen(signed_in, service):
    made = make.issue(service)
    released = make.released_comment(service, "I sat by the door.")
    other = make.released_comment(make.service("Dentists"), "My tooth.")
    withheld = make.released_comment(service, "Secret")
    Comment.objects.filter(pk=withheld.pk).update(
        state="withheld", because="person", text="", released_on=None
    )
    text = signed_in.get(page("issue_comments", service, 1)).text
    assert "I sat by the door." in text
    assert "My tooth." not in text
    for wrong in (other, withheld):
        sent = {"shown": [wrong.pk, released.pk], "chosen": [wrong.pk]}
        refused = signed_in.post(page("issue_comments", service, 1), sent, follow=True)
        assert "no longer released" in refused.text
    assert not made.comments.exists()
    sent = {"shown": [released.pk, "x"], "chosen": [released.pk]}
    signed_in.post(page("issue_comments", service, 1), sent)
    assert made.comments.get() == released


def test_choosing_on_one_page_leaves_what_other_pages_show(service):
    first, second, third = (make.released_comment(service, text) for text in "abc")
    made = make.published(make.issue(service, comments=[first, second]))
    issues.choose_comments(
        issue=made, shown=[second.pk, third.pk], chosen=[third.pk], today=make.today()
    )
    assert set(made.comments.all()) == {first, third}
    assert made.updated_on == make.today()


def test_comments_are_found_by_words_and_theme(service):
    theme = service.framework.themes.first()
    first = make.released_comment(service, "The door bell rang")
    second = make.released_comment(service, "The phone rang")
    second.codings.get().themes.add(theme)
    assert list(queries.to_choose(service, None, "BELL rang")) == [first]
    assert list(queries.to_choose(service, theme, "")) == [second]


def test_where_nothing_is_released_it_says_so(signed_in, service):
    make.issue(service)
    text = signed_in.get(page("issue_comments", service, 1)).text
    assert "No comment on this service has been released yet." in text


def test_it_is_published_after_a_check_that_says_what_everybody_will_read(signed_in, service):
    made = make.planned(service)
    made.comments.add(make.released_comment(service, "I wait all day."))
    address = page("issue_publish", service, 1)
    signed_in.post(address)
    made.refresh_from_db()
    assert not made.is_published
    text = signed_in.get(address).text
    for said in (
        made.said,
        made.what,
        "I wait all day.",
        "as soon as the service’s public page is open",
    ):
        assert said in text
    confirm(signed_in, address)
    made.refresh_from_db()
    assert made.published_on == make.today()


def test_while_the_public_page_is_closed_nobody_is_said_to_read_it(signed_in, service):
    make.issue(service)
    closed = "nobody can read it yet: the public page is closed."
    assert closed in confirm(signed_in, page("issue_publish", service, 1), follow=True).text
    text = signed_in.get(page("issue", service, 1)).text
    assert "Everybody reads it since" not in text
    assert page("service_publish", service) in text
    step = signed_in.get(page("issue_plan", service, 1)).text
    assert "as soon as the public page is open" in step
    assert "Nobody yet" in signed_in.get(page("issues", service)).text
    services.publish(service=service, today=make.today())
    assert "Everybody reads it since" in signed_in.get(page("issue", service, 1)).text


def test_the_check_warns_of_names_of_what_is_unanswered_and_of_what_is_overdue(signed_in, service):
    make.issue(service, said="Lena Hughes never says when she comes.")
    make.planned(service, days=-3)
    first = signed_in.get(page("issue_publish", service, 1)).context["check"]
    assert any("a name (“Lena" in line for line in first.warns)
    assert any("Nothing is answered" in line for line in first.warns)
    second = signed_in.get(page("issue_publish", service, 2)).context["check"]
    assert second.warns == ["The day that you promise is already over."]


def test_the_check_names_who_will_be_read_to_see_to_it(signed_in, service, lena):
    made = make.planned(service)
    Issue.objects.filter(pk=made.pk).update(person=lena)
    named = signed_in.get(page("issue_publish", service, 1)).context["check"].named
    assert named[1].names == ["Lena, The team leader"]


def test_what_is_published_is_neither_published_again_nor_deleted(signed_in, service):
    made = make.published(make.planned(service))
    with pytest.raises(NotNow, match="published already"):
        issues.publish(issue=made, today=make.today())
    with pytest.raises(NotNow, match="so it stays"):
        issues.remove(issue=made)
    for name, why in (("issue_publish", "published already"), ("issue_delete", "so it stays")):
        assert why in signed_in.get(page(name, service, 1)).text
    assert page("issue_delete", service, 1) not in signed_in.get(page("issue", service, 1)).text


def test_what_nobody_has_read_is_deleted_after_a_check_and_its_comments_stay(signed_in, service):
    comment = make.released_comment(service)
    made = make.issue(service, comments=[comment])
    make.cycle(made)
    address = page("issue_delete", service, 1)
    assert "1 plan-do-study-act cycle is deleted" in signed_in.get(address).text
    signed_in.post(address)
    assert Issue.objects.exists()
    assert confirm(signed_in, address)["Location"] == page("issues", service)
    assert not Issue.objects.exists()
    assert Comment.objects.get() == comment


def test_published_words_that_may_name_somebody_wait_for_a_second_look(signed_in, service):
    made = make.published(make.issue(service))
    address, sent = page("issue_edit", service, 1), {"said": "Lena Hughes is late."}
    warned = signed_in.post(address, sent)
    assert "it seems to hold a name" in warned.text
    made.refresh_from_db()
    assert made.said != sent["said"]
    signed_in.post(address, {**sent, **agreed(warned)})
    made.refresh_from_db()
    assert made.said == sent["said"]


def test_a_job_at_the_end_and_the_words_after_it_are_no_name(signed_in, service):
    made = make.planned(service, said="Nobody tells us when we see the nurse")
    Issue.objects.filter(pk=made.pk).update(what="Messages go out", role="The team leader")
    assert not signed_in.get(page("issue_publish", service, 1)).context["check"].warns
    made.refresh_from_db()
    make.published(made)
    values = {"said": "Nobody tells us when the nurse comes", "what": "Messages go out at four."}
    issues.correct(issue=made, values=values, today=make.today(), sure=False)
    assert made.said == values["said"]


def test_words_that_nobody_else_reads_do_not_wait(signed_in, service):
    made = make.issue(service)
    signed_in.post(page("issue_edit", service, 1), {"said": "Lena Hughes is late."})
    made.refresh_from_db()
    assert made.said == "Lena Hughes is late."


def test_an_older_page_replaces_nothing_unseen(signed_in, service):
    made = make.issue(service)
    form = signed_in.get(page("issue_edit", service, 1)).context["form"]
    issues.correct(issue=made, values={"said": "Newer."}, today=make.today(), sure=True)
    sent = {"said": "Older.", "seen": form.version}
    assert signed_in.post(page("issue_edit", service, 1), sent).status_code == 409


def test_no_page_is_of_an_issue_that_is_not_there(signed_in, service):
    make.issue(make.service("Dentists"))
    assert signed_in.get(page("issue", service, 1)).status_code == 404


def test_numbers_count_on_and_states_are_counted_in_order(service):
    make.issue(service)
    make.planned(service)
    make.planned(service)
    assert list(service.issues.values_list("number", flat=True)) == [1, 2, 3]
    counts = queries.summary(service)
    assert list(counts) == [
        *("received", "read", "responded", "planned", "made", "checked", "no_change")
    ]
    assert (counts["received"], counts["planned"], counts["made"]) == (1, 2, 0)


def test_the_database_refuses_what_no_step_makes(service):
    made = make.planned(service)
    wrong = (
        *({"by": None}, {"what": ""}, {"state": "made"}, {"state": "no_change"}),
        *({"because": "x"}, {"found": "x"}, {"state": "received"}, {"made_on": make.today()}),
    )
    for changed in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Issue.objects.filter(pk=made.pk).update(**changed)
