"""Time itself, with no language in it: days, intervals, the algebra, TIMEX3 and EDTF."""
