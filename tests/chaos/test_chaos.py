"""
A storm of seconds in the ordinary suite; `make chaos` is the one of ten minutes.

When the books agree they are forged, to see that the judge would have told.
"""

import pytest

from tests.chaos.chaos import Storm, chaos
from tests.chaos.faults import BOTH
from tests.chaos.forging import forge
from tests.chaos.table import lines

pytestmark = [pytest.mark.drill, pytest.mark.timeout(1200)]

SHORT = {"seconds": 12, "seed": 20261127, "pace": 1.2, "disputes": 9, "quiet": 12}


@pytest.mark.parametrize("database", BOTH)
def test_after_a_storm_the_books_agree_and_forged_ones_would_not(tmp_path, database):
    told = {}

    def watch(run, moment):
        if moment == "settled":
            told["expected"], told["found"] = forge(run), run.judge().found

    report = chaos(Storm(database=database, watch=watch, **SHORT), tmp_path, say=lambda *_: None)

    assert report.verdict.is_clean, "\n".join(lines(report))
    assert sum(report.struck.values()) > 10
    assert report.verdict.looked_at["cards"] > 50
    assert [what for what in told["expected"] if not told["found"][what]] == []
