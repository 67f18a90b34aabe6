"""A bar of the tree as a drawing: how far the known reaches, how far it may reach, and the marks. No inline style."""

from __future__ import annotations

from dolomite.report.chart import ROLES
from dolomite.report.tree import Bar

WIDTH, HEIGHT = 1000, 24  # the drawing's own units; the page stretches it
# Colours for what draws without the page's style sheet, as the PDF does; on a page the style sheet wins over them.
FILL = {"track": ROLES["grid"][1], "maybe": ROLES["food"][1], "known": ROLES["food"][1]}
PALE = 0.35  # how solid the part is that may be there
INK = ROLES["ink"][1]


def svg(bar: Bar) -> str:
    """The bar as an SVG element; what it shows is said in words beside it. (Lengths in the drawing's own units.)"""
    reach = [bar.full, *(v for v in (bar.value, bar.high) if v is not None), *(at for _, at in bar.marks)]
    full = max(reach) or 1.0
    parts = [_rect("track", WIDTH)]
    maybe = bar.high if bar.high is not None else bar.low
    if maybe is not None:
        parts.append(_rect("maybe", WIDTH * maybe / full))
    if bar.value is not None:
        parts.append(_rect("known", WIDTH * bar.value / full))
    for _, at in bar.marks:
        x = round(WIDTH * at / full, 1)
        parts.append(
            f'<line class="mark" x1="{x}" x2="{x}" y1="-4" y2="{HEIGHT + 4}" stroke="{INK}" stroke-width="5" '
            'vector-effect="non-scaling-stroke"/>'
        )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )


def _rect(kind: str, width: float) -> str:
    solid = f' opacity="{PALE}"' if kind == "maybe" else ""
    return f'<rect class="{kind}" width="{round(width, 1)}" height="{HEIGHT}" fill="{FILL[kind]}"{solid}/>'
