"""Use case: what an export proposed beside food is accepted by the person, and only then an entry of the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dolomite.app.keep import Kept
from dolomite.base.diary import Proposal
from dolomite.base.document import JsonObject
from dolomite.base.errors import InputError
from dolomite.base.units import KG_PER_LB
from dolomite.store.port import Draft, Store, new_uid

ACCEPTED = ("weight", "lab", "pain")  # medicines and conditions are answers about the person, given there
_KG = {"kg": 1.0, "g": 0.001, "lb": KG_PER_LB, "lbs": KG_PER_LB}  # in one of each unit


def accept(store: Store, who: str, proposals: Sequence[Proposal], *, utc: datetime) -> Kept:
    """Keep these proposals as one batch, undone as one: weights [kg], laboratory values in their unit, pain [0 to 10].

    What stands there already with the same content is not kept twice. Raises InputError where one has no day, no value
    or no unit that can be used; nothing is kept then.
    """
    there = {(entry.day, entry.kind, tuple(sorted(entry.data.items()))) for entry in store.current(who, kinds=ACCEPTED)}
    batch = new_uid()
    drafts: list[Draft] = []
    for proposal in proposals:
        data = _data(proposal)
        assert proposal.on is not None
        key = (proposal.on, proposal.kind, tuple(sorted(data.items())))
        if key not in there:
            there.add(key)
            drafts.append(
                Draft(uid=f"{batch}.{len(drafts) + 1}", day=proposal.on, kind=proposal.kind, data=data, batch=batch)
            )
    if not drafts:
        raise InputError("nothing new was proposed that could be kept.")
    return Kept(entries=store.append(who, drafts, utc=utc), undoes=batch)


def _data(proposal: Proposal) -> JsonObject:
    if proposal.kind not in ACCEPTED:
        raise InputError(
            f"{proposal.name}: a {proposal.kind} is an answer about you. Write it in your answers.", field=proposal.kind
        )
    if proposal.on is None or proposal.value is None:
        raise InputError(f"{proposal.name}: its day or its value is not in the file. Type it in.", field=proposal.kind)
    if proposal.kind == "weight":
        if proposal.unit.casefold() not in _KG:
            raise InputError(f"{proposal.name}: {proposal.value:g} has no unit (kg, lb). Type it in.", field="weight")
        kg = round(proposal.value * _KG[proposal.unit.casefold()], 3)
        return {"weight_kg": kg, "typed": f"{proposal.value:g} {proposal.unit}"}
    if proposal.kind == "pain":
        return {"pain_nrs": proposal.value}
    if not proposal.unit:
        raise InputError(f"{proposal.name}: {proposal.value:g} has no unit. Type it in.", field="lab")
    return {"name": proposal.name, "value": proposal.value, "unit": proposal.unit}
