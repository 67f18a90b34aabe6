"""Everything goes out and comes in again: the same bytes, nothing that runs, nothing that leads out of the folder."""

import csv
import io
import json
import os
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dolomite.store import export
from dolomite.store.errors import StoreError
from dolomite.store.opening import open_store
from dolomite.store.port import Draft, new_uid, undo
from drafts import DAY, NOW, pain

ANNA, BELA = "anna", "bela"
HISTORIES = int(os.environ.get("DOLOMITE_HISTORIES", "15"))  # 1,000 were run once; see docs/explanation/the-store.md

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
numbers = st.one_of(st.none(), st.floats(0, 1e6), st.integers(0, 1000))
drafts = st.one_of(
    st.builds(lambda n: ("pain", {"pain_nrs": n}), st.floats(0, 10)),
    st.builds(lambda t: ("note", {"text": t}), texts),
    st.builds(lambda k, t: ("person_changed", {"name": t, "keys": {k: [t, None, 1.5]}}), texts, texts),
    st.builds(
        lambda t, n, g: ("food", {"food": t, "amount": n, "unit": t, "grams_g": n, "given": {"magnesium_mg": g}}),
        texts, numbers, numbers,
    ),
)  # fmt: skip
steps = st.lists(
    st.tuples(
        st.sampled_from([ANNA, BELA, "Ceyla"]),
        st.sampled_from(["new", "correct", "undo", "remove", "undo_batch", "erase"]),
        drafts,
        st.integers(0, 10**6),
        st.dates(),
        st.sampled_from([None, "b1", "b2"]),
    ),
    max_size=25,
)


def live(store, history):
    """Run the steps of a made-up household; what the store refuses was refused, and life goes on."""
    for n, (who, what, (kind, data), pick, day, batch) in enumerate(history):
        uid, now = f"u{n}", NOW + timedelta(seconds=pick % 97 - 40)
        known = store.history(who)
        target = known[pick % len(known)].uid if known else "none"
        try:
            if what == "erase" and pick % 5 == 0:
                store.erase(who, utc=now)
            elif what == "undo":
                store.append(who, [undo(target, day=day, uid=uid)], utc=now)
            elif what == "undo_batch":
                store.append(who, [undo("b1", day=day, uid=uid)], utc=now)
            elif what == "remove":
                store.append(who, [Draft(uid=uid, day=day, kind="removed", replaces=target)], utc=now)
            else:
                old = target if what == "correct" else None
                store.append(
                    who, [Draft(uid=uid, day=day, kind=kind, data=data, replaces=old, batch=batch)], utc=now
                )  # fmt: skip
        except StoreError:
            continue


@pytest.mark.slow
@settings(
    max_examples=HISTORIES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(history=steps)
def test_export_import_export_gives_equal_bytes(history):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one, two = open_store(folder / "1.sqlite"), open_store(folder / "2.sqlite")
        live(one, history)
        export.write(one, folder / "1.zip")
        export.take(two, export.read(folder / "1.zip"))
        export.write(two, folder / "2.zip")
        assert (folder / "1.zip").read_bytes() == (folder / "2.zip").read_bytes()
        for who in one.people():
            assert two.current(who) == one.current(who) and two.history(who) == one.history(who)
        one.close()
        two.close()


def test_it_goes_over_between_sqlite_and_postgresql(store, lite, tmp_path):
    live(store, [(ANNA, "new", ("note", {"text": "Ζωή"}), n, DAY, None) for n in range(5)])
    store.append(BELA, [pain(3)], utc=NOW)
    store.erase(BELA, utc=NOW)
    export.write(store, tmp_path / "1.zip")
    other = open_store(tmp_path / "other.sqlite")
    export.take(other, export.read(tmp_path / "1.zip"))
    export.write(other, tmp_path / "2.zip")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    other.close()


def rows(path, kind):
    with zipfile.ZipFile(path) as held:
        return list(csv.DictReader(io.StringIO(held.read(f"csv/{kind}.csv").decode(), newline="")))


def test_a_spreadsheet_gets_units_states_and_no_formula(lite, tmp_path):
    for text in ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "|x", "'quoted"):
        lite.append(ANNA, [pain(0, kind="note", data={"text": text})], utc=NOW)
    (first,) = lite.append(
        ANNA, [pain(0, kind="food", data={"food": "=tea", "amount": 0.5, "unit": "cup", "grams_g": None,
              "given": {"magnesium_mg": -0.25}})], utc=NOW,
    )  # fmt: skip
    (second,) = lite.append(ANNA, [pain(4), pain(5)], utc=NOW)[:1]
    lite.append(ANNA, [undo(second.uid, day=DAY, uid="u")], utc=NOW)
    lite.append(ANNA, [pain(0, kind="person_changed", data={"keys": {"=key": "=value"}})], utc=NOW)
    export.write(lite, tmp_path / "x.zip")
    assert all(row["text"].startswith("'") for row in rows(tmp_path / "x.zip", "note"))
    (food,) = rows(tmp_path / "x.zip", "food")
    assert (food["food"], food["amount"], food["grams_g"], food["given.magnesium_mg"]) == ("'=tea", "0.5", "", "-0.25")
    assert [(row["pain_nrs"], row["state"]) for row in rows(tmp_path / "x.zip", "pain")] == [
        ("4.0", "undone"), ("5.0", "stands"),
    ]  # fmt: skip
    (changed,) = rows(tmp_path / "x.zip", "person_changed")
    assert changed["keys.=key"] == "'=value" and first.uid in json.dumps(food)


