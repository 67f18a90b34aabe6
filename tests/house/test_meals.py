"""No text tells anybody to take magnesium away from meals: food raises what is absorbed (Sabatier 2002)."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
AWAY = re.compile(
    r"(away from|apart from|between|before|without|not with|instead of with)\s+(your\s|a\s|any\s|the\s)?"
    r"(meals?|food|eating|breakfast)\b|(empty|fasting)\s+stomach",
    re.IGNORECASE,
)
READ = (
    "src/dolomite/**/*.py",
    "src/dolomite/**/*.yaml",
    "src/dolomite/**/*.html",
    "src/dolomite/**/*.js",
    "docs/**/*.md",
)
# Where the words stand and why they are no advice about magnesium.
NO_ADVICE = {
    "src/dolomite/facts/mechanism/parameters.yaml": "hours between meals",  # a convention of the model
    "src/dolomite/view/mechanism.py": "nothing here says to take magnesium away from meals",
    "docs/explanation/mechanism.md": "hours between meals",
    "src/dolomite/facts/mechanism/published.yaml": "taken without a meal in the model",
    "src/dolomite/facts/claim/words_relations.yaml": "on an empty stomach",  # words that articles use
    "src/dolomite/facts/safety/interactions.yaml": "Take {drug} first thing in the morning on an empty stomach",
    "src/dolomite/app/measure_intake.py": "without a food diary",
    "src/dolomite/base/diary.py": "before any food is looked up",
    "src/dolomite/food/household.py": "before the food's name",
    "docs/reference/imports.md": "a real file without food",
}


def passages():
    for pattern in READ:
        for path in ROOT.glob(pattern):
            text = " ".join(path.read_text(encoding="utf-8").split())
            where = path.relative_to(ROOT).as_posix()
            if where in NO_ADVICE:
                text = text.replace(NO_ADVICE[where], "")
            for found in AWAY.finditer(text):
                yield f"{where}: {text[max(0, found.start() - 60) : found.end() + 60]}"


def test_nothing_advises_to_take_magnesium_away_from_meals():
    assert list(passages()) == []


def test_the_words_are_found_where_they_stand():
    for said in ("Take it between meals.", "on an empty stomach", "away from food", "before a meal"):
        assert AWAY.search(said)
