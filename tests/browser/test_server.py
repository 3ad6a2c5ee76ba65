"""The server as a process: started twice, killed, started empty."""

import subprocess
import urllib.parse
import urllib.request

from conftest import everyseat

from tests.browser.conftest import Server, begin, invitations


def test_an_answer_that_was_acknowledged_survives_a_kill(new_page, server):
    page = new_page()
    address = begin(page, invitations(page)[0])
    form = urllib.parse.urlencode({"b-heard": "3", "w-keep": "Still here."}).encode()
    with urllib.request.urlopen(address, form) as answer:
        assert answer.url.endswith("/sent/")
    server.kill()
    server.start()
    again = new_page(script=False)
    again.goto(address)
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
    address = begin(page, invitations(page)[1])
    page.goto(address + "nonsense/")
    written = server.log.read_text()
    assert "/answer/" not in written
    assert "/invitation/" not in written
    everything = subprocess.run(
        ["grep", "-rl", urllib.parse.unquote(address.split("/")[-2]), str(server.folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert everything.stdout == ""
