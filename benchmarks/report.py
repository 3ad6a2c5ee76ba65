"""How fast is a report? The page on the server, and PDFs on two cores, charts included.

The page is asked over HTTP of a real `everyseat serve` with the demonstration (the chief
executive's report, 43 raters); the limit beside it is the smallest page of the same server. PDFs
are set from different reports by two processes; the limit is typst setting the same text without
charts and tables.

Goals: the page within 30 ms; at least 20 PDFs a second.
"""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ProcessPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path

os.environ.setdefault("EVERYSEAT_VAR", tempfile.mkdtemp())

from everyseat.site import setup


def serve(folder: str) -> tuple[subprocess.Popen, str]:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    url = f"http://localhost:{port}"
    environment = os.environ | {"EVERYSEAT_VAR": folder, "EVERYSEAT_URL": url}
    command = [str(Path(sys.executable).with_name("everyseat")), "serve", "--demo", "--port"]
    process = subprocess.Popen([*command, str(port)], env=environment, stdout=subprocess.DEVNULL)
    for _ in range(600):
        try:
            urllib.request.urlopen(url + "/methods/", timeout=2).close()
            return process, url
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def signed_in(url: str) -> tuple[urllib.request.OpenerDirector, str]:
    """Return an opener in the chief executive's seat, and the address of their report."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    door = f"{url}/demonstration/recipient/"
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)', _text(opener, door))[1]
    request = urllib.request.Request(door, f"csrfmiddlewaretoken={token}".encode(), {"Origin": url})
    home = opener.open(request).read().decode()
    return opener, url + re.search(r"/reviews/[0-9a-f-]+/report/", home)[0]


def _text(opener: urllib.request.OpenerDirector, address: str) -> str:
    return opener.open(address).read().decode()


def milliseconds(opener: urllib.request.OpenerDirector, address: str, rounds: int) -> float:
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        opener.open(address).read()
        found.append(1000 * (time.perf_counter() - start))
    return statistics.median(found)


def reports(n: int) -> list[dict]:
    """Return n different reports of 30 behaviours."""
    import numpy as np

    from everyseat.threesixty.report.build import build
    from everyseat.threesixty.report.material import Behaviour, QuestionSet, Sheets, Value
    from everyseat.threesixty.report.norms import Norms
    from everyseat.threesixty.report.present import present

    content = Path(setup.__file__).parents[1] / "threesixty/content/leading-from-every-seat.json"
    values = json.loads(content.read_text())["values"]
    question_set = QuestionSet(
        tuple(
            Value(
                v["key"],
                v["name"],
                tuple(Behaviour(b["key"], b["text"], b["self_text"]) for b in v["behaviours"]),
            )
            for v in values
        )
    )
    rng = np.random.default_rng(3)
    sheets = {}
    for i in range(n):
        groups = ["self", "manager", *["peer"] * 5, *["report"] * 5, *["partner"] * 4]
        level = rng.normal(2.6, 0.4) + rng.normal(0, 0.7, (len(groups), 30))
        table = np.clip(np.round(level), 0, 4).astype(int)
        sheets[f"Leader {i}"] = Sheets(np.array(groups), table)
    norms = Norms(question_set, sheets)
    return [present(build(name, question_set, found, norms)) for name, found in sheets.items()]


def ready() -> None:
    setup.configure()


def set_pdf(presented: dict) -> int:
    from everyseat.threesixty.report import pdf

    return len(pdf.render(presented))


def rate(pool: ProcessPoolExecutor, some: list[dict]) -> float:
    start = time.perf_counter()
    sizes = list(pool.map(set_pdf, some))
    assert min(sizes) > 5_000
    return len(some) / (time.perf_counter() - start)


def main(quick: bool) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        process, url = serve(folder)
        try:
            opener, address = signed_in(url)
            rounds = 30 if quick else 200
            first = milliseconds(opener, address, 1)
            page, least = (milliseconds(opener, a, rounds) for a in (address, url + "/methods/"))
        finally:
            process.terminate()
            process.wait()
    setup.configure()
    made = reports(24 if quick else 80)
    nothing = {"values": [], "overview": [], "keys": [], "heat": None, "summary": None}
    bare = [p | nothing | {"recipient": f"{i}"} for i, p in enumerate(made)]
    with ProcessPoolExecutor(2, initializer=ready) as pool:
        rate(pool, made[:4])
        pdfs, limit = rate(pool, made[4:]), rate(pool, bare)
    print(f"report page {page:.1f} ms (the first time {first:.0f} ms)")
    print(f"smallest page {least:.1f} ms; ratio {page / least:.1f}")
    print(f"PDFs {pdfs:.1f} a second")
    print(f"without charts and tables {limit:.1f}; ratio {pdfs / limit:.2f}")
    met = page <= 30 and pdfs >= 20
    verdict = "met" if met else "short"
    print(f"report: {page:.1f} ms and {pdfs:.1f} PDFs/s (goal ≤ 30 ms, ≥ 20 PDFs/s) {verdict}")
    return met


if __name__ == "__main__":
    sys.exit(0 if main("--quick" in sys.argv) else 1)
