"""What Python inside a browser lacks and a package asks for by name while it is imported."""

import sys
import types


def prepare() -> None:
    """Put a name in the place of sub-interpreters: AnyIO names them on import, and nobody here calls them."""
    lacking = types.ModuleType("concurrent.interpreters")
    lacking.ExecutionFailed = type("ExecutionFailed", (Exception,), {})
    lacking.create = None
    sys.modules["concurrent.interpreters"] = lacking
