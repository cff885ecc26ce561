"""The same step again and again, several at a time, until there is nothing left to do."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from jobs import leaving


def repeat(step: Callable[[], bool], abreast: int, lasts: timedelta) -> None:
    """
    Take steps until one says that nothing is left, until the time is over or the worker is to end.

    An error of one line of steps ends that line; the others go on, and then it is raised.
    """
    until = time.monotonic() + lasts.total_seconds()

    def line() -> None:
        while not leaving.asked() and time.monotonic() < until and step():
            pass

    if abreast <= 1:  # Without threads an error stands where it happened.
        line()
        return
    with ThreadPoolExecutor(abreast) as pool:
        lines = [pool.submit(line) for _ in range(abreast)]
    for one in lines:
        one.result()
