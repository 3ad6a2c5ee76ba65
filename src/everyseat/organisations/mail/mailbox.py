"""Without a mail server, e-mails are kept as files: for the demonstration and for a first look."""

import email
import sys
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage as Parsed
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

SHOWN = 300
"""Letters of an e-mail's text that a terminal shows."""


class KeepInFolder(BaseEmailBackend):
    """Write each message to MAIL_FOLDER as an .eml file that any mail program opens."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        settings.MAIL_FOLDER.mkdir(parents=True, exist_ok=True)
        for message in messages:
            path = settings.MAIL_FOLDER / f"{time.time_ns()}-{uuid.uuid4().hex[:8]}.eml"
            path.write_bytes(message.message().as_bytes())
            _show(message)
        return len(messages)


def _show(message: EmailMessage) -> None:
    """Show an e-mail to the person at the terminal that started the site, never in a log."""
    if sys.stderr.isatty() and not settings.DEMO:
        text = " ".join(str(message.body).split())[:SHOWN]
        sys.stderr.write(f"E-mail to {', '.join(message.to)}: {message.subject}\n  {text}\n")


@dataclass(frozen=True)
class StoredEmail:
    """A message in the folder."""

    key: str
    to: str
    subject: str
    text: str
    files: list[str]


def newest(most: int = 100, to: str = "") -> list[StoredEmail]:
    """Return the newest messages, optionally only those to one address."""
    folder: Path = settings.MAIL_FOLDER
    paths = sorted(folder.glob("*.eml"), reverse=True) if folder.exists() else []
    emails = []
    for path in paths:
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        if not to or to.lower() in str(message["to"]).lower():
            to_whom, subject = str(message["to"]), str(message["subject"])
            files = [part.get_filename() or "" for part in message.iter_attachments()]
            emails.append(StoredEmail(path.stem, to_whom, subject, _text(message), files))
        if len(emails) == most:
            break
    return emails


def _text(message: Parsed) -> str:
    body = message.get_body(preferencelist=("plain",))
    return body.get_content() if body else ""
