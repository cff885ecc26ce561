"""
A process of the desk as it is, but for two things at its edge: its clock, and its disk's room.

`python edge.py worker --queue delivery` is `disputes worker --queue delivery` on a host whose
clock is CHAOS_SHIFT seconds off, and whose SQLite file cannot grow while the file CHAOS_FULL is
there.
"""

import os
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from jobs import cli
from slackbot.desk import Desk, system_clock

FULL = 1  # Pages: SQLite takes as many as the file has, and no more.
ROOM = 2**30


def shift_clock(by):
    if by:
        _clock, *others = Desk.__init__.__defaults__
        Desk.__init__.__defaults__ = (lambda: system_clock() + by, *others)


def limit_room(sign):
    @sa.event.listens_for(sa.pool.Pool, "checkout")
    def on_checkout(connection, _record, _proxy):
        connection.execute(f"PRAGMA max_page_count={FULL if sign.exists() else ROOM}")


if __name__ == "__main__":
    shift_clock(timedelta(seconds=float(os.environ.get("CHAOS_SHIFT", "0"))))
    if sign := os.environ.get("CHAOS_FULL"):
        limit_room(Path(sign))
    cli.main()
