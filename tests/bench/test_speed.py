"""The measure of speed, in short: what `make bench-speed` does at length."""

from __future__ import annotations

import numpy as np
import pytest

from tests.bench.speed import measure
from tests.bench.synthetic import synthetic

ENGINES = ("chuchu, NumPy", "rank-bm25")


@pytest.mark.parametrize(("passages", "times"), [(300, 2), (3000, 10)])
def test_questions_take_a_fraction_of_rank_bm25s_time(passages: int, times: int) -> None:
    """Also in a small collection, and without compiled code; real figures are several times better."""
    ours, theirs = (seconds for seconds, *_ in measure(synthetic(passages, 20), ENGINES).values())
    assert times * np.median(ours) < np.median(theirs)
