"""A FHIR bundle out of a health record: laboratory values, medicines, conditions and weight, as proposals only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base.diary import Diary, Proposal
from dolomite.base.document import refuse
from dolomite.intake.read.built import Built
from dolomite.intake.read.file import File, How

ORIGIN = "FHIR"
LOINC = "http://loinc.org"
WRONG = frozenset({"entered-in-error", "cancelled", "stopped", "completed", "draft", "refuted", "not-taken"})
OVER = frozenset({"resolved", "inactive", "remission"})
Tree = Mapping[str, object]


class Code(facts.Row):
    """An observation's code, what it is, and which of several like it comes first (lowest rank)."""

    unique: ClassVar[tuple[str, ...]] = ("code",)
    code: str
    kind: Literal["weight", "lab", "pain"]
    name: str
    rank: int


def recognise(file: File) -> bool:
    """True for a JSON bundle or resource."""
    head = file.head().lstrip(b"\xef\xbb\xbf \r\n\t")
    return head.startswith(b"{") and b'"resourceType"' in head


def read(file: File, how: How) -> Diary:  # noqa: ARG001 - every reader is called so
    """The newest value of each kind and what is taken now, for the person to accept; no food.

    Raises InputError for a file that is no bundle.
    """
    try:
        tree = json.loads(file.text())
    except (json.JSONDecodeError, RecursionError) as error:
        refuse(file.name, getattr(error, "lineno", None), "this is not readable as JSON. Download the record again.")
    built = Built(name=file.name, origin=ORIGIN)
    known = {row.code: row for row in facts.rows("intake/fhir_codes", Code)}
    resources = list(_resources(tree))
    names = {
        f"Medication/{resource.get('id')}": _named(resource.get("code"))
        for resource in resources
        if _kind(resource) == "Medication"
    }
    newest: dict[str, tuple[int, date, Proposal]] = {}
    for resource in resources:
        if _kind(resource) == "Observation" and resource.get("status") not in WRONG - {"completed"}:
            for code, proposal in _observed(resource, known):
                rank = known[code].rank
                was = newest.get(proposal.name.partition(" (")[0])
                day = proposal.on or date.min
                if was is None or (-rank, day) > (-was[0], was[1]):
                    newest[proposal.name.partition(" (")[0]] = (rank, day, proposal)
    built.proposals += [proposal for *_, proposal in newest.values()]
    built.proposals += list(dict.fromkeys(_taken_or_had(resources, names)))
    built.notes.append("A health record: nothing in it is food, and nothing is taken over by itself.")
    return built.diary()


def _resources(tree: object) -> Iterator[Tree]:
    if not isinstance(tree, dict):
        return
    entries = tree.get("entry")
    for entry in entries if isinstance(entries, list) else [{"resource": tree}]:
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict):
            yield resource


def _kind(resource: Tree) -> str:
    return str(resource.get("resourceType", ""))


def _observed(resource: Tree, known: Mapping[str, Code]) -> Iterator[tuple[str, Proposal]]:
    value = resource.get("valueQuantity")
    held = _coded(resource.get("code"))
    code = next((code for system, code in held if system == LOINC and code in known), None)
    if code is None or not isinstance(value, dict) or not isinstance(value.get("value"), int | float):
        return
    row = known[code]
    yield (
        code,
        Proposal(
            kind=row.kind,
            name=row.name,
            on=_date(resource.get("effectiveDateTime") or resource.get("issued")),
            value=float(value["value"]),
            unit=str(value.get("unit") or value.get("code") or ""),
            code=code,
        ),
    )


def _taken_or_had(resources: list[Tree], names: Mapping[str, str]) -> Iterator[Proposal]:
    for resource in resources:
        kind, status = _kind(resource), str(resource.get("status", ""))
        if kind in ("MedicationRequest", "MedicationStatement") and status not in WRONG:
            name = _named(resource.get("medicationCodeableConcept")) or _referred(
                resource.get("medicationReference"), names
            )
            if name:
                on = _date(resource.get("authoredOn") or resource.get("effectiveDateTime"))
                yield Proposal(kind="medicine", name=name, on=on)
        if kind == "Condition":
            states = {code for _, code in _coded(resource.get("clinicalStatus"))} | {
                str(resource.get("clinicalStatus", ""))
            }
            name = _named(resource.get("code"))
            if name and not states & OVER:
                yield Proposal(kind="condition", name=name, on=_date(resource.get("onsetDateTime")))


def _coded(concept: object) -> list[tuple[str, str]]:
    codings = concept.get("coding") if isinstance(concept, dict) else None
    entries = codings if isinstance(codings, list) else []
    return [
        (str(coding.get("system", "")), str(coding.get("code", ""))) for coding in entries if isinstance(coding, dict)
    ]


def _named(concept: object) -> str:
    if not isinstance(concept, dict):
        return ""
    codings = concept.get("coding")
    first = codings[0] if isinstance(codings, list) and codings and isinstance(codings[0], dict) else {}
    return str(concept.get("text") or first.get("display") or "")


def _referred(reference: object, names: Mapping[str, str]) -> str:
    if not isinstance(reference, dict):
        return ""
    return str(reference.get("display") or names.get(str(reference.get("reference", "")), ""))


def _date(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
