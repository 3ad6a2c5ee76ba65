"""Our server without the pause between frames: as many as it can make and send.

python -m hall.ours serve --port PORT
"""

from everyseat.site import setup

setup.configure()

from everyseat.cli import main  # noqa: E402
from everyseat.room import watching  # noqa: E402

watching.PAUSE = 0.0
main()
