"""Two people code a sample apart from each other, learn how far they agree, and then agree."""

import pytest
from django.urls import reverse

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.improvement import agreement_words, landing
from everyseat.improvement.actions import coding, samples
from everyseat.improvement.models import Coding
from everyseat.improvement.queries import coding as queries
from everyseat.improvement.queries import comments as counts
from everyseat.improvement.queries.coding import Codes
from everyseat.improvement.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample(service, sam):
    return make.sample(service, sam)


def page_of(sample, name="sample"):
    return reverse(name, args=[sample.service_id, sample.pk])


def code_all(sample, coder, themes, kind="praise"):
    """Have a coder give every comment these themes; but the first `odd` ones another."""
    for n, comment in enumerate(sample.comments.order_by("pk")):
        chosen = themes(n) if callable(themes) else themes
        samples.code(
            sample=sample,
            comment=comment,
            themes=chosen,
            kind=kind,
            coder=coder,
            today=make.today(),
        )


def both(sample, sam, lena, first=(6,), second=(6,)):
    samples.join(sample=sample, second=lena)
    code_all(sample, sam, first)
    code_all(sample, lena, second)


def test_a_sample_is_made_of_comments_that_nobody_has_coded(client, service, sam):
    client.force_login(sam)
    done = make.comments(service, "Coded already")[0]
    make.coded(done, [6], "praise", sam)
    make.comments(service, *(f"Comment {n}" for n in range(25)))
    client.post(reverse("samples", args=[service.pk]), {"n": 20})
    made = service.samples.get()
    assert made.comments.count() == 20
    assert done not in made.comments.all()


@pytest.mark.parametrize(("n", "told"), [(19, "from 20"), (201, "from 20"), (30, "Only 25")])
def test_a_sample_needs_a_size_and_enough_comments(service, sam, n, told):
    make.comments(service, *(f"Comment {number}" for number in range(25)))
    with pytest.raises(Invalid, match=told):
        samples.make(service=service, n=n, first=sam, today=make.today())


def test_what_is_in_a_sample_waits_for_its_coders_alone(service, sample, sam):
    assert not queries.to_code(service).exists()
    with pytest.raises(NotNow, match="apart from each other"):
        make.coded(sample.comments.first(), [6], "praise", sam)


def test_neither_coder_sees_the_other_before_both_are_done(client, sample, sam, lena):
    code_all(sample, sam, [6])
    client.force_login(lena)
    client.post(page_of(sample, "sample_join"))
    page = client.get(page_of(sample, "sample_code"))
    assert page.context["form"].initial == {"themes": [], "kind": ""}
    assert "Staff manner" not in client.get(page_of(sample)).text
    assert not counts.by_theme(sample.service), "nothing counts yet"


def test_a_coder_is_led_through_the_sample(client, sample, sam):
    client.force_login(sam)
    page = client.get(page_of(sample, "sample_code"))
    assert "20 comments of the sample are left" in page.text
    values = {"comment": page.context["comment"].pk, "themes": [6], "kind": "praise"}
    client.post(page_of(sample, "sample_code"), values)
    assert Coding.objects.get().is_agreed is False
    assert "19 comments of the sample are left" in client.get(page_of(sample, "sample_code")).text
    assert [task.text for task in landing.waiting(sam)] == [
        "Code 19 comments of a sample on “District nursing”"
    ]


def test_only_two_people_code_a_sample(sample, sam, lena):
    with pytest.raises(NotNow):
        samples.join(sample=sample, second=sam)
    samples.join(sample=sample, second=lena)
    ann = make.person("Ann", "improver")
    with pytest.raises(NotNow):
        samples.join(sample=sample, second=ann)
    with pytest.raises(NotNow, match="You do not code this sample"):
        code_all(sample, ann, [6])


def test_codes_are_no_longer_changed_once_both_may_have_seen_them(sample, sam, lena):
    both(sample, sam, lena)
    with pytest.raises(NotNow, match="have seen each other"):
        code_all(sample, sam, [7])


