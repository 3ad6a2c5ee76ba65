"""What is read before a questionnaire is published, a report released, or a link replaced."""

from html import unescape

import pytest
from django.urls import reverse

from everyseat.organisations.models import Email
from everyseat.organisations.tests.checking import press, seal_of
from everyseat.threesixty import comments
from everyseat.threesixty.actions import cards, questionnaires
from everyseat.threesixty.actions import comments as edits
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


class TestPublish:
    @pytest.fixture
    def organiser(self, client):
        client.force_login(make.person("O", "organiser"))
        return client

    @pytest.fixture
    def draft(self):
        return questionnaires.add(name="Ours", content=make.CONTENT)

    def address(self, questionnaire) -> str:
        return reverse("questionnaire_publish", args=[questionnaire.pk])

    def test_it_says_what_is_in_it_and_that_it_stays(self, organiser, draft):
        page = text(organiser.get(self.address(draft)))
        assert "It has 2 values. Raters answer 3 statements." in page
        assert "The scale has 5 points, from “Never” to “Always”." in page
        assert "It has 1 open question." in page
        assert "This version never changes again, not even a word." in page
        assert "no form of their own" not in page
        press(organiser, self.address(draft))
        draft.refresh_from_db()
        assert draft.published

    def test_a_post_without_what_was_read_publishes_nothing(self, organiser, draft):
        organiser.post(self.address(draft))
        draft.refresh_from_db()
        assert not draft.published

    def test_an_edit_meanwhile_is_read_first(self, organiser, draft):
        seal = seal_of(organiser.get(self.address(draft)))
        less = {**make.CONTENT, "questions": []}
        questionnaires.edit(questionnaire=draft, name="Ours", licence="", content=less)
        page = text(organiser.post(self.address(draft), {"seal": seal}))
        assert "Some of what you read is no longer true" in page
        draft.refresh_from_db()
        assert not draft.published

    def test_an_edited_word_is_read_first(self, organiser, draft):
        """Nothing of it is counted, and yet it is another questionnaire."""
        seal = seal_of(organiser.get(self.address(draft)))
        first, *others = make.CONTENT["values"]
        changed = {**make.CONTENT, "values": [{**first, "name": "Hearing"}, *others]}
        questionnaires.edit(questionnaire=draft, name="Ours", licence="", content=changed)
        page = text(organiser.post(self.address(draft), {"seal": seal}))
        assert "The questionnaire has been edited." in page
        draft.refresh_from_db()
        assert not draft.published

    def test_statements_without_a_form_about_oneself_are_named(self, organiser):
        content = {"values": [{"name": "A", "behaviours": [{"text": "{name} asks me."}]}]}
        draft = questionnaires.add(name="Quick", content=content)
        page = text(organiser.get(self.address(draft)))
        assert "These statements have no form of their own about oneself." in page
        assert "<li>I asks me.</li>" in page

    def test_drafts_of_rounds_with_another_version_are_named(self, organiser, draft):
        questionnaires.publish(questionnaire=draft)
        later = questionnaires.edit(
            questionnaire=draft, name="Ours", licence="", content=make.CONTENT
        )
        make.feedback_round(make.person("Lee"), asks=draft, launched=False)
        page = text(organiser.get(self.address(later)))
        assert "They keep that version, unless you edit them:" in page
        assert "<li>Spring</li>" in page

    def test_what_is_published_is_not_published_again(self, organiser, draft):
        questionnaires.publish(questionnaire=draft)
        assert "This version is already published." in text(organiser.get(self.address(draft)))


