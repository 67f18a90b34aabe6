"""What is pointed out beside an answer: the cases of tests/cases/pool/remarks.yaml."""

import pytest

from cases.run import cases, ids
from dolomite.app.pool_studies import Choices, pool_studies

TABLE = cases("pool/remarks")


@pytest.mark.parametrize("case", TABLE, ids=ids(TABLE))
def test_remarks(case):
    choices = Choices(measure=case["measure"], estimator=case.get("estimator", "reml"), test=case.get("test"))
    found = pool_studies(case["file"], name="t.csv", choices=choices).data["warnings"]
    seen = {one["id"]: one["studies"] for one in found}
    assert set(case.get("come", ())) <= seen.keys()
    assert not set(case.get("stay_away", ())) & seen.keys()
    for name, studies in case.get("about", {}).items():
        assert seen[name] == studies


def test_every_remark_has_a_case():
    import inspect
    import re

    from dolomite.pool import warn

    known = set(re.findall(r'id="(\w+)"', inspect.getsource(warn)))
    assert known == {name for case in TABLE for name in case.get("come", ())}
