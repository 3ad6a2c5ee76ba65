"""The tutorial runs, and gives what stands in it."""

from tests.tutorial import cells, outputs


def texts(found: list[dict]) -> list[str]:
    """Return what a reader sees as text, and that there is a picture where there is one."""
    return [
        "".join(output.get("text") or output["data"]["text/plain"]).rstrip() for output in found
    ]


def test_every_cell_of_the_tutorial_gives_what_stands_under_it():
    page = cells()
    stored = [cell["outputs"] for cell in page if cell["cell_type"] == "code"]
    ran = list(outputs(page))
    assert len(ran) > 10
    for (source, found), kept in zip(ran, stored, strict=True):
        assert texts(found) == texts(kept), source


def test_the_tutorial_has_pictures():
    kept = [output for cell in cells() for output in cell.get("outputs", [])]
    assert sum("image/png" in output.get("data", {}) for output in kept) >= 2
