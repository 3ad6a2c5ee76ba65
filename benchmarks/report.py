"""How fast is a report? The page on the server, and PDFs by the command, on two cores.

The page is asked over HTTP of a real `everyseat serve` with the demonstration (the chief
executive's report, 43 raters); the limit beside it is the smallest page of the same server. Files
are written by `everyseat report`, from a file of ratings to a folder, its start included: 49
recipients of about 42 raters and 11 statements (the shape of lq2002), and 49 of 15 raters and 30
statements. The limit is typst setting the same texts without charts and tables, by two processes
that have started already.

Goals: the page within 30 ms; at least 20 PDFs a second, each with its page beside it.
"""

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


def ratings(path: Path, recipients: int, raters: int, statements: int) -> None:
    """Write a wide file of made ratings: each recipient with a level, each rater with another."""
    import numpy as np

    rng = np.random.default_rng(3)
    lines = ["recipient,relationship," + ",".join(f"S{i:02}" for i in range(statements))]
    for i in range(recipients):
        level = rng.normal(2.6, 0.4) + rng.normal(0, 0.7, (raters, statements))
        table = np.clip(np.round(level), 0, 4).astype(int) + 1
        kinds = ["self", *(["peer", "report", "partner"] * raters)[: raters - 1]]
        lines += [
            f"Leader {i}," + kind + "," + ",".join(map(str, row))
            for kind, row in zip(kinds, table, strict=True)
        ]
    path.write_text("\n".join(lines) + "\n")


def written(folder: Path, shape: tuple[int, int, int]) -> float:
    """Return how many PDFs a second the command writes of such a file."""
    file, out = folder / "ratings.csv", folder / "out"
    ratings(file, *shape)
    command = [str(Path(sys.executable).with_name("everyseat")), "report", str(file), "--overwrite"]
    start = time.perf_counter()
    subprocess.run([*command, "--out", str(out)], check=True, capture_output=True)
    took = time.perf_counter() - start
    assert len(list(out.glob("*.pdf"))) == shape[0]
    return shape[0] / took


def bare(shape: tuple[int, int, int]) -> list[dict]:
    """Return the same reports without charts and tables, for the limit."""
    from everyseat.files import ratings as reading
    from everyseat.files import tables
    from everyseat.threesixty.report.from_file import Writer
    from everyseat.threesixty.report.present import present

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ratings.csv"
        ratings(file, *shape)
        found = reading.of_table(tables.read(file))
    writer = Writer(found)
    nothing = {"values": [], "overview": [], "keys": [], "heat": None, "summary": None}
    return [present(writer.content(name)) | nothing for name in found.recipients]


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
    n = 24 if quick else 49
    shapes = [(n, 42, 11), (n, 15, 30)]
    with ProcessPoolExecutor(2, initializer=ready) as pool:
        rate(pool, bare((4, 42, 11)))
        limits = [rate(pool, bare(shape)) for shape in shapes]
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder), (8, 42, 11))
        rates = [written(Path(folder), shape) for shape in shapes]
    print(f"report page {page:.1f} ms (the first time {first:.0f} ms)")
    print(f"smallest page {least:.1f} ms; ratio {page / least:.1f}")
    for (people, raters, statements), made, limit in zip(shapes, rates, limits, strict=True):
        print(
            f"{people} recipients, {raters} raters, {statements} statements: {made:.1f} PDFs a"
            f" second; without charts and tables {limit:.1f}; ratio {made / limit:.2f}"
        )
    met = page <= 30 and min(rates) >= 20
    verdict = "met" if met else "short"
    print(f"report: {page:.1f} ms, {min(rates):.1f} PDFs/s (goal ≤ 30 ms, ≥ 20 PDFs/s) {verdict}")
    return met


if __name__ == "__main__":
    sys.exit(0 if main("--quick" in sys.argv) else 1)
