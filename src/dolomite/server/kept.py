"""Which files of a folder changed since one last looked: what a browser's worker has to write to its storage."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

Stamp = tuple[int, int]  # when it was written [ns] and its size [bytes]


@dataclass(slots=True)
class Kept:
    """A folder as its files were last written elsewhere."""

    folder: Path
    known: dict[str, Stamp] = field(default_factory=dict)

    def changed(self) -> tuple[dict[str, bytes], tuple[str, ...]]:
        """Files that are new or other than before, each with its bytes, and names of those that went."""
        now = {
            path.relative_to(self.folder).as_posix(): (stat.st_mtime_ns, stat.st_size)
            for path in self.folder.rglob("*")
            if path.is_file() and (stat := path.stat())
        }
        new = {name: (self.folder / name).read_bytes() for name, stamp in now.items() if self.known.get(name) != stamp}
        gone = tuple(sorted(self.known.keys() - now.keys()))
        self.known = now
        return new, gone

    def restore(self, name: str, content: bytes) -> None:
        """Put a file back as it was written elsewhere; it counts as unchanged."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        stat = path.stat()
        self.known[name] = (stat.st_mtime_ns, stat.st_size)
