"""A fact file for a new trial with empty numbers to fill in, and the way back: a filled file as a trial."""

from __future__ import annotations

from pydantic import ValidationError

from dolomite.base.document import JsonObject, Node, read, refuse
from dolomite.evidence.question import Question, questions
from dolomite.evidence.study import Comparison, Trial
from dolomite.evidence.watch.judge import Judged
from dolomite.evidence.watch.record import Id

HEAD = """\
# Proposed from a saved record. Every null is a number that nobody has read: fill in only what you read, and say where
# (source, at). Numbers count from verified true on, of the trial and of its result. Given back filled in, it is run in
# the answer.
"""


def name_of(judged: Judged) -> str:
    """The id a proposed trial gets: its number, as a file may be called."""
    return "".join(sign if sign.isalnum() else "-" for sign in judged.id.lower()).strip("-")


def trial(judged: Judged) -> Trial | None:
    """A new work as a trial whose numbers are unknown; None: no question of ours, or not a new one."""
    question = next((q for q in questions() if q.id in judged.questions), None)
    if judged.verdict != "new" or question is None:
        return None
    return Trial.model_validate(_values(judged, question))


def text(judged: Judged) -> str | None:
    """The fact file of a new trial as YAML, its numbers null; None: no question of ours."""
    import yaml

    question = next((q for q in questions() if q.id in judged.questions), None)
    if judged.verdict != "new" or question is None:
        return None
    values = {"what": f"Proposed, not read: {judged.title}", "rows": [_values(judged, question)]}
    return HEAD + yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=120)


def filled(written: str, *, name: str) -> tuple[Trial, ...]:
    """The trials of a filled file. Raises InputError with the row that is not as a trial is written. (Units: Trial)"""
    tree = _unwrapped(read(written, name=name))
    rows = tree.get("rows") if isinstance(tree, dict) else None
    if not isinstance(rows, list) or not rows:
        refuse(name, None, "there are no rows. Start from a file that was proposed.")
    trials = []
    for number, row in enumerate(rows, start=1):
        try:
            trials.append(Trial.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"]) or "the row"
            refuse(name, None, f"row {number}, {place}: {first['msg']}. Correct it; null is a number nobody has read.")
        if trials[-1].verified is not False and (trials[-1].source is None or trials[-1].at is None):
            refuse(name, None, f"row {number}: verified, but source and at do not say where it was read. Add both.")
        asked = trials[-1].question
        if asked is not None and asked not in {question.id for question in questions()}:
            refuse(name, None, f"row {number}: {asked!r} is no question of ours. Take one of `dolomite evidence`.")
    return tuple(trials)


def _values(judged: Judged, question: Question) -> JsonObject:
    record, ids = judged.work.about, dict(judged.work.about.ids)
    told = judged.relevant.route if judged.relevant is not None else None
    route = told if told in question.routes else question.routes[0]
    return {
        "id": name_of(judged),
        "source": None,
        "at": None,
        "note": f"proposed from a saved record of {record.source}; nothing was read",
        "verified": "false",
        "name": judged.id,
        "question": question.id,
        "title": judged.title,
        "year": record.year,
        "doi": ids.get("doi"),
        "pmid": ids.get("pmid"),
        "registration": _registration(judged.work.about.ids),
        "condition": question.condition,
        "people": {"randomised": None, "analysed": None},
        "design": {"words": "not read", "randomised": None, "blinding": None, "crossover": None},
        "magnesium": {"words": "not read", "route": route, "route_words": "not read", "elemental_mg_per_day": None},
        "comparator": "not read",
        "comparison": _comparison(judged, question),
        "isolates_magnesium": "no",
        "results": [_result(question)],
        "missing_result": {"why": "not_read", "says": "Found in a saved search; its result was not read."},
        "read_from": f"a saved record of {record.source}",
    }


def _registration(ids: frozenset[Id]) -> str | None:
    return next((value for kind, value in sorted(ids) if kind == "registration"), None)


def _comparison(judged: Judged, question: Question) -> Comparison:
    words = " ".join((judged.title, judged.work.about.text, *judged.work.about.given)).lower()
    return "placebo" if "placebo" in words or "saline" in words else question.comparisons[0]


def _result(question: Question) -> JsonObject:
    arms = [
        {"label": label, "takes": takes, "n": None, "mean": None, "sd": None, "events": None}
        for label, takes in (("magnesium", "magnesium"), ("control", "control"))
    ]
    return {
        "id": "main",
        "name": question.outcome_words,
        "domain": question.outcome,
        "scale": "not read",
        "better": "lower",
        "day": None,
        "stated": "not_stated",
        "arms": arms,
        "verified": "false",
    }


def _unwrapped(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: _unwrapped(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return [_unwrapped(value) for value in node.value]
    return node.value
