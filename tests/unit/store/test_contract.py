"""What every store keeps to, in SQLite and in PostgreSQL alike."""

import itertools
import threading
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from dolomite.store import verify
from dolomite.store.errors import StaleError, StoreError, UnknownError
from dolomite.store.port import Draft, new_uid, undo
from drafts import DAY, NOW, held, pain

ANNA, BELA = "anna-1", "bela-1"


def test_an_entry_comes_back_as_it_was_given(store):
    words = "Ζωή ate 2 × Weetabix 🥣 — ‏سلام‎ \u0000 and 'quotes'; DROP TABLE entry;"
    (kept,) = store.append(ANNA, [pain(4, kind="note", data={"text": words})], utc=NOW)
    assert store.get(ANNA, kept.uid) == kept
    assert kept.data == {"text": words}
    assert kept.number == 1 and kept.thing == kept.uid and kept.before == "0" * 64
    assert store.last(ANNA) == (1, kept.hash)


def test_a_repeated_post_is_harmless(store):
    draft = pain(4)
    (first,) = store.append(ANNA, [draft], utc=NOW)
    (again,) = store.append(ANNA, [draft], utc=NOW + timedelta(hours=1))
    assert again == first and store.last(ANNA)[0] == 1


def test_an_id_used_for_something_else_is_refused(store):
    (kept,) = store.append(ANNA, [pain(4)], utc=NOW)
    with pytest.raises(StaleError):
        store.append(ANNA, [pain(5, uid=kept.uid)], utc=NOW)


def test_a_batch_is_kept_whole_or_not_at_all(store):
    with pytest.raises(StoreError, match="pain_nrs"):
        store.append(ANNA, [pain(4), pain(11)], utc=NOW)
    assert store.people() == () and store.last(ANNA) == (0, "0" * 64)


def test_a_correction_stands_and_its_undo_brings_the_first_word_back(store):
    (first,) = store.append(ANNA, [pain(4)], utc=NOW)
    (second,) = store.append(ANNA, [pain(5, replaces=first.uid)], utc=NOW)
    assert held(store.current(ANNA)) == [5]
    (taken,) = store.append(ANNA, [undo(second.uid, day=DAY, uid=new_uid())], utc=NOW)
    assert held(store.current(ANNA)) == [4]
    store.append(ANNA, [undo(taken.uid, day=DAY, uid=new_uid())], utc=NOW)
    assert held(store.current(ANNA)) == [5]
    assert len(store.history(ANNA)) == 4


def test_a_batch_is_undone_as_one_with_what_was_corrected_in_it(store):
    kept = store.append(ANNA, [pain(n, batch="b") for n in range(5)], utc=NOW)
    store.append(ANNA, [pain(9, replaces=kept[2].uid), pain(7)], utc=NOW)
    assert sorted(held(store.current(ANNA))) == [0, 1, 3, 4, 7, 9]
    (taken,) = store.append(ANNA, [undo("b", day=DAY, uid=new_uid())], utc=NOW)
    assert held(store.current(ANNA)) == [7]
    assert store.undone(ANNA, [one.uid for one in kept]) == {one.uid for one in kept}
    store.append(ANNA, [undo(taken.uid, day=DAY, uid=new_uid())], utc=NOW)
    assert sorted(held(store.current(ANNA))) == [0, 1, 3, 4, 7, 9]


def test_what_joins_a_batch_after_its_undo_stands(store):
    store.append(ANNA, [pain(1, batch="b"), undo("b", day=DAY, uid=new_uid())], utc=NOW)
    store.append(ANNA, [pain(2, batch="b")], utc=NOW)
    assert held(store.current(ANNA)) == [2]


def test_removed_is_gone_and_undo_brings_it_back(store):
    (first,) = store.append(ANNA, [pain(4)], utc=NOW)
    (second,) = store.append(ANNA, [pain(5, replaces=first.uid)], utc=NOW)
    (gone,) = store.append(ANNA, [pain(0, kind="removed", data={}, replaces=second.uid)], utc=NOW)
    assert store.current(ANNA) == ()
    store.append(ANNA, [undo(gone.uid, day=DAY, uid=new_uid())], utc=NOW)
    assert held(store.current(ANNA)) == [5]


