"""No exception that nobody read releases a dose, a plan, a trial or a goal: every row, against generated people."""

from random import Random

import pytest

from dolomite.base.errors import FactError
from dolomite.safety import reveal, rule, signal
from dolomite.safety.interaction import interaction_rows
from dolomite.safety.weight import weight

ADVICE = frozenset({"dosing", "plan", "trial", "goal"})
DRAWS = 250
UL = 350.0  # only ties two measures of one dose together
EXCEPTIONS = [
    (name, number)
    for name in (*rule.RULE_FILES, "signs")
    for number, row in enumerate(signal.signs() if name == "signs" else rule.rules(name))
    if row.none_of and row.exception_read is None and (name == "signs" or row.stops)
]


def without_exception(row):
    bare = object.__new__(type(row))
    bare.__dict__.update({**row.__dict__, "none_of": ()})
    return bare


def ends(band):
    """Values inside, just inside and outside of a band."""
    at = [n for n in (band.above, band.at_least, band.below, band.at_most) if n is not None]
    return [value for n in at for value in (n * 0.5, n * 0.99, n, n * 1.01, n * 2)]


def roots(wanted):
    """The signals that are said, and the bands, behind some signals."""
    signs = {sign.id: sign for sign in signal.signs()}
    found, left = set(), list(wanted)
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            if one in signs:
                left += [*signs[one].all_of, *signs[one].any_of, *signs[one].none_of]
    return found - set(signs)


def behind(one, rng):
    """What is said or measured so that a signal holds: through signs, one of each `any_of`."""
    row = {sign.id: sign for sign in signal.signs()}.get(one)
    if row is None:
        return {one}
    wanted = [*row.all_of, *rng.sample(row.any_of, min(len(row.any_of), int(row.count)))]
    return {found for part in wanted for found in behind(part, rng)}


def draw(row, rng, more):
    """Signals and measures of somebody whom the row speaks of; half of them meet its exception."""
    bands = {band.id: band for band in signal.bands()}
    must = {
        found for one in (*row.all_of, *rng.sample(row.any_of, min(len(row.any_of), 1))) for found in behind(one, rng)
    }
    if rng.random() < 0.6:
        must |= behind(rng.choice(row.none_of), rng)
    share = rng.choice([0.0, 0.0, 0.3, 0.6])
    perhaps = sorted(roots((*row.all_of, *row.any_of, *row.none_of)))
    chosen = must | {one for one in perhaps if rng.random() < share}
    said = {one for one in chosen if one not in bands} | set(rng.sample(more, rng.choice([0, 1, min(2, len(more))])))
    measures = {
        bands[one].measure: rng.choice([at for at in ends(bands[one]) if one not in must or bands[one].covers(at)])
        for one in sorted(chosen, key=lambda one: (one in must, one))
        if one in bands
    }
    if "dose_mg" in measures:
        measures["dose_share_of_ul"] = measures["dose_mg"] / UL
    if "kidneys.value" in said or rng.random() < 0.4:
        measures.setdefault("egfr", rng.choice([20.0, 40.0, 55.0, 90.0]))
    said -= {"kidneys.value", "kidneys.no_value"}
    said.add("kidneys.value" if "egfr" in measures else "kidneys.no_value")
    return said, measures


def stopped(said, measures, rules_of, signs):
    present = set(said)
    present |= {band.id for band in signal.bands() if band.measure in measures and band.covers(measures[band.measure])}
    for sign in signs:
        if rule.holds(sign, frozenset(present)):
            present.add(sign.id)
    held = [row for rows in rules_of.values() for row in rows if rule.holds(row, frozenset(present))]
    return {stop for row in held for stop in row.stops} & ADVICE, held


@pytest.mark.parametrize(("name", "number"), EXCEPTIONS, ids=lambda one: str(one))
def test_an_exception_that_nobody_read_releases_nothing(name, number):
    rng = Random(f"{name} {number}")
    rules_of = {file: rule.rules(file) for file in rule.RULE_FILES}
    rows = list(signal.signs() if name == "signs" else rules_of[name])
    row = rows[number]
    every = [one for file in rules_of.values() for one in file]
    beside = [
        one for one in every if row.id in (*one.all_of, *one.any_of, *one.none_of)
    ] or every  # who speaks of a sign
    more = sorted({one for other in beside for one in (*other.all_of, *other.any_of) if "." in one})
    more = [*more, "male"]
    rows[number] = without_exception(row)
    bare_signs = rows if name == "signs" else signal.signs()
    bare_rules = rules_of if name == "signs" else {**rules_of, name: rows}
    bites = 0
    for _ in range(DRAWS):
        said, measures = draw(row, rng, more)
        now, held = stopped(said, measures, rules_of, signal.signs())
        then, held_then = stopped(said, measures, bare_rules, bare_signs)
        assert then <= now, (row.id, then - now, sorted(said), measures)
        bites += {(one.id, one.says) for one in held} != {(one.id, one.says) for one in held_then}
    assert bites, f"{row.id}: no draw reached its exception"


