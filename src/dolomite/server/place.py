"""Where the app is served: host, port, encrypted or not. A value that every guard reads."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One address that is served. `names` are the host names under which browsers may ask, without a port."""

    port: int
    names: tuple[str, ...] = LOOPBACK_NAMES
    secure: bool = False
    folder: Path | None = None  # where sessions outlive a restart; None: in memory alone

    @property
    def scheme(self) -> str:
        """https under TLS, else http."""
        return "https" if self.secure else "http"

    @property
    def hosts(self) -> frozenset[str]:
        """Every Host header that is ours, with the port, in lower case."""
        usual = 443 if self.secure else 80  # the port that a browser leaves out: RFC 9110, 4.2.1 and 4.2.2
        bare = self.names if self.port == usual else ()
        return frozenset({f"{name}:{self.port}".lower() for name in self.names} | {name.lower() for name in bare})

    @property
    def origins(self) -> frozenset[str]:
        """Every Origin header that is ours."""
        return frozenset(f"{self.scheme}://{host}" for host in self.hosts)

    @property
    def cookie(self) -> str:
        """The cookie's name: it holds the port, for browsers keep one jar for all ports of a host."""
        return f"__Host-dolomite_{self.port}" if self.secure else f"dolomite_{self.port}"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that host."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
