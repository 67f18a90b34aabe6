"""Dolomite: magnesium and back pain, for one person at a time, with grounds for every number.

>>> import dolomite
>>> dolomite.check_article("Magnesium oxide is the best absorbed form of magnesium.")["counts"]["wrong"] >= 0
True
"""

__version__ = "0.3.0"
__all__ = [
    "Assessment",
    "Diary",
    "analyse_trial",
    "assess",
    "check_article",
    "pool_studies",
    "read_diary",
    "read_person",
    "simulate_dose",
]


def __getattr__(name: str) -> object:
    """The public functions, imported when the first of them is asked for: `import dolomite` itself costs nothing."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("dolomite.app.notebook"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted((*globals(), *__all__))
