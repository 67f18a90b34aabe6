"""What a reader sees of where facts come from: nothing told from memory, and no copy passed off as the source."""

import re
from pathlib import Path
from urllib.parse import urlparse

import pytest
import yaml

from dolomite import facts
from dolomite.facts.document import mapping, names
from dolomite.report.cite import citation

# Here the words are about how people answer, not about how a fact was found.
OTHER_SENSE = {"intake/screener_recall": {"what"}}
SITES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "sharing_sites.yaml").read_text(encoding="utf-8"))


def texts(value, place=""):
    """Every text in a facts file, with its place."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from texts(part, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from texts(part, f"{place}[{number}]")
    elif value is not None:
        yield place, str(value)


def remembered(data):
    """The places of a facts file that say they were remembered."""
    return [place for place, text in texts(data) if "from memory" in " ".join(text.lower().split())]


def is_shared(url):
    """Whether this address belongs to a listed sharing site, or is a raw address."""
    host = (urlparse(url).hostname or "").rstrip(".")
    raw = re.fullmatch(r"[0-9.]+", host) or ":" in host
    return bool(raw) or any(host == site or host.endswith((f".{site}", f"-{site}")) for site in SITES)


def test_nothing_is_told_from_memory():
    found = [
        f"facts/{name}.yaml, {place}"
        for name in names()
        for place in remembered(mapping(name))
        if place not in OTHER_SENSE.get(name, ())
    ]
    assert not found, "say the place, or that it was not looked up (verified: false):\n" + "\n".join(found)


def test_a_planted_memory_is_found():
    assert remembered({"rows": [{"at": "Table 3"}, {"at": "page 2 (From\n memory)"}]}) == ["rows[2].at"]


def test_a_copy_is_said_to_be_one():
    found = [
        f"facts/sources/{one.key}.yaml: {url}"
        for one in map(facts.source, facts.sources())
        for url in (one.url, one.second_url)
        if url is not None and is_shared(url) and not one.is_copy
    ]
    assert not found, "give the publisher's address, or `is_copy: true`:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("url", "shared"),
    [
        ("https://www.scribd.com/document/1", True),
        ("https://de.scribd.com/document/1", True),
        ("http://47.251.13.51:8081/1", True),
        ("http://[2001:db8::1]/1", True),
        ("https://slideplayer.com./slide/1", True),
        ("https://notscribd.com/1", False),
        ("https://doi.org/10.1/1", False),
    ],
)
def test_which_addresses_are_copies(url, shared):
    assert is_shared(url) is shared


def test_the_reference_list_says_which_was_read_in_a_copy():
    assert "Read in a copy: " in citation("waring_epsom")
    assert " Read: " in citation("nih_ods_magnesium")
