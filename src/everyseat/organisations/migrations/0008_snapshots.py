"""What waits lies in sealed snapshots, one for each delivery, and no longer in rows of its own."""

import json
import zlib
from base64 import b64decode
from collections import defaultdict
from pathlib import Path

import orjson
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.conf import settings
from django.db import migrations, models, transaction

from everyseat.giving import snapshot_keys
from everyseat.safety import snapshots as sealing


def move(apps, schema_editor):
    posted, snapshot = (apps.get_model("organisations", n) for n in ("Posted", "Snapshot"))
    keys, boxes = _old_keys(), defaultdict(dict)
    for row in posted.objects.iterator():
        item = json.loads(_opened(keys[row.key], bytes(row.sealed)))
        part, about, name = item["name"].split(" ", 2)
        item["content"].pop("review", None)  # the box says it
        boxes[f"{part} {about}"][name] = item["content"]
    for name, items in boxes.items():
        tag = sealing.tag(snapshot_keys.naming_key(), name)
        key = snapshot_keys.make(tag)
        mixed = dict(sealing.shuffled(items.items()))
        sealed = sealing.seal(key, orjson.dumps([name, mixed]))
        snapshot.objects.create(tag=tag, step=key.step, sealed=sealed)
    transaction.on_commit(_destroy_old_keys)


def _old_keys() -> dict[str, bytes]:
    if not _old_file().exists():
        return {}
    lines = [line.split() for line in _old_file().read_text().splitlines() if line]
    return {name: b64decode(key) for name, _day, key in lines}


def _opened(key: bytes, sealed: bytes) -> bytes:
    """Open what was sealed as it was until now: nonce, then length, content and padding."""
    padded = ChaCha20Poly1305(key).decrypt(sealed[:12], sealed[12:], None)
    length = int.from_bytes(padded[:4])
    return zlib.decompress(padded[4 : 4 + length])


def _destroy_old_keys() -> None:
    file = _old_file()
    if file.exists():
        file.write_bytes(bytes(file.stat().st_size))
        file.unlink()


def _old_file() -> Path:
    return Path(settings.VAR) / "letterbox.keys"


class Migration(migrations.Migration):
    dependencies = [("organisations", "0007_briefs_and_counts")]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("tag", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("step", models.PositiveBigIntegerField()),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel(name="Posted"),
    ]
