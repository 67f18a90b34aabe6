"""Use case: a table of studies that somebody pasted or sent is pooled in a process apart, for its page."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from dolomite.app import apart
from dolomite.app.pool_studies import Choices, pool_studies
from dolomite.base.document import decode
from dolomite.pool.effect import MEASURES
from dolomite.report import html
from dolomite.report.shown import SectionShown
from dolomite.report.tree import Section

MEASURE_NAMES = tuple(MEASURES.items())
ESTIMATORS = (("reml", "Usual"), ("dl", "DerSimonian-Laird"), ("pm", "Paule-Mandel"), ("fe", "One common effect"))
TABLE = "studies.csv"
SECONDS = 20.0  # for one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """The section drawn, how it was done in a paragraph, the command that does it again, and every study's name."""

    section: SectionShown
    studies: tuple[str, ...]
    methods: str
    command: str


def pooled(data: bytes, *, name: str, measure: str, estimator: str, drop: Sequence[str] = ()) -> Pooled:
    """The studies but those of `drop` together [unit of the measure, log for ratios].

    Raises InputError with line and field.
    """
    known = estimator if estimator in dict(ESTIMATORS) else ESTIMATORS[0][0]
    section = told(data, name=name, measure=measure or None, estimator=known, drop=drop)
    words = ["dolomite", "pool", name, "--measure", measure, "--estimator", known]
    words += [word for study in drop for word in ("--drop", study)]
    methods = str(section.data["methods"])
    rows = cast(Sequence[Mapping[str, object]], section.data["studies"])
    says = tuple(
        sentence for sentence in section.says if not sentence.endswith(methods)
    )  # they stand in a place of their own
    return Pooled(
        section=html.shown(replace(section, says=says), {}),
        studies=tuple(dict.fromkeys((*(str(row["study"]) for row in rows), *drop))),
        methods=methods,
        command=" ".join(shlex.quote(word) for word in words),
    )


def told(
    data: bytes, *, name: str, measure: str | None, estimator: str = ESTIMATORS[0][0], drop: Sequence[str] = ()
) -> Section:
    """The section of pooled studies, read in a process of its own [unit of the measure]. Raises InputError."""
    return apart.run_apart(_pooled, decode(data, name=name), name, measure, estimator, tuple(drop), seconds=SECONDS)


def _pooled(text: str, name: str, measure: str | None, estimator: str, drop: tuple[str, ...]) -> Section:
    return pool_studies(text, name=name, choices=Choices(measure=measure, estimator=estimator, drop=drop))