def test_a_correction_may_move_a_thing_to_another_day(store):
    yesterday = DAY - timedelta(days=1)
    (first,) = store.append(ANNA, [pain(4)], utc=NOW)
    (moved,) = store.append(ANNA, [pain(4, replaces=first.uid, day=yesterday)], utc=NOW)
    assert store.current(ANNA, first=DAY, last=DAY) == ()
    assert held(store.current(ANNA, first=yesterday, last=yesterday)) == [4]
    store.append(ANNA, [undo(moved.uid, day=DAY, uid=new_uid())], utc=NOW)
    assert held(store.current(ANNA, first=DAY, last=DAY)) == [4]
    assert store.current(ANNA, first=yesterday, last=yesterday) == ()


def test_days_and_kinds_narrow_what_is_asked(store):
    store.append(ANNA, [pain(n, day=DAY + timedelta(days=n)) for n in range(5)], utc=NOW)
    store.append(ANNA, [Draft(uid=new_uid(), day=DAY, kind="took_none", data={})], utc=NOW)
    asked = store.current(ANNA, first=DAY + timedelta(days=1), last=DAY + timedelta(days=3), kinds=["pain"])
    assert held(asked) == [1, 2, 3]
    assert [one.kind for one in store.current(ANNA, first=DAY, last=DAY, kinds=["took_none"])] == ["took_none"]


def test_history_goes_on_from_where_it_was_left(store):
    store.append(ANNA, [pain(n % 10) for n in range(25)], utc=NOW)
    assert [one.number for one in store.history(ANNA, after=20)] == [21, 22, 23, 24, 25]
    assert [one.number for one in store.history(ANNA, before=4, limit=2, newest_first=True)] == [3, 2]


def test_people_have_chains_of_their_own(store):
    store.append(BELA, [pain(1)], utc=NOW)
    store.append(ANNA, [pain(2), pain(3)], utc=NOW + timedelta(seconds=1))
    assert store.people() == (BELA, ANNA)
    assert (store.last(BELA)[0], store.last(ANNA)[0]) == (1, 2)
    with pytest.raises(UnknownError):
        store.get(ANNA, store.history(BELA)[0].uid)
    with pytest.raises(UnknownError):
        store.append(ANNA, [pain(1, replaces=store.history(BELA)[0].uid)], utc=NOW)
    with pytest.raises(UnknownError):
        store.append(ANNA, [undo(store.history(BELA)[0].uid, day=DAY, uid=new_uid())], utc=NOW)


def test_an_erased_person_leaves_a_dated_stone_and_nothing_else(store):
    store.append(ANNA, [pain(1, kind="note", data={"text": "canary"})], utc=NOW)
    store.append(BELA, [pain(2)], utc=NOW)
    stone = store.erase(ANNA, utc=NOW)
    assert (stone.person, stone.entries, stone.utc[:10]) == (ANNA, 1, "2026-11-28")
    assert store.people() == (BELA,) and store.history(ANNA) == () and store.tombstones() == (stone,)
    with pytest.raises(UnknownError, match="erased"):
        store.append(ANNA, [pain(1)], utc=NOW)
    with pytest.raises(UnknownError):
        store.erase("nobody", utc=NOW)


def test_the_database_itself_refuses_a_change(store):
    store.append(ANNA, [pain(1)], utc=NOW)
    store.erase(ANNA, utc=NOW)
    store.append(BELA, [pain(1)], utc=NOW)
    for statement in (
        "UPDATE entry SET data = '{}'",
        "DELETE FROM entry",
        "UPDATE tombstone SET utc = ''",
        "DELETE FROM tombstone",
    ):
        with pytest.raises(StoreError, match="never changed"), store.writing() as connection:
            connection.execute(sa.text(statement))
    assert held(store.current(BELA)) == [1]


