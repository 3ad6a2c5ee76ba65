"""The server as a process: started twice, killed, started empty."""

import subprocess
import urllib.parse
import urllib.request

import pytest
from conftest import everyseat

from tests.browser.conftest import begin, choose, invitations
from tests.serving import Server

pytestmark = pytest.mark.random_order(disabled=True)  # one server: what happened stays


def test_an_answer_that_was_acknowledged_survives_a_kill(new_page, server):
    page = new_page()
    card = begin(page, invitations(page)[0])
    code = card.split("card=")[1].split("&")[0]
    form = {"card": code, "b-heard": "3", "w-keep": "Still here."}
    sent = urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(card.split("#")[0], sent) as answer:
        assert answer.url.endswith("/sent/")
    server.kill()
    server.start()
    again = new_page()
    again.goto(card)
    again.locator("input[name=b-heard]:checked").first.wait_for(state="attached")
    assert again.get_by_label("keep doing").input_value() == "Still here."
    assert again.locator("input[name=b-heard]:checked").get_attribute("value") == "3"


def test_a_second_start_in_the_same_folder_says_so_in_one_line(server, monkeypatch):
    monkeypatch.setenv("EVERYSEAT_VAR", str(server.folder))
    done = everyseat("serve", "--port", "1", check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == f"Error: Everyseat is already running from {server.folder}."


def test_a_taken_port_says_so_in_one_line(server, monkeypatch, tmp_path):
    monkeypatch.setenv("EVERYSEAT_VAR", str(tmp_path))
    done = everyseat("serve", "--port", server.port, check=False)
    assert f"Port {server.port} is taken" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_without_the_demonstration_it_begins_with_the_first_run_page(tmp_path):
    empty = Server(tmp_path)
    try:
        with urllib.request.urlopen(empty.url + "/") as answer:
            assert answer.url == empty.url + "/first-run/"
        assert "set-up code" in empty.log.read_text()
    finally:
        empty.kill()


def test_the_servers_log_says_nothing_of_a_rater(new_page, server):
    page = new_page()
    card = begin(page, invitations(page)[1])
    code = card.split("card=")[1].split("&")[0]
    choose(page, "Often")
    for _ in range(6):
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", name="Your answers have arrived").wait_for()
    page.goto(card.split("#")[0] + "nonsense/")
    written = server.log.read_text()
    assert "/answer/" not in written
    assert "/invitation/" not in written
    for part in code.split("-"):
        grep = ["grep", "-rl", part, str(server.folder)]
        assert subprocess.run(grep, capture_output=True, check=False).stdout == b""
