"""Every page in a made-up language: each text can be translated, and has room to be longer."""

import ast
import json
import re
import sqlite3
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests import pseudo
from tests.browser.conftest import take_seat, too_wide
from tests.browser.pages import PAGES
from tests.browser.test_pages import addresses
from tests.serving import Server
from tests.texts import SOURCE

NAMES = {
    "Everyseat", "everyseat", "English", "Cymraeg", "GOV.UK", "NHS", "WCAG", "Pseudo",
}  # fmt: skip
TRANSLATED = re.compile(r"\S*[^\x00-\x7f’'‘“”–—…·]\S*")
"""A word with letters of the made-up language."""
ADDRESS = re.compile(r"\S*/\S*/\S*|\blocalhost\b|\{\w+\}|\b[0-9a-f]+\b…?")
"""An address, a placeholder, or a number that a machine gave."""
PUNCTUATION = re.compile(r"[\n,:;.!?()/|“”\"·–—…~]+")
READ = """
() => {
  const seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const found = []
  const ours = 'script, style, template, noscript, code, [translate=no]'
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node; (node = walk.nextNode()); ) {
    const parent = node.parentElement
    if (parent.closest(ours)) continue
    if (node.data.trim() && seen(parent)) found.push(node.data)
  }
  for (const e of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (e.getAttribute(name)) found.push(e.getAttribute(name))
  found.push(document.title)
  return found
}
"""
CUT_OFF = """
() => [...document.querySelectorAll('body *:not(input)')].filter((e) => {
  const style = getComputedStyle(e)
  const hidden = e.closest('.nhsuk-u-visually-hidden, .nhsuk-visually-hidden') || e.clientWidth < 2
  const clips = ['hidden', 'clip'].includes(style.overflowX) || style.textOverflow === 'ellipsis'
  return !hidden && clips && e.checkVisibility() && e.scrollWidth > e.clientWidth + 1
}).map((e) => e.outerHTML.slice(0, 120))
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory, demonstration):
    folder = demonstration(tmp_path_factory.mktemp("var"))
    pseudo.write(folder)
    running = Server(folder, "--demo", DJANGO_SETTINGS_MODULE="tests.pseudo", PYTHONPATH=".")
    yield running
    running.kill()


@pytest.fixture(scope="module")
def written(server) -> str:
    """What people wrote: every text of the database, and of the demonstration what is sealed there.

    Where a questionnaire says {name}, the name of everybody stands there too.
    """
    database = sqlite3.connect(server.folder / "everyseat.sqlite3")
    tables = database.execute("select name from sqlite_master where type = 'table'").fetchall()
    found = [text for file in SOURCE.rglob("demonstration*.py") for text in texts_of(file)]
    found += [text for file in SOURCE.rglob("demonstration/*.py") for text in texts_of(file)]
    for (table,) in tables:
        rows = database.execute(f'select * from "{table}"')
        found += [plain(value) for row in rows for value in row if isinstance(value, str)]
    names = database.execute("select name from organisations_person").fetchall()
    asked = [text for text in found if "{name}" in text]
    found += [text.replace("{name}", name) for (name,) in names for text in asked]
    return re.sub(r"\s+", " ", " ".join(found)).casefold()


def texts_of(file: Path) -> Iterator[str]:
    """Yield the texts in a file of Python, each whole though it stands on several lines."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def subjects(folder: Path) -> str:
    """Return the subjects of all e-mails sent so far, in the languages of their readers."""
    sent = [message_from_bytes(f.read_bytes(), policy=default) for f in folder.glob("mail/*.eml")]
    return " ".join(message["subject"] for message in sent).casefold()


def plain(value: str) -> str:
    """Return a column's text; of JSON with its escapes read."""
    try:
        return json.dumps(json.loads(value), ensure_ascii=False) if value[:1] in '[{"' else value
    except ValueError:
        return value


def untranslated(texts: list[str], written: str) -> set[str]:
    """Return the pieces of texts that are in no catalogue, and that nobody wrote."""
    found = {piece for text in texts for piece in pieces(text)}
    return {piece for piece in found if piece.casefold() not in written} - NAMES


def pieces(text: str) -> Iterator[str]:
    """Yield what of a text is in letters as people write them, between marks of punctuation."""
    plain = TRANSLATED.sub("\n", ADDRESS.sub("\n", re.sub(r"\s+", " ", text)))
    for piece in PUNCTUATION.split(plain):
        if re.search(r"[aeiou]", piece):
            yield piece.strip(" 0123456789")


@pytest.mark.parametrize("seat", PAGES)
def test_every_text_can_be_translated_and_has_room(new_page, seat, written, server):
    page, wrong = new_page(360), {}
    if seat:
        take_seat(page, seat)
    for address in addresses(page, PAGES[seat]):
        page.goto(address)
        found = untranslated(page.evaluate(READ), f"{written} {subjects(server.folder)}")
        cut = page.evaluate(CUT_OFF) + too_wide(page)
        if found or cut:
            wrong[address] = (found, cut)
    assert wrong == {}
