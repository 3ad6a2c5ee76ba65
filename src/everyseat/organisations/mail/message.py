"""An e-mail as a mail program gets it: its headers, its text, and the same in HTML.

`Auto-Submitted` (RFC 3834) keeps absence notices away. `List-Unsubscribe` (RFC 2369) is on those
e-mails alone that somebody can switch off; the mail program may do so at one press (RFC 8058) where
our address has https.
"""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, SafeMIMEText
from django.template.loader import render_to_string

from everyseat.files import calendar_file
from everyseat.organisations.models import Email
from everyseat.organisations.queries import host

PRODUCT = "Everyseat"
BETWEEN_LANGUAGES = "\n\n– – –\n\n"


def message(email: Email) -> EmailMultiAlternatives:
    """Return an e-mail as it is sent."""
    content = email.content
    made = EmailMultiAlternatives(
        email.subject,
        email.text,
        sender(content.get("sender", "")),
        to=[email.to],
        reply_to=[content["reply_to"]] if content.get("reply_to") else None,
        headers=_headers(email),
    )
    made.attach_alternative(html(email), "text/html")
    for file in content.get("calendar", []):
        made.attach(_day(file["name"], file["text"]))
    return made


def _day(name: str, text: str) -> SafeMIMEText:
    """Return a file for a calendar as a part of an e-mail, with its method (RFC 6047)."""
    part = SafeMIMEText(text, "calendar", "utf-8")
    part.set_param("method", calendar_file.METHOD)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def html(email: Email) -> str:
    """Return an e-mail in HTML: the same words, with the same addresses as links."""
    return render_to_string("emails/email.html", {"subject": email.subject, "parts": parts(email)})


def parts(email: Email) -> list[dict[str, object]]:
    """Return an e-mail's paragraphs, language by language."""
    languages = email.content.get("languages") or [settings.LANGUAGE_CODE]
    texts = email.text.split(BETWEEN_LANGUAGES) if len(languages) > 1 else [email.text]
    return [
        {"language": language, "paragraphs": text.split("\n\n")}
        for language, text in zip(languages, texts, strict=False)
    ]


def sender(organisation: str) -> str:
    """Return the sender: “Everyseat at ORGANISATION”, unless EVERYSEAT_FROM has a name of its own.

    Without an organisation it is the one whose site this is.
    """
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    if name not in ("", PRODUCT):
        return settings.DEFAULT_FROM_EMAIL
    ours = organisation or getattr(host(), "name", "")
    return formataddr((f"{PRODUCT} at {' '.join(ours.split())}" if ours else PRODUCT, address))


def _headers(email: Email) -> dict[str, str]:
    headers = {
        "Message-ID": f"<{email.pk.hex}@{_our_domain()}>",
        "Auto-Submitted": "auto-generated",
    }
    if address := email.content.get("unsubscribe"):
        headers["List-Unsubscribe"] = f"<{address}>"
        if address.startswith("https:"):
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _our_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
