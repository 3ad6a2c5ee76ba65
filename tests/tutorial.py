"""The tutorial's cells, run without a kernel; `python -m tests.tutorial` stores what they give.

A cell gives what it prints and what its last expression is, as in a notebook. A picture is stored,
and only its being one is compared: fonts and versions draw differently.
"""

import ast
import base64
import contextlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs/tutorial.ipynb"


def cells() -> list[dict]:
    return json.loads(PAGE.read_text(encoding="utf-8"))["cells"]


def outputs(page: list[dict]) -> Iterator[tuple[str, list[dict]]]:
    """Yield the source of each code cell with its outputs, run one after the other."""
    os.environ["MPLBACKEND"] = "agg"
    names: dict[str, object] = {}
    for cell in page:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            yield source, _outputs(source, names)


def _outputs(source: str, names: dict[str, object]) -> list[dict]:
    tree, printed, last = ast.parse(source), io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        if tree.body and isinstance(tree.body[-1], ast.Expr):
            expression = ast.Expression(tree.body.pop().value)
            exec(compile(tree, "cell", "exec"), names)
            last = eval(compile(expression, "cell", "eval"), names)
        else:
            exec(compile(tree, "cell", "exec"), names)
    found = []
    if printed.getvalue():
        found.append(
            {"output_type": "stream", "name": "stdout", "text": _lines(printed.getvalue())}
        )
    if last is not None:
        found.append(_shown(last))
    return found


def _shown(value: object) -> dict:
    data = {"text/plain": _lines(repr(value))}
    if hasattr(value, "figure"):
        picture = io.BytesIO()
        value.figure.savefig(picture, format="png", dpi=80, metadata={"Software": None})
        drawn = base64.b64encode(picture.getvalue()).decode()
        data = {"image/png": drawn, "text/plain": ["a picture"]}
    return {"output_type": "execute_result", "execution_count": None, "data": data, "metadata": {}}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def store() -> None:
    """Write the outputs of all cells into the page."""
    page = json.loads(PAGE.read_text(encoding="utf-8"))
    code = (cell for cell in page["cells"] if cell["cell_type"] == "code")
    for cell, (_, found) in zip(code, outputs(page["cells"]), strict=True):
        cell["outputs"] = found
    PAGE.write_text(json.dumps(page, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    store()
