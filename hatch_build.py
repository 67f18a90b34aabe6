"""Build hook: all facts go into the wheel as one compiled file (see src/dolomite/facts/compiled.py)."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileFacts(BuildHookInterface[Any]):
    """Compiles the facts before anything is packed, for an editable install too."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - as the interface says
        """Write src/dolomite/facts/compiled.facts."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from dolomite.facts.document import compile_facts

        compile_facts()
