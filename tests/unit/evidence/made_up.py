"""Made-up trials and a made-up question, for what the real evidence base does not (yet) hold."""

from dolomite.evidence.question import Question, Window
from dolomite.evidence.study import Design, Given, People, Result, RiskOfBias, StudyArm, Trial

DOMAINS = ("randomisation", "deviations", "missing_data", "measurement", "selective_reporting")


def question(**changes):
    base = {
        "id": "made_up",
        "condition": "low_back_chronic",
        "ask": "Does it help?",
        "treatment": "tablets",
        "people": "people",
        "against": "placebo",
        "routes": ("oral",),
        "comparisons": ("placebo",),
        "swallowed": True,
        "outcome": "pain",
        "outcome_words": "pain",
        "windows": (Window(id="early", words="early", to_day=30), Window(id="late", words="late", to_day=100)),
        "main": "late",
        "would_change": (),
        "searched_on": "2026-01-01",
        "verified": "false",
        "note": "made up",
    }
    return Question(**{**base, **changes})


def result(name="pain_d60", *, mean=None, sd=None, events=None, n=(50, 50), day=60, **changes):
    def part(at, label, takes):
        values = {
            key: pair[at]
            for key, pair in (("mean", mean), ("sd", sd), ("events", events), ("n", n))
            if pair is not None
        }
        return StudyArm(label=label, takes=takes, **{k: v if v is None else str(v) for k, v in values.items()})

    base = {
        "id": name,
        "name": "pain",
        "domain": "pain",
        "scale": "NRS 0-10",
        "scale_low": 0,
        "scale_high": 10,
        "better": "lower",
        "day": day,
        "stated": "not_stated",
        "verified": True,
        "arms": (part(0, "magnesium", "magnesium"), part(1, "placebo", "control")),
    }
    return Result(**{**base, **changes})


def trial(name, *results, bias="low", n=100, **changes):
    rated = RiskOfBias(
        of=("pain",), tool="RoB 2", readers=1, read="made up", **dict.fromkeys(DOMAINS, bias), overall=bias
    )
    base = {
        "id": name,
        "name": name,
        "question": "made_up",
        "title": "made up",
        "condition": "back pain",
        "people": People(randomised=n),
        "design": Design(words="randomised", randomised=True, blinding="double", crossover=False),
        "magnesium": Given(words="oxide", route="oral", route_words="oral"),
        "comparator": "placebo",
        "comparison": "placebo",
        "isolates_magnesium": True,
        "results": results,
        "risk_of_bias": (rated,),
        "read_from": "made up",
        "source": "yousef2013",
        "at": "made up",
        "verified": "true",
    }
    return Trial(**{**base, **changes})
