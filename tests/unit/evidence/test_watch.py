"""Saved search results: known by what they hold, joined, matched, judged by rules; wrong files give a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dolomite.app.watch_evidence import watch
from dolomite.base.errors import InputError
from dolomite.evidence.question import questions
from dolomite.evidence.study import trials
from dolomite.evidence.watch import propose
from dolomite.evidence.watch.judge import judge, judged
from dolomite.evidence.watch.read import records
from dolomite.evidence.watch.record import comparable, day
from dolomite.evidence.watch.stored import Stored, from_trial, stored
from dolomite.evidence.watch.works import works

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "examples" / "watch").iterdir())
CASES = yaml.safe_load((ROOT / "tests" / "cases" / "evidence" / "watch.yaml").read_text(encoding="utf-8"))
SAVED = ROOT / "tests" / "cases" / "evidence" / "watch_saved"
WRONG = {
    "cut_off.json": (b'{"studies": [{"protocolSection": {"identificationModule": {"nctId": "NCT9', "cut off"),
    "empty.nbib": (b"  \n", "empty"),
    "other.json": (b'{"resourceType": "Bundle"}', "not a search result"),
    "built_otherwise.json": (b'{"studies": [{"protocolSection": {}}]}', "built otherwise"),
    "list.json": (b"[1, 2]", "not a search result"),
    "deep.json": (b"[" * 100_000, "nested too deep"),
    "prose.txt": (b"Dear colleague,", "not a saved search"),
    "table.xlsx": (b"PK\x03\x04 and so on", "Office file"),
    "nothing.json": (b'{"studies": []}', "no record"),
    "large.ris": (b"TY  - JOUR\n" + b" " * 60_000_001, "larger than 60 MB"),
}


def files(paths):
    return [(path.name, path.read_bytes) for path in paths]


def ris(title, *, year=2026, text="", number=None, registration=None):
    lines = ["TY  - JOUR", f"TI  - {title}", f"PY  - {year or ''}", f"AB  - {text}"]
    lines += [f"DO  - {number}"] if number else []
    lines += [f"M1  - {registration}"] if registration else []
    return "\n".join([*lines, "ER  - "]).encode()


def verdict(data, among=None):
    (work,) = works(records(data, name="x.ris"))
    return judge(work, stored() if among is None else among)


def test_the_examples_give_their_answers():
    found = watch(files(EXAMPLES)).section.data
    told = {one["id"]: one["verdict"] for one in found["works"]}
    assert told == {
        "garrison-2020": "changed",
        "nct02322333-mld10": "changed",
        "NCT99980001": "new",
        "PPR999801": "new",
        "roguin-maor-2017": "known",
        "peikert-1996": "known",
        "99980002": "irrelevant",
        "NCT99980003": "irrelevant",
        "10.9998/example.notice": "irrelevant",
        "10.9998/steel.r": "irrelevant",
        "no id": "unreadable",
    }
    assert {one["id"] for one in found["works"] if not one["sure"]} == {"peikert-1996"}


def test_the_same_work_in_several_files_is_one_line():
    found = watch(files(EXAMPLES)).section.data
    one = next(one for one in found["works"] if one["id"] == "NCT99980001")
    assert one["seen_in"] == ["clinicaltrials.json", "pubmed.nbib", "references.ris"]


def test_the_order_of_the_files_does_not_matter():
    assert watch(files(EXAMPLES)).section == watch(files(EXAMPLES[::-1])).section


def test_a_retracted_trial_is_loud_and_leaves_the_answer():
    gone = next(one for one in trials() if one.id == "peikert-1996")
    found = watch([("x.ris", lambda: ris("RETRACTED: Any title at all of some length", number=gone.doi))])
    assert "RETRACTED: peikert-1996" in found.section.says[1]
    assert found.section.tone == "caution"
    assert found.section.data["answers"][0]["went"] == ["peikert-1996"]


def test_a_retracted_work_that_was_never_used_is_irrelevant():
    assert verdict(ris("RETRACTED: Oral magnesium for low back pain", number="10.9998/x")).why.startswith("retracted")


@pytest.mark.parametrize(("tag", "wanted"), [("RIN", "retracted"), ("ECI", "retracted"), ("EIN", "changed")])
def test_a_notice_in_pubmed(tag, wanted):
    text = f"PMID- 1\nTI  - Some title\n{tag} - J. 2026. doi: 10.9998/n. PMID: 2\n".encode()
    (work,) = works(records(text, name="x.nbib"))
    mine = Stored(id="mine", name="Mine", kind="trial", ids=frozenset({("pmid", "1")}))
    assert judge(work, (mine,)).verdict == wanted
    assert judge(work, (mine,)).id == "mine"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"][:50])
def test_what_is_relevant(case):
    found = verdict(ris(case["title"], number="10.9998/case"))
    assert found.verdict == case["verdict"], found.why


def test_twenty_saved_records_in_four_formats():
    """The verdict of each, and the answer it touches: one by a route that no answer is about touches none."""
    expected = yaml.safe_load(SAVED.with_suffix(".yaml").read_text(encoding="utf-8"))
    found = watch([(path.name, path.read_bytes) for path in sorted(SAVED.iterdir())]).section.data["works"]
    told = {one["id"]: (one["verdict"], tuple(one["questions"])) for one in found}
    asked = {one["id"]: (one["verdict"], (one["question"],) if one["question"] else ()) for one in expected}
    assert told == asked


def test_recall_of_our_own_trials():
    """Found again with their ids, and called new from title, condition and people were they not stored."""
    asked = [one for one in trials() if one.question is not None]
    again, new = [], []
    for one in asked:
        words = f"{one.condition}. {one.population or ''}. {one.magnesium.words}. {one.condition}. magnesium magnesium"
        number = one.registration if one.doi is None else None
        data = ris(one.title, year=one.year, text=words, number=one.doi, registration=number)
        again.append(verdict(data).verdict in ("known", "changed"))
        others = tuple(other for other in stored() if other.id != one.id and not other.ids & from_trial(one).ids)
        new.append(verdict(data, others).verdict in ("new", "known"))
    assert sum(again) / len(asked) >= 0.95, [one.id for one, ok in zip(asked, again, strict=True) if not ok]
    assert sum(new) / len(asked) >= 0.95, [one.id for one, ok in zip(asked, new, strict=True) if not ok]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_gives_a_sentence_and_the_others_are_read(name):
    data, says = WRONG[name]
    found = watch([(name, lambda: data), *files(EXAMPLES[:1])])
    assert [says in str(one) for one in found.faults] == [True]
    assert found.faults[0].file == name
    assert found.read == 1
    with pytest.raises(InputError):
        found.raise_faults()


@settings(deadline=None, max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PMID- 1\n", b"TY  - JOUR\n", b'{"studies":[', b'{"message":{"DOI":']),
)
def test_no_bytes_break_the_door(data, start):
    try:
        judged(works(records(start + data, name="x")), stored())
    except InputError as error:
        assert str(error).startswith("x")


def test_a_proposed_file_has_no_number_and_comes_back():
    proposed = watch(files(EXAMPLES)).proposed
    assert set(proposed) == {"nct99980001.yaml", "ppr999801.yaml"}
    (back,) = propose.filled(proposed["nct99980001.yaml"], name="x.yaml")
    assert back.question == "low_back_chronic_oral"
    assert [(arm.n, arm.mean, arm.sd) for arm in back.results[0].arms] == [(None, None, None)] * 2
    assert back.people.randomised is None


def test_a_filled_file_moves_the_answer():
    text = watch(files(EXAMPLES)).proposed["nct99980001.yaml"]
    row = yaml.safe_load(text)
    one = row["rows"][0]
    one |= {"missing_result": None, "isolates_magnesium": "yes", "verified": "true", "source": "paper", "at": "table 2"}
    one["design"] |= {"randomised": "yes"}
    one["people"] = {"randomised": 180, "analysed": 170}
    one["results"][0] |= {"day": 60, "scale": "0-10", "scale_low": 0, "scale_high": 10, "verified": "true"}
    for arm, mean in zip(one["results"][0]["arms"], (3.1, 4.6), strict=True):
        arm |= {"n": 85, "mean": mean, "sd": 1.5}
    found = watch(files(EXAMPLES), filled=[("filled.yaml", yaml.safe_dump(row))]).section.data
    answer = next(one for one in found["answers"] if one["question"] == "low_back_chronic_oral")
    assert answer["certainty_before"] == "no_evidence"
    assert answer["moved"]
    assert answer["came"] == ["NCT99980001"]


@pytest.mark.parametrize(
    ("text", "says"), [("what: x\n", "no rows"), ("rows: [{id: x}]\n", "row 1, "), ("rows: 5\n", "no rows")]
)
def test_a_filled_file_that_is_none_gives_a_sentence(text, says):
    with pytest.raises(InputError, match=says):
        propose.filled(text, name="x.yaml")


def test_a_filled_file_cannot_be_verified_without_a_place():
    text = watch(files(EXAMPLES)).proposed["nct99980001.yaml"].replace("verified: 'false'", "verified: 'true'")
    with pytest.raises(InputError, match="where it was read"):
        propose.filled(text, name="x.yaml")


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2021 Oct 31", "2021-10-31"),
        ("2019 Mar", "2019-03"),
        ("2017/05/01", "2017-05-01"),
        ("2026", "2026"),
        ("x", None),
    ],
)
def test_dates(typed, iso):
    assert day(typed) == iso


def test_titles_are_compared_without_case_accents_and_a_leading_retracted():
    assert comparable("RETRACTED ARTICLE: Köhne, a Trial.") == "kohne a trial"


def test_every_touched_question_is_one_of_ours():
    known = {question.id for question in questions()}
    assert all(set(one["questions"]) <= known for one in watch(files(EXAMPLES)).section.data["works"])


@pytest.mark.parametrize(("status", "wanted"), [("COMPLETED", "changed"), ("RECRUITING", "known")])
def test_a_registration_that_is_only_probably_a_stored_trial_is_looked_at_once_it_ends(status, wanted):
    identity = {"nctId": "NCT07418580", "briefTitle": "Low-dose magnesium sulfate after lumbar spine surgery"}
    study = {"protocolSection": {"identificationModule": identity, "statusModule": {"overallStatus": status}}}
    (work,) = works(records(json.dumps({"studies": [study]}).encode(), name="x.json"))
    told = judge(work, stored())
    assert (told.verdict, told.sure) == (wanted, False)
    assert told.stored is not None and told.stored.id == "salkaya-2024"
