"""A drawing as PNG, by typst: for slides and documents that take no SVG.

Letters are those of our own fonts, so that a picture is the same everywhere.
"""

from typing import cast

import typst

from everyseat.files import fonts

PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)"""
POINTS = 72
"""Points to the inch: at so many dots per inch a point is a dot."""


def png(svg: str, width: int, scale: int = 2) -> bytes:
    """Return a drawing `width` CSS pixels wide as PNG, with so many dots to a pixel."""
    inputs = {"svg": svg, "width": str(width)}
    own = typst.Fonts(include_system_fonts=False, font_paths=[fonts.FOLDER])
    # a compiler that was given its page as bytes finds it once, and never again
    compiler = typst.Compiler(PAGE, ignore_system_fonts=True, font_paths=own)
    drawn = compiler.compile(format="png", ppi=POINTS * scale, sys_inputs=inputs)
    return cast(bytes, drawn)  # one page is one picture
