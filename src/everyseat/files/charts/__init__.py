"""Charts as SVG: pure drawings from numbers, for pages, files and paper alike."""

from everyseat.files.charts import icons
from everyseat.files.charts.axes import PERCENT, PLAIN, SHARES, Numbers
from everyseat.files.charts.control import svg
from everyseat.files.charts.marks import ENGLISH, Words
from everyseat.files.charts.sheet import Action

__all__ = ["ENGLISH", "PERCENT", "PLAIN", "SHARES", "Action", "Numbers", "Words", "icons", "svg"]