class TestRelease:
    @pytest.fixture
    def review(self, client):
        coach = make.person("Cora", "coach")
        made = make.collecting({"peer": 6}, coach=coach)
        make.answer_all(made, [4, 3, 2], "You left early.")
        make.close(made.round)
        Email.objects.all().delete()
        client.force_login(coach)
        return Review.objects.get(pk=made.pk)

    def address(self, review) -> str:
        return reverse("release", args=[review.pk])

    def test_it_shows_the_note_and_releases_at_the_second_press(self, client, review):
        page = client.post(self.address(review), {"note": "Go gently.\n\nAnd rest."})
        assert "<p>Go gently.</p>" in page.content.decode()
        assert "Lee gets an e-mail, and can read the report at once." in text(page)
        assert "Lee reads 6 comments." in text(page)
        assert "shortened or left out" not in text(page)
        assert Review.objects.get().state == "read"
        assert not Email.objects.exists()
        sent = {"note": "Go gently.\n\nAnd rest.", "seal": seal_of(page)}
        client.post(self.address(review), sent)
        now = Review.objects.get()
        assert (now.state, now.coach_note) == ("released", "Go gently.\n\nAnd rest.")
        assert Email.objects.count() == 1

    def test_another_note_than_the_one_shown_is_not_released(self, client, review):
        seal = seal_of(client.post(self.address(review), {"note": "Gently."}))
        page = text(client.post(self.address(review), {"note": "Hard.", "seal": seal}))
        assert "The note is not the one that you read." in page
        assert Review.objects.get().state == "read"

    def test_it_says_when_there_is_no_note(self, client, review):
        page = text(client.post(self.address(review), {"note": ""}))
        assert "You have written no note to Lee." in page

    def test_the_note_comes_back_to_be_changed(self, client, review):
        page = client.post(self.address(review), {"note": "Go gently.", "edit": "yes"})
        assert "Go gently.</textarea>" in page.content.decode()
        assert Review.objects.get().state == "read"

    def test_a_comment_changed_meanwhile_is_read_first(self, client, review):
        seal = seal_of(client.post(self.address(review), {"note": "Gently."}))
        comment = comments.find(review, 1)
        edits.shorten(comment=comment, left="You left.", reason="writer", coach=review.coach)
        page = text(client.post(self.address(review), {"note": "Gently.", "seal": seal}))
        assert "The report says that 1 comment was shortened." in page
        assert "1: You left […]." in page
        assert "Lee reads 6 comments." in page
        assert Review.objects.get().state == "read"

    def test_a_comment_that_is_left_out_is_not_counted_as_read(self, client, review):
        for number in (1, 2):
            edits.leave_out(
                comment=comments.find(review, number), reason="writer", coach=review.coach
            )
        page = text(client.post(self.address(review), {"note": "Gently."}))
        assert "Lee reads 4 comments." in page
        assert "The report says that 2 comments were left out." in page
        assert "shortened" not in page

    def test_a_form_that_is_late_says_so(self, client, review):
        Review.objects.update(state="released")
        answer = client.post(self.address(review), {"note": "Late."}, follow=True)
        assert "No coach has to read this report before it is released." in text(answer)
        assert Review.objects.get().coach_note == ""


class TestReplaceTheLinkOfALostCard:
    @pytest.fixture
    def lost(self, client):
        review = make.collecting({"peer": 4})
        invitation = review.invitations.select_related("review__round").first()
        make.draw(invitation)
        cards.report_lost(invitation=invitation)
        Email.objects.all().delete()
        client.force_login(make.person("O", "organiser"))
        return Invitation.objects.get(pk=invitation.pk)

    def address(self, lost) -> str:
        return reverse("void", args=[lost.review.round_id, lost.pk])

    def test_it_says_that_only_the_link_ends_and_the_card_still_answers(self, client, lost):
        page = text(client.get(self.address(lost)))
        assert "Only the link is replaced. The lost card still answers" in page
        assert "cancel" not in page.lower()
        assert make.has_drawn(lost)
        press(client, self.address(lost))
        assert not make.has_drawn(lost)
        assert Email.objects.count() == 1

    def test_a_post_without_what_was_read_replaces_nothing(self, client, lost):
        client.post(self.address(lost))
        assert make.has_drawn(lost)
        assert not Email.objects.exists()

    def test_a_link_whose_card_nobody_has_lost_is_not_replaced(self, client, lost):
        Invitation.objects.update(lost=False)
        assert "Nobody has reported this card as lost." in text(client.get(self.address(lost)))
        press(client, self.address(lost))
        assert make.has_drawn(lost)

    def test_a_second_card_is_not_replaced(self, client, lost):
        Invitation.objects.update(voided=1)
        assert "That can be done only once." in text(client.get(self.address(lost)))

    def test_nothing_is_replaced_in_a_round_that_has_closed(self, client, lost):
        Round.objects.update(state="closing")
        press(client, self.address(lost))
        assert not Email.objects.exists()
