"""Food names as people read them: what the survey database leaves open is left out, not spelt in its shorthand."""

from __future__ import annotations

import re

# "NFS" is "not further specified", "NS as to type of crust" is "not specified as to type of crust" (FNDDS).
_LEFT_OPEN = re.compile(r",? \(?(?:NFS\b|NS as to [^,()]*)\)?")


def short_name(name: str) -> str:
    """A food's name without the words that only say what was not specified.

    >>> short_name("Pizza, cheese, from restaurant or fast food, NS as to type of crust")
    'Pizza, cheese, from restaurant or fast food'
    >>> short_name("Oatmeal, NFS")
    'Oatmeal'
    """
    return _LEFT_OPEN.sub("", name).strip(" ,") or name
