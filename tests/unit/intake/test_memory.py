"""A small file takes little memory, however large one may be: the same code reads it inside a browser."""

import tracemalloc

from dolomite.intake.read.file import MOST_TEXT_BYTES, File


def test_a_small_file_is_read_without_room_for_the_largest(tmp_path):
    path = tmp_path / "small.csv"
    path.write_bytes(b"date,meal,food,amount,unit\n")
    tracemalloc.start()
    try:
        assert File(name="small.csv", content=path).bytes() == path.read_bytes()
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < MOST_TEXT_BYTES / 100, most