def test_kappa_is_told_by_theme_in_figures_and_words(client, sample, sam, lena):
    both(
        sample,
        sam,
        lena,
        first=lambda n: [6] if n < 10 else [13],
        second=lambda n: [6] if n < 8 else [13],
    )
    result = samples.result(sample)
    assert (result["n"], result["same"]) == (20, 18)
    first, second, both_of = (result["themes"][0][key] for key in ("first", "second", "both"))
    assert (first, second, both_of) == (10, 8, 8)
    assert result["themes"][0]["kappa"][0] == pytest.approx(0.8)
    client.force_login(sam)
    page = client.get(page_of(sample)).text
    assert "0.80 (" in page
    assert "The agreement is moderate to almost perfect." in page


def test_a_theme_that_both_gave_to_all_or_that_few_have_is_said_so():
    rows = agreement_words.rows(
        {
            "themes": [
                {"name": "A", "first": 20, "second": 20, "both": 20, "kappa": [None] * 3},
                {"name": "B", "first": 2, "second": 2, "both": 1, "kappa": [0.44, -0.2, 1.0]},
                {"name": "C", "first": 9, "second": 9, "both": 1, "kappa": [-0.3, -0.5, -0.1]},
            ]
        }
    )
    assert [row.words for row in rows] == [
        "No more than by chance.",
        "Too few comments have this theme to say.",
        "Both gave it to every comment.",
    ]


def test_both_agree_comment_by_comment_and_then_it_counts(client, sample, sam, lena):
    both(sample, sam, lena, first=lambda n: [6] if n else [13, 6])
    client.force_login(sam)
    client.post(page_of(sample, "sample_agree_same"))
    assert Coding.objects.filter(is_agreed=True).count() == 19
    page = client.get(page_of(sample, "sample_agree"))
    assert page.context["form"].initial["themes"] == [6], "what both said"
    odd = page.context["comment"]
    with pytest.raises(NotNow, match="Agree about every comment first"):
        samples.close(sample=sample, today=make.today())
    values = {"comment": odd.pk, "themes": [13], "kind": "concern"}
    client.post(page_of(sample, "sample_agree"), values)
    assert queries.codes(queries.agreed(odd)) == Codes(frozenset({13}), "concern")
    client.post(page_of(sample, "sample_close"))
    sample.refresh_from_db()
    assert (sample.result["n"], sample.result["same"]) == (20, 19)


def test_how_far_two_agreed_is_known_after_one_is_erased(client, sample, sam, lena):
    both(sample, sam, lena)
    samples.agree_where_same(sample=sample, by=sam, today=make.today())
    samples.close(sample=sample, today=make.today())
    lena.codings.update(coder=None)
    client.force_login(sam)
    assert client.get(page_of(sample)).context["result"]["same"] == 20


def test_an_open_sample_is_deleted_and_its_comments_wait_for_anybody(client, sample, sam, lena):
    samples.join(sample=sample, second=lena)
    code_all(sample, sam, [6])
    client.force_login(sam)
    page = page_of(sample, "sample_delete")
    client.post(page, {"seal": client.get(page).context["check"].seal})
    assert not Coding.objects.exists()
    assert queries.to_code(sample.service).count() == 20


def test_a_closed_sample_stays(sample, sam, lena):
    both(sample, sam, lena)
    samples.agree_where_same(sample=sample, by=sam, today=make.today())
    samples.close(sample=sample, today=make.today())
    with pytest.raises(NotNow):
        samples.delete(sample=sample)
    with pytest.raises(NotNow):
        samples.close(sample=sample, today=make.today())


def test_a_comment_of_a_sample_stays_whole(sample):
    with pytest.raises(NotNow, match="part of a sample"):
        coding.split(comment=sample.comments.first(), pieces="The visit\n\nwas comment 0")
