"""Design, draw, seal, baseline and chances: what is settled before the first day."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest

from dolomite.base.errors import InputError
from dolomite.base.person import Pain, Person
from dolomite.base.span import Span
from dolomite.trial import eligible, power
from dolomite.trial.baseline import baseline
from dolomite.trial.batch import Calendar, posteriors
from dolomite.trial.design import Arm, Design, from_plain
from dolomite.trial.integrate import integrate
from dolomite.trial.likelihood import problem
from dolomite.trial.normal import Mixture
from dolomite.trial.plan_file import plan
from dolomite.trial.plan_text import plan_text
from dolomite.trial.prior import of_speed
from dolomite.trial.randomise import admissible, blocks_of
from dolomite.trial.read_log import pain_column
from dolomite.trial.schedule import commitment, draw, opened, read_sheet, seal, sheet_text
from dolomite.view import trial_page

ON = date(2026, 6, 20)
ARMS = (Arm(name="magnesium", kind="active", form="citrate", daily_mg=200.0), Arm(name="placebo", kind="placebo"))


def designed(**changes):
    values = {
        "question": "Does it help?", "arms": ARMS, "pairs": 3, "period_days": 7, "baseline_days": 7, "washout_days": 2,
        "wash_in_days": 3, "speed": "fast", "worthwhile_points": 2.0, "blinding": "helper", "before_unknown": False,
    }  # fmt: skip
    return Design(**{**values, **changes})


def test_calendar_counts_every_day():
    design = designed()
    sequence = ("magnesium", "placebo", "placebo", "magnesium", "magnesium", "placebo")
    calendar = design.calendar(sequence)
    assert len(calendar) == design.days == 7 + 6 * 7 + 5 * 2
    assert calendar[6] == ("baseline", None)
    assert calendar[7] == ("magnesium", 1)
    assert calendar[14] == ("washout", None)
    assert calendar[16] == ("placebo", 2)
    for day, (arm, period) in enumerate(calendar, start=1):
        part, number = design.stretch(day)
        assert number == period
        assert part == (arm if arm in ("baseline", "washout") else "period")


def test_draws_are_admissible_and_equally_likely():
    design = designed(pairs=2)
    rng = np.random.default_rng(1)
    seen = Counter(draw(design, rng=rng) for _ in range(4000))
    every = admissible(blocks_of(["magnesium", "placebo"] * 2))
    assert set(seen) == set(every)
    assert all(abs(count - 1000) < 120 for count in seen.values())


def test_three_arms_come_in_blocks_of_three():
    arms = (*ARMS, Arm(name="nothing", kind="nothing"))
    sequence = draw(designed(arms=arms), rng=np.random.default_rng(2))
    assert len(sequence) == 9
    assert blocks_of(sequence) is not None
    assert len(admissible(blocks_of(sequence))) == 6**3


REFUSED = [
    ({"period_days": 5}, "at least 7 days"),
    ({"speed": "slow", "period_days": 21}, "at least 28 days"),
    ({"speed": "slow", "period_days": 28, "pairs": 1}, "at least 2 pairs"),
    ({"pairs": 0}, "use 1 to"),
    ({"wash_in_days": 7}, "shorter than a period"),
    ({"period_days": 60, "pairs": 6}, "Keep it within"),
    ({"arms": ARMS[:1]}, "two arms or more"),
]


@pytest.mark.parametrize(("changes", "words"), REFUSED)
def test_designs_that_cannot_answer_are_refused(changes, words):
    with pytest.raises(InputError, match=words):
        designed(**changes)


def test_seal_opens_only_with_what_was_sealed():
    design = designed()
    sealed = seal(design, rng=np.random.default_rng(3), nonce=bytes(range(32)))
    text = sheet_text(sealed, design, started="2026-06-20")
    back = read_sheet(text, name="sheet")
    assert opened(back, design, committed=sealed.commitment) is None
    assert from_plain(design.plain()) == design
    other = tuple(reversed(sealed.sequence))
    forged = read_sheet(
        text.replace(str(list(sealed.sequence)).replace("'", '"'), str(list(other)).replace("'", '"')), name="s"
    )
    assert forged.sequence == other
    assert "changed after the start" in opened(forged, design, committed=sealed.commitment)
    assert "changed after the start" in opened(back, designed(worthwhile_points=1.0), committed=sealed.commitment)
    assert "another trial" in opened(back, design, committed="0" * 64)
    with pytest.raises(InputError, match="no code sheet"):
        read_sheet("hello", name="sheet")


def test_the_nonce_hides_which_of_few_sequences_it_is():
    design = designed(pairs=2)
    sealed = seal(design, rng=np.random.default_rng(3), nonce=bytes(range(32)))
    guesses = {commitment(s, design, "00" * 32) for s in admissible(blocks_of(["magnesium", "placebo"] * 2))}
    assert sealed.commitment not in guesses


def test_plan_text_is_a_plan():
    design = designed()
    text = plan_text(
        design,
        person_text="sex: female\nage_years: 42\n",
        baseline_mean=6.0,
        prescribed_magnesium=False,
        new_treatment=None,
    )
    typed = plan(text, name="plan.yaml")
    assert typed.pairs == 3
    assert typed.washout_days == 2
    assert typed.prescribed_magnesium is False
    assert typed.new_treatment is None
    assert typed.took_magnesium_last_14_days is False
    assert typed.person.startswith("sex: female")
    with pytest.raises(InputError, match=r"plan\.yaml, line 5: plan\.arms\[1\]: elemental_mg is missing"):
        plan(text.replace(", elemental_mg: 200", ""), name="plan.yaml")
    with pytest.raises(InputError, match="pairs is missing"):
        plan(text.replace("pairs: 3", ""), name="plan.yaml")


def test_baseline_takes_the_persons_own_days_when_there_are_enough():
    few = baseline(None, said_mean=6.0)
    assert (few.mean, few.sd) == (6.0, 1.2)
    assert few.basis[0].source == "page2022_ema_low_back"
    rng = np.random.default_rng(4)
    own = np.empty(200)
    own[0] = 0
    for k in range(1, 200):
        own[k] = 0.6 * own[k - 1] + rng.normal()
    found = baseline(own + 5, said_mean=None)
    assert found.phi == pytest.approx(0.6, abs=0.12)
    assert found.sigma == pytest.approx(1.0, abs=0.15)
    assert found.days == 200


def test_baseline_column():
    assert pain_column("day,pain_nrs\n1,5\n3,6\n", name="b")[0::2] == [5, 6]
    assert np.isnan(pain_column("day,pain_nrs\n1,5\n3,6\n", name="b")[1])
    with pytest.raises(InputError, match="b, line 2: pain_nrs '12' is outside"):
        pain_column("day,pain_nrs\n1,12\n", name="b")


def person(**changes):
    values = {"sex": "female", "given_age_years": 42, "pain": Pain(kind="low_back", duration_weeks=30, severity_nrs=6)}
    return Person(**{**values, **changes})


WHO = [
    ({}, {}, []),
    ({"pain": Pain(kind="low_back", duration_weeks=11.9)}, {}, ["lasting"]),
    ({"pain": Pain(kind="low_back", duration_weeks=12)}, {}, []),
    ({}, {"baseline_mean": 2.9}, ["enough_pain"]),
    ({}, {"baseline_mean": 3.0}, []),
    ({"given_age_years": 17}, {}, ["adult"]),
    ({"state": "pregnant"}, {}, ["not_pregnant"]),
    ({}, {"prescribed_magnesium": True}, ["prescribed_magnesium"]),
    ({}, {"new_treatment": True}, ["new_treatment"]),
    ({}, {"ul_mg": 199.0}, ["over_ul"]),
    ({}, {"other_mg": Span.nothing_known("tablets")}, ["unknown_magnesium"]),
    ({}, {"ul_mg": None, "other_mg": Span.nothing_known("tablets")}, ["unknown_magnesium"]),
    ({}, {"other_mg": Span.nothing_known("which kind", low=0.0, high=160.0)}, ["over_ul"]),
    ({}, {"ul_mg": 250.0, "other_mg": Span.exactly(51.0)}, ["over_ul"]),
    ({}, {"ul_mg": None}, []),
]


@pytest.mark.parametrize(("who", "how", "expected"), WHO)
def test_who_may_start(who, how, expected):
    asked = {"baseline_mean": 6.0, "prescribed_magnesium": False, "new_treatment": False}
    values = {"ul_mg": 350.0, "other_mg": Span.exactly(0.0)} | {k: v for k, v in how.items() if k not in asked}
    told = eligible.Told(**(asked | {k: v for k, v in how.items() if k in asked}))
    found = eligible.refusals(person(**who), designed(), told, on=ON, **values)
    assert [f.name for f in found] == expected
    assert all(f.basis and f.says for f in found)


def test_a_recorded_decision_lets_a_higher_dose_pass():
    told = eligible.Told(baseline_mean=6.0, prescribed_magnesium=False, new_treatment=False)
    decided = designed(over_ul_decision="Dr Example, 2026-06-01")
    assert eligible.refusals(person(), decided, told, on=ON, ul_mg=100.0, other_mg=Span.exactly(0.0)) == ()


def test_what_nobody_asked_is_named():
    says = eligible.unasked(
        person(pain=None), eligible.Told(baseline_mean=None, prescribed_magnesium=None, new_treatment=None)
    )
    assert len(says) == 4


def test_batch_agrees_with_the_single_answer():
    rng = np.random.default_rng(5)
    priors = of_speed("fast")
    x = np.array([[1.0] * 7 + [0.0] * 14 + [1.0] * 7])
    days = np.flatnonzero(rng.random(28) > 0.2) + 1
    y = np.round(6 - 1.5 * x[0] + rng.normal(size=(5, 28)), 1)[:, days - 1]
    many = posteriors(
        Calendar(x=x, days=days, n=28), y=y, priors=priors, thresholds=np.array([-2.0, 0.0]), phi=0.2, sigma=1.0
    )
    for k in range(5):
        p = problem(x=x, days=days, y=y[k], n=28, priors=priors)
        done = integrate(p)
        one = Mixture(done.weights, *done.nodes.coefficient(p.coefficients - 1))
        assert many.mean[k] == pytest.approx(one.mean, abs=0.05 * one.sd)
        assert many.sd[k] == pytest.approx(one.sd, rel=0.05)
        assert many.below[k] == pytest.approx([one.below(-2.0), one.below(0.0)], abs=0.02)


def test_more_pairs_and_larger_effects_are_found_more_often():
    known = baseline(None, said_mean=6.0)
    rng = np.random.default_rng(6)
    kept = {"rng": rng, "tau_days": 2.0}
    none = power.chances(designed(), known, effect=0.0, **kept)
    large = power.chances(designed(), known, effect=-4.0, **kept)
    longer = power.chances(designed(pairs=6), known, effect=-2.0, **kept)
    shorter = power.chances(designed(pairs=2), known, effect=-2.0, **kept)
    assert none.worthwhile < 0.02
    assert large.worthwhile > 0.6
    assert longer.interval_width < shorter.interval_width
    total = none.worthwhile + none.helps_less + none.same + none.no_worthwhile_difference + none.cannot_tell
    assert total == pytest.approx(1.0)


def test_a_fast_design_cannot_see_a_slow_effect():
    known = baseline(None, said_mean=6.0)
    slowest = power.slowest_visible(designed(pairs=4), known, rng=np.random.default_rng(7))
    assert slowest is not None
    assert slowest <= 10


def test_missed_days_make_no_answer_likelier_at_a_clear_effect():
    found = power.missed(designed(), baseline(None, said_mean=5.0), rng=np.random.default_rng(1))
    assert [one.share for one in found] == [0.0] * 3 + [0.1] * 3 + [0.3] * 3
    assert {one.effect for one in found} == {0.0, -2.0, -4.0}
    by = {(one.share, one.effect): one.usable for one in found}
    assert by[0.0, -4.0] > by[0.0, 0.0]
    assert by[0.3, -4.0] <= by[0.0, -4.0] + 0.1
    assert all(0.0 <= one.usable <= 1.0 for one in found)


def test_one_point_is_a_point():
    assert [trial_page.points(many) for many in (1.0, 1.5, 2.0)] == ["1 point", "1.5 points", "2 points"]
