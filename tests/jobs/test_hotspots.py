"""The job that looks for hot spots: loaded alone, and once a day by each store's own morning."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from jobs import hotspots as job
from jobs.registry import JOBS, LAZY
from models.stores import Store
from tests.builders import NOON

LOADED = """
import sys
from jobs.registry import JOBS, LAZY
from jobs.worker import preload
import slackbot.web, jobs.clock
preload(JOBS - LAZY)
print(sorted({"scipy", "matplotlib"} & sys.modules.keys()))
"""


def test_no_process_that_lasts_bears_the_weight_of_statistics():
    said = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "[]"
    assert "jobs.hotspots.look" in LAZY & JOBS


@pytest.mark.parametrize(
    ("zone", "morning"),
    [
        ("UTC", datetime(2026, 11, 24, 8, tzinfo=UTC)),
        ("Asia/Shanghai", datetime(2026, 11, 24, 0, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 11, 23, 16, tzinfo=UTC)),
    ],
)
def test_a_store_has_its_morning_by_its_own_clock(zone, morning):
    store = Store(name="nordic", channel="C1", added_at=NOON, timezone=zone)

    assert job.last_morning(store, NOON) == morning
