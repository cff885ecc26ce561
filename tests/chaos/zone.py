"""The platform's zone, whose clocks change in the middle of the storm, for every process of it."""

import os
import struct
import sysconfig
from contextlib import contextmanager
from dataclasses import dataclass

WHERE = "PYTHONTZPATH"
NAME = "America/Los_Angeles"
PST, PDT = 0, 1
OFFSETS = (-8 * 3600, -7 * 3600)
HOUR = 3600
LONG_AGO = 946_684_800


@dataclass(frozen=True)
class Change:
    """
    The one change of the storm; before it the other time was kept for years.

    Args:
        at: Seconds of the epoch.
        goes_back: The same hour is shown twice; else the clocks skip one.

    """

    at: int
    goes_back: bool

    @property
    def name(self):
        return f"the platform's clocks go {'back' if self.goes_back else 'forward'}"

    def as_told(self, moment):
        """What a wall time of the platform's says of a moment: of two the earlier."""
        is_second = self.goes_back and self.at <= moment < self.at + HOUR
        return moment - HOUR if is_second else moment


@contextmanager
def kept(change, directory):
    """
    While the block lasts, whatever is started has this zone: Python looks there first.

    The file is as RFC 8536 has it, in its second version alone.
    """
    file = directory / NAME
    file.parent.mkdir(parents=True)
    file.write_bytes(_header(0, 0, 0) + _data(change))
    before = os.environ.get(WHERE)
    os.environ[WHERE] = f"{directory}:{sysconfig.get_config_var('TZPATH')}"
    try:
        yield
    finally:
        os.environ.pop(WHERE) if before is None else os.environ.update({WHERE: before})


def _header(times, types, letters):
    return struct.pack(">4sc15x6l", b"TZif", b"2", 0, 0, 0, times, types, letters)


def _data(change):
    before, after = (PDT, PST) if change.goes_back else (PST, PDT)
    times = struct.pack(">2q2B", LONG_AGO, change.at, before, after)
    types = b"".join(struct.pack(">lBB", OFFSETS[kind], kind, 4 * kind) for kind in (PST, PDT))
    rule = ("PST8", "PDT7")[after]
    return _header(2, 2, 8) + times + types + b"PST\0PDT\0" + f"\n{rule}\n".encode()
