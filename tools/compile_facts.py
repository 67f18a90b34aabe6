"""Compile all facts into src/dolomite/facts/compiled.facts, as the build does: `python tools/compile_facts.py`.

Nothing depends on it in a checkout: a facts file that changed since is read as YAML. It only saves time.
"""

from __future__ import annotations

from dolomite.facts.document import compile_facts

if __name__ == "__main__":
    print(f"{compile_facts()} facts files compiled.")
