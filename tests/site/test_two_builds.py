"""Two builds of one checkout are equal: whoever doubts a host builds it and compares."""

import filecmp
import subprocess
import sys

import pytest
from tests.site.conftest import ROOT, SITE

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_second_build_is_equal_byte_for_byte(tmp_path):
    subprocess.run([sys.executable, ROOT / "tools/site/build.py", tmp_path / "again"], check=True, capture_output=True)
    names = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*") if path.is_file())
    again = tmp_path / "again"
    assert names == sorted(path.relative_to(again).as_posix() for path in again.rglob("*") if path.is_file())
    _, other, lacking = filecmp.cmpfiles(SITE, again, names, shallow=False)
    assert not other and not lacking, (other, lacking)
