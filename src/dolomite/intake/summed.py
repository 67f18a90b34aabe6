"""Lines of a diary summed by columns: every nutrient of a line at once, each different line worked out once.

A day keeps its lines, many days how often each line stands in them, so that an average over years costs what its
different lines cost. A quantity is put together only when somebody asks for it; how much of it is known goes along.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dolomite.base.span import Span
from dolomite.intake.eaten import Eaten

SpanOf = Callable[[Eaten, str], Span]
IsExact = Callable[[Eaten, str], bool]
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """One line's nutrients [each its unit]: `exact` by place where a single number is known, else 0 and its span in
    `unsure`."""

    exact: tuple[float, ...]
    unsure: Mapping[int, Span]


class Sum:
    """Lines with how often each stands there; what they hold together is counted nutrient by nutrient, when asked for.

    `empty_days` are days without a line: nothing was eaten then, which is known.
    """

    __slots__ = ("empty_days", "lines")

    def __init__(self, lines: Mapping[Line, int], *, empty_days: int = 0) -> None:
        self.lines, self.empty_days = lines, empty_days

    def span(self, place: int) -> Span:
        """The sum of one nutrient [its unit], as `Span.total` of the parts would give it."""
        exact = known = low = high = 0.0
        some_unsure = False
        nothing_known = bool(self.lines) and not self.empty_days
        names: dict[str, None] = {}
        for line, times in self.lines.items():
            span = line.unsure.get(place)
            if span is None:
                exact += line.exact[place] * times
                nothing_known = False
                continue
            some_unsure = True
            if span.known is not None:
                known += span.known * times
                nothing_known = False
            low += (span.low if span.low is not None else 0.0) * times
            high += math.inf if span.high is None else span.high * times
            for name in span.unknown:
                names[name] = None
        if not some_unsure:
            return Span.exactly(exact)
        return Span(
            known=None if nothing_known else exact + known,
            low=exact + low,
            high=None if math.isinf(high) else exact + high,
            unknown=tuple(names),
        )


class Nutrients(Mapping[str, Span]):
    """The nutrients of a sum, each made into a Span when it is asked for [each its unit]."""

    def __init__(self, places: Mapping[str, int], held: Sum) -> None:
        self._places, self._held = places, held

    def __getitem__(self, nutrient: str) -> Span:
        return self._held.span(self._places[nutrient])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Columns:
    """Sums lines; the same food in the same amount is worked out once."""

    def __init__(self, wanted: Sequence[str], *, span_of: SpanOf, is_exact: IsExact) -> None:
        self.places = {nutrient: place for place, nutrient in enumerate(wanted)}
        self._span_of, self._is_exact = span_of, is_exact
        self._lines: dict[Key, Line] = {}

    def day(self, lines: Sequence[Eaten]) -> Sum:
        """All lines of one day [each nutrient in its unit]."""
        return Sum(Counter(map(self.line, lines)))

    def days(self, sums: Sequence[Sum]) -> Sum:
        """Several days together [each nutrient in its unit]."""
        whole: Counter[Line] = Counter()
        for day_sum in sums:
            whole.update(day_sum.lines)
        return Sum(whole, empty_days=sum(not day_sum.lines for day_sum in sums))

    def line(self, eaten: Eaten) -> Line:
        """What one line gives [each nutrient in its unit]."""
        food = eaten.food.id if eaten.food is not None else eaten.row.food
        key = (
            food,
            eaten.grams,
            eaten.low_g,
            eaten.high_g,
            eaten.low_mg,
            eaten.high_mg,
            eaten.why,
            eaten.category,
            eaten.row.given,
        )
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = self._worked_out(eaten)
        return line

    def _worked_out(self, eaten: Eaten) -> Line:
        exact = [0.0] * len(self.places)
        unsure: dict[int, Span] = {}
        came = dict(eaten.row.given) if eaten.row.given is not None else {}
        plain = eaten.food is not None and eaten.grams is not None and eaten.why is None and eaten.row.given is None
        share = eaten.grams / 100 if plain and eaten.grams is not None else 0.0
        alike: Span | None = None  # of a food of no kind nothing tells one unknown nutrient from the next
        for nutrient, place in self.places.items():
            value = eaten.food.nutrients[nutrient] if plain and eaten.food is not None else None
            if nutrient in came:
                exact[place] = came[nutrient]
            elif value is not None and self._is_exact(eaten, nutrient):
                exact[place] = value * share
            else:
                span = alike if alike is not None else self._span_of(eaten, nutrient)
                if eaten.food is None and eaten.category is None:
                    alike = span
                if span.known is not None and not span.unknown and span.known == span.low == span.high:
                    exact[place] = span.known
                else:
                    unsure[place] = span
        return Line(exact=tuple(exact), unsure=unsure)
