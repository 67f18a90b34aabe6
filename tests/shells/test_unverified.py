"""Every JSON answer says how many of its grounds nobody has fully verified, as the web's answers do."""

import pytest

PERSON, DIARY = "examples/person.yaml", "examples/person.csv"


@pytest.mark.parametrize(
    "words",
    [
        ("safety", PERSON),
        ("need", PERSON),
        ("intake", DIARY, "--person", PERSON),
        ("plan", PERSON, "--diary", DIARY),
        ("report", PERSON, "--diary", DIARY),
        ("supplement", "dose", PERSON),
    ],
    ids=" ".join,
)
def test_it_is_counted(answer, words):
    counted = answer(*words, "--on", "2026-11-21", "--json")["unverified"]
    assert isinstance(counted, int) and counted >= 0
