"""What waited, and who had drawn, before there were snapshots, is there afterwards."""

import json
import zlib
from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.conf import settings

from everyseat.giving import sealed_queue, snapshots
from tests.migrations.migrating import migrate

BEFORE = [
    ("organisations", "0007_briefs_and_counts"),
    ("threesixty", "0005_encrypt_keys"),
    ("moments", "0002_telling_and_cases"),
    ("room", "0003_by_invitation"),
]
KEY = bytes(range(32))
KEPT = "kept".ljust(64, ".")


@pytest.fixture
def before(settings, tmp_path):
    """Give the models of the release before, and put everything back to now."""
    settings.VAR, settings.LETTERBOX_FOLDER = tmp_path, tmp_path / "letterbox"
    yield migrate(BEFORE)
    migrate()


def _post(models, tag, name, content):
    packed = zlib.compress(json.dumps({"name": name, "content": content}).encode())
    padded = (len(packed).to_bytes(4) + packed).ljust(2**14, b"\0")
    sealed = bytes(12) + ChaCha20Poly1305(KEY).encrypt(bytes(12), padded, None)
    models.get_model("organisations", "Posted").objects.create(tag=tag, key="k1", sealed=sealed)


def _cycle(models, **fields):
    framework = models.get_model("threesixty", "Framework").objects.create(name="F", content={})
    host = models.get_model("organisations", "Organisation").objects.create(name="T", is_host=True)
    day = date(2026, 11, 2)
    dates = {"nominate_by": day, "approve_by": day, "collect_by": day}
    cycles = models.get_model("threesixty", "Cycle").objects
    cycle = cycles.create(organisation=host, name="C", framework=framework, **dates, **fields)
    people = [
        models.get_model("organisations", "Person").objects.create(
            name=name, email=f"{name}@t.example", organisation=host
        )
        for name in "abcd"
    ]
    reviews = models.get_model("threesixty", "Review").objects
    return cycle, people, reviews.create(cycle=cycle, recipient=people[0], state="collect")


@pytest.mark.django_db(transaction=True)
def test_what_waited_and_who_had_drawn_are_carried_over(before):
    cycle, people, review = _cycle(before, state="open", public_key="0" * 64)
    given = {"review": str(review.pk), "group": "peer", "ratings": [1], "words": {"keep": "Kind."}}
    _post(before, "t1", f"threesixty {review.pk} 00ff", given)
    _post(before, "t2", f"threesixty {review.pk} kept 7", given | {"kept_for": "7"})
    _post(before, "t3", "moments 5 token", {"felt": ["calm"], "own": "", "sentence": ""})
    file = Path(settings.VAR) / "letterbox.keys"
    file.write_text(f"k1 2026-11-01 {b64encode(KEY).decode()}\n")
    drew = [(people[1], True, "ab" * 32), (people[2], True, KEPT), (people[3], False, "0" * 64)]
    invitations = before.get_model("threesixty", "Invitation").objects
    made = [
        invitations.create(review=review, person=person, drawn=drawn, blinded=blinded)
        for person, drawn, blinded in drew
    ]
    migrate()
    waiting = sealed_queue.waiting(f"threesixty {review.pk}")
    assert waiting["00ff"]["words"] == {"keep": "Kind."}
    assert waiting["kept 7"]["kept_for"] == "7"
    assert sealed_queue.read("moments 5", "token")["felt"] == ["calm"]
    assert snapshots.read(f"drawn threesixty.cycle {cycle.pk}") == {
        str(made[0].pk): "ab" * 16,
        str(made[1].pk): "kept",
    }
    assert not file.exists()


@pytest.mark.django_db(transaction=True)
def test_an_empty_site_is_carried_over_without_a_key(before):
    migrate()
    assert snapshots.names() == []
