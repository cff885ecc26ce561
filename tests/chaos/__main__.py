"""
The chaos suite: `make chaos`, or `python -m tests.chaos --seconds 600 --seed 7 --database sqlite`.

Ends well only if the books agree. The long run is `--seconds 5400 --disputes 10000 --pace 3.6
--kills 3`. Where it can be had, each host gets a network namespace; else a proxy parts them.
With `--alarms` it sets off each alert in turn instead, and ends well only if all fired and were
quiet again, and none fired while all was calm.
"""

import argparse
import signal
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.chaos import alarm_drill, network
from tests.chaos.chaos import Storm, chaos
from tests.chaos.faults import BOTH, UnknownFault, faults_on
from tests.chaos.table import lines


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # And all it started with it.
    given = _asked()
    if given.alarms:
        _sound(given)
    storm = Storm(
        seconds=given.seconds,
        seed=given.seed if given.seed is not None else int(time.time()) % 10**6,
        database=given.database,
        pace=given.pace,
        disputes=given.disputes or int(given.seconds / 5),
        only=tuple(given.only),
        patience=given.patience,
        kills=given.kills,
        is_secluded=network.seclude(),
    )
    try:
        faults_on(storm.database, storm.only)
    except UnknownFault as unknown:
        sys.exit(str(unknown))
    print(f"seed {storm.seed}", flush=True)  # noqa: T201 - A command's answer.
    root = Path(tempfile.mkdtemp(prefix="chaos-"))
    say = partial(print, flush=True) if given.verbose else lambda *_: None
    report = chaos(storm, root, say)
    print("\n".join(lines(report)))  # noqa: T201 - The same.
    print(f"The logs are in {root / 'logs'}")  # noqa: T201 - The same.
    sys.exit(not report.verdict.is_clean)


def _sound(given):
    root = Path(tempfile.mkdtemp(prefix="alarms-"))
    report = alarm_drill.drill(given.database, root, partial(print, flush=True), given.only)
    print("\n".join(alarm_drill.lines(report)))  # noqa: T201 - The same.
    print(f"The logs are in {root / 'logs'}")  # noqa: T201 - The same.
    sys.exit(not report.is_well)


def _asked():
    asks = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    asks.add_argument("--seconds", type=float, default=600, help="how long the storm lasts")
    asks.add_argument("--seed", type=int, help="of all dice; another one each time without it")
    asks.add_argument("--database", choices=BOTH, default="sqlite")
    asks.add_argument("--pace", type=float, default=2.5, help="seconds between two faults")
    asks.add_argument("--disputes", type=int, help="how many are opened; one in five seconds")
    asks.add_argument("--patience", type=float, default=300, help="seconds without any progress")
    asks.add_argument(
        "--kills",
        type=float,
        default=1,
        help="how many times as often as usual processes are killed",
    )
    asks.add_argument(
        "--only", action="append", default=[], help="part of a fault's name, or an alert's"
    )
    asks.add_argument("--alarms", action="store_true", help="set off each alert, in turn")
    asks.add_argument("--verbose", action="store_true", help="say what happens when")
    return asks.parse_args()


if __name__ == "__main__":
    main()
