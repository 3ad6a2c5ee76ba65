"""Letters (e-mails): written with the change that causes them, sent afterwards, then forgotten."""

import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from everyseat.organisations.models import Letter, Person

log = logging.getLogger(__name__)
ATTEMPTS = 8


def write(to: Person, template: str, *, sent_to: str = "", **context: object) -> None:
    """Write a letter from `letters/TEMPLATE.txt` (its first line is the subject).

    It goes to the person's address, or to another that was theirs.
    """
    context |= {"person": to, "site_url": settings.URL}
    subject, _, text = render_to_string(f"letters/{template}.txt", context).partition("\n")
    subject = " ".join(subject.split())[:200]  # a name may hold a line break: a subject may not
    context |= {"paragraphs": text.strip().split("\n\n"), "subject": subject}
    html = render_to_string("letters/letter.html", context)
    Letter.objects.create(to=sent_to or to.email, subject=subject, text=text.strip(), html=html)


def send_waiting() -> int:
    """Send the letters that wait, each deleted as it is sent; return how many were sent."""
    sent = 0
    for letter in Letter.objects.filter(attempts__lt=ATTEMPTS).order_by("attempts", "id")[:200]:
        sent += _send(letter)
    return sent


def _send(letter: Letter) -> bool:
    """Send a letter that no other worker has claimed; one that fails stays for another attempt."""
    attempt = Letter.objects.filter(pk=letter.pk, attempts=letter.attempts)
    if not attempt.update(attempts=letter.attempts + 1):
        return False
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to])
    message.attach_alternative(letter.html, "text/html")
    try:
        message.send()
    except OSError as error:
        log.warning("A letter was not sent (%s); it will be tried again.", type(error).__name__)
        return False
    letter.delete()
    return True
