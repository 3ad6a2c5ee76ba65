"""Sealed cases, feedback and their dialogues in a site of its own, with a secret in each.

    python -m tests.attacks.scene_of_cases FOLDER

Writes FOLDER/var (what an administrator holds: the database, its journal, every key file, mail) and
FOLDER/truth.json, which only reporters and guardians know: of each case the reporter's name, a
secret in their words, how long these are, the receipt, and the guardian's key.
"""

import json
import os
import random
import secrets
import sys
from pathlib import Path

CASES = 40


def main(folder: Path) -> None:
    os.environ["EVERYSEAT_VAR"] = str(folder / "var")
    os.environ["DJANGO_SETTINGS_MODULE"] = "everyseat.site.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    (folder / "truth.json").write_text(json.dumps(_play(random.Random(3))))


def _play(chance: random.Random) -> dict:
    from django.utils import timezone

    from everyseat.moments.tests import make
    from everyseat.organisations import outbox
    from everyseat.safety import sealing

    guardian, leader = make.person("Gwen Price", "guardian"), make.person("Francis Okafor")
    identity, recipient, kept = sealing.new_guardian_key("a passphrase that is not here")
    key = make.keys.add_key(person=guardian, recipient=recipient, kept=kept)
    words = _wordlist()
    make.offered()
    truth = []
    for n in range(CASES):
        reporter, secret = f"Reporter {secrets.token_hex(6)}", secrets.token_hex(12)
        said = secret + "y" * chance.randint(0, 3000)
        receipt = " ".join(chance.sample(words, sealing.WORDS))
        sent, _identity = make.request_of([key], receipt, what=said, name=reporter)
        case = make.cases.open_case(**sent)
        _go_on(case, reporter, secret, chance)
        if n % 4 == 0:
            content = make.WORDS | {"what": f"passed on {secret}"}
            make.cases.pass_on(case=case, recipient=leader, words=content)
        truth.append(
            {"name": reporter, "secret": secret, "receipt": receipt, "length": len(said)}
            | {"case": str(case.pk), "locator": sent["locator"]}
        )
    named = make.feedback(make.person("Ann Named"), leader)
    make.recalled(named, remembered="remembered-words-of-the-leader")
    make.cases.write_daily(timezone.localtime().replace(hour=8))
    outbox.send_waiting()
    return {"cases": truth, "identity": identity}


def _go_on(case, reporter: str, secret: str, chance: random.Random) -> None:
    from everyseat.moments.actions import cases
    from everyseat.safety import sealing

    for by in ("guardian", "reporter"):
        sealed = sealing.seal({"text": f"{reporter} {secret}"}, [case.recipient])
        cases.add_entry(case=case, by=by, entry=sealing.new_name(), sealed=sealed)
    sealed = sealing.seal({"note": secret}, [case.keys.get().recipient])
    cases.keep_record(case=case, sealed=sealed, version="")


def _wordlist() -> list[str]:
    """Return words to make receipts of; which ones they are is of no matter to the server."""
    return [
        a + b for a in ("ba", "co", "di", "fu", "ga", "ho") for b in ("lan", "mer", "nis", "tor")
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
