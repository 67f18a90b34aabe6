"""Charts of the evidence: a forest plot where something was pooled, an effect-direction plot where not, an albatross
plot where p-values and numbers of people were read. Each has its table twin."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dolomite.evidence.answer import QuestionAnswer
from dolomite.evidence.direction import Direction
from dolomite.pool.quantile import normal_sf
from dolomite.report.tree import Axis, Chart, Column, Layer, Table
from dolomite.view import pool as pool_section
from dolomite.view.evidence_told import WAYS

SIGN = {"favours_magnesium": "▲", "favours_control": "▼", "unclear": "●"}
ROLE = {"favours_magnesium": "good", "favours_control": "bad", "unclear": "unknown"}
SHORT = {"favours_magnesium": "magnesium", "favours_control": "comparison", "unclear": "unclear"}
ROW = 34  # height of one row of a chart [px]
MARGIN = 60  # height of a chart's axis and title [px]
FEWEST_FOR_ALBATROSS = 3  # with one or two points no pattern can be seen; our choice
CONTOURS = (0.2, 0.5, 0.8)  # standardised differences drawn as contours (Cohen's conventional sizes)
FEWEST_FOR_FUNNEL = 10  # studies (Sterne 2011, as the pooling engine)


def risk(direction: Direction) -> str:
    """The risk of bias of the result, in words."""
    rated = direction.trial.bias(direction.domain)
    return "not rated" if rated is None else rated.overall.replace("_", " ")


def direction_plot(part: QuestionAnswer) -> Chart | None:
    """Each trial's direction for the main outcome, window by window; None without any. (Unit: days after the start.)"""
    asked = part.question
    directions = [direction for direction in part.directions if direction.domain == asked.outcome]
    if not directions:
        return None
    names = {
        direction.trial.id: f"{direction.trial.name} ({direction.n if direction.n is not None else '?'})"
        for direction in directions
    }
    windows = [window for window in asked.windows if any(direction.window.id == window.id for direction in directions)]
    rows = [
        {
            "trial": names[direction.trial.id],
            "when": direction.window.words,
            "way": direction.reading.way,
            "sign": f"{SIGN[direction.reading.way]} {SHORT[direction.reading.way]}",
        }
        for direction in directions
    ]
    layers = tuple(
        Layer(
            mark="text",
            x="when",
            y="trial",
            text="sign",
            colour=role,
            rows=tuple({k: v for k, v in row.items() if k != "way"} for row in rows if row["way"] == way),
        )
        for way, role in ROLE.items()
        if any(row["way"] == way for row in rows)
    )
    return Chart(
        id=f"direction-{asked.id}",
        title=f"Which way each trial points: {asked.outcome_words} (people in brackets)",
        says=(
            f"Directions of {asked.outcome_words}: "
            + "; ".join(
                f"{direction.trial.name} {direction.window.words} {WAYS[direction.reading.way]}"
                for direction in directions
            )
            + ". Arrows say nothing about the size of an effect."
        ),
        rows=(),
        layers=layers,
        x=Axis(kind="category", order=tuple(window.words for window in windows)),
        y=Axis(kind="category", order=tuple(dict.fromkeys(names.values()))),
        table=_direction_table(part, directions),
        height=MARGIN + ROW * len(names),
        wide=len(windows) > 1,
    )


def _direction_table(part: QuestionAnswer, directions: Sequence[Direction]) -> Table:
    return Table(
        caption=f"Direction of {part.question.outcome_words} by trial and time",
        columns=(
            Column(title="Trial"),
            Column(title="When"),
            Column(title="Day", decimals=0),
            Column(title="People", decimals=0),
            Column(title="Direction"),
            Column(title="Read from"),
            Column(title="Risk of bias"),
        ),
        rows=tuple(
            (
                direction.trial.name,
                direction.window.words,
                direction.result.day,
                direction.n,
                WAYS[direction.reading.way],
                direction.reading.why,
                risk(direction),
            )
            for direction in directions
        ),
    )


def forest(part: QuestionAnswer) -> Chart | None:
    """Each study, the pooled effect and where a further study should lie; None where nothing was pooled.

    (Unit: as the pool's, points of 0-10 or a ratio.)
    """
    if part.effects is None or part.pooled is None:
        return None
    title = f"The trials and their average: {part.question.outcome_words}"
    return pool_section.forest(part.effects, part.pooled, name=f"forest-{part.question.id}", title=title)


def funnel(part: QuestionAnswer) -> Chart | None:
    """The contour funnel; None under ten trials, where it misleads (Sterne 2011). (Unit: as the pool's.)"""
    if part.effects is None or part.pooled is None or part.pooled.k < FEWEST_FOR_FUNNEL:
        return None
    return pool_section.funnel_chart(part.effects, part.pooled, name=f"funnel-{part.question.id}")


def albatross_points(directions: Sequence[Direction]) -> list[dict[str, float | str]]:
    """The trials of which direction, an exact two-sided p between the arms, and the number of people were all read.

    `side` is -log10 p, below zero where the trial favours the comparison. (No unit; people are persons.)
    """
    points: list[dict[str, float | str]] = []
    for direction in directions:
        exact = [p for p in direction.result.p if p.sign == "=" and p.of == "between_arms"]
        if direction.n is None or direction.reading.way == "unclear" or len(exact) != 1:
            continue
        strength = -math.log10(float(exact[0].value))
        side = strength if direction.reading.way == "favours_magnesium" else -strength
        points.append(
            {"trial": direction.trial.name, "n": float(direction.n), "side": side, "p": float(exact[0].value)}
        )
    return points


def contour(size: float, n: float) -> float:
    """-log10 of the two-sided p of a standardised difference `size` between two equal arms of `n` people in all, where
    z = size * sqrt(n) / 2 (Harrison 2017). [size in SDs, n in people]"""
    return -math.log10(max(2 * normal_sf(size * math.sqrt(n) / 2), 1e-300))


def albatross(part: QuestionAnswer) -> Chart | None:
    """p against people for the main outcome (Harrison 2017); None with fewer than three points."""
    points = albatross_points(part.main())
    if len(points) < FEWEST_FOR_ALBATROSS:
        return None
    most = max(float(point["n"]) for point in points) * 1.2
    reach = max(abs(float(point["side"])) for point in points) * 1.3
    layers = [
        Layer(
            mark="line",
            x="side",
            y="n",
            colour="muted",
            dashed=True,
            rows=tuple(
                {"side": sign * contour(size, n), "n": n}
                for n in (most * step / 40 for step in range(1, 41))
                if contour(size, n) <= reach
            ),
        )
        for size in CONTOURS
        for sign in (1, -1)
    ]
    layers.append(Layer(mark="point", x="side", y="n", colour="plain", rows=tuple(points)))
    layers.append(Layer(mark="text", x="side", y="n", text="trial", colour="ink", rows=tuple(points)))
    return Chart(
        id=f"albatross-{part.question.id}",
        title="How strong the signal is for the number of people",
        says=(
            "p-values against people; dashed lines are standardised differences of "
            + ", ".join(f"{size:g}" for size in CONTOURS)
            + "."
        ),
        rows=(),
        layers=tuple(layers),
        x=Axis(title="favours the comparison ← −log10 p → favours magnesium", low=-reach, high=reach),
        y=Axis(title="people", low=0, high=most),
        table=Table(
            caption="p-values and people",
            columns=(Column(title="Trial"), Column(title="People", decimals=0), Column(title="p", decimals=3)),
            rows=tuple((str(point["trial"]), float(point["n"]), float(point["p"])) for point in points),
        ),
    )