def test_trial_folders_go_along_as_they_are(lite, tmp_path):
    folder = tmp_path / "my trial"
    (folder / "inner").mkdir(parents=True)
    (folder / "journal.jsonl").write_bytes(b"\x00\xff\n")
    (folder / "inner" / "a").write_bytes(b"a")
    (folder / "link").symlink_to("/etc/passwd")
    export.write(lite, tmp_path / "x.zip", trials={"my trial": folder})
    read = export.read(tmp_path / "x.zip")
    (made,) = export.unpack_trials(read, tmp_path / "back")
    assert (made / "journal.jsonl").read_bytes() == b"\x00\xff\n" and (made / "inner" / "a").read_bytes() == b"a"
    assert not (made / "link").exists() and (made / "journal.jsonl").stat().st_mode & 0o777 == 0o600
    assert export.unpack_trials(read, tmp_path / "back") == ()  # what is there is left alone


def change(path, name, data):
    with zipfile.ZipFile(path) as held:
        files = {one: held.read(one) for one in held.namelist()}
    files[name] = data(files.get(name, b""))
    with zipfile.ZipFile(path, "w") as held:
        for one, content in files.items():
            held.writestr(one, content)


@pytest.mark.parametrize(
    "name, data",
    [
        ("entries.jsonl", lambda old: old.replace(b"4.0", b"5.0")),
        ("entries.jsonl", lambda old: old[: len(old) // 2]),
        ("csv/pain.csv", lambda old: old + b"more"),
        ("more.txt", lambda old: b"more"),
        ("manifest.json", lambda old: b"{}"),
        ("manifest.json", lambda old: b"no json"),
        ("manifest.json", lambda old: old.replace(b"export/1", b"export/9")),
    ],
)
def test_a_damaged_export_is_refused_whole(lite, tmp_path, name, data):
    lite.append(ANNA, [pain(4), pain(3)], utc=NOW)
    export.write(lite, tmp_path / "x.zip")
    change(tmp_path / "x.zip", name, data)
    with pytest.raises(StoreError, match=r"x\.zip"):
        export.read(tmp_path / "x.zip")


@pytest.mark.parametrize("text", [b"", b"PK\x03\x04", b"not a zip"])
def test_what_is_no_zip_is_said(tmp_path, text):
    (tmp_path / "x.zip").write_bytes(text)
    with pytest.raises(StoreError, match="no export"):
        export.read(tmp_path / "x.zip")
    with pytest.raises(StoreError, match="no such file"):
        export.read(tmp_path / "y.zip")


def test_an_entry_forged_with_its_manifest_is_still_found(lite, tmp_path):
    kept = lite.append(ANNA, [pain(4), pain(3)], utc=NOW)
    from dataclasses import replace

    forged = export.Export(entries=(kept[0], replace(kept[1], data={"pain_nrs": 1.0})), tombstones=(), trials={})
    other = open_store(tmp_path / "o.sqlite")
    with pytest.raises(StoreError, match="entry 2 of anna"):
        export.take(other, forged)
    assert other.people() == ()
    other.close()


@pytest.mark.parametrize("name", ["../x/y", "/etc/x", "a/../../b", "a\\b/c", "C:/x", "alone"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path, name):
    held = export.Export(entries=(), tombstones=(), trials={name: b"x"})
    with pytest.raises(StoreError, match="leads out"):
        export.unpack_trials(held, tmp_path / "in")
    assert not (tmp_path / "in").exists()


def test_one_person_alone_can_be_exported(lite, tmp_path):
    lite.append(ANNA, [pain(1)], utc=NOW)
    lite.append(BELA, [pain(2, uid=new_uid())], utc=NOW)
    assert export.write(lite, tmp_path / "x.zip", people=[BELA]) == 1
    assert {one.person for one in export.read(tmp_path / "x.zip").entries} == {BELA}
    with pytest.raises(StoreError, match="there is a file already"):
        export.write(lite, tmp_path / "x.zip")