@pytest.mark.parametrize(
    "draft, says",
    [
        (pain(1, uid="a b"), "uid"),
        (pain(1, uid=""), "uid"),
        (pain(1, uid="x" * 81), "uid"),
        (pain(1, source="a\nb"), "source"),
        (pain(1, external="x" * 501), "external"),
        (pain(1, kind="nonsense"), "no kind of entry"),
        (pain(1, data={"pain_nrs": 1, "more": 2}), "more"),
        (pain(1, data={"pain_nrs": float("nan")}), "pain_nrs"),
        (pain(1, kind="note", data={"text": "\ud800"}), "text"),
        (pain(1, kind="person_changed", data={"keys": {"a": float("inf")}}), "number"),
        (pain(1, kind="removed", data={}), "replaces"),
        (pain(1, kind="undo", data={}), "undo"),
        (pain(1, undoes="a"), "undo"),
        (undo("nothing", day=DAY, uid="u"), "no such entry"),
        (pain(1, replaces="nothing"), "no such entry"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(store, draft, says):
    with pytest.raises(StoreError, match=says):
        store.append(ANNA, [draft], utc=NOW)
    assert store.people() == ()


def test_a_clock_that_goes_back_changes_nothing(store):
    (first,) = store.append(ANNA, [pain(1)], utc=NOW)
    (second,) = store.append(ANNA, [pain(2, replaces=first.uid)], utc=NOW - timedelta(days=400))
    assert held(store.current(ANNA)) == [2] and second.utc < first.utc
    assert verify.verified(store).faults == ()


def test_ten_thousand_entries_on_one_day(store):
    drafts = [pain(n % 11, batch=f"b{n % 7}") for n in range(10_000)]
    store.append(ANNA, drafts, utc=NOW)
    store.append(ANNA, [undo("b3", day=DAY, uid=new_uid())], utc=NOW)
    assert len(store.current(ANNA, first=DAY, last=DAY)) == sum(n % 7 != 3 for n in range(10_000))
    assert verify.verified(store) == verify.Verified(people=1, entries=10_001, faults=())


def test_two_writers_take_turns(store):
    failed = []

    def write():
        try:
            for _ in range(20):
                store.append(ANNA, [pain(1)], utc=NOW)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == [] and store.last(ANNA)[0] == 80
    assert verify.verified(store).faults == ()


def test_externals_are_known_until_undone(store):
    kept = store.append(ANNA, [pain(n, source="hc", external=f"x{n}") for n in range(3)], utc=NOW)
    store.append(ANNA, [undo(kept[1].uid, day=DAY, uid=new_uid())], utc=NOW)
    assert store.externals(ANNA, "hc") == {"x0": kept[0].uid, "x2": kept[2].uid}
    assert store.externals(ANNA, "other") == {}


def test_undos_of_undos_settle_from_the_newest(store):
    (first,) = store.append(ANNA, [pain(1)], utc=NOW)
    target = first.uid
    for there in itertools.islice(itertools.cycle([False, True]), 7):
        (taken,) = store.append(ANNA, [undo(target, day=DAY, uid=new_uid())], utc=NOW)
        target = taken.uid
        assert bool(store.current(ANNA)) is there


def test_entries_move_to_another_store_as_they_are(store, tmp_path):
    from dolomite.store.opening import open_store

    store.append(ANNA, [pain(1), pain(2)], utc=NOW)
    other = open_store(tmp_path / "other.sqlite")
    assert other.take(store.history(ANNA)) == 2
    store.append(ANNA, [pain(3)], utc=NOW)
    assert other.take(store.history(ANNA)) == 1 and other.take(store.history(ANNA)) == 0
    assert other.take(store.history(ANNA)[:1]) == 0
    assert other.history(ANNA) == store.history(ANNA)
    other.append(ANNA, [pain(4)], utc=NOW)
    store.append(ANNA, [pain(5)], utc=NOW)
    with pytest.raises(StoreError, match="different ways"):
        other.take(store.history(ANNA))
    other.close()


def test_a_day_before_christ_or_far_ahead_is_only_a_day(store):
    store.append(ANNA, [pain(1, day=date.min), pain(2, day=date.max)], utc=NOW)
    assert held(store.current(ANNA, first=date.min, last=date(1, 1, 2))) == [1]
