"""A page that nothing changed is not made again; each copy of it has ids of its own; a change is seen at once."""

import re

from dolomite.app.kept_pages import MARK, KeptPages, with_ids

UID = re.compile(r'name="uid" value="(\w+)"')


def test_each_copy_has_ids_of_its_own_and_none_is_the_mark(served):
    who = served.who
    pages = [served.ask("GET", f"/p/{who}/{place}").text for place in ("food", "food", "magnesium", "magnesium")]
    ids = [identifier for page in pages for identifier in UID.findall(page)]
    assert len(ids) > 8 and len(set(ids)) == len(ids) and MARK not in "".join(pages)


def test_what_is_written_is_seen_at_once_and_so_is_what_is_taken_back(served):
    who = served.who
    assert "Remove Egg" not in served.ask("GET", f"/p/{who}/food").text
    served.ask("POST", f"/p/{who}/food/add", data={"words": "2 eggs", "uid": "e" * 32})
    assert "Remove Egg" in served.ask("GET", f"/p/{who}/food").text
    served.ask("POST", f"/p/{who}/undo", data={"batch": "e" * 32})
    assert "Remove Egg" not in served.ask("GET", f"/p/{who}/food").text
    served.ask("POST", f"/p/{who}/me/name", data={"name": "Somebody else"})
    served.ask("POST", f"/p/{who}/body/weight", data={"weight": "81"})
    assert 'value="81' in served.ask("GET", f"/p/{who}/person").text


def test_the_message_of_what_was_done_comes_once(served):
    who = served.who
    served.ask("POST", f"/p/{who}/food/add", data={"words": "2 eggs", "uid": "e" * 32})
    assert 'class="done"' in served.ask("GET", f"/p/{who}/food?done={'e' * 32}").text
    assert 'class="done"' not in served.ask("GET", f"/p/{who}/food").text


def test_the_oldest_pages_go_first():
    kept = KeptPages()
    for n in range(9):
        kept.put((str(n),), "x" * 1_000_000)
    assert kept.get(("0",)) is None and kept.get(("8",)) is not None
    kept.put(("8",), "y")
    assert kept.get(("8",)) == "y"
    assert with_ids("no form here") == "no form here"
