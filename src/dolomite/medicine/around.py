"""A line as people write it in a sentence: the words that name the medicine, and the remark beside them.

"I was switched to Tenormin, which slows my heart": a way to the name, the name, and what is said of it. Only text is
cut here; whether a remark names a second medicine is for `medicine/match.py` to see.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dolomite.medicine import names
from dolomite.medicine.typed import take_apart

# What leads to the name: somebody takes it, was given it, or counts it.
_TAKEN = (
    r"take|takes|took|taking|taken|have|has|had|having|on|given|gave|give|giving|get|gets|got|getting|prescribed|"
    r"switched|changed|moved|started|starts|start|starting|try|tried|trying|call|called|inject|injects|injected|use|"
    r"uses|used|using|suggested|recommended|need|needs|added|including|like|of|nehme|nimmt|nahm|bekomme|bekommt"
)
_AFTER_TAKEN = (
    r"(?:\s+(?:on|to|me|him|her|us|them|myself|himself|herself|with|by|taking|using|up|down|back|also|now|currently|"
    r"daily|regularly|only|just|still|ich|er|sie|of|called))*"
)
_LEAD = re.compile(rf"^(?=(?P<lead>(?:[^\W\d][\w'’]*[ ,]+){{0,9}}?(?:{_TAKEN}){_AFTER_TAKEN}[:,]?\s+)\S)", re.I)
_SMALL = re.compile(
    r"^(?:(?:an?|the|my|his|her|our|some|any|all|this|that|these|those|more|few|another|also|extra|new|old|little|big|"
    r"generic|regular|weekly|daily|first|second|third|other|usual|prescription|mix|mixture|combination|combo|couple|"
    r"bottle|box|pack|month|months|year|years|week|weeks|course|shipment|supply|dose|doses|half|lot|bit|drug|medication|"
    r"medicine|tablet|pill|of|on|is|and|plus|extra[- ]strength|[*•\-–·]+)\b[\s,:]*|[*•\-–·]+\s*)+",
    re.I,
)
# Where a remark begins: after a dash, a bracket, the end of a sentence, or a word that goes on to say what it does.
_GOES_ON = (
    r"because|which|who|where|whereas|so that|in order to|due to|instead of|as prescribed|as (?:a|an|my|part)|"
    r"to (?:help|treat|prevent|control|stop|reduce|lower|combat|ward|avoid|keep|protect|guard|boost|make|relax|calm|"
    r"aid|manage|ease|get|lessen|fight|thin|replace|stay|sleep|relieve|bring|try|raise|counter\w*)|"
    r"for (?!\d)|for \d+ (?:days?|weeks?|months?|years?)|depending|mostly|mainly|or (?:forever|longer)|per\b|"
    r"that (?:is|was|did|does|has|had|helps?|makes?|made|keeps?|i|he|she|they|we|you|would|will|can|\w+s)\b|"
    r"and (?:it|this|that|they|he|she|the dose|the doctor|i|so)\b|but|although|though|when|while|since|until|after|"
    r"before|if|helps?|works?|worked|did|does|is|was|are|were|needs?|will|would|can|could|makes?|made|keeps?|"
    r"seems?|has|have|gave|gives|takes|in(?:to)? (?=\d|my|his|her|the)|infused|dissolved|"
    r"in combination|together with|along with|"
    r"(?:also |generically |better |otherwise )?known as|also called|often|from (?:the|my)|about|damit|weil|gegen|wegen"
)
_REMARKS = (
    re.compile(r"\s+(?:--+|[–—-])\s*(?=\w)|\s*--+\s*(?=\w)|\s*[–—]\s*(?=\w)|"
               r"(?<=[a-z]{4})-(?=(?:I|An?) |[A-Z][a-z]+ \w+ \w+)"),
    re.compile(r"(?<=[a-z]{2})[.!?…]+\s+(?=[\w“\"'(])|(?<=[a-z]{3}),\s+(?=(?:this|it|its|it's|it’s|i|i'm|i’m|he|she|they|"
               r"\w+ (?:is|are|was))\b)", re.I),
    re.compile(rf"[\s,]+(?=(?:{_GOES_ON}))\b", re.I),
    re.compile(r"\s*\((?=[^)]*$)|\s*\((?=[^)]*\))"),
    re.compile(r",\s+(?=(?:an?|my|the)\s[^,]*\b(?:medication|medicine|drug|inhibitor|blocker|relaxer|relaxant|painkiller|"
               r"antidepressant|stabili[sz]er|supplement|thinner|steroid|pill)s?\b)", re.I),
    re.compile(r",?\s+(?=(?:forever|for life|for ever|long[- ]term|lifelong|good old|the well|a\.?k\.?a)\b)", re.I),
)  # fmt: skip
_KIND_FIRST = re.compile(
    r"^[^\W\d][\w'’ -]*?\b(?:pills?|tablets?|meds|medications?|medicines?|drugs?|painkillers?|blockers?|"
    r"inhibitors?|thinners?|relaxants?|antidepressants?|supplements?)(?:\s+called|\s*[,:])\s+",
    re.I,
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LETTERS = re.compile(r"(?<![^\W_])(?:[^\W\d_] +){3,}[^\W\d_](?![^\W_])")  # "t r a m a d o l"
# Words of a sentence: one of them has to stand in a remark, so that a second name alone is none.
_SENTENCE = frozenset(
    "a about above all also am an and another any are as at back be because been being but by can come did do does "
    "down for forever from get had has have he helps her him his how i if in into is it its just keeps less life made "
    "makes me more most much my needs no not of off on one only or other our out over really she so some that the "
    "their them then these they this those to too treatment under until up us was we well were what when where which "
    "while who why will with would you your der die das ich und für gegen ist erst heute früher jetzt".split()
)
_JOINTS = frozenset({"or", "and", "plus", "also", "with", "und", "oder"})
_MOST_JOINED = 3  # words after a joint that are a second medicine and no remark: "(or Bricanyl)"
_MOST_LEADS = 3
_MOST_LOOKED_AT = 600  # letters of a line that are cut this way; about time
MOST_READINGS = 16  # ways to cut one line; about time


class Around(NamedTuple):
    """The words that name the medicine, the words that led to them, and the remarks behind them."""

    said: str
    lead: str
    remark: str


def readings(line: str) -> tuple[Around, ...]:
    """The ways to cut this line, the longest name first; none where nothing stands around a name.

    >>> readings("I was switched to Tenormin, which slows my heart")[-1]
    Around(said='Tenormin', lead='I was switched to', remark='which slows my heart')
    """
    text = line.strip().replace("{", "(").replace("}", ")")[:_MOST_LOOKED_AT]
    text = _LETTERS.sub(lambda letters: letters[0].replace(" ", ""), text)
    starts = [(text, "")]
    for _ in range(_MOST_LEADS):  # "the kind I have been prescribed is called ..."
        last, before = starts[-1]
        lead = _LEAD.match(last)
        if lead is None:
            break
        starts.append((last[lead.end("lead") :], f"{before} {lead['lead']}".strip()))
    kind = _KIND_FIRST.match(text)
    if kind is not None:  # "a sleeping pill, zopiclone"
        starts.append((text[kind.end() :], kind[0].strip(" ,:")))
    cuts = []
    for start, before in starts:
        small = _SMALL.match(start)
        kept = start[small.end() :] if small is not None and small.end() < len(start) else start
        cuts += [Around(said, before, remark) for said, remark in _cuts(kept)]
    cuts += [
        Around(inside, f"{cut.lead} {_BRACKETS.sub(' ', cut.said)}".strip(), cut.remark)
        for cut in cuts
        for inside in _BRACKETS.findall(cut.said)  # "my sleeping pill (zopiclone)"
    ]
    cuts += [
        Around(_BRACKETS.sub(" ", cut.said), cut.lead, " ".join((*_BRACKETS.findall(cut.said), cut.remark)).strip())
        for cut in cuts
        if all(map(is_remark, _BRACKETS.findall(cut.said)))
    ]
    return tuple(dict.fromkeys(cut for cut in cuts if cut.said and cut.said != line))[:MOST_READINGS]


@cache
def _kind_behind() -> re.Pattern[str]:
    """Where a kind of medicine stands at the end: "Bisacodyl - laxative"."""
    kinds = "|".join(sorted(names.kind_words()))
    return re.compile(rf"(?:,\s+|\s+)(?=(?:an? |my |another )?(?:{kinds})\s*$)", re.I)


def _cuts(text: str) -> list[tuple[str, str]]:
    """The text as it is, then cut where a remark may begin, the last place first."""
    marks = (*_REMARKS, _kind_behind())
    places = sorted({(sign.start(), sign.end()) for mark in marks for sign in mark.finditer(text) if sign.start()})
    cut = [(text[:start].rstrip(" ,:;("), text[end:].strip(" )(")) for start, end in reversed(places)]
    return [(text, ""), *((said, remark) for said, remark in cut if is_remark(remark))]


def is_remark(text: str) -> bool:
    """Whether these words are a remark: part of a sentence, and no second name with its dose.

    >>> is_remark("it slows my heart"), is_remark("Zyprexa 5 mg at night")
    (True, False)
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    if names.kind_words().issuperset(words):
        return True
    if words[0] in _JOINTS and len(words) <= _MOST_JOINED:
        return False
    line = take_apart(text) if any(map(str.isdecimal, text)) else None
    if line is not None and line.dose_mg is not None and len(line.name.split()) < 3:
        return words[0] in _SENTENCE
    return not _SENTENCE.isdisjoint(words) and (len(words) > 2 or words[0] in _SENTENCE)
