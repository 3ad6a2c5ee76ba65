"""Mail protection: it opens a link in an e-mail, and sends every form that it finds there.

Some products only open links. Some run the page, and press its buttons. None of them chooses an
answer, writes a text or ticks a box, and none makes what our scripts would send.
"""

from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client


class _Forms(HTMLParser):
    """The forms of a page: where each is sent, and the fields that a browser would send as is."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method") == "post":
            self.forms.append((given.get("action", ""), {}))
        elif tag == "a":
            self.links.append(given.get("href", ""))
        elif self.forms and tag in ("input", "button", "textarea") and given.get("name"):
            is_choice = given.get("type") in ("checkbox", "radio")
            if not is_choice or "checked" in given:
                self.forms[-1][1][given["name"]] = given.get("value", "")


def scan(client: Client, link: str, deep: bool = True) -> list[HttpResponse]:
    """Open a link, follow what leads on beneath it, and send every form; return what came."""
    page = client.get(link)
    if page.status_code != 200:
        return [page]
    found = _Forms()
    found.feed(page.content.decode())
    pages = [page]
    for action, fields in found.forms:
        pages += [client.post(action or link, fields), client.post(action or link)]
    beneath = [to for to in found.links if to.startswith(link) and to != link]
    for to in beneath if deep else []:
        pages += scan(client, to, deep=False)
    return pages


def forms(page: HttpResponse) -> list[tuple[str, dict[str, str]]]:
    """Return the forms of a page, each with its address and its fields as they are."""
    found = _Forms()
    found.feed(page.content.decode())
    return found.forms
