"""The draw of the sequence and its seal: committed before the start, revealed at the end, checked by anybody."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np

from dolomite.base.errors import InputError
from dolomite.trial.design import Design

NONCE_BYTES = 32
SHEET_KIND = "dolomite trial code sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The secret half of a trial, for the helper alone: sequence, random bytes (hex) and, for a practice run, seed.

    `commitment` is the public half: SHA-256 over sequence, design and random bytes.
    """

    sequence: tuple[str, ...]
    nonce: str
    commitment: str
    seed: int | None = None


def draw(design: Design, *, rng: np.random.Generator) -> tuple[str, ...]:
    """One sequence, each admissible one equally likely: every block holds each arm once, in random order."""
    names = list(design.names())
    return tuple(str(arm) for _ in range(design.pairs) for arm in rng.permutation(names))


def commitment(sequence: tuple[str, ...], design: Design, nonce: str) -> str:
    """SHA-256 (hex) over the canonical JSON of sequence, design and nonce (64 hex digits).

    Anybody can repeat it: keys sorted, no spaces, UTF-8. Without the nonce a handful of sequences could be tried out.
    """
    content = {"sequence": list(sequence), "design": design.plain(), "nonce": nonce}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def seal(design: Design, *, rng: np.random.Generator, nonce: bytes, seed: int | None = None) -> Sealed:
    """Draw with `rng` (of `seed`, any whole number: no unit) and seal with 32 random bytes."""
    if len(nonce) != NONCE_BYTES:
        raise ValueError(f"the seal needs {NONCE_BYTES} random bytes")
    sequence = draw(design, rng=rng)
    return Sealed(sequence=sequence, nonce=nonce.hex(), commitment=commitment(sequence, design, nonce.hex()), seed=seed)


def opening_line(sealed: Sealed) -> str:
    """The line (JSON) that opens the seal at the end; `read_sheet` reads it back."""
    return json.dumps(
        {
            "kind": SHEET_KIND,
            "sequence": list(sealed.sequence),
            "nonce": sealed.nonce,
            "seed": sealed.seed,
            "commitment": sealed.commitment,
        },
        ensure_ascii=False,
    )


def sheet_text(sealed: Sealed, design: Design, *, started: str) -> str:
    """The helper's code sheet: what goes into which pack, and what opens the seal at the end. [mg/d]"""
    arms = {arm.name: arm for arm in design.arms}
    lines = [
        "FOR THE HELPER ONLY. The person in the trial must not read this before the last day.",
        "",
        f"Trial started {started}. Question: {design.question}",
        "",
        "Pack one container per period and write only the period's number on it:",
        "",
    ]
    for number, name in enumerate(sealed.sequence, start=1):
        arm = arms[name]
        what = f"{arm.daily_mg:g} mg elemental magnesium a day" if arm.daily_mg is not None else arm.kind
        form = f", {arm.form}" if arm.form else ""
        lines.append(f"  Period {number}: {name} ({what}{form}), {design.period_days} days")
    lines += [
        "",
        "Containers and their content must look, feel, smell and weigh alike. Keep this sheet sealed and apart.",
        "",
        f"Seal (also in the trial's folder): {sealed.commitment}",
        "The line below opens the seal. Give it back after the last day.",
        "",
        opening_line(sealed),
    ]
    return "\n".join(lines) + "\n"


def read_sheet(text: str, *, name: str) -> Sealed:
    """The secret half back from a code sheet's text. Raises InputError when the line is not there."""
    for line in reversed(text.splitlines()):
        if line.lstrip().startswith("{"):
            try:
                data = json.loads(line)
                if data["kind"] != SHEET_KIND:
                    continue
                return Sealed(
                    sequence=tuple(map(str, data["sequence"])),
                    nonce=str(data["nonce"]),
                    commitment=str(data["commitment"]),
                    seed=data.get("seed"),
                )
            except (ValueError, KeyError, TypeError):
                continue
    raise InputError(f"{name}: this is no code sheet (its last line holds the sequence). Check the file.")


def opened(sealed: Sealed, design: Design, *, committed: str) -> str | None:
    """None when the sheet fits the seal that was written before the start; else what is wrong."""
    if sealed.commitment != committed:
        return "The code sheet belongs to another trial: its seal is not the one written before the start."
    if commitment(sealed.sequence, design, sealed.nonce) != committed:
        return (
            "The sequence or the design was changed after the start: they do not give the seal that was written then."
        )
    blocks = [sealed.sequence[k : k + len(design.arms)] for k in range(0, len(sealed.sequence), len(design.arms))]
    if len(blocks) != design.pairs or any(set(block) != set(design.names()) for block in blocks):
        return "The sequence on the code sheet is not one that could have been drawn."
    return None
