"""What the page of a plan asks and says of an aim: nothing is chosen that nobody chose."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from everyseat.threesixty import plan_topics
from everyseat.threesixty.actions import plans
from everyseat.threesixty.models import Aim
from everyseat.threesixty.queries import reports
from everyseat.threesixty.tests import test_plans
from everyseat.threesixty.tests.test_plans import AIM, page, send

pytestmark = pytest.mark.django_db

review = test_plans.review
GONE = timezone.localdate() - timedelta(1)


def chosen(html: str, name: str) -> list[str]:
    """Return the options of a select that are chosen when its page opens."""
    inside = html.split(f'name="{name}"')[1].split("</select>")[0]
    return [option.split('"')[0] for option in inside.split('value="')[1:] if " selected" in option]


def opened(client, review, topic: str = "") -> str:
    client.force_login(review.recipient)
    address = reverse("plan", args=[review.pk])
    return client.get(address, {"topic": topic} if topic else {}).content.decode()


@pytest.mark.parametrize(
    ("topic", "statement"), [("asks", "asks"), ("noticing", "sees"), ("listening", ""), ("no", "")]
)
def test_a_plan_about_a_statement_asks_about_the_same_again(review, topic, statement):
    report = reports.content_of(review)
    keys = {value["text"].lower(): value["key"] for value in report["values"]}
    assert plan_topics.to_rate_again(report, keys.get(topic, topic)) == statement


def test_what_the_report_leads_to_is_chosen_in_both_places(client, review):
    html = opened(client, review, "asks")
    assert (chosen(html, "topic"), chosen(html, "ask_again")) == (["asks"], ["asks"])


def test_nothing_is_chosen_where_nobody_chose(client, review):
    html = opened(client, review)
    assert (chosen(html, "topic"), chosen(html, "ask_again")) == ([""], [""])
    for name in ("topic", "ask_again"):
        answer = send(client, review.recipient, review, "plan", **AIM | {name: ""})
        assert "Please answer this." in answer.content.decode()
    assert Aim.objects.count() == 1


def test_an_aim_says_which_statement_is_asked_again(client, review):
    plans.add_aim(review=review, **AIM | {"ask_again": "hears"})
    shown = " ".join(page(client, review.recipient, review).content.decode().split())
    assert "Asked again in a follow-up: “I hear people.”" in shown
    assert "Asked again in a follow-up: “I see people.”" in shown
    assert "Lee sees me." not in shown


def test_whoever_else_reads_a_plan_reads_the_statements_by_name(client, review):
    send(client, review.recipient, review, "share_plan", manager="on")
    shown = page(client, review.recipient.manager, review).content.decode()
    assert "“Lee sees me.”" in shown
    assert "I see people." not in shown


def test_who_asks_for_a_follow_up_can_change_what_it_asks(client, review):
    aim = review.aims.get()
    shown = page(client, review.recipient, review, "follow_up").content.decode()
    assert "I see people." in shown
    assert reverse("edit_aim", args=[review.pk, aim.pk]) in shown


def test_a_date_that_has_passed_is_refused(client, review):
    aim = review.aims.get()
    for name, more in (("plan", ()), ("edit_aim", (aim.pk,))):
        answer = send(
            client, review.recipient, review, name, *more, **AIM | {"by": GONE.isoformat()}
        )
        assert "Choose a date that has not passed." in answer.content.decode()
    assert [aim.by for aim in Aim.objects.all()] == [AIM["by"]]


def test_an_older_aim_can_be_corrected_without_another_date(client, review):
    Aim.objects.update(by=GONE)
    changed = AIM | {"by": GONE.isoformat(), "aim": "Seen"}
    send(client, review.recipient, review, "edit_aim", review.aims.get().pk, **changed)
    assert Aim.objects.get().aim == "Seen"


def test_an_aim_that_is_added_is_confirmed(client, review):
    client.force_login(review.recipient)
    answer = client.post(reverse("plan", args=[review.pk]), AIM, follow=True)
    assert "Your aim is added." in answer.content.decode()


def test_a_step_that_is_corrected_stays_ticked(client, review):
    aim = review.aims.get()
    plans.note_done(aim=aim, done={"Learn names"})
    changed = AIM | {"actions": "Learn the names\nLook up"}
    send(client, review.recipient, review, "edit_aim", aim.pk, **changed)
    assert Aim.objects.get().done == ["Learn the names"]


def test_each_form_of_the_page_is_kept_when_another_one_is_sent(client, review):
    html = page(client, review.recipient, review).content.decode()
    for name in ("aim_done", "share_plan"):
        more = [review.aims.get().pk] if name == "aim_done" else []
        action = reverse(name, args=[review.pk, *more])
        form = html.split(f'action="{action}"')[1].split("</form>")[0]
        assert "data-draft-of" in form
