"""A hand that works the web app as a person would, and counts: for the browser tests and `benchmarks/typist.py`.

Every tap, key and swipe is counted. What each takes is the keystroke-level model's (Card, Moran and Newell 1980, The
keystroke-level model for user performance time with interactive systems): a key at forty words a minute, a pointing
movement, and one moment of thought before each unit of work. The machine's own time is not in it; whoever measures that
adds it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WORDS_A_MINUTE = 40
CHARACTERS_A_WORD = 5  # the measure of typing speed
KEY_S = 60 / (WORDS_A_MINUTE * CHARACTERS_A_WORD)  # 0.3 s
POINT_S = 1.1  # Card, Moran and Newell 1980: pointing at something and pressing it
THINK_S = 1.35  # the same: one mental preparation
SEEN = """one => {
  const box = one.getBoundingClientRect(), bar = document.querySelector("nav.places")?.getBoundingClientRect();
  if (one.closest("nav.places")) return 0;
  const low = bar && bar.width > innerWidth / 2 ? bar.top : innerHeight;
  return box.top < 0 ? box.top : Math.max(0, box.bottom - low);
}"""  # how far outside of what is seen, in px; the bar at the bottom of a phone covers what is under it


@dataclass(slots=True)
class Hand:
    """One hand on one page. `real` [factor]: how much of the model's time is really waited; 0 counts only."""

    page: Page
    real: float = 0.0
    taps: int = 0
    keys: int = 0
    swipes: int = 0
    thoughts: int = field(default=0)

    @property
    def gestures(self) -> int:
        """Taps, swipes, and typing as one gesture a field."""
        return self.taps + self.swipes

    @property
    def seconds(self) -> float:
        """What the model says all of it takes [s]."""
        return self.keys * KEY_S + (self.taps + self.swipes) * POINT_S + self.thoughts * THINK_S

    def think(self) -> None:
        """Before a unit of work."""
        self.thoughts += 1
        self._wait(THINK_S)

    def tap(self, where: Locator) -> None:
        """Press something; what is not on the screen is swiped to first, and that counts."""
        self._reach(where)
        self.taps += 1
        self._wait(POINT_S)
        where.click(force=where.evaluate("one => one.matches('.scale input')"))

    def type(self, where: Locator, text: str) -> None:
        """Type into a field; one that does not have the focus is tapped first, and what stands in it is replaced."""
        if not where.evaluate("one => one === document.activeElement"):
            self.tap(where)
        if where.input_value():
            where.select_text()
            self.keys += 1
        self.keys += len(text)
        self._wait(KEY_S)
        where.press_sequentially(text, delay=1000 * KEY_S * self.real)

    def key(self, name: str) -> None:
        """One key where the focus is."""
        self.keys += 1
        self._wait(KEY_S)
        self.page.keyboard.press(name)

    def choose(self, where: Locator, value: str) -> None:
        """A choice of a list: it is opened and the line is pressed."""
        self._reach(where)
        self.taps += 2
        self._wait(2 * POINT_S)
        where.select_option(value)

    def _reach(self, where: Locator) -> None:
        height = self.page.evaluate("innerHeight")
        while (away := where.evaluate(SEEN)) != 0:
            self.swipes += 1
            self._wait(POINT_S)
            before = self.page.evaluate("scrollY")
            self.page.evaluate(
                "by => scrollBy({ top: by, behavior: 'instant' })", max(-0.7, min(0.7, away / height)) * height
            )
            if self.page.evaluate("scrollY") == before:
                break

    def _wait(self, seconds: float) -> None:
        if self.real:
            self.page.wait_for_timeout(1000 * seconds * self.real)