def test_an_answer_that_nobody_read_releases_nothing():
    """Whatever answers an unverified question stops by a rule of its own what the question stopped."""
    rules_of = {file: rule.rules(file) for file in rule.RULE_FILES}
    for row in reveal.reveal_rows():
        if row.verified is True:
            continue
        assert not row.no_words
        for answer in row.answered_by:
            now, _ = stopped({answer}, {}, rules_of, signal.signs())
            assert set(row.stops) <= now, (row.id, answer)


def test_the_loaders_refuse_an_exception_that_nobody_read():
    row = next(one for one in rule.rules("condition_rules") if one.still_stopped)
    bad = object.__new__(type(row))
    bad.__dict__.update({**row.__dict__, "still_stopped": None})
    with pytest.raises(FactError, match=f"^facts/safety/condition_rules.yaml, {row.id}: `none_of`"):
        rule.excused((bad,), file="condition_rules")
    bad.__dict__.update({"stops": ()})
    assert rule.excused((bad,), file="made_up") == (bad,), "what stops nothing releases nothing"
    bad.__dict__.update({"stops": row.stops})
    bad.__dict__.update({"exception_read": {"source": "nhs_aaa_copy"}})
    with pytest.raises(FactError, match="at, on, source"):
        rule.excused((bad,), file="condition_rules")


def test_the_questions_of_medicines_are_refused_likewise():
    row = next(one for one in reveal.reveal_rows() if one.verified is not True)
    bad = object.__new__(type(row))
    bad.__dict__.update({**row.__dict__, "no_words": ("skin",)})
    with pytest.raises(FactError, match="releases advice"):
        reveal.answers_read((bad,))


def test_hours_that_nobody_verified_are_never_shorter_than_those_of_an_unknown_medicine():
    far = signal.limit("unknown_medicine_h").value
    seen = 0
    for row in interaction_rows():
        if row.kept is not None and row.verified is not True:
            seen += 1
            assert min(row.kept) >= far and row.kept >= (row.before_h, row.after_h), row.id
        elif row.kept is not None:
            assert row.kept == (row.before_h, row.after_h)
    assert seen


@pytest.mark.parametrize(
    ("file", "row", "wanted"),
    [
        ("own_words", {"id": "bowel"}, "words"),
        ("signs", {"id": "kidneys.current"}, "releases"),
        ("signs", {"id": "cond.diabetes"}, "stricter"),
        ("measures", {"id": "age_under_18"}, "stricter"),
        ("condition_rules", {"id": "x", "urgency": "soon", "exception_read": {"source": "s"}}, "releases"),
        ("condition_rules", {"id": "x", "urgency": "soon"}, "stricter"),
        ("reveals", {"id": "x", "urgency": "soon"}, "releases"),
        ("reveals", {"id": "x", "urgency": "soon", "still_stopped": "so"}, "stricter"),
        ("interactions", {"id": "x", "urgency": "soon", "before_h": "0"}, "tells"),
        ("interactions", {"id": "x", "urgency": "soon", "after_h": "2"}, "tells"),
        ("bounds", {"id": "x"}, "stricter"),
        ("help_falls_away", {"id": "x"}, "stricter"),
        ("help", {"id": "x"}, "tells"),
        ("countries", {"id": "GB"}, "tells"),
    ],
)
def test_what_a_row_can_do_when_it_is_wrong(file, row, wanted):
    assert weight(file, row) == wanted


def test_an_exception_that_nobody_read_is_refused_in_one_sentence():
    row = next(row for row in rule.rules("red_flags") if row.none_of and row.still_stopped is not None)

    def with_what(read, still):
        bare = object.__new__(type(row))
        bare.__dict__.update({**row.__dict__, "exception_read": read, "still_stopped": still})
        return bare

    with pytest.raises(FactError) as unread:
        rule.refuse_unread(with_what(None, None), "here")
    assert str(unread.value) == (
        "here: `none_of` can release advice. Say where it was read (`exception_read`) or why every stop stays "
        "(`still_stopped`)."
    )
    with pytest.raises(FactError) as half:
        rule.refuse_unread(with_what({"source": "a", "at": "b"}, None), "here")
    assert str(half.value) == "here: exception_read needs at, on, source. Add what is missing."
    rule.refuse_unread(with_what({"source": "a", "at": "b", "on": "c"}, None), "here")
    rule.refuse_unread(with_what(None, "the same stops"), "here")
