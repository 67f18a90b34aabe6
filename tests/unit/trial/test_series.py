"""From text to calendar: what is refused with its line, and what absent days become."""

from __future__ import annotations

import numpy as np
import pytest

from dolomite.base.errors import InputError
from dolomite.trial.read_log import pain_log
from dolomite.trial.series import against, from_log

HEAD = "day,period,arm,pain_nrs\n"
REFUSED = [
    ("day,period,pain_nrs\n1,1,5\n", "line 1: the column arm is missing"),
    (HEAD + "1,1,magnesium,11\n", "line 2: pain_nrs '11' is outside 0 to 10"),
    (HEAD + "1,1,magnesium,-0.1\n", "line 2: pain_nrs '-0.1' is outside 0 to 10"),
    (HEAD + "1,1,magnesium,5\n1,1,magnesium,6\n", "line 3: day 1 stands already in line 2"),
    (HEAD + "1,1,magnesium,five\n", "line 2: pain_nrs 'five' is not a number"),
    (HEAD + '1,1,magnesium,"5,5"\n', "Use a point: 5.5"),
    (HEAD + "1,1,magnesium,nan\n", "line 2: pain_nrs 'nan' is not a number"),
    (HEAD + "1.5,1,magnesium,5\n", "line 2: day '1.5' is not a whole number"),
    (HEAD + "0,1,magnesium,5\n", "line 2: day 0 of arm magnesium is before day 1"),
    (HEAD + "1,1,magnesium,5\n2,1,placebo,5\n", "line 3: period 1 is placebo here and magnesium in line 2"),
    (HEAD + "1,2,magnesium,5\n2,1,placebo,5\n", "Periods follow one another"),
    (HEAD + "1,,magnesium,5\n", "line 2: period '' is not a whole number"),
    (HEAD + "1,1,,5\n", "line 2: arm '' is not a name"),
    (HEAD + "1,1,baseline,5\n", "no day of a compared arm"),
    (HEAD + "1,1,magnesium,5,7\n", "line 2: 5 cells for 4 columns"),
    ("", "the file is empty"),
    (HEAD + "99999,1,magnesium,5\n", "beyond day 2000"),
]


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_refused_with_line_and_remedy(text, words):
    with pytest.raises(InputError, match=r"^log\.csv") as refused:
        pain_log(text, name="log.csv")
    assert words in str(refused.value)


def series(lines):
    return from_log(pain_log(HEAD + "\n".join(lines) + "\n", name="log.csv"))


def test_empty_and_absent_days_are_missing_and_keep_their_arm():
    s = series(["1,1,magnesium,5", "2,1,magnesium,", "4,1,magnesium,4", "5,2,placebo,6", "8,2,placebo,7"])
    assert s.n == 8
    assert s.arms == ("magnesium",) * 4 + ("placebo",) * 4
    assert s.missing() == 4
    assert s.observed().tolist() == [1, 4, 5, 8]


def test_absent_days_at_a_change_follow_equal_periods():
    # day 7 and 8 absent: with periods of seven days day 7 is magnesium's, day 8 placebo's
    rows = [f"{d},1,magnesium,5" for d in range(1, 7)] + [f"{d},2,placebo,5" for d in range(9, 15)]
    rows += [f"{d},3,magnesium,5" for d in range(15, 22)] + [f"{d},4,placebo,5" for d in range(22, 29)]
    s = series(rows)
    assert s.arms[6] == "magnesium"
    assert s.arms[7] == "placebo"
    assert [(p.first, p.last) for p in s.periods] == [(1, 7), (8, 14), (15, 21), (22, 28)]


def test_absent_days_at_a_change_without_equal_periods_stay_with_the_earlier_and_it_is_said():
    s = series(["1,1,magnesium,5", "2,1,magnesium,5", "6,2,placebo,5", "7,2,placebo,5", "8,2,placebo,5"])
    assert s.arms == ("magnesium",) * 5 + ("placebo",) * 3
    assert "earlier period" in s.notes[0]


def test_baseline_and_run_in_stay_outside_and_washout_counts_as_none():
    s = series(["1,,baseline,8", "2,,run_in,8", "3,1,magnesium,5", "4,,washout,5", "5,2,placebo,6", "6,2,placebo,"])
    assert s.observed().tolist() == [3, 4, 5]
    assert s.target("magnesium").tolist() == [0, 0, 1, 0, 0, 0]
    assert s.missing() == 1
    assert s.names() == ("magnesium", "placebo")


def test_baseline_may_lie_before_day_one():
    s = series(["-2,,baseline,8", "0,,baseline,7", "1,1,magnesium,5", "2,2,placebo,6"])
    assert s.n == 2


def test_further_columns_are_outcomes():
    text = "day,period,arm,pain_nrs,sleep\n1,1,a,5,7\n2,2,b,6,\n"
    s = from_log(pain_log(text, name="log.csv"))
    assert s.others[0][0] == "sleep"
    assert s.others[0][1][0] == 7
    assert np.isnan(s.others[0][1][1])


def test_order_of_lines_does_not_matter():
    rows = ["1,1,a,5", "2,1,a,4", "3,2,b,6", "4,2,b,"]
    assert series(rows).arms == series(rows[::-1]).arms


def test_several_comparators_need_a_name():
    s = series(["1,1,magnesium,5", "2,2,placebo,6", "3,3,nothing,6"])
    with pytest.raises(InputError, match="Say which: placebo"):
        against(s, "magnesium", None)
    assert against(s, "magnesium", "nothing") == "nothing"
    with pytest.raises(InputError, match="no such arm"):
        against(s, "zinc", None)
    with pytest.raises(InputError, match="not another arm"):
        against(s, "magnesium", "magnesium")
