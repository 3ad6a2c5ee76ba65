"""Answers to people who want one: written with help, sent without showing an address, and heard."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.improvement import landing, links, reply_help, subject_access
from everyseat.improvement.actions import collecting_replies, public_counts
from everyseat.improvement.models import Comment, Reply, Service
from everyseat.improvement.queries import collecting as queries
from everyseat.improvement.tests import make
from everyseat.improvement.tests.make_collecting import EMAIL, answered, delivered, sent, wanted
from everyseat.organisations import months
from everyseat.organisations.models import AuditEntry, Email

pytestmark = pytest.mark.django_db
HUMANE = (
    "Thank you for telling us. I am sorry that you waited without knowing when the nurse would "
    "come. From May on we send a message the evening before."
)


def page(reply):
    return reverse("service_reply", args=[reply.comment.service_id, reply.pk])


def answer_page(reply):
    return reverse("service_answer", args=[links.ANSWERS.token(reply.pk)])


def form_of(client, reply, **values):
    token = re.search(r'name="page"\s+value="([^"]+)"', client.get(answer_page(reply)).text)[1]
    return {"page": token, **values}


@pytest.fixture
def signed_in(client, lena):
    client.force_login(lena)
    return client


def test_an_answer_that_waits_is_a_task_for_those_who_look_after_the_service(service, sam, lena):
    wanted(service)
    for person in (sam, lena):
        task = next(iter(landing.waiting(person)))
        assert task.text == "1 person waits for an answer from “District nursing”"
        assert task.since.weekday() == 0
        assert task.note == ""
    assert list(landing.waiting(make.person("Other"))) == []


def test_a_task_says_when_it_has_waited_for_more_than_a_week(service, lena):
    reply = wanted(service)
    Reply.objects.update(waits_since=reply.waits_since - timedelta(28))
    assert next(iter(landing.waiting(lena))).note == "For more than a week"


def test_no_page_shows_the_address(signed_in, service):
    reply = wanted(service, good="Kind.", better="Late.")
    for address in (
        page(reply),
        reverse("service_replies", args=[service.pk]),
        reverse("service", args=[service.pk]),
    ):
        assert EMAIL not in signed_in.get(address).text
    text = signed_in.get(page(reply)).text
    assert "They may have said who they are." in text
    assert "Kind." in text
    assert "Late." in text


def test_reading_what_somebody_wrote_leaves_a_trace(client, service, sam):
    client.force_login(sam)
    client.get(page(wanted(service)))
    assert AuditEntry.objects.filter(what="service_reply").exists()


def test_an_answer_is_shown_before_it_is_sent_and_goes_out_by_e_mail(signed_in, service):
    reply = wanted(service)
    values = {"text": HUMANE, "signed": "Lena, district nurse"}
    shown = signed_in.post(page(reply), values)
    check = shown.context["check"]
    assert check.warns == []
    assert HUMANE in shown.text
    assert not Email.objects.exists()
    signed_in.post(page(reply), values | {"seal": check.seal})
    email = Email.objects.get()
    assert email.to == EMAIL
    assert "Do not pass the link on" in email.text
    assert "nurs" not in email.subject + email.text  # not which service it was
    link = re.search(r"https?://\S+", email.text)[0]
    text = signed_in.get(urlsplit(link).path).text
    assert HUMANE in text
    assert "Lena, district nurse" in text


def test_an_answer_can_be_changed_before_it_is_sent(signed_in, service):
    reply = wanted(service)
    values = {"text": HUMANE, "signed": "Lena", "edit": "yes"}
    response = signed_in.post(page(reply), values)
    assert HUMANE in response.text
    assert "form" in response.context
    assert not Email.objects.exists()


def test_gentle_questions_are_asked_and_stop_nothing(signed_in, service):
    reply = wanted(service)
    values = {"text": "We will look into it.", "signed": "Lena"}
    check = signed_in.post(page(reply), values).context["check"]
    assert len(check.warns) == 3
    signed_in.post(page(reply), values | {"seal": check.seal})
    assert Email.objects.exists()


@pytest.mark.parametrize(
    ("text", "wants_better", "n"),
    [
        (HUMANE, True, 0),
        ("Thank you.", False, 1),
        ("Diolch yn fawr am ysgrifennu. " + "Mae’n ddrwg gennym ni. " * 5, True, 0),
        ("Thanks. We apologise if you were upset. " + "We will look at it. " * 4, True, 1),
        ("Thanks. " + "The nurse was busy on that day. " * 4, True, 1),
        ("Thanks. " + "We have told the nurse, who was glad. " * 4, False, 0),
    ],
)
def test_what_is_asked_about_an_answer(text, wants_better, n):
    assert len(list(reply_help.asks(text, wants_better=wants_better))) == n


def test_nobody_is_answered_twice_by_two_people_at_once(service, lena):
    reply = answered(service, lena)
    with pytest.raises(NotNow):
        collecting_replies.answer(reply=reply, text="x", signed="Sam", by=lena, today=make.today())
    assert Email.objects.count() == 1


def test_an_answer_needs_words_and_a_name(signed_in, service):
    reply = wanted(service)
    response = signed_in.post(page(reply), {"text": "", "signed": ""})
    assert set(response.context["form"].errors) == {"text", "signed"}


def test_the_answer_of_another_service_is_not_found(signed_in, service, lena):
    other = wanted(make.service("Podiatry"))
    address = reverse("service_reply", args=[service.pk, other.pk])
    assert signed_in.get(address).status_code == 404


def test_no_answer_is_written_after_a_check_and_the_address_is_deleted(signed_in, service):
    reply = wanted(service)
    address = reverse("service_reply_decline", args=[service.pk, reply.pk])
    signed_in.post(address)
    assert Reply.objects.exists()
    signed_in.post(address, {"seal": signed_in.get(address).context["check"].seal})
    assert not Reply.objects.exists()
    comment = Comment.objects.get(pk=reply.comment_id)
    assert (comment.contact, comment.words) == ({}, "The nurse came late.")


def test_what_has_been_answered_cannot_be_declined(signed_in, service, lena):
    reply = answered(service, lena)
    address = reverse("service_reply_decline", args=[service.pk, reply.pk])
    assert "Somebody has answered this already." in signed_in.get(address).text
    with pytest.raises(NotNow):
        collecting_replies.decline(reply=reply)


def test_whoever_was_answered_says_whether_it_helped_and_corrects_it(client, service, lena):
    reply = answered(service, lena)
    for helped, words in (("no", "You did not say when."), ("yes", "")):
        response = client.post(
            answer_page(reply), form_of(client, reply, helped=helped, words=words)
        )
        assert "They will read it." in response.text
        reply.refresh_from_db()
        assert (reply.helped, reply.said) == (helped, words)
    assert not response.cookies


def test_what_may_name_somebody_is_shown_once_before_it_is_said_of_an_answer(client, service, lena):
    reply = answered(service, lena)
    values = form_of(client, reply, helped="no", words="Ring me on 07700 900123.")
    response = client.post(answer_page(reply), values)
    assert "Please read it again" in response.text
    reply.refresh_from_db()
    assert reply.helped == ""
    checked = re.search(r'name="checked" value="([^"]+)"', response.text)[1]
    response = client.post(answer_page(reply), values | {"checked": checked})
    assert "They will read it." in response.text
    assert "Please read it again" not in response.text
    reply.refresh_from_db()
    assert reply.said == "Ring me on 07700 900123."


def test_a_program_that_opens_or_posts_a_link_says_nothing(client, service, lena):
    reply = answered(service, lena)
    client.get(answer_page(reply))
    client.post(answer_page(reply), {"helped": "yes"})
    reply.refresh_from_db()
    assert reply.helped == ""
    with pytest.raises(Invalid):
        collecting_replies.say_whether_it_helped(reply=reply, helped="maybe", words="")


def test_the_page_of_an_answer_does_not_show_what_was_written(client, service, lena):
    reply = answered(service, lena, better="My leg hurt.")
    assert "My leg hurt." not in client.get(answer_page(reply)).text


@pytest.mark.parametrize("token", ["x", "x:y", "<b"])
def test_a_link_that_is_none_leads_to_no_answer(client, service, lena, token):
    response = client.get(reverse("service_answer", args=[token]))
    assert response.status_code == 404
    assert "There is no answer here" in response.text


def test_a_link_to_an_answer_that_waits_or_was_deleted_leads_to_none(client, service):
    reply = wanted(service)
    assert client.get(answer_page(reply)).status_code == 404
    with pytest.raises(NotNow):
        collecting_replies.say_whether_it_helped(reply=reply, helped="yes", words="")
    address = answer_page(reply)
    reply.delete()
    assert client.get(address).status_code == 404


def test_another_answer_may_follow_one_that_did_not_help(signed_in, service, lena):
    reply = answered(service, lena)
    signed_in.post(page(reply))
    assert Reply.objects.count() == 1
    collecting_replies.say_whether_it_helped(reply=reply, helped="no", words="When?")
    assert "When?" in signed_in.get(page(reply)).text
    signed_in.post(page(reply))
    again = Reply.objects.get(sent_on=None)
    assert again.comment == reply.comment
    with pytest.raises(NotNow):
        collecting_replies.write_again(reply=reply, today=make.today())


def test_an_answer_that_did_not_help_is_a_task_until_somebody_writes_again(client, service, lena):
    client.force_login(lena)
    replies = reverse("service_replies", args=[service.pk])
    reply = answered(service, lena)
    for helped, n in (("yes", 0), ("partly", 0), ("no", 1)):
        collecting_replies.say_whether_it_helped(reply=reply, helped=helped, words="")
        tasks = [one for one in landing.waiting(lena) if "did not help" in one.text]
        assert len(tasks) == n
        assert ("Answers that did not help" in client.get(replies).text) is bool(n)
    assert tasks[0].text == "1 person says that an answer from “District nursing” did not help"
    assert tasks[0].link == replies
    assert list(landing.waiting(make.person("Other"))) == []
    again = collecting_replies.write_again(reply=reply, today=make.today())
    assert queries.did_not_help(Service.objects.all()) == []
    collecting_replies.answer(reply=again, text="x", signed="L", by=lena, today=make.today())
    assert queries.did_not_help(Service.objects.all()) == []
    collecting_replies.say_whether_it_helped(reply=again, helped="no", words="")
    assert len(queries.did_not_help(Service.objects.all())) == 1  # people, not answers


def test_an_answer_that_did_not_help_is_no_task_once_the_address_is_gone(service, lena):
    reply = answered(service, lena)
    collecting_replies.say_whether_it_helped(reply=reply, helped="no", words="")
    Comment.objects.update(contact={})
    assert queries.did_not_help(Service.objects.all()) == []


def test_how_many_were_helped_is_shown_from_the_threshold_on(client, sam):
    service = make.public()
    public = reverse("service_page", args=[service.code])
    next_month = months.after(make.today(), 1)
    for n in range(service.threshold):
        public_counts.count(service=service, today=next_month + timedelta(n))
        assert "told us whether our answer helped" not in client.get(public).text
        reply = answered(service, sam)
        helped = "no" if n == 0 else "yes"
        collecting_replies.say_whether_it_helped(reply=reply, helped=helped, words="")
    assert "told us whether our answer helped" not in client.get(public).text
    public_counts.count(service=service, today=months.after(next_month, 1))
    text = " ".join(client.get(public).text.split())
    assert "Of 5 people who told us" in text
    assert "4 said yes, 0 in part, and 1 no." in text


def test_people_are_counted_and_not_answers(service, sam):
    reply = answered(service, sam)
    for _ in range(2):
        collecting_replies.say_whether_it_helped(reply=reply, helped="no", words="")
        reply = collecting_replies.write_again(reply=reply, today=make.today())
        collecting_replies.answer(
            reply=reply, text="x", signed="Sam", by=sam, today=make.today() + timedelta(1)
        )
    service.threshold = 1
    assert queries.how_many_were_helped(service).n == 1
    collecting_replies.say_whether_it_helped(reply=reply, helped="partly", words="")
    assert not queries.may_write_again(reply)  # three is enough


def test_an_address_is_deleted_thirty_days_after_the_answer(service, lena):
    reply = answered(service, lena)
    for days, is_kept in ((29, True), (30, False)):
        Reply.objects.update(sent_on=make.today() - timedelta(days))
        collecting_replies.forget_addresses()
        assert bool(Comment.objects.get(pk=reply.comment_id).contact) is is_kept
    reply.refresh_from_db()
    collecting_replies.say_whether_it_helped(reply=reply, helped="no", words="")
    assert not queries.may_write_again(reply)


def test_an_address_that_waits_for_an_answer_is_kept(service):
    reply = wanted(service)
    Reply.objects.update(waits_since=make.today() - timedelta(90))
    collecting_replies.forget_addresses()
    assert Comment.objects.get(pk=reply.comment_id).contact


def test_an_address_and_its_answers_go_with_the_words(service, lena):
    for reply in (wanted(service), answered(service, lena)):
        Comment.objects.filter(pk=reply.comment_id).update(erased_on=make.today())
    collecting_replies.forget_addresses()
    assert not Reply.objects.exists()
    assert [c.contact for c in Comment.objects.all()] == [{}, {}]


def test_an_answer_cannot_be_sent_once_the_address_is_gone(signed_in, service, lena):
    reply = wanted(service)
    collecting_replies.forget(reply=reply)
    again = Reply.objects.create(comment=reply.comment, waits_since=make.today())
    shown = signed_in.post(page(again), {"text": HUMANE, "signed": "Lena"})
    assert "Their address has been deleted" in shown.text
    with pytest.raises(NotNow):
        collecting_replies.answer(
            reply=again, text=HUMANE, signed="Lena", by=lena, today=make.today()
        )


def test_an_e_mail_is_in_the_language_of_the_form(service, lena):
    sent_in = wanted(service)
    comment = sent_in.comment
    comment.contact = {"email": EMAIL, "language": "cy"}
    comment.save(update_fields=["contact"])
    reply = Reply.objects.select_related("comment__service__organisation").get()
    collecting_replies.answer(reply=reply, text=HUMANE, signed="L", by=lena, today=make.today())
    assert Email.objects.get().content["languages"] == ["cy"]


def test_what_somebody_who_works_here_left_is_told_and_erased(service, lena):
    sent(service := wanted(service).comment.service, better="Mine.", email=lena.email.upper())
    delivered(service, make.today() + timedelta(14))
    held = [row for row in subject_access.held_about(lena) if "wants_an_answer_from" in row]
    assert [row["wrote"] for row in held] == [["Mine."]]
    subject_access.erase(lena)
    assert queries.wanted_at(lena.email) == []
    assert Reply.objects.count() == 1


def test_who_answered_is_told_and_their_name_is_taken_out(service, lena):
    reply = answered(service, lena)
    assert subject_access.held_about(lena)[-1]["answers_written_to_comments"] == 1
    subject_access.erase(lena)
    reply.refresh_from_db()
    assert reply.by is None
