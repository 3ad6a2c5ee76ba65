import pytest
from django.db import connection

from everyseat.organisations.models import Letter
from everyseat.threesixty import credentials
from everyseat.threesixty.actions import NotNow, answers, cycles
from everyseat.threesixty.models import Invitation, Sheet
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


def test_a_sheet_refers_to_nobody():
    """No column of the answers leads to a person, an invitation, or a time."""
    fields = {f.name for f in Sheet._meta.get_fields()}
    assert fields == {"id", "review", "relationship", "credential", "ratings", "words", "words_to"}
    related = {f.related_model.__name__ for f in Sheet._meta.get_fields() if f.is_relation}
    assert related == {"Review"}


def test_nothing_in_the_database_holds_a_drawn_credential():
    review = make.collecting({"peer": 4})
    token = make.answer(review.invitations.first(), [4, 4, 4])
    dump = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            dump += [str(value) for row in cursor.fetchall() for value in row]
    assert token not in "\n".join(dump)


def test_a_credential_is_drawn_once():
    review = make.collecting({"peer": 4})
    invitation = review.invitations.first()
    answers.draw(invitation=invitation)
    with pytest.raises(NotNow, match="begin an answer"):
        answers.draw(invitation=invitation)


def test_sent_twice_it_is_one_sheet_and_the_last_one_counts():
    review = make.collecting({"peer": 4})
    token = make.answer(review.invitations.first(), [4, 4, 4])
    again = credentials.read(token)
    answers.answer(credential=again, ratings=[0, -1, 2], words={}, words_to="coach")
    assert [sheet.ratings for sheet in review.sheets.all()] == [[0, -1, 2]]


def test_a_link_that_was_changed_is_refused(client):
    review = make.collecting({"peer": 4})
    token = credentials.draw(review.pk, "peer")
    with pytest.raises(credentials.BadCredential):
        credentials.read(token[:-1] + ("A" if token[-1] != "A" else "B"))
    assert client.get(f"/answer/{token}x/").status_code == 404
    assert client.get("/invitation/nonsense/").status_code == 404


def test_an_invitations_link_does_not_answer():
    review = make.collecting({"peer": 4})
    link = credentials.invitation_token(review.invitations.first().pk)
    with pytest.raises(credentials.BadCredential):
        credentials.read(link)


def test_after_closing_nothing_is_drawn_or_saved():
    review = make.collecting({"peer": 5})
    token = make.answer(review.invitations.first(), [4, 4, 4])
    cycles.close(cycle=review.cycle)
    with pytest.raises(NotNow, match="closed"):
        answers.answer(credential=credentials.read(token), ratings=[0] * 3, words={}, words_to="")
    last = Invitation.objects.filter(drawn=False).select_related("review__cycle").first()
    with pytest.raises(NotNow, match="not collecting"):
        answers.draw(invitation=last)


def test_declining_is_for_those_who_have_not_begun():
    review = make.collecting({"peer": 4})
    first, second = review.invitations.all()[:2]
    answers.decline(invitation=first, reason="Too close.")
    with pytest.raises(NotNow):
        answers.draw(invitation=first)
    answers.draw(invitation=second)
    with pytest.raises(NotNow):
        answers.decline(invitation=second, reason="")


def test_a_reminder_goes_to_all_who_were_invited_whether_they_answered_or_not():
    review = make.collecting({"peer": 4})
    make.answer(review.invitations.first(), [4, 4, 4])
    answers.decline(invitation=review.invitations.last(), reason="")
    Letter.objects.all().delete()
    assert cycles.remind(cycle=review.cycle) == 3
    assert set(Letter.objects.values_list("to", flat=True)) == {
        f"lee.peer.{i}@trust.example" for i in range(3)
    }


def test_what_is_no_point_of_the_scale_counts_as_not_seen(client):
    review = make.collecting({"peer": 4})
    token = credentials.draw(review.pk, "peer")
    done = client.post(f"/answer/{token}/", {"b-hears": "9", "b-asks": "4", "w-keep": " Yes "})
    assert done.status_code == 302
    sheet = review.sheets.get()
    assert sheet.ratings == [-1, 4, -1]
    assert sheet.words == {"keep": "Yes"}


def test_a_raters_pages_set_no_cookie_and_read_no_session(client, django_assert_num_queries):
    review = make.collecting({"peer": 4})
    client.force_login(make.person("Someone signed in"))
    token = credentials.draw(review.pk, "peer")
    with connection.execute_wrapper(_no_session):
        page = client.get(f"/answer/{token}/")
    assert page.status_code == 200
    assert not page.cookies
    assert page["Referrer-Policy"] == "no-referrer"


def _no_session(execute, sql, params, many, context):
    assert "session" not in sql
    return execute(sql, params, many, context)
