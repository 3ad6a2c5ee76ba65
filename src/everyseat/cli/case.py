"""`everyseat case`: open sealed cases with the key in escrow, when all guardians' keys are lost."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from everyseat.moments.models import Case


@click.group()
def case() -> None:
    """Open sealed cases with a key that somebody kept on paper."""


@case.command(name="open")
@click.option("--key-file", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="An empty folder.")
def open_cases(key_file: Path, out: Path) -> None:
    """Write every case that the key opens to a folder: its dialogue, and its files."""
    from everyseat.site import setup

    setup.open_existing()
    from everyseat.moments.models import Wrapped
    from everyseat.safety import sealing

    identity = "".join(key_file.read_text().split()).upper()  # as it was typed from a paper
    if not identity.startswith("AGE-SECRET-KEY-1"):
        raise click.ClickException(f"{key_file} holds no key. A key begins with AGE-SECRET-KEY-1.")
    out.mkdir(parents=True, exist_ok=True)
    n = 0
    for wrapped in Wrapped.objects.select_related("case"):
        try:
            own = sealing.unseal(wrapped.sealed, identity)["identity"]
        except sealing.CannotOpen:
            continue
        _write(wrapped.case, own, out / str(wrapped.case_id))
        n += 1
    click.echo(f"{n} cases opened into {out}. Keep that folder as safe as the key.")


def _write(case: "Case", identity: str, folder: Path) -> None:
    from everyseat.safety import sealing

    folder.mkdir(mode=0o700)
    entries = []
    for entry in case.entries.all():
        about = {"by": entry.by, "on": str(entry.on)}
        try:
            content = sealing.unseal(entry.sealed, identity)
            entries.append({**content, **about})
            for file in content.get("files", []):
                _write_file(case, file, identity, folder)
        except (sealing.CannotOpen, ValueError, TypeError, KeyError, AttributeError) as error:
            entries.append({"could_not_be_read": type(error).__name__, **about})
    (folder / "dialogue.json").write_text(json.dumps(entries, indent=1, ensure_ascii=False))


def _write_file(case: "Case", file: dict[str, Any], identity: str, folder: Path) -> None:
    """Write a file under its identifier, with its ending if no program runs what has it."""
    from everyseat.files import names
    from everyseat.safety import sealing

    stored_file = case.files.filter(pk=file["id"]).first()
    if not stored_file:
        return
    sealed = b"".join(bytes(part.sealed) for part in stored_file.parts.all())
    content = sealing.unseal_bytes(sealed, identity)[: file["size"]]
    (folder / f"{stored_file.pk}{Path(names.safe(file['name'])).suffix}").write_bytes(content)
