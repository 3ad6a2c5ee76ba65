"""The secret key: never replaced without a word, and changed by command without losing anything."""

import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from conftest import everyseat

import everyseat as package
from everyseat.giving import at_rest, site_facts
from everyseat.giving.links import Signed
from everyseat.moments.models import Feedback
from everyseat.moments.tests import make as moments
from everyseat.organisations import site_key
from everyseat.organisations.signing_in import second_factors
from everyseat.organisations.site_key import NotTheKey
from everyseat.room.models import Room
from everyseat.room.tests import make as rooms
from everyseat.site import rotation, secret_key
from everyseat.threesixty.models import Round
from everyseat.threesixty.tests import make
from tests.serving import free_port

OLD, NEW, OTHER = "o" * 40, "n" * 40, "x" * 40


@pytest.fixture
def key(settings, tmp_path):
    """A site whose key is OLD, in a file, with something of every kind encrypted."""
    settings.VAR = tmp_path
    use(settings, OLD)
    secret_key.store(tmp_path, [OLD])


def use(settings, *keys: str) -> None:
    settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS = keys
    settings.SECRET_KEY_IS_NEW = False


@pytest.fixture
def kept(db, key):
    """Something of every kind that the database keeps encrypted."""
    lee, sam = moments.person("Lee"), moments.person("Sam")
    moments.feedback(sam, lee)
    feedback_round = make.feedback_round(lee)
    feedback_round.make_key()
    feedback_round.save()
    room = rooms.room(lee)
    room.make_key()
    room.save()
    box = second_factors.Adapter()
    seed = {"secret": box.encrypt("totp")}, {"seed": box.encrypt("codes"), "used_mask": 3}
    Authenticator.objects.create(user=lee, type="totp", data=seed[0])
    Authenticator.objects.create(user=lee, type="recovery_codes", data=seed[1])
    Authenticator.objects.create(user=lee, type="webauthn", data={"credential": "public"})
    site_key.keep_fingerprint()


def opened(key: str) -> list[tuple[str, str]]:
    """Return what every secret holds. CannotOpen if one is under another key."""
    found = [(s.purpose, at_rest.decrypt(s.text, s.purpose, key)) for s in site_key.secrets()]
    return sorted(found)


def test_all_that_is_encrypted_is_encrypted_anew_and_says_the_same(kept, settings):
    before = opened(OLD)
    assert {purpose for purpose, _ in before} == {
        "words",
        "letter",
        "second factor",
        Round.PURPOSE,
        Room.PURPOSE,
    }
    assert rotation.rotate() == len(before)
    use(settings, *secret_key.in_file(settings.VAR))
    assert settings.SECRET_KEY_FALLBACKS == [OLD]
    assert opened(settings.SECRET_KEY) == before
    for secret in site_key.secrets():
        with pytest.raises(at_rest.CannotOpen):
            at_rest.decrypt(secret.text, secret.purpose, OLD)
    assert Feedback.objects.get().words["what"] == moments.WORDS["what"]
    assert Round.objects.exclude(private_key="").get().key
    factor = Authenticator.objects.get(type="recovery_codes").data
    assert second_factors.Adapter().decrypt(factor["seed"]) == "codes"
    assert factor["used_mask"] == 3
    site_key.refuse_another()


def test_nothing_is_changed_if_one_thing_can_not_be_opened(kept, settings):
    Round.objects.update(private_key=at_rest.encrypt("00", Round.PURPOSE, OTHER))
    stored = [secret.text for secret in site_key.secrets()]
    with pytest.raises(at_rest.CannotOpen):
        rotation.rotate()
    assert [secret.text for secret in site_key.secrets()] == stored
    assert secret_key.in_file(settings.VAR) == [OLD]
    site_key.refuse_another()


def test_a_change_that_was_cut_off_is_said_and_finished(kept, settings):
    before = opened(OLD)
    use(settings, NEW, OLD)  # the file was written, the database was not
    with pytest.raises(NotTheKey, match="everyseat key rotate"):
        site_key.refuse_another()
    rotation.rotate()
    site_key.refuse_another()
    assert opened(NEW) == before


def test_a_key_by_variable_is_not_changed_behind_its_back(kept, settings, monkeypatch):
    from dataclasses import replace

    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, secret_keys=[OLD])
    with pytest.raises(NotTheKey, match="EVERYSEAT_SECRET_KEY"):
        rotation.rotate()
    opened(OLD)


def test_links_that_were_sent_work_and_cards_are_found(kept, settings):
    before = Signed("x")
    use(settings, NEW, OLD)
    after = Signed("x")
    assert after.opened(before.token("7")) == "7"
    assert after.holder("somebody") == before.holder("somebody")
    assert after.token("7") != before.token("7")


def test_another_key_is_refused(kept, settings):
    use(settings, OTHER)
    with pytest.raises(NotTheKey, match="Restore"):
        site_key.refuse_another()
    with pytest.raises(NotTheKey, match="not here"):
        rotation.rotate()


def test_a_database_from_before_fingerprints_is_tried_with_the_key(kept, settings):
    site_facts.SiteFact.objects.all().delete()
    site_key.refuse_another()
    use(settings, OTHER)
    with pytest.raises(NotTheKey, match="Restore"):
        site_key.refuse_another()


@pytest.mark.django_db
def test_a_fingerprint_does_not_tell_the_key(key):
    site_key.keep_fingerprint()
    kept = site_facts.key_fingerprint()
    assert re.fullmatch("[0-9a-f]{32}", kept)
    assert kept != at_rest.fingerprint(OTHER)


def test_nothing_is_encrypted_where_a_change_of_key_does_not_look():
    """Whoever encrypts something in another place must let `site_key.secrets` find it."""
    root = Path(package.__file__).parent
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if "at_rest.encrypt(" in path.read_text() and "migrations" not in path.parts
    }
    assert found == {
        "giving/fields.py",
        "giving/drawing.py",
        "organisations/signing_in/second_factors.py",
        "organisations/site_key.py",
    }


# ---- as it is started


def one_line(*arguments: object) -> str:
    done = everyseat(*arguments, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


def test_a_lost_key_stops_every_command_and_is_not_replaced(tmp_path, monkeypatch, demonstration):
    monkeypatch.setenv("EVERYSEAT_VAR", str(demonstration(tmp_path)))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    file = tmp_path / "secret-key"
    first = file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    file.unlink()
    for command in (["serve", "--demo", "--port", free_port()], ["audit", "--log"]):
        assert one_line(*command).startswith(f"Error: {file} is missing")
        assert not file.exists()
    file.write_text("")
    assert "is cut short" in one_line("audit", "--log")
    file.write_text(OTHER)
    assert f"{file} is not the key" in one_line("audit", "--log")
    file.write_text(first)
    assert "Changed: " in everyseat("key", "rotate", "--yes").stdout
    assert file.read_text().split()[1:] == first.split()
    everyseat("audit", "--log")
    assert "Forgotten" in everyseat("key", "forget", "--yes").stdout
    assert len(file.read_text().split()) == 1
    everyseat("audit", "--log")
    file.write_text(first)
    assert "is not the key" in one_line("audit", "--log")
