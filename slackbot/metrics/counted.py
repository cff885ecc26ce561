"""What all processes have counted since the desk was set up."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from sqlmodel import Session

from models import tallies
from models.nudging.nudges import Rule
from models.tallies import ABOVE, BUCKETS, ERRORS, HISTOGRAMS, LATENESS, Figure, Tally

TOO_MANY = "slack,ratelimited"  # Of the errors the one that an alert looks at by its word.
LATE = 300  # Seconds; one of the buckets, and the rule `watchdog.nudge_late` unless it was changed.


def seen(session: Session) -> Iterator[Metric]:
    for figure in HISTOGRAMS:
        yield _histogram(figure, tallies.of(session, figure))
    yield _late(tallies.of(session, LATENESS))
    yield from _errors(tallies.of(session, ERRORS))


def _histogram(figure: Figure, rows: Sequence[Tally]) -> HistogramMetricFamily:
    family = HistogramMetricFamily(figure.name, figure.about, labels=figure.labels)
    for labels, mine in _by_labels(rows).items():
        counts = accumulate(mine[name].count if name in mine else 0 for name in _NAMES)
        total = sum(row.total for row in mine.values())
        family.add_metric(labels.split(","), list(zip(_NAMES, counts, strict=True)), total)
    return family


_NAMES = [*map(str, BUCKETS), ABOVE]


def _by_labels(rows: Sequence[Tally]) -> dict[str, dict[str, Tally]]:
    found: dict[str, dict[str, Tally]] = defaultdict(dict)
    for row in rows:
        found[row.labels][row.bucket] = row
    return found


# Of a counter that appears with its first count Prometheus never sees it rise: these are there
# from the beginning.


def _late(rows: Sequence[Tally]) -> CounterMetricFamily:
    about = "Nudges that stood in Slack more than five minutes after they were due"
    family = CounterMetricFamily("disputes_nudges_late", about, labels=["rule"])
    within = {str(bucket) for bucket in BUCKETS if bucket <= LATE}
    late = dict.fromkeys(Rule, 0)
    for row in rows:
        if row.bucket not in within and row.labels in set(Rule):
            late[Rule(row.labels)] += row.count
    for rule, count in late.items():
        family.add_metric([rule], count)
    return family


def _errors(rows: Sequence[Tally]) -> Iterator[CounterMetricFamily]:
    by_class = CounterMetricFamily(ERRORS.name, ERRORS.about, labels=ERRORS.labels)
    by_where = CounterMetricFamily("disputes_failures", "The same, by where", labels=["where"])
    sums = dict.fromkeys(tallies.WHERE, 0)
    counts = {TOO_MANY: 0} | {row.labels: row.count for row in rows}
    for labels, count in counts.items():
        where, _, error = labels.partition(",")
        by_class.add_metric([where, error], count)
        sums[where] = sums.get(where, 0) + count
    for where, count in sums.items():
        by_where.add_metric([where], count)
    yield by_class
    yield by_where
