"""Is a food a source of magnesium, a rich one, a richer one than another? By a usual serving and the daily value."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dolomite.claim.claims import Verdict
from dolomite.claim.clause import Clause
from dolomite.claim.food_table import KnownFood, bands, daily_values, found_in_table
from dolomite.claim.judgement import Judgement
from dolomite.claim.lexicon import Hit

RICH = frozenset({"magnesium_rich", "high_degree", "best"})


def comparison(clause: Clause, named: Sequence[Hit], known: Callable[[str], KnownFood | None]) -> Judgement | None:
    """ "White rice holds more magnesium than brown rice": usual servings compared."""
    at = next((i for i, t in enumerate(clause.tokens) if t.form == "than"), None)
    forms = {t.form for t in clause.tokens}
    if at is None or not named or not forms & {"more", "less", "higher", "lower", "richer"}:
        return None
    left = [known(h.id) for h in named if h.first < at]
    right = [known(h.id) for h in named if h.first > at]
    if not left or not right or left[-1] is None or right[0] is None:
        return None
    food, other = left[-1], right[0]
    more = food.mg(food.word.serving_g)[1] > other.mg(other.word.serving_g)[1]
    says_more = not forms & {"less", "lower"}
    denied = any(clause.is_negated(h) for h in clause.hits if h.id in {"contain", "increase"})
    why = "By the food table a usual serving holds " + " and ".join(
        f"{k.mg(k.word.serving_g)[1]:.0f} mg ({k.word.id.replace('_', ' ')})" for k in (food, other)
    )
    return found_in_table(
        "supported" if (more == says_more) != denied else "wrong", "one food against another", f"{why}.", food
    )


def source(clause: Clause, foods: Sequence[KnownFood]) -> tuple[Judgement, ...]:
    """Is it a source, a rich one? By the share of the daily value in a usual serving."""
    best_dv = min(dv.mg for dv in daily_values())
    percents = {f.word.id: 100 * f.mg(f.word.serving_g)[1] / best_dv for f in foods}
    good, some = bands()["good"].percent_dv, bands()["some"].percent_dv
    listed = "; ".join(f"{name.replace('_', ' ')} {p:.0f} %" for name, p in percents.items())
    why = f"Share of the daily value in a usual serving: {listed}."
    rich = bool(RICH & clause.have) or "source" in {t.form.rstrip("s") for t in clause.tokens}
    low_said = "low_degree" in clause.own and "high_degree" not in clause.own
    denied = any(clause.is_negated(h) for h in clause.hits if h.kind == "food" or h.id in {"contain", "magnesium_rich"})
    poor = [name for name, p in percents.items() if p < some]
    middling = [name for name, p in percents.items() if some <= p < good]
    verdict: Verdict
    if low_said or denied:
        verdict = "supported" if len(poor) + len(middling) == len(percents) else "wrong"
    elif len(poor) * 2 > len(percents) or (poor and len(percents) == 1):
        verdict = "wrong" if rich else "overstated"
    elif rich and (len(poor) + len(middling)) * 3 > len(percents):
        verdict = "overstated"
    else:
        verdict = "supported"
    if verdict == "overstated":
        why += f" {', '.join(n.replace('_', ' ') for n in (*middling, *poor))}: some, but not much."
    return (found_in_table(verdict, "foods as sources of magnesium", why, foods[0]),)
