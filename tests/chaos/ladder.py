"""The steps before the deadline of an answer, as the default rules have them."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models import rules
from models.rules.schema import Bundling

UNITS = {"m": 60, "h": 3600, "d": 86400}
USEFUL_FOR = Bundling().useful_for.total_seconds()  # Time may jump so far that all was slept over.


@dataclass(frozen=True)
class Step:
    before: int  # Seconds before the deadline.
    is_owners: bool  # By direct message, where somebody has the dispute.
    is_leads: bool  # Leads hear of it in their channel.

    @property
    def is_last(self):
        """The deadline has passed."""
        return self.before == 0

    def __str__(self):
        return f"{self.before // UNITS['h']} h"


def _steps():
    told = tomllib.loads(Path(rules.__file__).with_name("default.toml").read_text())
    [answer] = [ladder for ladder in told["ladders"] if ladder["name"] == "answer"]
    for step in answer["steps"]:
        before = int(step["before"][:-1]) * UNITS[step["before"][-1]]
        yield Step(before, step["to"] == ["owner"], "leads" in step["to"])


STEPS = tuple(_steps())
FOR_LEADS = tuple(step for step in STEPS if step.is_leads)


def seconds_of(iso):
    return int(datetime.fromisoformat(iso).timestamp())


def due(limit, now, steps=STEPS):
    """
    The latest step before a deadline whose time has come.

    None before the first, and where the deadline passed so long ago that nobody is told any more.
    """
    if limit < now - USEFUL_FOR:
        return None
    past = [step for step in steps if limit - step.before < now]
    return min(past, key=lambda step: step.before, default=None)
