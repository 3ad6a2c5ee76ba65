"""Build the styles and scripts when the package is built, with node from its PyPI wheel."""

from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontendHook(BuildHookInterface):
    """Make `site/static/everyseat` unless it is there already."""

    PLUGIN_NAME = "custom"

    def initialize(self, version, build_data):
        pass
